package check

import (
	"bytes"
	"sort"

	"aftercare/builder/diag"
)

// text is a source file in which things are looked for; the zero text finds
// nothing.
type text struct {
	file   string
	data   []byte
	starts []int // offsets of lines
}

func newText(file string, data []byte) *text {
	t := &text{file: file, data: data, starts: []int{0}}
	for i, c := range data {
		if c == '\n' {
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// find is the place of a piece of text from a line on; where it is not found,
// the line has to do.
func (t *text) find(from int, piece string) diag.Position {
	at := t.starts[min(max(from, 1), len(t.starts))-1]
	i := bytes.Index(t.data[at:], []byte(piece))
	if i < 0 || piece == "" {
		return diag.Position{File: t.file, Line: from}
	}
	pos := t.position(at + i)
	pos.EndCol = pos.Col + len(piece)
	return pos
}

// position is the place of an offset.
func (t *text) position(at int) diag.Position {
	line := sort.SearchInts(t.starts, at+1)
	return diag.Position{File: t.file, Line: line, Col: at - t.starts[line-1] + 1}
}
