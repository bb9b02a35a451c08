// Package syntax parses the guide's Markdown into a goldmark tree: CommonMark, GitHub
// Flavored Markdown, footnotes and definition lists by goldmark's own parsers;
// heading attributes, bare addresses, callouts and citations by ours. All of them
// work within limits, so that no text makes a parser run for minutes.
//
//	tree := syntax.New().Parse(text)
//	for _, p := range tree.Problems { … }
package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The codes of problems.
const (
	CodeTooComplex        = "markdown/too-complex"
	codeUnknownFootnote   = "markdown/unknown-footnote"
	codeDuplicateFootnote = "markdown/duplicate-footnote"
)

// Tree is a parsed text.
type Tree struct {
	Root ast.Node
	// Problems are the writer's mistakes, in no order.
	Problems []Problem
	// Footnotes are the labels of footnotes, each with the offset of its text.
	Footnotes map[string]int
}

// Problem is a mistake of the writer at an offset in the text.
type Problem struct {
	Code           string
	Offset, Length int
	Message, Hint  string
}

// maxProblems limits the problems of one code in a text.
const maxProblems = 100

// Parser parses any number of texts. It is safe for concurrent use.
type Parser struct{ Goldmark parser.Parser }

// Parse parses a text whose lines end in LF. It panics if goldmark does, which no
// known text causes.
func (p Parser) Parse(source []byte) *Tree {
	s := newState()
	root := p.Goldmark.Parse(text.NewReader(source), parser.WithContext(s))
	return &Tree{root, s.problems, s.notes}
}

// New returns a parser for the guide's Markdown. Parsers with lower priorities run
// first; goldmark's own keep theirs.
func New() Parser {
	return Parser{parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(attributedHeading{parser.NewSetextHeadingParser(), false}, 100),
			util.Prioritized(boundedBlock{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(boundedBlock{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(attributedHeading{parser.NewATXHeadingParser(), true}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(boundedBlock{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteBlock{boundedBlock{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(checkBoxParser{}, 0),
			util.Prioritized(boundedInline{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(footnoteReference{boundedInline{extension.NewFootnoteParser()}}, 101),
			util.Prioritized(boundedInline{citeParser{}}, 102),
			util.Prioritized(boundedLink{boundedInline{parser.NewLinkParser()}}, 200),
			util.Prioritized(boundedInline{parser.NewAutoLinkParser()}, 300),
			util.Prioritized(boundedInline{parser.NewRawHTMLParser()}, 400),
			util.Prioritized(boundedInline{parser.NewEmphasisParser()}, 500),
			util.Prioritized(boundedInline{extension.NewStrikethroughParser()}, 500),
			util.Prioritized(bareAddress{}, 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutMarker{}, 50),
			util.Prioritized(boundedDefinitions{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(boundedTable{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)}
}
