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

// tableBox opens the box that scrolls where the table is too wide. Not every
// browser lets the keyboard scroll it unasked. A group may share its name with
// another, as a region may not: two tables can stand below one heading.
func (r *renderer) tableBox() {
	r.write(`<div class="table" tabindex="0" role="group"`)
	if n := len(r.doc.Headings); n > 0 {
		r.idAttr("aria-labelledby", "", r.doc.Headings[n-1].ID)
	}
	r.write("><table>\n")
}

// row writes a line of cells. The first cell of a line in the body names it;
// an empty one names nothing.
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
