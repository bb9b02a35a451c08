package markdown

import (
	"bytes"

	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (r *renderer) inlines(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; {
		if first, ok := c.(*ast.Text); ok {
			c = r.texts(first)
			continue
		}
		r.inline(c)
		c = c.NextSibling()
	}
}

func (r *renderer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		r.wrap(tag, n)
	case *ast.Link:
		r.link(n)
	case *ast.AutoLink:
		r.autolink(n)
	case *ast.Image:
		r.image(n)
	case *ast.CodeSpan:
		r.codeSpan(n)
	case *ast.RawHTML:
		r.rawHTML(n)
	case *ast.String:
		r.out = escape.Append(r.out, string(n.Value))
		r.addPlain(n.Value, n.Pos())
	case *extast.Strikethrough:
		r.accidental(n)
		r.wrap("del", n)
	case *extast.TaskCheckBox:
		r.checkBox(n)
	case *extast.FootnoteLink:
		r.footnoteLink(n)
	case *extast.FootnoteBacklink:
		r.footnoteBacklink(n)
	case *syntax.Cite:
		r.cites(n)
	default:
		r.inlines(n)
	}
}

func (r *renderer) wrap(tag string, n ast.Node) {
	r.write("<" + tag + ">")
	r.inlines(n)
	r.write("</" + tag + ">")
}

// texts writes a run of text nodes and returns the node after it. It needs the whole
// run because a glossary term may span a line end.
func (r *renderer) texts(first *ast.Text) ast.Node {
	start := len(r.out)
	var c ast.Node = first
	for c != nil {
		t, ok := c.(*ast.Text)
		if !ok {
			break
		}
		r.textNode(t)
		c = c.NextSibling()
	}
	if r.noTerms == 0 && r.inLink == 0 && !r.bare {
		r.markTerms(start)
	}
	return c
}

func (r *renderer) textNode(t *ast.Text) {
	value, at := t.Segment.Value(r.text), t.Segment.Start
	if t.IsRaw() {
		r.out = escape.Append(r.out, string(value))
		r.addPlain(escape.Plain(value), at)
		value = nil
	}
	for len(value) > 0 {
		n := escape.Index(value)
		if n < 0 {
			n = len(value)
		}
		r.out = append(r.out, value[:n]...)
		r.addPlain(value[:n], at)
		if value, at = value[n:], at+n; len(value) > 0 {
			decoded, length := escape.First(value)
			r.out = escape.Append(r.out, decoded)
			r.addPlain([]byte(decoded), at)
			value, at = value[length:], at+length
		}
	}
	if t.HardLineBreak() {
		r.write("<br>")
	}
	if t.HardLineBreak() || t.SoftLineBreak() {
		r.write("\n")
		r.addSpace()
	}
}

func (r *renderer) codeSpan(n *ast.CodeSpan) {
	r.hasCode = r.hasCode || !r.keepCode
	r.write("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		segment := c.(*ast.Text).Segment
		value := segment.Value(r.written)
		if r.inCell { // GFM 4.10: a pipe in a cell is escaped even in code
			value = bytes.ReplaceAll(value, []byte(`\|`), []byte("|"))
		}
		line, ended := bytes.CutSuffix(value, []byte("\n"))
		r.out = escape.Append(r.out, string(line))
		if ended {
			r.write(" ")
		}
		if r.keepCode {
			r.addPlain(escape.Plain(line), segment.Start)
			if ended {
				r.addSpace()
			}
		}
	}
	r.write("</code>")
}
