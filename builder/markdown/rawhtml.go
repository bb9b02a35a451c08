package markdown

import (
	"bytes"

	"aftercare/builder/diag"

	"github.com/yuin/goldmark/ast"
)

// Raw HTML is withheld, so that no page can hold a script, a style or a request to
// another host, whoever wrote it. Comments are withheld silently, because a reader
// misses nothing.

func (r *renderer) htmlBlock(n *ast.HTMLBlock) {
	if n.Lines().Len() == 0 {
		return
	}
	r.commentRest(n)
	line := n.Lines().At(0)
	r.withheld(line.Value(r.text), line.Start)
}

func (r *renderer) rawHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 || r.bare {
		return
	}
	s := n.Segments.At(0)
	if html := s.Value(r.text); !bytes.HasPrefix(html, []byte("</")) { // what it closes was reported
		r.withheld(html, s.Start)
	}
}

func (r *renderer) withheld(html []byte, offset int) {
	trimmed := bytes.TrimLeft(html, " \t")
	offset += len(html) - len(trimmed)
	trimmed = bytes.TrimRight(trimmed, "\n")
	if bytes.HasPrefix(trimmed, []byte("<!--")) {
		return
	}
	r.report(diag.Error, codeRawHTML, offset, len(trimmed), "HTML is not allowed in a text: %s", diag.Clip(string(trimmed))).
		WithHint(`use Markdown, or write \< for the sign itself`)
}
