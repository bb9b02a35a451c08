package markdown

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Comment is a remark that is not shown: a link definition on a line of its own that
// nothing can refer to, [//]: # (a remark). CommonMark has no other form of comment
// without HTML.
type Comment struct {
	Text string
	Pos  diag.Position
	// From and To are the lines of the block that follows, excluding To. Both are 0
	// if there is none.
	From, To int
}

// commentLabel is the customary label of such a definition.
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

// following returns the block after n: its next sibling, or that of its nearest
// ancestor that has one.
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
