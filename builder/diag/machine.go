package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format names a way to write a List.
type Format string

const (
	// Text is for people at a terminal.
	Text Format = "text"
	// JSON is one object with an array of diagnostics; README documents it.
	JSON Format = "json"
	// GitHub is the workflow command syntax that code hosts turn into
	// annotations on changed lines.
	GitHub Format = "github"
	// SARIF is the Static Analysis Results Interchange Format 2.1.0 (OASIS).
	SARIF Format = "sarif"
)

// Formats lists the known formats, for help and completion.
var formats = []Format{Text, JSON, GitHub, SARIF}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q (text, json, github or sarif)", name)
}

// Write writes the list in the given format. Sources and style matter to Text
// alone.
func Write(w io.Writer, l List, f Format, sources Sources, style Style) error {
	switch f {
	case JSON:
		return writeJSON(w, l)
	case GitHub:
		return writeGitHub(w, l)
	case SARIF:
		return writeSARIF(w, l)
	}
	return WriteText(w, l, sources, style)
}

func writeJSON(w io.Writer, l List) error {
	report := struct {
		Version     int  `json:"version"`
		Errors      int  `json:"errors"`
		Warnings    int  `json:"warnings"`
		Advice      int  `json:"advice"`
		Diagnostics List `json:"diagnostics"`
	}{1, l.Count(Error), l.Count(Warning), l.Count(Advice), l}
	if report.Diagnostics == nil {
		report.Diagnostics = List{}
	}
	return encode(w, report)
}

func encode(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// writeGitHub follows the workflow commands of GitHub Actions, where a message
// escapes %, CR and LF, and a property also : and a comma.
func writeGitHub(w io.Writer, l List) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "notice"}
	for _, d := range l {
		message := d.Message
		if d.Hint != "" {
			message += " (" + d.Hint + ")"
		}
		place := "file=" + property.Replace(d.Pos.File)
		if d.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d", d.Pos.Line)
		}
		if d.Pos.Col > 0 {
			place += fmt.Sprintf(",col=%d", d.Pos.Col)
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", level[d.Severity], place, property.Replace(d.Code), escape.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}

type sarifPhysical struct {
	Artifact struct {
		URI string `json:"uri"`
	} `json:"artifactLocation"`
	Region *sarifRegion `json:"region,omitempty"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

func writeSARIF(w io.Writer, l List) error {
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "note"}
	rules, results := []sarifRule{}, []sarifResult{}
	for _, d := range l {
		if rule := (sarifRule{d.Code}); !slices.Contains(rules, rule) {
			rules = append(rules, rule)
		}
		text := d.Message
		if d.Hint != "" {
			text += ". " + d.Hint
		}
		var at sarifLocation
		at.Physical.Artifact.URI = d.Pos.File
		if d.Pos.Line > 0 {
			at.Physical.Region = &sarifRegion{StartLine: d.Pos.Line, StartColumn: d.Pos.Col, EndColumn: d.Pos.EndCol}
		}
		results = append(results, sarifResult{d.Code, level[d.Severity], sarifMessage{text}, []sarifLocation{at}})
	}
	type driver struct {
		Name  string      `json:"name"`
		Rules []sarifRule `json:"rules"`
	}
	type tool struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool    tool          `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	return encode(w, struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{{tool{driver{"aftercare", rules}}, results}}})
}
