package diag

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// An object of JSON. What is written follows SARIF 2.1.0, sections 3.13 to 3.49.
type object map[string]any

func writeSARIF(w io.Writer, l List, sources Sources, describe Describe) error {
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "note"}
	rules, results, index := []object{}, []object{}, make(map[string]int)
	columns := columns{sources: sources}
	for _, d := range l {
		if _, ok := index[d.Code]; !ok {
			index[d.Code] = len(rules)
			rules = append(rules, ruleOf(d.Code, describe))
		}
		text := d.Message
		if d.Hint != "" {
			text += ". " + d.Hint
		}
		result := object{"ruleId": d.Code, "ruleIndex": index[d.Code], "level": level[d.Severity], "message": object{"text": text}, "locations": []object{columns.location(d.Pos)}}
		var related []object
		for _, n := range d.Notes {
			at := columns.location(n.Pos)
			at["message"] = object{"text": n.Message}
			related = append(related, at)
		}
		if related != nil {
			result["relatedLocations"] = related
		}
		results = append(results, result)
	}
	return encode(w, object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
		"runs": []object{{"tool": object{"driver": object{"name": "aftercare", "rules": rules}}, "columnKind": "utf16CodeUnits", "results": results}},
	})
}

func ruleOf(code string, describe Describe) object {
	rule := object{"id": code}
	if describe == nil {
		return rule
	}
	if summary, help := describe(code); summary != "" {
		rule["shortDescription"] = object{"text": summary}
		rule["help"] = object{"text": help, "markdown": help}
	}
	return rule
}

// columns turns columns in bytes into those of SARIF, which are counted as most
// editors do, in units of UTF-16. Without the source they stay as they are.
type columns struct {
	sources Sources
	file    string
	lines   [][]byte
}

func (c *columns) location(p Position) object {
	place := object{"artifactLocation": object{"uri": p.File}}
	if p.Line > 0 {
		region, line := object{"startLine": p.Line}, c.line(p)
		for name, col := range map[string]int{"startColumn": p.Col, "endColumn": p.EndCol} {
			if col > 0 {
				region[name] = units(line, col)
			}
		}
		place["region"] = region
	}
	return object{"physicalLocation": place}
}

func (c *columns) line(p Position) []byte {
	if c.file != p.File {
		c.file, c.lines = p.File, nil
		if c.sources != nil {
			if text, ok := c.sources(p.File); ok {
				c.lines = bytes.Split(text, []byte("\n"))
			}
		}
	}
	if p.Line > len(c.lines) {
		return nil
	}
	return c.lines[p.Line-1]
}

// units is a column, from 1, in units of UTF-16.
func units(line []byte, col int) int {
	if col > len(line)+1 {
		return col
	}
	n := 1
	for rest := line[:col-1]; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}
