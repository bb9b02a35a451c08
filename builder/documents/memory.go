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
	recent map[text]*whole
	order  [recentDocuments]text // of recent, in turn
	turn   int
}

// The name belongs to a text, since positions in its document name the file.
type text struct {
	name string
	hash source.Hash
}

// whole is a document with all that is in it, once it is parsed.
type whole struct {
	mu  sync.Mutex
	doc *markdown.Document
}

// parsed is what is kept of a document for as long as its file has the text.
type parsed struct {
	hash source.Hash
	doc  *markdown.Document
}

// recentDocuments is enough for a guide whose pages are shown one by one, in
// lists and all together, and small enough not to matter in memory (a document
// is some 20 KB).
const recentDocuments = 256

func newMemory(options markdown.Options) *memory {
	return &memory{parser: markdown.New(options), byFile: make(map[string]parsed), recent: make(map[text]*whole)}
}

// document returns a parsed text. Several that ask for it at once wait for one
// that parses it.
func (m *memory) document(t site.Text) (*markdown.Document, error) {
	if t.File == nil {
		return &markdown.Document{}, nil
	}
	hash, err := t.File.Hash()
	if err != nil {
		return nil, err
	}
	w := m.whole(text{t.File.Name(), hash})
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.doc != nil {
		return w.doc, nil
	}
	data, err := t.File.Read()
	if err != nil {
		return nil, err
	}
	w.doc = m.parser.Parse(t.File.Name(), data, t.Body)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byFile[t.File.Name()] = parsed{hash, factsOf(w.doc)}
	return w.doc, nil
}

func (m *memory) whole(of text) *whole {
	m.mu.Lock()
	defer m.mu.Unlock()
	w := m.recent[of]
	if w == nil {
		w = new(whole)
		delete(m.recent, m.order[m.turn])
		m.recent[of], m.order[m.turn] = w, of
		m.turn = (m.turn + 1) % recentDocuments
	}
	return w
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
