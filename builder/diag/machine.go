package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is an output format for a List.
type Format string

const (
	// Text is for people at a terminal.
	Text Format = "text"
	// JSON is one object with an array of diagnostics, documented in the
	// handbook.
	JSON Format = "json"
	// GitHub is the workflow command syntax, which code hosts show as
	// annotations on changed lines.
	GitHub Format = "github"
	// SARIF is the Static Analysis Results Interchange Format 2.1.0 (OASIS).
	SARIF Format = "sarif"
)

var formats = []Format{Text, JSON, GitHub, SARIF}

// ParseFormat parses the name of a format.
func ParseFormat(name string) (Format, error) {
	if f := Format(name); slices.Contains(formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q (text, json, github or sarif)", name)
}

// Describe explains a code in a sentence, and at length in Markdown. Both are
// empty for an unknown code.
type Describe func(code string) (summary, help string)

// Write writes the list in a machine-readable format. sources and describe are
// used by SARIF alone and may be nil.
func Write(w io.Writer, l List, f Format, sources Sources, describe Describe) error {
	switch f {
	case JSON:
		return writeJSON(w, l)
	case GitHub:
		return writeGitHub(w, l)
	case SARIF:
		return writeSARIF(w, l, sources, describe)
	}
	return fmt.Errorf("%q is not a format for machines", f)
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

// writeGitHub follows the workflow commands of GitHub Actions: messages escape
// %, CR and LF, properties also : and a comma.
func writeGitHub(w io.Writer, l List) error {
	escape := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	level := map[Severity]string{Error: "error", Warning: "warning", Advice: "notice"}
	for _, d := range l {
		message := d.Message
		if d.Hint != "" {
			message += " (" + d.Hint + ")"
		}
		place := "file=" + property.Replace(VisibleLines(d.Pos.File))
		if d.Pos.Line > 0 {
			place += fmt.Sprintf(",line=%d", d.Pos.Line)
		}
		if d.Pos.Col > 0 {
			place += fmt.Sprintf(",col=%d", d.Pos.Col)
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", level[d.Severity], place, property.Replace(d.Code), escape.Replace(VisibleLines(message))); err != nil {
			return err
		}
	}
	return nil
}
