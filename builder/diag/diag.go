// Package diag describes what is wrong with a guide in a form that a writer
// can act on. A [Diagnostic] has a stable code, a severity, a position and a
// sentence; a [List] collects them. The same record feeds the terminal, JSON,
// SARIF, code-host annotations and the preview.
//
// It does not decide what is wrong; it only says it. The machine's failures
// (a full disk, a missing folder) are ordinary Go errors and never pass here.
package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity orders diagnostics by what they do to a build.
type Severity uint8

const (
	// Off silences a code. It is only a setting, never the severity of a
	// Diagnostic that is reported.
	Off Severity = iota
	// Advice is an editorial hint; nothing depends on it.
	Advice
	// Warning deserves a look but does not stop a build.
	Warning
	// Error makes build and check exit with 1.
	Error
)

var severityNames = [...]string{"off", "advice", "warning", "error"}

// String returns the name used in settings and output: off, advice, warning
// or error.
func (s Severity) String() string { return severityNames[s] }

// MarshalText implements encoding.TextMarshaler.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// ParseSeverity reads a name made by [Severity.String].
func ParseSeverity(name string) (Severity, error) {
	if i := slices.Index(severityNames[:], name); i >= 0 {
		return Severity(i), nil
	}
	return Off, fmt.Errorf("unknown severity %q (off, advice, warning or error)", name)
}

// Position is a place in a source file. Line and Col count from 1, from the
// top of the file, front matter included; Col counts bytes. Line 0 means the
// file as a whole. EndCol, when set, is one past the last byte on the line.
type Position struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Col    int    `json:"column,omitempty"`
	EndCol int    `json:"endColumn,omitempty"`
}

// String formats the position the way editors and terminals recognise it,
// file:line:col.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// LineStarts returns the offset of each line of a text, which LF, CR LF or CR
// ends.
func LineStarts(text []byte) []int {
	starts := make([]int, 1, bytes.Count(text, []byte("\n"))+1)
	for i, c := range text {
		if c == '\n' || c == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// LineFeeds is a text in which each line that CR LF or CR ended ends with LF.
func LineFeeds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// Note points at a second place that explains a diagnostic, such as where a
// duplicate was first seen.
type Note struct {
	Pos     Position `json:"position"`
	Message string   `json:"message"`
}

// Diagnostic is one thing that a writer can mend. Code is stable
// ("link/dead-page") and groups diagnostics in settings; Message is one
// sentence without a full stop; Hint, if any, says what to do.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`
	Pos      Position `json:"position"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Notes    []Note   `json:"notes,omitempty"`
	// More is how many others of its kind this one stands for; see [List.Limit].
	More int `json:"more,omitempty"`
}

// Error makes a single Diagnostic usable as an error.
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

// add returns the new entry so that the caller can set Hint or Notes on it
// before the next call to add.
func (l *List) add(s Severity, code string, pos Position, format string, args []any) *Diagnostic {
	*l = append(*l, Diagnostic{Severity: s, Code: code, Pos: pos, Message: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// WithHint sets the hint and returns d.
func (d *Diagnostic) WithHint(format string, args ...any) *Diagnostic {
	d.Hint = fmt.Sprintf(format, args...)
	return d
}

// DidYouMean sets a hint that names the candidate nearest to got, if one is
// near enough, and otherwise lists the candidates when they are few.
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

// Sort orders the list by file, line, column, code and message, and drops
// exact repeats, so that output does not depend on the order of work.
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

// MostOfAKind is how many findings of one code are listed of one file. Nobody
// reads on after that; the rest is counted.
const MostOfAKind = 50

// Limit returns a sorted list in which of each code no more are left of one
// file than MostOfAKind, followed by one that counts the others. It stands
// where the first of them stood.
func (l List) Limit() List {
	out := make(List, 0, len(l))
	for len(l) > 0 {
		n := slices.IndexFunc(l, func(d Diagnostic) bool { return d.Pos.File != l[0].Pos.File })
		if n < 0 {
			n = len(l)
		}
		if n > MostOfAKind {
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
		case seen[k] <= MostOfAKind:
			out = append(out, d)
		case seen[k] == MostOfAKind+1:
			places[k] = len(out)
			out = append(out, d)
		}
	}
	for k, i := range places {
		if rest := seen[k] - MostOfAKind; rest > 1 {
			d := Diagnostic{Severity: k.severity, Code: k.code, Pos: out[i].Pos, More: rest - 1, Message: fmt.Sprintf("%d more of this kind from here on in this file are not listed", rest)}
			out[i] = *d.WithHint("mend those above first")
		}
	}
	return out
}

// Count returns how many findings have severity s, those among them that are
// counted and not listed.
func (l List) Count(s Severity) int {
	n := 0
	for _, d := range l {
		if d.Severity == s {
			n += 1 + d.More
		}
	}
	return n
}

// Summary counts a list in words, the same wherever a person reads them: "1
// error, 2 pieces of advice".
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

// Apply returns the list with the severities that settings give to codes. A
// setting names a code ("link/dead-page") or a family ("link"); the code wins.
// Diagnostics set to Off are left out.
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
