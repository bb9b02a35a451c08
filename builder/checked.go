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
// is kept while everything that the page is made from is the same: the texts
// that show on it, as the renderer tells, and all sources of the guide but
// texts. Files that the program adds are made at every check.
type checked struct {
	texts *check.Memory

	mu      sync.Mutex
	last    *Snapshot
	outputs map[string]inspectedFile // of last, by name
}

func newChecked() *checked { return &checked{texts: check.NewMemory()} }

// knownTo returns what the last check found in finished pages, if nothing but
// texts is different in this snapshot.
func (c *checked) knownTo(s *Snapshot) map[string]inspectedFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || !onlyTextsDiffer(c.last, s) {
		return nil
	}
	return c.outputs
}

// remember keeps what a check has found. One that was cut short has left some
// files out, which the next one makes.
func (c *checked) remember(s *Snapshot, names []string, inspected []inspectedFile) {
	outputs := make(map[string]inspectedFile, len(names))
	for i, file := range inspected {
		if file.texts != nil {
			outputs[names[i]] = file
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last, c.outputs = s, outputs
}

// onlyTextsDiffer reports whether two snapshots differ in nothing but the texts
// of pages.
func onlyTextsDiffer(a, b *Snapshot) bool {
	return a.Site.SharesPages(b.Site) && a.data.form == b.data.form && slices.Equal(a.Tree.Files("layouts"), b.Tree.Files("layouts"))
}
