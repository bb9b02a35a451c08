package markdown

import (
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// BlockKind says what a Block is.
type BlockKind uint8

// The kinds of blocks.
const (
	BlockParagraph BlockKind = iota
	BlockHeading
	BlockList
	BlockItem
	BlockQuote
	BlockCode
	BlockOther // table, rule, definition list, HTML
)

// Block is a block of a file read as data. Start and End are offsets into the
// file: Start where the block begins, End where the next one does (or where
// what holds it ends). For a block that stands by itself, not in a list or
// quote, parser.Parse(file, src[:b.End], b.Start) renders it with positions
// that are right.
type Block struct {
	Kind       BlockKind
	Level      int         // of a heading, 1 to 6
	ID         string      // of a heading, as set by the writer, or ""
	Classes    []string    // of a heading
	Attributes []Attribute // of a heading, without id and class
	Ordered    bool        // of a list
	Callout    string      // of a quote: its marker in lower case, or ""
	Text       string      // plain text of a heading or paragraph; code as it is
	Children   []Block     // items of a list, blocks of an item or quote
	Pos        diag.Position
	Start, End int
}

// Outline reads a file as data: its blocks in order. Diagnostics are those of
// the outline itself; links and the like are checked when a piece is parsed.
func Outline(file string, src []byte, bodyStart int) ([]Block, diag.List) {
	o := &outliner{New(Options{}).newRenderer(newSource(file, src, bodyStart)), diag.LineStarts(src)}
	if !o.parse() {
		return nil, o.doc.Diagnostics
	}
	o.assignIDs(o.tree.Root)
	blocks := o.children(o.tree.Root, len(src))
	o.doc.Diagnostics.Sort()
	return blocks, o.doc.Diagnostics
}

type outliner struct {
	*renderer
	lines []int // offset in the file of each of its lines
}

func (o *outliner) offset(p diag.Position) int { return o.lines[p.Line-1] + p.Col - 1 }

func (o *outliner) children(parent ast.Node, end int) []Block {
	var blocks []Block
	var nodes []ast.Node
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case syntax.KindCalloutTitle, ast.KindLinkReferenceDefinition, extast.KindFootnoteList:
			continue // not where the file has them, or not content
		}
		pos := o.pos(blockPos(c))
		if last := len(blocks) - 1; last >= 0 {
			blocks[last].End = o.offset(pos)
		}
		blocks = append(blocks, Block{Kind: BlockOther, Pos: pos, Start: o.offset(pos), End: end})
		nodes = append(nodes, c)
	}
	for i := range blocks {
		o.fill(&blocks[i], nodes[i])
	}
	return blocks
}

func (o *outliner) fill(b *Block, n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Level, b.ID, b.Text = BlockHeading, n.Level, explicitID(n), o.plainText(n)
		b.Classes, b.Attributes = headingAttributes(n)
	case *ast.Paragraph, *ast.TextBlock:
		b.Kind, b.Text = BlockParagraph, o.plainText(n)
	case *ast.List:
		b.Kind, b.Ordered, b.Children = BlockList, n.IsOrdered(), o.children(n, b.End)
	case *ast.ListItem:
		b.Kind, b.Children = BlockItem, o.children(n, b.End)
	case *ast.Blockquote:
		b.Kind, b.Callout, b.Children = BlockQuote, calloutName(n), o.children(n, b.End)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.Kind = BlockCode
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			b.Text += string(line.Value(o.text))
		}
	}
}

// blockPos is where a block begins; a tight item's text has no position of its
// own but that of its first line.
func blockPos(n ast.Node) int {
	if p := n.Pos(); p >= 0 {
		return p
	}
	return startOf(n)
}

func headingAttributes(n ast.Node) (classes []string, attributes []Attribute) {
	for _, a := range attributesOf(n) {
		switch a.Name {
		case "id":
		case "class":
			classes = strings.Fields(a.Value)
		default:
			attributes = append(attributes, a)
		}
	}
	return classes, attributes
}
