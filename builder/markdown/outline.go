package markdown

import (
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// BlockKind is the kind of a Block.
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

// Block is a block of a file read as data.
type Block struct {
	Kind       BlockKind
	Level      int         // of a heading, 1 to 6
	ID         string      // of a heading, as set by the writer, or ""
	Classes    []string    // of a heading
	Attributes []Attribute // of a heading, without id and class
	Text       string      // plain text of a heading or paragraph; code as it is
	Children   []Block     // items of a list, blocks of an item or quote
	Pos        diag.Position
}

// Outline reads a file as data: its blocks in order, and the positions of links and
// images. diags has only the outline's own mistakes; everything else is reported when
// the file is parsed as a page.
func Outline(file string, src []byte, bodyStart int) (blocks []Block, links []diag.Position, diags diag.List) {
	r := New(Options{}).newRenderer(newSource(file, src, bodyStart))
	if !r.parse() {
		return nil, nil, r.doc.Diagnostics
	}
	r.assignIDs(r.tree.Root)
	ast.Walk(r.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Link, *ast.Image, *ast.AutoLink:
			if entering {
				links = append(links, r.pos(n.Pos()))
			}
		}
		return ast.WalkContinue, nil
	})
	blocks = r.outline(r.tree.Root)
	r.doc.Diagnostics.Sort()
	return blocks, links, r.doc.Diagnostics
}

func (r *renderer) outline(parent ast.Node) (blocks []Block) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case syntax.KindCalloutTitle, ast.KindLinkReferenceDefinition, extast.KindFootnoteList:
			continue // not where the file has them, or not content
		}
		blocks = append(blocks, r.outlined(c))
	}
	return blocks
}

func (r *renderer) outlined(n ast.Node) Block {
	b := Block{Kind: BlockOther, Pos: r.pos(blockPos(n))}
	switch n := n.(type) {
	case *ast.Heading:
		b.Kind, b.Level, b.ID, b.Text = BlockHeading, n.Level, explicitID(n), r.plainText(n)
		for _, a := range attributesOf(n) {
			switch a.Name {
			case "id":
			case "class":
				b.Classes = strings.Fields(a.Value)
			default:
				b.Attributes = append(b.Attributes, a)
			}
		}
	case *ast.Paragraph, *ast.TextBlock:
		b.Kind, b.Text = BlockParagraph, r.plainText(n)
	case *ast.List:
		b.Kind, b.Children = BlockList, r.outline(n)
	case *ast.ListItem:
		b.Kind, b.Children = BlockItem, r.outline(n)
	case *ast.Blockquote:
		b.Kind, b.Children = BlockQuote, r.outline(n)
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		b.Kind, b.Text = BlockCode, string(n.Lines().Value(r.text))
	}
	return b
}

// blockPos returns where a block starts. The text of a tight list item has no
// position but that of its first line.
func blockPos(n ast.Node) int {
	if p := n.Pos(); p >= 0 {
		return p
	}
	return startOf(n)
}
