package documents

import (
	"slices"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// memory parses texts with one set of options, and remembers. It outlives the
// Documents of one site.
type memory struct {
	parser *markdown.Parser

	mu     sync.Mutex
	byFile map[string]parsed // facts of each file's last text
	recent [recentDocuments]parsed
	turn   int
}

// The name belongs to a parsed text, since positions in the document name the
// file.
type parsed struct {
	name string
	hash source.Hash
	doc  *markdown.Document
}

// recentDocuments is enough for pages that show the same few documents in turn
// and small enough not to matter in memory (a document is some 20 KB).
const recentDocuments = 48

func newMemory(options markdown.Options) *memory {
	return &memory{parser: markdown.New(options), byFile: make(map[string]parsed)}
}

// document returns a parsed text, and whether it has been parsed just now.
func (m *memory) document(t site.Text) (doc *markdown.Document, fresh bool, err error) {
	if t.File == nil {
		return &markdown.Document{}, false, nil
	}
	if doc := m.recall(t); doc != nil {
		return doc, false, nil
	}
	data, err := t.File.Read()
	if err != nil {
		return nil, false, err
	}
	hash, err := t.File.Hash()
	if err != nil {
		return nil, false, err
	}
	doc = m.parser.Parse(t.File.Name(), data, t.Body)
	m.remember(parsed{t.File.Name(), hash, doc})
	return doc, true, nil
}

func (m *memory) recall(t site.Text) *markdown.Document {
	hash, err := t.File.Hash()
	if err != nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.recent {
		if r.hash == hash && r.name == t.File.Name() {
			return r.doc
		}
	}
	return nil
}

func (m *memory) remember(p parsed) {
	facts := p
	facts.doc = factsOf(p.doc)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byFile[p.name] = facts
	m.recent[m.turn] = p
	m.turn = (m.turn + 1) % recentDocuments
}

// facts returns those of a text that was parsed before, else nil.
func (m *memory) facts(t site.Text) *markdown.Document {
	if t.File == nil {
		return &markdown.Document{}
	}
	hash, err := t.File.Hash()
	if err != nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, ok := m.byFile[t.File.Name()]; ok && known.hash == hash {
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

// forget drops the facts of files that none of the site's pages is made from,
// so that a long preview does not grow.
func (m *memory) forget(s *site.Site) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.byFile {
		if s.PageOf(name) == nil {
			delete(m.byFile, name)
		}
	}
}
