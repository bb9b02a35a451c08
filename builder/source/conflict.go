package source

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"aftercare/builder/diag"
)

var (
	// copied matches names that merge tools and file sync give to one side.
	copied = regexp.MustCompile(`(?i)conflicted copy|\.sync-conflict-\d|_(?:base|local|remote|backup)_\d+\.[a-z]+$`)
	// base matches the mark of the version that both sides started from.
	base = regexp.MustCompile(`^\|{7} (?:[0-9a-f]{7,40}|merged common ancestors|base)\b[^|]*$`)
)

// Conflict reports the first mark of an unfinished merge in a file: a line that
// starts with seven or more < or >, as git, Mercurial and Jujutsu write them.
// Their other marks look like a heading's underline or a table row and, except
// for [base], never come alone. Fenced code in Markdown is text about merges,
// unless the fence is never closed.
func Conflict(name string, data []byte) (found diag.List) {
	if copied.MatchString(name) {
		found.Errorf("source/conflict", diag.Position{File: name}, "this is one side of a merge, as its name says").
			WithHint("copy what is missing into the original file, and delete this one")
		return found
	}
	mark := func(sign string) bool { return bytes.Contains(data, []byte(strings.Repeat(sign, conflictMarks))) }
	if !mark("<") && !mark(">") && !mark("|") {
		return nil // nearly every file: this runs over all of them at a start
	}
	code := fence{markdown: strings.EqualFold(path.Ext(name), ".md")}
	var at diag.Position
	number, quoted := 0, false
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	for line := range bytes.Lines(data) {
		number++
		line = bytes.TrimRight(line, "\r\n")
		inside := code.next(line)
		if code.markdown && code.open == nil && inside {
			at = diag.Position{} // closed: what was in it is an example
		}
		if at.Line == 0 && (isConflict(line, '<') || isConflict(line, '>') && !quoted || base.Match(line)) {
			at = diag.Position{File: name, Line: number, Col: 1, EndCol: len(line) + 1}
		}
		if at.Line > 0 && !inside {
			break
		}
		quoted = bytes.HasPrefix(line, []byte(">"))
	}
	if at.Line > 0 {
		found.Errorf("source/conflict", at, "a merge was not finished here").
			WithHint("keep one of the versions between <<<<<<<, ======= and >>>>>>>, or both, and delete the lines with these marks")
	}
	return found
}

// conflictMarks is the length of a mark. A merge within a merge has longer
// ones.
const conflictMarks = 7

// isConflict tells a mark such as "<<<<<<< HEAD" from other lines that start
// with the sign: it ends there or goes on with the name of a version.
func isConflict(line []byte, sign byte) bool {
	rest := bytes.TrimLeft(line, string(sign))
	return len(line)-len(rest) >= conflictMarks && (len(rest) == 0 || rest[0] == ' ')
}

// fence tracks fenced code in a Markdown file, line by line.
type fence struct {
	markdown bool   // other files have no fenced code
	open     []byte // the marks of the open fence, nil outside one
}

// next takes the next line and reports whether it is fenced code or one of its fences.
func (f *fence) next(line []byte) bool {
	line = bytes.TrimLeft(line, " \t>")
	rest := bytes.TrimLeft(bytes.TrimLeft(line, "`"), "~")
	marks := line[:len(line)-len(rest)]
	switch {
	case !f.markdown:
		return false
	case f.open == nil:
		if len(marks) >= 3 && bytes.Count(marks, marks[:1]) == len(marks) && !(marks[0] == '`' && bytes.IndexByte(rest, '`') >= 0) {
			f.open = marks
			return true
		}
		return false
	}
	if bytes.HasPrefix(marks, f.open) && len(bytes.TrimSpace(rest)) == 0 {
		f.open = nil
	}
	return true
}
