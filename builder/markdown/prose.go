package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode"

	"aftercare/builder/diag"
)

// Prose is the plain text of one block without citations, images (unless linked) and,
// except in headings, code. Full includes the code, for search; it is "" if there is
// none. At least one of the two is not empty.
type Prose struct {
	Kind       ProseKind
	Text, Full string
	Pos        diag.Position

	runs []run
}

// run is a stretch of Prose.Text, up to the next run, that is the same in the source
// from a line and column on.
type run struct{ at, line, col int }

// At returns the position of the first word in Text[offset:], up to length bytes.
// EndCol is set if the text is the same in the source.
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

// piece is a stretch of plain text, up to the next piece, that is the same in the
// source from an offset on.
type piece struct{ at, offset int }

// addPlain appends source text at an offset to the plain text, with a single space
// for each run of white space.
func (r *renderer) addPlain(text []byte, offset int) {
	for len(text) > 0 {
		if n := len(r.plain); n == 0 || r.plain[n-1] == ' ' {
			trimmed := bytes.TrimLeft(text, " \t\n")
			text, offset = trimmed, offset+len(text)-len(trimmed)
		}
		n := runLength(text)
		if n > 0 {
			r.addPiece(offset)
		}
		r.plain = append(r.plain, text[:n]...)
		if text, offset = text[n:], offset+n; len(text) > 0 {
			r.addSpace()
			text, offset = text[1:], offset+1
		}
	}
}

func (r *renderer) addSpace() {
	if n := len(r.plain); n > 0 && r.plain[n-1] != ' ' {
		r.plain = append(r.plain, ' ')
	}
}

// addPiece records where in the source the next plain text is, unless it directly
// continues the last piece.
func (r *renderer) addPiece(offset int) {
	at := len(r.plain)
	if last := len(r.pieces) - 1; !r.bare && (last < 0 || at-r.pieces[last].at != offset-r.pieces[last].offset || r.text[offset-1] == '\n') {
		r.pieces = append(r.pieces, piece{at, offset})
	}
}

// runs returns the positions of the plain text, without leading white space.
func (r *renderer) runs() []run {
	lead := len(r.plain) - len(bytes.TrimLeftFunc(r.plain, unicode.IsSpace))
	runs := make([]run, len(r.pieces))
	for i, p := range r.pieces {
		pos := r.pos(p.offset)
		runs[i] = run{p.at - lead, pos.Line, pos.Col}
	}
	return runs
}

// runLength returns the length of text before white space that has to be collapsed.
func runLength(text []byte) int {
	for i, c := range text {
		if isBlank(rune(c)) && (c != ' ' || i+1 < len(text) && isBlank(rune(text[i+1]))) {
			return i
		}
	}
	return len(text)
}

// collapsed trims text and reduces runs of spaces, such as a left-out image leaves
// behind, to one.
func collapsed(text []byte) string {
	return strings.Join(strings.FieldsFunc(string(bytes.TrimSpace(text)), isBlank), " ")
}

func isBlank(c rune) bool { return c == ' ' || c == '\t' || c == '\n' }

// countWords counts words separated by white space.
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
