package check

import (
	"reflect"
	"sync"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Memory keeps what runs have found in texts that have not changed since, so
// that a check after a save costs little more than the page that was saved. A
// nil Memory keeps nothing. It is safe for concurrent use.
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

func styleOf(s *site.Site, left *placeholders) style {
	return style{s.Vocabulary, s.Settings.Editorial, s.Settings.Reading, s.Settings.Language, left}
}

type remembered struct {
	hash source.Hash
	inText
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	return &Memory{pages: make(map[string]remembered), sizes: make(map[*source.File][2]int)}
}

// begin forgets what was found by other rules.
func (m *Memory) begin(s style) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !reflect.DeepEqual(m.style, s) {
		m.style = s
		clear(m.pages)
	}
}

// recall returns what was found on a page whose file has not changed.
func (m *Memory) recall(t site.Text) (inText, bool) {
	if m == nil {
		return inText{}, false
	}
	hash, err := t.File.Hash()
	if err != nil {
		return inText{}, false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, ok := m.pages[t.File.Name()]
	return kept.inText, ok && kept.hash == hash
}

func (m *Memory) keep(t site.Text, found inText) {
	if m == nil {
		return
	}
	hash, err := t.File.Hash()
	if err != nil {
		return
	}
	m.mu.Lock()
	m.pages[t.File.Name()] = remembered{hash, found}
	m.mu.Unlock()
}

// imageSize is pixels, remembered. Files are the same values from one snapshot
// to the next while they do not change.
func (m *Memory) imageSize(f *source.File) (width, height int, err error) {
	if m == nil {
		return pixels(f)
	}
	m.mu.Lock()
	size, ok := m.sizes[f]
	m.mu.Unlock()
	if ok {
		return size[0], size[1], nil
	}
	width, height, err = pixels(f)
	if err == nil {
		m.mu.Lock()
		m.sizes[f] = [2]int{width, height}
		m.mu.Unlock()
	}
	return width, height, err
}
