package builder

import (
	"slices"
	"sync"

	"aftercare/builder/check"
)

// checkCache holds what the checks of one Builder's snapshots can reuse. It is
// safe for concurrent use.
//
// Findings about a text alone are kept by the text's hash. Findings about a
// finished page are kept while everything that the page is made from stays the
// same: the texts shown on it, which the renderer lists, and every source
// except texts. Other files are made and inspected again for every check.
type checkCache struct {
	texts *check.Memory

	mu      sync.Mutex
	last    *Snapshot
	outputs map[string]inspectedFile // of last, by name
}

func newCheckCache() *checkCache { return &checkCache{texts: check.NewMemory()} }

// outputsFor returns the last check's findings in finished pages, if this
// snapshot differs from the checked one only in texts.
func (c *checkCache) outputsFor(s *Snapshot) map[string]inspectedFile {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || !onlyTextsDiffer(c.last, s) {
		return nil
	}
	return c.outputs
}

// remember keeps the findings of a check. A check that was cut short has left
// files out; the next check makes those.
func (c *checkCache) remember(s *Snapshot, names []string, inspected []inspectedFile) {
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

func onlyTextsDiffer(a, b *Snapshot) bool {
	return a.Site.SharesPages(b.Site) && a.data.form == b.data.form && slices.Equal(a.Tree.Files("layouts"), b.Tree.Files("layouts"))
}
