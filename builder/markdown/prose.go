package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode"

	"aftercare/builder/diag"
)

// Prose is the plain text of one block, without citations, images that are not
// links and, but in headings, code. Full is the text with its code, to be
// searched; it is "" where there is no code. One of the two is not empty.
type Prose struct {
	Kind       ProseKind
	Text, Full string
	Pos        diag.Position

	runs []run
}

// A run is a stretch of a Text, up to the next one, that stands in the source as
// it is, from a line and column on.
type run struct{ at, line, col int }

// At is the place of the first word in Text[offset:] and of as much text from there
// on as length says. Its end is known if the text stands in the source as it is.
func (p Prose) At(offset, length int) diag.Position {
	if word := strings.IndexFunc(p.Text[offset:], isWordChar); word > 0 {
		offset += word
	}
	i := sort.Search(len(p.runs), func(i int) bool { return p.runs[i].at > offset })
	if i == 0 {
		return p.Pos
	}
	from := p.runs[i-1]
	pos := diag.Position{File: p.Pos.File, Line: from.line, Col: from.col + offset - from.at}
	if end := min(offset+length, len(p.Text)); i == len(p.runs) || end <= p.runs[i].at {
		pos.EndCol = pos.Col + end - offset
	}
	return pos
}

// A piece of plain text, up to the next one, stands in the source from an offset on.
type piece struct{ at, offset int }

// say appends source text that stands at an offset to the plain text, with one
// space for each run of white space.
func (r *renderer) say(text []byte, offset int) {
	for len(text) > 0 {
		if n := len(r.plain); n == 0 || r.plain[n-1] == ' ' {
			trimmed := bytes.TrimLeft(text, " \t\n")
			text, offset = trimmed, offset+len(text)-len(trimmed)
		}
		n := runLength(text)
		if n > 0 {
			r.stands(offset)
		}
		r.plain = append(r.plain, text[:n]...)
		if text, offset = text[n:], offset+n; len(text) > 0 {
			r.space()
			text, offset = text[1:], offset+1
		}
	}
}

func (r *renderer) space() {
	if n := len(r.plain); n > 0 && r.plain[n-1] != ' ' {
		r.plain = append(r.plain, ' ')
	}
}

// stands notes where in the source what is said next stands, unless it goes on
// with what was said before.
func (r *renderer) stands(offset int) {
	at := len(r.plain)
	if last := len(r.pieces) - 1; !r.bare && (last < 0 || at-r.pieces[last].at != offset-r.pieces[last].offset || r.text[offset-1] == '\n') {
		r.pieces = append(r.pieces, piece{at, offset})
	}
}

// runs are the places of what was said, without the white space before it.
func (r *renderer) runs() []run {
	lead := len(r.plain) - len(bytes.TrimLeftFunc(r.plain, unicode.IsSpace))
	runs := make([]run, len(r.pieces))
	for i, p := range r.pieces {
		pos := r.pos(p.offset)
		runs[i] = run{p.at - lead, pos.Line, pos.Col}
	}
	return runs
}

// runLength returns how far text goes without white space to be collapsed.
func runLength(text []byte) int {
	for i, c := range text {
		if isBlank(rune(c)) && (c != ' ' || i+1 < len(text) && isBlank(rune(text[i+1]))) {
			return i
		}
	}
	return len(text)
}

// collapsed returns text without space around it and with one space for each
// run within, such as an image left out leaves behind.
func collapsed(text []byte) string {
	return strings.Join(strings.FieldsFunc(string(bytes.TrimSpace(text)), isBlank), " ")
}

func isBlank(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }

// countWords counts what is separated by white space in the prose.
func countWords(prose []Prose) int {
	words := 0
	for _, p := range prose {
		for i := range len(p.Text) {
			if !isBlank(rune(p.Text[i])) && (i == 0 || isBlank(rune(p.Text[i-1]))) {
				words++
			}
		}
	}
	return words
}
