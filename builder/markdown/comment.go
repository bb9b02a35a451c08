package markdown

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Comment is a remark that is not shown: a link definition that nothing can
// refer to, on lines of its own, [//]: # (a remark). It is the one form that
// CommonMark has for them without HTML.
type Comment struct {
	Text string
	Pos  diag.Position
	// From and To are the lines of the block that follows, To not included;
	// both are 0 where none does.
	From, To int
}

// commentLabel is what people put into the brackets.
const commentLabel = "//"

const endless = 1 << 30

func (r *renderer) comment(n *ast.LinkReferenceDefinition) {
	if string(n.Label) != commentLabel || len(n.Title) == 0 {
		return
	}
	c := Comment{Text: escape.Decoded(n.Title), Pos: r.pos(startOf(n))}
	if next := following(n); next != nil {
		c.From, c.To = r.pos(blockPos(next)).Line, endless
		if after := following(next); after != nil {
			c.To = r.pos(blockPos(after)).Line
		}
	}
	r.doc.Comments = append(r.doc.Comments, c)
}

// following returns the block after n: its sibling, or else that of what it
// stands in.
func following(n ast.Node) ast.Node {
	for ; n != nil; n = n.Parent() {
		for next := n.NextSibling(); next != nil; next = next.NextSibling() {
			switch next.Kind() {
			case ast.KindLinkReferenceDefinition, extast.KindFootnoteList:
			default:
				return next
			}
		}
	}
	return nil
}
