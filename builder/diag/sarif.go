package diag

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// The parts of SARIF 2.1.0 that are written; the numbers are its sections.

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifRule struct { // 3.49
	ID      string        `json:"id"`
	Summary *sarifMessage `json:"shortDescription,omitempty"`
	Help    *sarifMessage `json:"help,omitempty"`
}

type sarifRegion struct { // 3.30
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifArtifact struct { // 3.4
	URI string `json:"uri"`
}

type sarifPhysical struct { // 3.29
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifLocation struct { // 3.28
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifResult struct { // 3.27
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifDriver struct { // 3.19
	Name  string      `json:"name"`
	Rules []sarifRule `json:"rules"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifRun struct { // 3.14
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifLog struct { // 3.13
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

func writeSARIF(w io.Writer, l List, sources Sources, describe Describe) error {
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "note"}
	run := sarifRun{Tool: sarifTool{sarifDriver{"aftercare", []sarifRule{}}}, ColumnKind: "utf16CodeUnits", Results: []sarifResult{}}
	index := make(map[string]int)
	columns := columns{sources: sources}
	for _, d := range l {
		if _, ok := index[d.Code]; !ok {
			index[d.Code] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(d.Code, describe))
		}
		text := d.Message
		if d.Hint != "" {
			text += ". " + d.Hint
		}
		result := sarifResult{d.Code, index[d.Code], level[d.Severity], sarifMessage{Text: text}, []sarifLocation{columns.location(d.Pos)}, nil}
		for _, n := range d.Notes {
			at := columns.location(n.Pos)
			at.Message = &sarifMessage{Text: n.Message}
			result.Related = append(result.Related, at)
		}
		run.Results = append(run.Results, result)
	}
	return encode(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func ruleOf(code string, describe Describe) sarifRule {
	rule := sarifRule{ID: code}
	if describe == nil {
		return rule
	}
	if summary, help := describe(code); summary != "" {
		rule.Summary = &sarifMessage{Text: summary}
		rule.Help = &sarifMessage{Text: help, Markdown: help}
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

func (c *columns) location(p Position) sarifLocation {
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{p.File}}}
	if p.Line > 0 {
		line := c.line(p)
		at.Physical.Region = &sarifRegion{StartLine: p.Line, StartColumn: units(line, p.Col), EndColumn: units(line, p.EndCol)}
	}
	return at
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

// units is a column, from 1, in units of UTF-16; 0 stays 0.
func units(line []byte, col int) int {
	if col < 1 || col > len(line)+1 {
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
