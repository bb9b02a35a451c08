package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func (r *renderer) table(n *extast.Table) {
	r.inCell = true
	r.tableBox()
	head := n.FirstChild()
	r.write("<thead>\n")
	r.row(head, "th")
	r.write("</thead>\n")
	body := head.NextSibling()
	if body != nil {
		r.write("<tbody>\n")
	}
	for row := body; row != nil; row = row.NextSibling() {
		r.noMarks = r.extraCells(row) // which mostly come of the same |
		r.row(row, "td")
		r.noMarks = false
	}
	if body != nil {
		r.write("</tbody>\n")
	}
	r.write("</table></div>\n")
	r.inCell = false
}

// tableBox opens the box in which a wide table scrolls. It is focusable, because not
// every browser lets the keyboard scroll it otherwise. Its role is group, not region:
// regions need unique names, and two tables may be below one heading.
func (r *renderer) tableBox() {
	r.write(`<div class="table" tabindex="0" role="group"`)
	if n := len(r.doc.Headings); n > 0 {
		r.idAttr("aria-labelledby", "", r.doc.Headings[n-1].ID)
	}
	r.write("><table>\n")
}

// row writes a row of cells. The first cell of a body row is its header, unless it is
// empty.
func (r *renderer) row(n ast.Node, tag string) {
	r.write("<tr>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		cell, ok := c.(*extast.TableCell)
		if !ok {
			continue
		}
		cellTag := tag
		switch {
		case !c.HasChildren():
			cellTag = "td"
			r.write("<td")
		case tag == "td" && c.PreviousSibling() == nil:
			cellTag = "th"
			r.write(`<th scope="row"`)
		default:
			r.write("<" + tag)
		}
		if cell.Alignment != extast.AlignNone { // a class: the policy allows no style attribute
			r.write(` class="align-` + cell.Alignment.String() + `"`)
		}
		r.write(">")
		r.inlineBlock(cell, ProseCell)
		r.write("</" + cellTag + ">\n")
	}
	r.write("</tr>\n")
}
