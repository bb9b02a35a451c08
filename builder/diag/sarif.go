package diag

import (
	"io"
	"unicode/utf16"
)

// object is an object of JSON. Its contents follow SARIF 2.1.0, sections 3.13
// to 3.49.
type object map[string]any

func writeSARIF(w io.Writer, l List, sources Sources, describe Describe) error {
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "note"}
	rules, results, index := []object{}, []object{}, make(map[string]int)
	places := frames{sources: sources}
	for _, d := range l {
		if _, ok := index[d.Code]; !ok {
			index[d.Code] = len(rules)
			rules = append(rules, ruleOf(d.Code, describe))
		}
		text := d.Message
		if d.Hint != "" {
			text += ". " + d.Hint
		}
		result := object{"ruleId": d.Code, "ruleIndex": index[d.Code], "level": level[d.Severity], "message": object{"text": text}, "locations": []object{places.location(d.Pos)}}
		var related []object
		for _, n := range d.Notes {
			at := places.location(n.Pos)
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

// location converts columns from bytes to UTF-16 units, which most editors
// count. Without the source they stay unconverted.
func (f *frames) location(p Position) object {
	place := object{"artifactLocation": object{"uri": p.File}}
	if p.Line > 0 {
		region := object{"startLine": p.Line}
		line, _ := f.line(p)
		for name, col := range map[string]int{"startColumn": p.Col, "endColumn": p.EndCol} {
			if col > 0 {
				region[name] = units(line, col)
			}
		}
		place["region"] = region
	}
	return object{"physicalLocation": place}
}

// units converts a column, counted from 1, to UTF-16 units.
func units(line string, col int) int {
	if col > len(line)+1 {
		return col
	}
	n := 1
	for _, r := range line[:col-1] {
		n += utf16.RuneLen(r)
	}
	return n
}
