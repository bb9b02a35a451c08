// Package diag describes what is wrong with a guide so that a writer can act on
// it. A [Diagnostic] has a stable code, a severity, a position and a sentence;
// a [List] collects them and can be written for a terminal, as JSON or SARIF,
// and as annotations of a code host:
//
//	var found diag.List
//	found.Errorf("link/dead-page", pos, "there is no page %q", dest).WithHint("did you mean %q?", best)
//	err := diag.WriteText(os.Stderr, found, sources, diag.Style{Color: true})
//
// It does not decide what is wrong. Failures of the machine, such as a full
// disk or a missing folder, are ordinary Go errors and never diagnostics.
package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity orders diagnostics by their effect on a build.
type Severity uint8

const (
	// Off silences a code. It exists only in settings; no reported Diagnostic
	// has it.
	Off Severity = iota
	// Advice is an editorial hint that affects nothing.
	Advice
	// Warning deserves attention but does not stop a build.
	Warning
	// Error makes build and check exit with 1.
	Error
)

var severityNames = [...]string{"off", "advice", "warning", "error"}

// String returns the name used in settings and output: off, advice, warning or
// error.
func (s Severity) String() string { return severityNames[s] }

// MarshalText implements encoding.TextMarshaler.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity parses the name of a severity; see [Severity.String].
func ParseSeverity(name string) (Severity, error) {
	if i := slices.Index(severityNames[:], name); i >= 0 {
		return Severity(i), nil
	}
	return Off, fmt.Errorf("unknown severity %q (off, advice, warning or error)", name)
}

// Position is a place in a source file. Line and Col count from 1, front matter
// included; Col counts bytes. Line 0 means the whole file. EndCol, if set, is
// one past the last byte on the line.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Col    int    `json:"column,omitempty"`
	EndCol int    `json:"endColumn,omitempty"`
}

// String formats the position as file:line:col, which editors and terminals
// recognise.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// LineStarts returns the offset of each line of a text. LF, CR LF and CR end a
// line.
func LineStarts(text []byte) []int {
	starts := make([]int, 1, bytes.Count(text, []byte("\n"))+1)
	for i, c := range text {
		if c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// LineFeeds returns text with every CR LF and CR replaced by LF.
func LineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// Note points at a second place that explains a diagnostic, such as the first
// of two duplicates.
type Note struct {
	Pos     Position `json:"position"`
	Message string   `json:"message"`
}

// Diagnostic is one thing for a writer to fix. Code is stable
// ("link/dead-page"), and its family groups diagnostics in settings. Message is
// one sentence without a full stop. Hint, if any, says what to do.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Pos      Position `json:"position"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Notes    []Note   `json:"notes,omitempty"`
	// More is how many others of its kind this one stands for; see
	// [List.Limit].
	More int `json:"more,omitempty"`
}

// Error implements error.
func (d Diagnostic) Error() string {
	return fmt.Sprintf("%s: %s[%s]: %s", d.Pos, d.Severity, d.Code, d.Message)
}

// List is a collection of diagnostics. The zero value is empty and ready.
type List []Diagnostic

// Errorf adds an error.
func (l *List) Errorf(code string, pos Position, format string, args ...any) *Diagnostic {
	return l.add(Error, code, pos, format, args)
}

// Warnf adds a warning.
func (l *List) Warnf(code string, pos Position, format string, args ...any) *Diagnostic {
	return l.add(Warning, code, pos, format, args)
}

// Advisef adds advice.
func (l *List) Advisef(code string, pos Position, format string, args ...any) *Diagnostic {
	return l.add(Advice, code, pos, format, args)
}

// add returns the new entry, so that the caller can set Hint or Notes. The
// pointer is good until the next call to add.
func (l *List) add(s Severity, code string, pos Position, format string, args []any) *Diagnostic {
	*l = append(*l, Diagnostic{Severity: s, Code: code, Pos: pos, Message: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// WithHint sets the hint and returns d.
func (d *Diagnostic) WithHint(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// DidYouMean sets a hint that names the candidate nearest to got or, if none is
// near, lists the candidates if there are few.
func (d *Diagnostic) DidYouMean(got string, candidates []string) *Diagnostic {
	if best, ok := Nearest(got, candidates); ok {
		d.Hint = fmt.Sprintf("did you mean %q?", best)
	} else if n := len(candidates); n > 0 && n <= 12 {
		d.Hint = "known here: " + strings.Join(candidates, ", ")
	}
	return d
}

// WithNote adds a note and returns d.
func (d *Diagnostic) WithNote(pos Position, format string, args ...any) *Diagnostic {
	d.Notes = append(d.Notes, Note{Pos: pos, Message: fmt.Sprintf(format, args...)})
	return d
}

// Sort orders the list by file, line, column, code and message, and drops exact
// duplicates, so that output does not depend on the order of work.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Code == b.Code && a.Message == b.Message
	})
}

// MaxOfAKind limits how many findings of one code are listed for a file. Nobody
// reads more; the rest are counted.
const MaxOfAKind = 50

// Limit returns a sorted list with at most MaxOfAKind findings of each code and
// file, and one more that counts the rest in place of the first of them.
func (l List) Limit() List {
	out := make(List, 0, len(l))
	for len(l) > 0 {
		n := slices.IndexFunc(l, func(d Diagnostic) bool { return d.Pos.File != l[0].Pos.File })
		if n < 0 {
			n = len(l)
		}
		if n > MaxOfAKind {
			out = append(out, l[:n].limitKinds()...)
		} else {
			out = append(out, l[:n]...)
		}
		l = l[n:]
	}
	return out
}

func (l List) limitKinds() (out List) {
	type kind struct {
		code     string
		severity Severity
	}
	seen, places := make(map[kind]int), make(map[kind]int)
	for _, d := range l {
		k := kind{d.Code, d.Severity}
		switch seen[k]++; {
		case seen[k] <= MaxOfAKind:
			out = append(out, d)
		case seen[k] == MaxOfAKind+1:
			places[k] = len(out)
			out = append(out, d)
		}
	}
	for k, i := range places {
		if rest := seen[k] - MaxOfAKind; rest > 1 {
			d := Diagnostic{Severity: k.severity, Code: k.code, Pos: out[i].Pos, More: rest - 1, Message: fmt.Sprintf("%d more of this kind from here on in this file are not listed", rest)}
			out[i] = *d.WithHint("fix those above first")
		}
	}
	return out
}

// Count returns how many findings have severity s, including those that Limit
// has only counted.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n += 1 + d.More
		}
	}
	return n
}

// Summary counts the findings in words, such as "1 error, 2 pieces of advice".
func (l List) Summary() string {
	var parts []string
	for _, kind := range []struct {
		severity  Severity
		one, many string
	}{{Error, "error", "errors"}, {Warning, "warning", "warnings"}, {Advice, "piece of advice", "pieces of advice"}} {
		switch n := l.Count(kind.severity); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+kind.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n, kind.many))
		}
	}
	if parts == nil {
		return "nothing is wrong"
	}
	return strings.Join(parts, ", ")
}

// HasErrors reports whether any diagnostic is an error.
func (l List) HasErrors() bool { return l.Count(Error) > 0 }

// Apply returns the list with severities changed by settings. A setting names a
// code ("link/dead-page") or a family ("link"); the code wins. Diagnostics that
// are Off are dropped.
func (l List) Apply(severities map[string]Severity) List {
	if len(severities) == 0 {
		return l
	}
	out := make(List, 0, len(l))
	for _, d := range l {
		family, _, _ := strings.Cut(d.Code, "/")
		if s, ok := severities[d.Code]; ok {
			d.Severity = s
		} else if s, ok := severities[family]; ok {
			d.Severity = s
		}
		if d.Severity != Off {
			out = append(out, d)
		}
	}
	return out
}
