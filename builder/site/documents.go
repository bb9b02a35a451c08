package site

import (
	"slices"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/source"
)

// Documents parses pages when they are asked for and remembers what it can
// afford: the facts of every page that it has seen (links, anchors, …) and the
// whole of the last few. What it remembers is kept by content, so it is
// never stale and may live on from one snapshot to the next. It is safe for
// concurrent use.
type Documents struct {
	parser *markdown.Parser

	mu     sync.Mutex
	facts  map[documentKey]*markdown.Document
	recent [recentDocuments]recentDocument
	turn   int
}

type documentKey struct {
	name string // positions name the file
	hash source.Hash
}

type recentDocument struct {
	key documentKey
	doc *markdown.Document
}

// recentDocuments is enough for pages that show the same few documents in turn
// and small enough not to matter in memory (a document is some 20 KB).
const recentDocuments = 48

// NewDocuments returns an empty memory for one set of parser options.
func NewDocuments(options markdown.Options) *Documents {
	return &Documents{parser: markdown.New(options), facts: make(map[documentKey]*markdown.Document)}
}

// Document returns a parsed text, with its HTML. That of a page without a
// source file is empty.
func (d *Documents) Document(t Text) (*markdown.Document, error) {
	if t.File == nil {
		return &markdown.Document{}, nil
	}
	if doc := d.lookup(t, true); doc != nil {
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
	if doc := d.lookup(t, false); doc != nil {
		return doc, nil
	}
	doc, err := d.Document(t)
	if err != nil {
		return nil, err
	}
	return factsOf(doc), nil // not looked up: a later snapshot may have had it forgotten
}

// Known returns the facts of a text that was parsed before, else nil. It has a
// file.
func (d *Documents) Known(t Text) *markdown.Document { return d.lookup(t, false) }

// factsOf is a document without what takes most of its memory.
func factsOf(doc *markdown.Document) *markdown.Document {
	facts := *doc
	facts.HTML, facts.Slots, facts.Headings, facts.Prose = nil, nil, nil, nil
	// A list that grew has room that it never needs.
	facts.Links, facts.Anchors = slices.Clone(doc.Links), slices.Clone(doc.Anchors)
	return &facts
}

func (d *Documents) lookup(t Text, html bool) *markdown.Document {
	hash, err := t.File.Hash()
	if err != nil {
		return nil
	}
	key := documentKey{t.File.Name(), hash}
	d.mu.Lock()
	defer d.mu.Unlock()
	if !html {
		return d.facts[key]
	}
	for _, r := range d.recent {
		if r.key == key {
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
	key := documentKey{t.File.Name(), hash}
	facts := factsOf(doc)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.facts[key] = facts
	d.recent[d.turn] = recentDocument{key, doc}
	d.turn = (d.turn + 1) % recentDocuments
	return nil
}

// Forget drops the facts of documents that are on none of the site's pages, so
// that a long preview does not grow.
func (d *Documents) Forget(s *Site) {
	used := make(map[documentKey]bool, len(s.Pages))
	for _, t := range s.texts {
		if t.File != nil {
			if hash, err := t.File.Hash(); err == nil {
				used[documentKey{t.File.Name(), hash}] = true
			}
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for key := range d.facts {
		if !used[key] {
			delete(d.facts, key)
		}
	}
}

// Drop forgets the facts of a file that has been edited, as Forget would.
func (d *Documents) Drop(old *source.File) {
	hash, err := old.Hash()
	if err != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.facts, documentKey{old.Name(), hash})
}
