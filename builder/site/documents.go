package site

import (
	"slices"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/source"
)

// Documents parses texts when they are asked for and remembers what it can
// afford: the facts of every file's last text (links, anchors, …) and the whole
// of the last few documents. What it remembers is kept by content, so it is
// never stale and may live on from one snapshot to the next. It is safe for
// concurrent use.
type Documents struct {
	parser *markdown.Parser

	mu     sync.Mutex
	facts  map[string]parsedText // by file
	recent [recentDocuments]parsedText
	turn   int
}

type parsedText struct {
	name string // positions name the file
	hash source.Hash
	doc  *markdown.Document
}

// recentDocuments is enough for pages that show the same few documents in turn
// and small enough not to matter in memory (a document is some 20 KB).
const recentDocuments = 48

// NewDocuments returns an empty memory for one set of parser options.
func NewDocuments(options markdown.Options) *Documents {
	return &Documents{parser: markdown.New(options), facts: make(map[string]parsedText)}
}

// Document returns a parsed text, with its HTML. That of a page without a
// source file is empty.
func (d *Documents) Document(t Text) (*markdown.Document, error) {
	if t.File == nil {
		return &markdown.Document{}, nil
	}
	if doc := d.recall(t); doc != nil {
		return doc, nil
	}
	data, err := t.File.Read()
	if err != nil {
		return nil, err
	}
	doc := d.parser.Parse(t.File.Name(), data, t.Body)
	return doc, d.remember(t, doc)
}

// Facts returns the document without its HTML, slots, headings and prose, which
// are most of it; it is parsed only if nobody has parsed it before.
func (d *Documents) Facts(t Text) (*markdown.Document, error) {
	if t.File == nil {
		return &markdown.Document{}, nil
	}
	if doc := d.Known(t); doc != nil {
		return doc, nil
	}
	doc, err := d.Document(t)
	if err != nil {
		return nil, err
	}
	return factsOf(doc), nil
}

// Known returns the facts of a text that was parsed before, else nil. It has a
// file.
func (d *Documents) Known(t Text) *markdown.Document {
	hash, err := t.File.Hash()
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if known, ok := d.facts[t.File.Name()]; ok && known.hash == hash {
		return known.doc
	}
	return nil
}

// factsOf is a document without what takes most of its memory.
func factsOf(doc *markdown.Document) *markdown.Document {
	facts := *doc
	facts.HTML, facts.Slots, facts.Headings, facts.Prose = nil, nil, nil, nil
	// A list that grew has room that it never needs.
	facts.Links, facts.Anchors = slices.Clone(doc.Links), slices.Clone(doc.Anchors)
	return &facts
}

func (d *Documents) recall(t Text) *markdown.Document {
	hash, err := t.File.Hash()
	if err != nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, r := range d.recent {
		if r.hash == hash && r.name == t.File.Name() {
			return r.doc
		}
	}
	return nil
}

func (d *Documents) remember(t Text, doc *markdown.Document) error {
	hash, err := t.File.Hash()
	if err != nil {
		return err
	}
	facts := factsOf(doc)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.facts[t.File.Name()] = parsedText{t.File.Name(), hash, facts}
	d.recent[d.turn] = parsedText{t.File.Name(), hash, doc}
	d.turn = (d.turn + 1) % recentDocuments
	return nil
}

// Forget drops the facts of files that none of the site's pages is made from,
// so that a long preview does not grow.
func (d *Documents) Forget(s *Site) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name := range d.facts {
		if s.PageOf(name) == nil {
			delete(d.facts, name)
		}
	}
}
