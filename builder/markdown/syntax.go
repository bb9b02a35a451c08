package markdown

import (
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// newSyntax returns the goldmark parser for our language. Lower numbers go
// first; those of goldmark's own parsers are goldmark's.
func newSyntax() parser.Parser {
	return parser.NewParser(
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
	)
}
