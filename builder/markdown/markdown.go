// Package markdown parses a Markdown file into a [Document]: HTML with holes for
// everything that depends on other files, and lists of what the file contains
// (headings, links, citations, prose) for checks and search:
//
//	parser := markdown.New(markdown.Options{Terms: terms, InterfaceWords: words})
//	doc := parser.Parse("content/types/water.md", text, bodyStart)
//	html := doc.AppendHTML(nil, "", resolver)
//
// A [Parser] parses any number of files. A [Document] depends only on its own bytes
// and the [Options], so it can be cached by content hash; [Document.AppendHTML] fills
// the holes through a [Resolver]. [Outline] reads a file as data: headings with
// attributes and the blocks below them.
//
// The language is CommonMark 0.31.2 and GitHub Flavored Markdown with footnotes,
// definition lists, heading attributes, callouts, figures, citations and glossary
// terms. Raw HTML is withheld and reported. The package does not resolve links, reads
// no files and never panics on any input.
package markdown

import (
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/markdown/syntax"
	"aftercare/builder/markdown/terms"
)

// Term is a glossary entry: its id, by which a [Resolver] knows it, and the forms to
// mark in a text, including plurals. Forms match whole words, ignoring case, longest
// first.
type Term struct {
	ID    string
	Forms []string
}

// Options are everything that a Document depends on besides its own bytes.
type Options struct {
	// Terms are linked at their first use in a document. If two have the same form,
	// the first wins.
	Terms []Term
	// InterfaceWords are those of the document's language, by key: the
	// titles of callouts under their markers in small letters; "footnotes", the
	// name of the list; and, with {n} for a number, "footnote", "source", of a
	// citation, and "backlink", where {n} is 2.1, 2.2 if a note has several
	// references. Without a title a callout shows its marker; without another
	// word the name is left out.
	InterfaceWords map[string]string
}

// Parser parses Markdown files. It is safe for concurrent use.
type Parser struct {
	options   Options
	terms     *terms.Index
	syntax    syntax.Parser
	highlight *highlight.Highlighter

	maxColouring time.Duration
}

// New returns a Parser.
func New(options Options) *Parser {
	return &Parser{
		options: options, terms: termIndex(options.Terms), syntax: syntax.New(),
		highlight: highlight.New(escape.Append), maxColouring: maxColouring,
	}
}

// Parse parses the body of a file. src is the whole file and bodyStart the offset of
// the body after the front matter, so that positions count from the top of the file.
// Mistakes are in Document.Diagnostics.
func (p *Parser) Parse(file string, src []byte, bodyStart int) *Document {
	r := p.newRenderer(newSource(file, src, bodyStart))
	if r.parse() {
		r.document(r.tree.Root)
	}
	return r.doc
}

// parse parses the source and reports whether it could. No known text makes goldmark
// panic, but texts come from many people, and none of them may take down a build or
// preview.
func (r *renderer) parse() (ok bool) {
	if r.tooLarge(&r.doc.Diagnostics) {
		return false
	}
	defer func() {
		if v := recover(); v != nil {
			ok = false
			r.report(diag.Error, codeParserFailed, 0, 0, "this text makes the Markdown parser fail: %v", v).
				WithHint("take pieces away until it passes, and report what is left as a fault of the builder")
		}
	}()
	r.tree = r.p.syntax.Parse(r.text)
	for _, p := range r.tree.Problems {
		r.report(diag.Error, p.Code, p.Offset, p.Length, "%s", p.Message).Hint = p.Hint
	}
	return true
}
