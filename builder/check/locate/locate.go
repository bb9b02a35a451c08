// Package locate finds positions in source files for diagnostics to point at:
//
//	at := locate.In(tree, "content/site.yaml").Find(1, "baseURL")
package locate

import (
	"bytes"
	"sort"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// Text is a source file to search for positions.
type Text struct {
	file   string
	data   []byte
	starts []int // offsets of lines
}

// NewText returns the Text for the bytes of a file.
func NewText(file string, data []byte) *Text {
	return &Text{file, data, diag.LineStarts(data)}
}

// In returns the Text for a file of the tree. It is empty if the file can't be read.
func In(tree *source.Tree, name string) *Text { return NewText(name, tree.Bytes(name)) }

// Find returns the first position of piece from a line on, or just the line if it
// is not there.
func (t *Text) Find(from int, piece string) diag.Position {
	at := t.starts[min(max(from, 1), len(t.starts))-1]
	i := bytes.Index(t.data[at:], []byte(piece))
	if i < 0 || piece == "" {
		return diag.Position{File: t.file, Line: from}
	}
	pos := t.Position(at + i)
	pos.EndCol = pos.Col + len(piece)
	return pos
}

// Position returns the position of a byte offset.
func (t *Text) Position(at int) diag.Position {
	line := sort.SearchInts(t.starts, at+1)
	return diag.Position{File: t.file, Line: line, Col: at - t.starts[line-1] + 1}
}
