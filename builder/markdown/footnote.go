package markdown

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnoteBlock keeps account of the footnotes that goldmark reads.
type footnoteBlock struct{ boundedBlock }

func (b footnoteBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := pc.(*state)
	_, segment := reader.PeekLine()
	if len(s.notes) >= maxFootnotes {
		s.refuse(segment.Start, "there are too many footnotes", "split the page")
		return nil, parser.NoChildren
	}
	node, status := b.boundedBlock.Open(parent, reader, pc)
	note, ok := node.(*extast.Footnote)
	if !ok {
		return node, status
	}
	label := string(note.Ref)
	if s.notes == nil {
		s.notes = map[string]int{}
	}
	if _, ok := s.notes[label]; !ok {
		s.notes[label] = segment.Start
	} else if !s.enough(codeDuplicateFootnote, maxReports) {
		s.problems = append(s.problems, problem{
			codeDuplicateFootnote, segment.Start, len(label) + 3,
			fmt.Sprintf("the footnote [^%s] is there twice", clip(label)), "give one of them another name",
		})
	}
	return node, status
}

// footnoteReference reports references to footnotes that are not there, which
// would stay in the text as they are.
type footnoteReference struct{ boundedInline }

func (f footnoteReference) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine() // before goldmark moves on
	if node := f.boundedInline.Parse(parent, block, pc); node != nil {
		return node
	}
	label, length := readReference(line)
	if length == 0 {
		return nil
	}
	s := pc.(*state)
	if _, ok := s.notes[label]; !ok && len(s.notes) < maxFootnotes && !s.enough(codeUnknownFootnote, maxReports) {
		p := problem{codeUnknownFootnote, segment.Start, length, fmt.Sprintf("there is no footnote [^%s]", clip(label)), ""}
		if near, ok := diag.Nearest(label, slices.Sorted(maps.Keys(s.notes))); ok {
			p.hint = fmt.Sprintf("did you mean [^%s]?", clip(near))
		}
		s.problems = append(s.problems, p)
	}
	return nil
}

// readReference reads "[^label]", unless it is the text of a link.
func readReference(line []byte) (label string, length int) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return "", 0
	}
	end := bytes.IndexAny(line[2:min(len(line), 100)], "[] \n") + 2
	if end < 3 || line[end] != ']' || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return "", 0
	}
	return string(line[2:end]), end + 1
}

// unusedFootnotes warns of notes that no reader will find; goldmark drops them.
func (r *renderer) unusedFootnotes() {
	for _, label := range slices.Sorted(maps.Keys(r.state.notes)) {
		if !r.usedNotes[label] {
			r.report(diag.Warning, codeUnusedFootnote, r.state.notes[label], len(label)+3, "nothing refers to the footnote [^%s]", clip(label)).
				WithHint("write [^%s] where it belongs, or delete it", clip(label))
		}
	}
}

// Ids of footnotes have a colon, which no id made from a heading has.
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
	if name := strings.ReplaceAll(r.p.options.Words.Footnote, "{n}", number); name != "" {
		r.out = appendAttr(r.out, "aria-label", name)
	}
	r.write(">" + number + "</a></sup>")
}

func (r *renderer) footnotes(n *extast.FootnoteList) {
	r.usedNotes = map[string]bool{}
	r.write(`<section class="footnotes" role="doc-endnotes"`)
	if name := r.p.options.Words.Footnotes; name != "" {
		r.out = appendAttr(r.out, "aria-label", name)
	}
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
		r.as(ProseFootnote, func() { r.blocks(note) })
		r.write("</li>\n")
	}
	r.write("</ol>\n</section>\n")
}

func (r *renderer) footnoteBacklink(n *extast.FootnoteBacklink) {
	r.write(` <a class="footnote-back"`)
	r.idAttr("href", "#", footnoteRefID(n.Index, n.RefIndex))
	r.write(` role="doc-backlink"`)
	number := strconv.Itoa(n.Index)
	if n.RefCount > 1 {
		number += "." + strconv.Itoa(n.RefIndex+1)
	}
	if name := strings.ReplaceAll(r.p.options.Words.Backlink, "{n}", number); name != "" {
		r.out = appendAttr(r.out, "aria-label", name)
	}
	r.write(">↩\uFE0E</a>")
}
