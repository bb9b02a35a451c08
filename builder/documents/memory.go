package documents

import (
	"slices"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// memory parses texts with one set of options and caches the results. It
// outlives the Documents of one site.
type memory struct {
	parser *markdown.Parser

	mu     sync.Mutex
	byFile map[string]parsed // facts of each file's last text
	recent map[text]*fullDocument
	order  [recentDocuments]text // a ring of the keys of recent
	next   int                   // the oldest of order, to be replaced next
}

// text is a key of the cache. It includes the name, since positions in a
// document name the file.
type text struct {
	name string
	hash source.Hash
}

// fullDocument is a complete document once it is parsed.
type fullDocument struct {
	mu  sync.Mutex
	doc *markdown.Document
}

// parsed holds the facts of a document and the hash of its text.
type parsed struct {
	hash source.Hash
	doc  *markdown.Document
}

// recentDocuments is enough for a page that is shown by itself, in lists and on
// the single page within one build, and small enough not to matter: a document
// is some 20 KB.
const recentDocuments = 256

func newMemory(options markdown.Options) *memory {
	return &memory{parser: markdown.New(options), byFile: make(map[string]parsed), recent: make(map[text]*fullDocument)}
}

// document returns a parsed text. Concurrent calls for the same text parse it
// once.
func (m *memory) document(t site.Text) (*markdown.Document, error) {
	if t.File == nil {
		return &markdown.Document{}, nil
	}
	hash, err := t.File.Hash()
	if err != nil {
		return nil, err
	}
	full := m.entry(text{t.File.Name(), hash})
	full.mu.Lock()
	defer full.mu.Unlock()
	if full.doc != nil {
		return full.doc, nil
	}
	data, err := t.File.Read()
	if err != nil {
		return nil, err
	}
	full.doc = m.parser.Parse(t.File.Name(), data, t.Body)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.byFile[t.File.Name()] = parsed{hash, factsOf(full.doc)}
	return full.doc, nil
}

func (m *memory) entry(key text) *fullDocument {
	m.mu.Lock()
	defer m.mu.Unlock()
	full := m.recent[key]
	if full == nil {
		full = new(fullDocument)
		delete(m.recent, m.order[m.next])
		m.recent[key], m.order[m.next] = full, key
		m.next = (m.next + 1) % recentDocuments
	}
	return full
}

// facts returns the facts of a text that was parsed before, else nil.
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

// factsOf returns a document without what takes most of its memory.
func factsOf(doc *markdown.Document) *markdown.Document {
	facts := *doc
	facts.HTML, facts.Slots, facts.Headings, facts.Prose = nil, nil, nil, nil
	// Cloning drops the spare capacity of a list that grew.
	facts.Links, facts.Anchors = slices.Clone(doc.Links), slices.Clone(doc.Anchors)
	return &facts
}

// forget drops the facts of files that no page of the site uses, so that a long
// preview does not grow.
func (m *memory) forget(s *site.Site) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for name := range m.byFile {
		if s.PageOf(name) == nil {
			delete(m.byFile, name)
		}
	}
}
