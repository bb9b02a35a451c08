// Package markdown turns one Markdown file into a [Document]: HTML with holes
// for everything that depends on other files, and lists of what the file says
// (headings, links, citations, prose) for those who check and index it.
//
// A [Parser] is made once from [Options] and parses any number of files. A
// [Document] depends on its own bytes and the options alone, so it may be kept
// by content hash; [Document.AppendHTML] fills the holes through a [Resolver].
// [Outline] reads a file as data: headings with attributes and the blocks
// below them.
//
// The language is CommonMark 0.31.2 and GitHub Flavored Markdown with
// footnotes, definition lists, heading attributes, callouts, figures,
// citations and glossary terms. Raw HTML is withheld and reported. The package
// does not resolve links, does not read files and never panics on any input.
package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Term is a glossary entry: the id under which a [Resolver] knows it and the
// forms that mark it in a text, plural forms included. Forms are compared
// without case, as whole words, the longest first.
type Term struct {
	ID    string
	Forms []string
}

// Options are what a Document depends on besides its own bytes.
type Options struct {
	// Terms are linked at their first use in a document. Of two terms with
	// the same form the first wins.
	Terms []Term
	// Words are the interface words of the document's language.
	Words Words
}

// Words are the interface words that a document may need. In those with a
// number, {n} stands for it; {m} for the second number. An empty word falls
// back to what the writer wrote (the callout's own marker) or is left out.
type Words struct {
	Note, Tip, Important, Warning, Caution string // titles of callouts
	Urgent, Say, Instead                   string // titles of ours
	Footnotes                              string // name of the list: "Footnotes"
	Footnote                               string // name of a reference: "Footnote {n}"
	Backlink                               string // "Back to reference {n}"; with more than one reference "{n}.{m}"
	Source                                 string // name of a citation: "Source {n}"
}

// Parser parses Markdown files. It is safe for concurrent use.
type Parser struct {
	options Options
	terms   *termIndex
	parse   parser.Parser
	lexers  lexers
}

// New returns a Parser.
func New(options Options) *Parser {
	return &Parser{options: options, terms: newTermIndex(options.Terms), parse: newSyntax()}
}

// Parse parses the body of a file. src is the whole file and bodyStart the
// offset of the body in it (after the front matter), so that positions count
// from the top of the file. Mistakes are in Document.Diagnostics.
func (p *Parser) Parse(file string, src []byte, bodyStart int) *Document {
	s := newSource(file, src, bodyStart)
	doc := &Document{}
	if s.tooLarge(&doc.Diagnostics) {
		return doc
	}
	root, st := p.tree(s)
	r := &renderer{p: p, source: s, state: st, doc: doc, termSeen: p.terms.newSeen()}
	r.document(root)
	return doc
}

func (p *Parser) tree(s *source) (ast.Node, *state) {
	st := newState()
	return p.parse.Parse(text.NewReader(s.text), parser.WithContext(st)), st
}
