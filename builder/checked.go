package builder

import (
	"slices"
	"sync"

	"aftercare/builder/check"
)

// checked is what the checks of one Builder's snapshots keep for the next one.
// It is safe for concurrent use.
//
// What a text shows by itself is kept by its hash. What a finished page shows
// is kept while everything that the page is made from is the same: its own
// text, and all sources of the guide but the texts of other pages. That is
// enough for a page that shows no other text than its own; lists, and files
// that the program adds, are made at every check, and where a layout shows the
// text of other pages on ordinary ones, those texts count as sources of all.
type checked struct {
	texts *check.Memory

	mu      sync.Mutex
	last    *Snapshot
	shown   map[string]bool          // sources whose texts other pages than lists show
	outputs map[string]inspectedFile // of last, by name
}

func newChecked() *checked { return &checked{texts: check.NewMemory()} }

// knownTo returns what the last check found in finished files, for as far as
// they are made from the same source, if it holds for this snapshot as well.
func (c *checked) knownTo(s *Snapshot) map[string]inspectedFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || !onlyTextsDiffer(c.last, s, c.shown) {
		return nil
	}
	return c.outputs
}

// remember keeps what a check has found. One that was cut short has left some
// files out, which the next one makes.
func (c *checked) remember(s *Snapshot, names []string, inspected []inspectedFile) {
	outputs := make(map[string]inspectedFile, len(names))
	for i, file := range inspected {
		if file.source != nil {
			outputs[names[i]] = file
		}
	}
	shown := s.renderer.ShownElsewhere()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last != nil && onlyTextsDiffer(c.last, s, nil) {
		for name := range c.shown { // by pages that were not made again
			shown[name] = true
		}
	}
	c.last, c.shown, c.outputs = s, shown, outputs
}

// onlyTextsDiffer reports whether two snapshots differ in nothing but the texts
// of pages, and not in the texts of some files.
func onlyTextsDiffer(a, b *Snapshot, but map[string]bool) bool {
	if !a.Site.SharesPages(b.Site) || a.data.form != b.data.form || !slices.Equal(a.Tree.Files("layouts"), b.Tree.Files("layouts")) {
		return false
	}
	for name := range but {
		if a.Tree.Get(name) != b.Tree.Get(name) {
			return false
		}
	}
	return true
}
