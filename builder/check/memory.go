package check

import (
	"maps"
	"reflect"
	"sync"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Memory caches the findings in unchanged texts from one run to the next, so that
// a check after a save costs little more than checking the saved page. It is safe
// for concurrent use.
type Memory struct {
	mu    sync.Mutex
	rules textRules
	pages map[string]cachedText // by source file
	sizes map[*source.File][2]int
}

// textRules is everything besides a text that the findings in it depend on.
type textRules struct {
	vocabulary   *site.Vocabulary
	editorial    bool
	reading      map[string]int
	language     string
	placeholders *placeholders
}

type cachedText struct {
	hash source.Hash
	textFindings
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{pages: make(map[string]cachedText), sizes: make(map[*source.File][2]int)}
}

// begin drops what the next run can't use, so that a long preview does not grow.
func (m *Memory) begin(tree *source.Tree, rules textRules) {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.pages, func(name string, _ cachedText) bool { return tree.Get(name) == nil })
	maps.DeleteFunc(m.sizes, func(f *source.File, _ [2]int) bool { return tree.Get(f.Name()) != f })
	if !reflect.DeepEqual(m.rules, rules) {
		m.rules = rules
		clear(m.pages)
	}
}

// text returns the findings in a text, calling find if the text has changed.
func (m *Memory) text(t site.Text, find func() (textFindings, error)) (textFindings, error) {
	hash, err := t.File.Hash()
	if err != nil {
		return find()
	}
	name := t.File.Name()
	m.mu.Lock()
	cached, ok := m.pages[name]
	m.mu.Unlock()
	if ok && cached.hash == hash {
		return cached.textFindings, nil
	}
	found, err := find()
	if err == nil {
		m.mu.Lock()
		m.pages[name] = cachedText{hash, found}
		m.mu.Unlock()
	}
	return found, err
}

// imageSize caches pixels. An unchanged file is the same pointer from one snapshot
// to the next.
func (m *Memory) imageSize(f *source.File) (width, height int, err error) {
	m.mu.Lock()
	size, ok := m.sizes[f]
	m.mu.Unlock()
	if !ok {
		if size[0], size[1], err = pixels(f); err == nil {
			m.mu.Lock()
			m.sizes[f] = size
			m.mu.Unlock()
		}
	}
	return size[0], size[1], err
}
