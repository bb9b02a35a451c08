package watch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// What a root's path means can change above the root, of which the system tells
// nothing to whoever watches the folders below.
func TestAnotherGuideUnderTheSamePath(t *testing.T) {
	for name, step := range map[string]struct {
		given  string // the folder that is watched
		before func(*guide)
		swap   func(*guide)
	}{
		"link to the guide": {"link",
			func(g *guide) { g.do(os.Symlink(g.path("one"), g.path("link"))) },
			func(g *guide) {
				g.do(os.Symlink(g.path("two"), g.path("new")))
				g.rename("new", "link")
			}},
		"link to a link": {"link",
			func(g *guide) {
				g.do(os.Symlink(g.path("one"), g.path("current")))
				g.do(os.Symlink(g.path("current"), g.path("link")))
			},
			func(g *guide) {
				g.do(os.Symlink(g.path("two"), g.path("new")))
				g.rename("new", "current")
			}},
		"link above the guide": {"link/guide",
			func(g *guide) {
				g.put("one/guide/content/a.md", "one")
				g.put("two/guide/content/a.md", "two")
				g.do(os.Symlink(g.path("one"), g.path("link")))
			},
			func(g *guide) {
				g.remove("link")
				g.do(os.Symlink(g.path("two"), g.path("link")))
			}},
		"content itself a link to a link": {"here",
			func(g *guide) {
				g.do(os.Mkdir(g.path("here"), 0o777))
				g.do(os.Symlink(g.path("one"), g.path("current")))
				g.do(os.Symlink(g.path("current/content"), g.path("here/content")))
			},
			func(g *guide) {
				g.do(os.Symlink(g.path("two"), g.path("new")))
				g.rename("new", "current")
			}},
		"folders above renamed": {"x/y/guide",
			func(g *guide) {
				g.put("x/y/guide/content/a.md", "one")
				g.put("z/y/guide/content/a.md", "two")
			},
			func(g *guide) {
				g.rename("x", "old")
				g.rename("z", "x")
			}},
	} {
		t.Run(name, func(t *testing.T) {
			g := &guide{T: t, base: t.TempDir()}
			g.put("one/content/a.md", "one")
			g.put("two/content/a.md", "two")
			step.before(g)
			whole := g.base
			g.base = g.path(step.given)
			g.watch(Options{})
			below := g.base
			g.base = whole
			step.swap(g)
			g.base = below
			g.sees("content/a.md", "two")
			g.put("content/a.md", "saved later")
			g.sees("content/a.md", "saved later")
		})
	}
}

// fsnotify reports each of these folders as an error, and waits until it is read.
func TestFoldersMovedAndRemovedDoNotBlockAdding(t *testing.T) {
	n, err := fsnotifier()
	if err != nil {
		t.Fatal(err)
	}
	base := t.TempDir()
	old, moved := filepath.Join(base, "old"), filepath.Join(base, "moved")
	done := make(chan error)
	go func() {
		for range 500 {
			for _, err := range []error{os.Mkdir(old, 0o777), n.add(old), os.Rename(old, moved), os.Remove(moved)} {
				if err != nil {
					done <- err
					return
				}
			}
		}
		close(done)
	}()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
		n.close() // which would wait for ever, too
	case <-time.After(patient):
		t.Error("adding a folder never returned")
	}
}
