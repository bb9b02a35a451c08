package markdown

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown/leftover"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
)

func (r *renderer) leftovers(block ast.Node) {
	if r.noMarks {
		return
	}
	var text segments
	text.collect(block)
	for _, m := range leftover.Find(r.text, text.list) {
		r.report(diag.Warning, m.Code, m.Offset, m.Length, "%s", m.Message).Hint = m.Hint
	}
}

// segments are the pieces of a block's text that are contiguous in the source.
type segments struct {
	list []leftover.Segment
	open bool // the next text may go on with the last piece
}

func (s *segments) collect(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			if last := len(s.list) - 1; s.open && s.list[last].Stop == n.Segment.Start {
				s.list[last].Stop = n.Segment.Stop
			} else {
				s.list = append(s.list, leftover.Segment{Start: n.Segment.Start, Stop: n.Segment.Stop})
			}
			s.open = true
			continue
		case *ast.CodeSpan, *ast.RawHTML, *ast.AutoLink, *syntax.Cite:
		default:
			s.open = false
			s.collect(c)
		}
		s.open = false
	}
}
