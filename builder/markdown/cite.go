package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/syntax"
)

func (r *renderer) cites(n *syntax.Cite) {
	if len(n.IDs) == 0 {
		r.badCite(n)
		return
	}
	// "well [@A]." is shown as "well.¹" and read as "well."
	r.plain = bytes.TrimRight(r.plain, " ")
	r.addPlain(n.Mark, n.Segment.Stop)
	r.out = append(bytes.TrimRight(r.out, " "), n.Mark...)
	if r.bare {
		return
	}
	for i, c := range n.IDs {
		r.doc.CiteLines = append(r.doc.CiteLines, r.pos(c.Offset).Line)
		if i > 0 {
			r.write("<sup>,\u00a0</sup>") // a number alone on a line would belong to nothing
		}
		r.slot(SlotCite, r.citeIndex(c))
	}
}

func (r *renderer) badCite(n *syntax.Cite) {
	value := n.Segment.Value(r.text)
	r.out = escape.Append(r.out, string(value))
	if r.bare {
		return
	}
	r.report(diag.Error, codeBadCitation, n.Segment.Start, len(value), "malformed citation %s", diag.Clip(string(value))).
		WithHint("write [@ID], or [@ID; @ID] for several; an id has letters, digits, - _ and .")
}

func (r *renderer) citeIndex(c syntax.CiteID) int {
	if index, ok := r.cited[c.ID]; ok {
		return index
	}
	index := len(r.doc.Cites)
	r.cited[c.ID] = index
	r.doc.Cites = append(r.doc.Cites, Cite{c.ID, r.span(c.Offset, len(c.ID)+1)})
	return index
}

// appendCite writes the number of a source as a link to its entry. The strength of
// the evidence is stated there; in the text it would interrupt every sentence.
func (d *Document) appendCite(dst []byte, index int, prefix string, first bool, r Resolver) []byte {
	id := d.Cites[index].ID
	c, ok := r.Cite(id)
	if !ok {
		dst = append(dst, `<sup class="cite cite-unknown">`...)
		return append(escape.Append(dst, id), "</sup>"...)
	}
	dst = append(dst, `<sup><a`...)
	if c.Back && first {
		dst = appendAttr(dst, "id", prefix+"cite:"+strconv.Itoa(c.Number))
	}
	dst = append(dst, ` href="`...)
	dst = append(escape.AppendURL(dst, c.Href), '"')
	number := strconv.Itoa(c.Number)
	if d.CiteName != "" {
		dst = appendAttr(dst, "aria-label", strings.ReplaceAll(d.CiteName, "{n}", number))
	}
	dst = append(append(dst, ` role="doc-noteref">`...), number...)
	return append(dst, "</a></sup>"...)
}
