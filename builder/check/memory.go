package check

import (
	"maps"
	"reflect"
	"sync"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Memory keeps what runs have found in texts that have not changed since, so
// that a check after a save costs little more than the page that was saved. It is
// safe for concurrent use.
type Memory struct {
	mu    sync.Mutex
	style style
	pages map[string]remembered // by source file
	sizes map[*source.File][2]int
}

// style is what is said of a text depends on besides the text.
type style struct {
	vocabulary *site.Vocabulary
	editorial  bool
	reading    map[string]int
	language   string
	left       *placeholders
}

type remembered struct {
	hash source.Hash
	inText
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{pages: make(map[string]remembered), sizes: make(map[*source.File][2]int)}
}

// begin drops what the next run can't use, so that a long preview does not grow.
func (m *Memory) begin(tree *source.Tree, s style) {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.pages, func(name string, _ remembered) bool { return tree.Get(name) == nil })
	maps.DeleteFunc(m.sizes, func(f *source.File, _ [2]int) bool { return tree.Get(f.Name()) != f })
	if !reflect.DeepEqual(m.style, s) {
		m.style = s
		clear(m.pages)
	}
}

// text returns what was found in a text that has not changed, else what find finds.
func (m *Memory) text(t site.Text, find func() (inText, error)) (inText, error) {
	hash, err := t.File.Hash()
	if err != nil {
		return find()
	}
	name := t.File.Name()
	m.mu.Lock()
	kept, ok := m.pages[name]
	m.mu.Unlock()
	if ok && kept.hash == hash {
		return kept.inText, nil
	}
	found, err := find()
	if err == nil {
		m.mu.Lock()
		m.pages[name] = remembered{hash, found}
		m.mu.Unlock()
	}
	return found, err
}

// imageSize is pixels, remembered. Files are the same values from one snapshot
// to the next while they do not change.
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
