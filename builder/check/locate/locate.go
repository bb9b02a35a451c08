// Package locate finds the places in source files that a message is to point at:
//
//	at := locate.In(tree, "content/site.yaml").Find(1, "baseURL")
package locate

import (
	"bytes"
	"sort"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// Text is a source file in which things are looked for.
type Text struct {
	file   string
	data   []byte
	starts []int // offsets of lines
}

// NewText returns a source file to look for things in.
func NewText(file string, data []byte) *Text {
	return &Text{file, data, diag.LineStarts(data)}
}

// In is the source file with a name, an empty one if it can't be read.
func In(tree *source.Tree, name string) *Text { return NewText(name, tree.Bytes(name)) }

// Find is the place of a piece of text from a line on; where it is not found,
// the line has to do.
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

// Position is the place of an offset.
func (t *Text) Position(at int) diag.Position {
	line := sort.SearchInts(t.starts, at+1)
	return diag.Position{File: t.file, Line: line, Col: at - t.starts[line-1] + 1}
}
