package builder

import (
	"slices"
	"sync"

	"aftercare/builder/check"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// checked is what the checks of one Builder's snapshots remember: what texts
// have shown, and the files that were made and had nothing wrong with them. It
// is safe for concurrent use.
type checked struct {
	memory *check.Memory

	mu      sync.Mutex
	current *round // the newest
	layouts layouts
	shape   *site.Shape
	hashes  map[string]source.Hash // of what clean files were made from, by name
	unclean map[string]bool
	// lists are the pages that show others, by name, with the files of those
	// whose text they show; common are the files of those that all pages show.
	// Beside them a list depends on the shape of the site alone.
	lists  map[string]map[*source.File]bool
	common map[*source.File]bool
	// pages are the files of the pages that the last check has been through,
	// by number, nil if they are none of this shape.
	pages []*source.File
}

func newChecked() *checked {
	return &checked{
		memory: check.NewMemory(), hashes: make(map[string]source.Hash), unclean: make(map[string]bool),
		lists: make(map[string]map[*source.File]bool), common: make(map[*source.File]bool),
	}
}

// A round is one check. What an older one finds while a newer one runs is not
// kept.
type round struct {
	*checked
	snapshot *Snapshot
	names    []string // of the files that may not be as the last check has seen them
}

// begin forgets the files that other layouts made, and the lists of a site of
// another shape.
func (c *checked) begin(s *Snapshot) *round {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Equal(c.layouts.files, s.layouts.files) || !slices.Equal(c.layouts.langs, s.layouts.langs) {
		clear(c.hashes)
		c.layouts, c.shape = s.layouts, nil
	}
	if c.shape != s.Site.Shape() {
		for name := range c.lists {
			delete(c.hashes, name)
		}
		clear(c.unclean)
		clear(c.lists)
		clear(c.common)
		c.shape, c.pages = s.Site.Shape(), nil
	}
	for _, e := range s.early {
		c.show(s, e.on, e.of)
	}
	s.early = nil
	c.current = &round{c, s, c.candidates(s)}
	return c.current
}

// candidates are the files to be looked at: after an edit of texts those made
// from them, lists, and those that were not clean; else all.
func (c *checked) candidates(s *Snapshot) []string {
	if c.pages == nil {
		return s.Names()
	}
	var names []string
	for i, p := range s.Site.Pages {
		if s.Site.Text(p).File != c.pages[i] {
			names = append(names, site.OutputPath(p.URL))
		}
	}
	for name := range c.lists {
		names = append(names, name)
	}
	for name := range c.unclean {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// complete says that a round has looked at all of its files.
func (c *checked) complete(r *round, s *Snapshot) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current != r {
		return
	}
	c.pages = make([]*source.File, len(s.Site.Pages))
	for i, p := range s.Site.Pages {
		c.pages[i] = s.Site.Text(p).File
	}
}

// clean reports whether a file was made from the same before, and had nothing
// wrong with it.
func (r *round) clean(name string, hash source.Hash) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if was, ok := r.hashes[name]; !ok || was != hash || r.current != r {
		return false
	}
	shown, list := r.lists[name]
	return !list || r.unchanged(shown) && r.unchanged(r.common)
}

func (r *round) unchanged(files map[*source.File]bool) bool {
	for f := range files {
		if r.snapshot.Tree.Get(f.Name()) != f {
			return false
		}
	}
	return true
}

// keep remembers whether a file that was made is clean.
func (r *round) keep(name string, hash source.Hash, clean bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.current != r {
		return
	}
	if e, _ := r.snapshot.Entry(name); e.Page != nil && e.Page.IsNode() && r.lists[name] == nil {
		r.lists[name] = make(map[*source.File]bool)
	}
	delete(r.unclean, name)
	delete(r.hashes, name)
	if clean {
		r.hashes[name] = hash
	} else {
		r.unclean[name] = true
	}
}

// shows is told by a renderer that one page shows the text of another. A page
// that is no list is judged by its own text alone.
func (s *Snapshot) shows(on, of *site.Page) {
	c := s.checked
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shape != s.Site.Shape() {
		s.early = append(s.early, showing{on, of}) // the check has not begun
		return
	}
	c.show(s, on, of)
}

// showing says that one page, or all pages if there is none, shows another.
type showing struct{ on, of *site.Page }

func (c *checked) show(s *Snapshot, on, of *site.Page) {
	file := s.Site.Text(of).File
	switch {
	case file == nil:
	case on == nil:
		c.common[file] = true
	case on.IsNode():
		name := site.OutputPath(on.URL)
		if c.lists[name] == nil {
			c.lists[name] = make(map[*source.File]bool)
		}
		c.lists[name][file] = true
	}
}
