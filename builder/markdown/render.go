package markdown

import (
	"bytes"
	"strconv"
	"time"

	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// renderer writes one document. It walks the tree itself instead of using goldmark's
// renderer, because one pass then gives HTML, slots, lists and prose.
type renderer struct {
	*source
	p    *Parser
	tree *syntax.Tree
	doc  *Document

	out   []byte // becomes doc.HTML
	plain []byte // plain text of the block at hand

	pieces []piece // where plain stands

	asideOut, asidePlain []byte // scratch of renderApart

	kind        ProseKind // what the block at hand counts as
	bare        bool      // inline markup without links, for Heading.HTML
	inLink      int       // links are never nested, nor terms put into them
	noTerms     int       // in headings, titles and the like
	hasCode     bool      // code was left out of plain
	keepCode    bool      // plain has code too: in headings
	noImages    bool      // plainText leaves alt texts out
	inCell      bool      // of a table
	noMarks     bool      // leftovers are not looked for
	termSeen    map[int]bool
	cited       map[string]int // source id to its index in doc.Cites
	ids         idSet
	callouts    int
	level       int            // of the last heading
	highlighted int            // bytes of code that had colours
	colouring   time.Duration  // what the colours took
	expanded    int            // bytes that link definitions added
	reported    map[string]int // diagnostics of each code
	definitions []*ast.LinkReferenceDefinition
	usedLabels  map[string]bool // of definitions, in lower case
	usedNotes   map[string]bool // labels of footnotes with a reference
}

func (p *Parser) newRenderer(s *source) *renderer {
	return &renderer{
		source: s, p: p, level: 1, doc: &Document{CiteName: p.options.InterfaceWords["source"]},
		termSeen: map[int]bool{}, cited: map[string]int{}, ids: idSet{map[string]int{}, map[string]int{}},
		reported: map[string]int{}, usedLabels: map[string]bool{},
	}
}

func (r *renderer) document(root ast.Node) {
	r.out = make([]byte, 0, len(r.text)+len(r.text)/3)
	r.assignIDs(root)
	r.titleAnchor()
	r.blocks(root)
	r.doc.HTML = r.out
	r.unusedFootnotes()
	for _, n := range r.definitions {
		r.droppedDefinition(n)
	}
	r.checkCharacters()
	r.doc.Words = countWords(r.doc.Prose)
	r.doc.Diagnostics.Sort()
}

func (r *renderer) write(s string) { r.out = append(r.out, s...) }

func (r *renderer) slot(kind SlotKind, index int) {
	r.doc.Slots = append(r.doc.Slots, Slot{Kind: kind, Offset: len(r.out), End: len(r.out), Index: index})
}

// idAttr writes an attribute whose value is an id of this document, preceded by
// before ("#" in an address).
func (r *renderer) idAttr(name, before, id string) {
	r.write(" ")
	r.write(name)
	r.write(`="`)
	r.write(before)
	r.slot(SlotPrefix, 0)
	r.out = escape.Append(r.out, id)
	r.write(`"`)
}

func (r *renderer) blocks(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c)
	}
}

func (r *renderer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		r.paragraph(n)
	case *ast.TextBlock:
		r.textBlock(n)
	case *ast.Heading:
		r.heading(n)
	case *ast.List:
		r.list(n)
	case *ast.Blockquote:
		r.quote(n)
	case *ast.FencedCodeBlock:
		r.openCode(n)
		language, lines := r.fence(n)
		r.code(n, language, lines)
	case *ast.CodeBlock:
		r.code(n, "", highlight.Lines{})
	case *ast.ThematicBreak:
		r.write("<hr>\n")
	case *ast.HTMLBlock:
		r.htmlBlock(n)
	case *extast.Table:
		r.table(n)
	case *extast.DefinitionList:
		r.definitionList(n)
	case *extast.FootnoteList:
		r.footnotes(n)
	case *ast.LinkReferenceDefinition:
		r.comment(n)
		r.definitions = append(r.definitions, n)
	case *syntax.CalloutTitle:
	default:
		r.blocks(n)
	}
}

func (r *renderer) paragraph(n *ast.Paragraph) {
	if image := loneImage(n); image != nil {
		r.figure(image)
		return
	}
	r.write("<p>")
	r.inlineBlock(n, r.kind)
	r.write("</p>\n")
	if r.doc.Summary == "" && n.Parent().Kind() == ast.KindDocument {
		r.noImages = true
		r.doc.Summary = r.plainText(n)
		r.noImages = false
	}
}

func (r *renderer) textBlock(n *ast.TextBlock) {
	r.inlineBlock(n, r.kind)
	if n.NextSibling() != nil && n.FirstChild() != nil {
		r.write("\n")
	}
}

// inlineBlock writes the inline content of a block and records it as prose.
func (r *renderer) inlineBlock(n ast.Node, kind ProseKind) {
	r.plain, r.pieces, r.hasCode = r.plain[:0], r.pieces[:0], false
	r.leftovers(n)
	if taskOf(n) != nil {
		r.wrap("label", n)
	} else {
		r.inlines(n)
	}
	text, full := string(bytes.TrimSpace(r.plain)), ""
	runs := r.runs()
	if r.hasCode {
		full = r.plainText(n)
	}
	if text != "" || full != "" {
		r.doc.Prose = append(r.doc.Prose, Prose{kind, text, full, r.pos(startOf(n)), runs})
	}
}

func startOf(n ast.Node) int {
	if n.Type() == ast.TypeBlock {
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			return lines.At(0).Start
		}
	}
	return n.Pos()
}

// withKind runs body with all prose counting as kind.
func (r *renderer) withKind(kind ProseKind, body func()) {
	outer := r.kind
	r.kind = kind
	body()
	r.kind = outer
}

func (r *renderer) list(n *ast.List) {
	tag := "ul"
	if n.IsOrdered() {
		tag = "ol"
	}
	r.write("<" + tag)
	if n.IsOrdered() && n.Start != 1 {
		r.write(` start="`)
		r.out = strconv.AppendInt(r.out, int64(n.Start), 10)
		r.write(`"`)
	}
	r.write(">\n")
	outer := r.kind
	if outer == ProseParagraph {
		r.kind = ProseItem
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		r.listItem(item)
	}
	r.kind = outer
	r.write("</" + tag + ">\n")
}

func (r *renderer) listItem(n ast.Node) {
	first := n.FirstChild()
	if taskOf(first) != nil {
		r.write(`<li class="task">`)
	} else {
		r.write("<li>")
	}
	if first != nil && first.Kind() != ast.KindTextBlock {
		r.write("\n")
	}
	r.blocks(n)
	r.write("</li>\n")
}
