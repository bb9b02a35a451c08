package markdown

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"

	extast "github.com/yuin/goldmark/extension/ast"
)

// unusedFootnotes reports footnotes that nothing refers to; goldmark drops them.
func (r *renderer) unusedFootnotes() {
	for _, label := range slices.Sorted(maps.Keys(r.tree.Footnotes)) {
		if !r.usedNotes[label] {
			r.report(diag.Warning, codeUnusedFootnote, r.tree.Footnotes[label], len(label)+3, "nothing refers to the footnote [^%s]", diag.Clip(label)).
				WithHint("write [^%s] where it belongs, or delete it", diag.Clip(label))
		}
	}
}

// Ids of footnotes have a colon, which ids made from headings never have.
func footnoteID(index int) string { return "fn:" + strconv.Itoa(index) }

func footnoteRefID(index, ref int) string {
	id := "fnref:" + strconv.Itoa(index)
	if ref > 0 {
		id += ":" + strconv.Itoa(ref+1)
	}
	return id
}

func (r *renderer) footnoteLink(n *extast.FootnoteLink) {
	if r.bare {
		return
	}
	number := strconv.Itoa(n.Index)
	id := footnoteRefID(n.Index, n.RefIndex)
	r.doc.Anchors = append(r.doc.Anchors, id)
	r.write(`<sup class="footnote-ref"`)
	r.idAttr("id", "", id)
	r.write("><a")
	r.idAttr("href", "#", footnoteID(n.Index))
	r.write(` role="doc-noteref"`)
	r.label("footnote", number)
	r.write(">" + number + "</a></sup>")
}

// label names an element with an interface word, if there is one; {n} is a number.
func (r *renderer) label(word, number string) {
	if name := strings.ReplaceAll(r.p.options.InterfaceWords[word], "{n}", number); name != "" {
		r.out = appendAttr(r.out, "aria-label", name)
	}
}

func (r *renderer) footnotes(n *extast.FootnoteList) {
	r.usedNotes = map[string]bool{}
	r.write(`<section class="footnotes" role="doc-endnotes"`)
	r.label("footnotes", "")
	r.write(">\n<ol>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		note, ok := c.(*extast.Footnote)
		if !ok {
			continue
		}
		r.usedNotes[string(note.Ref)] = true
		id := footnoteID(note.Index)
		r.doc.Anchors = append(r.doc.Anchors, id)
		r.write("<li")
		r.idAttr("id", "", id)
		r.write(">\n")
		r.withKind(ProseFootnote, func() { r.blocks(note) })
		r.write("</li>\n")
	}
	r.write("</ol>\n</section>\n")
}

func (r *renderer) footnoteBacklink(n *extast.FootnoteBacklink) {
	if r.bare {
		return
	}
	r.write(` <a class="footnote-back"`)
	r.idAttr("href", "#", footnoteRefID(n.Index, n.RefIndex))
	r.write(` role="doc-backlink"`)
	number := strconv.Itoa(n.Index)
	if n.RefCount > 1 {
		number += "." + strconv.Itoa(n.RefIndex+1)
	}
	r.label("backlink", number)
	r.write(">↩\uFE0E</a>")
}
