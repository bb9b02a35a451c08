package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// tree is what a folder holds, by slash path relative to it: everything that
// is not a folder under files, symbolic links included, and the folders below
// it under dirs. Where only names matter the FileInfo is nil.
type tree struct {
	files, dirs map[string]fs.FileInfo
}

func newTree() tree {
	return tree{map[string]fs.FileInfo{}, map[string]fs.FileInfo{}}
}

func scan(dir string, workers int) (tree, error) {
	s := scanner{base: dir, tree: newTree(), slots: make(chan struct{}, workers)}
	s.folder("")
	s.running.Wait()
	return s.tree, s.err
}

// scanner reads folders side by side: a site has as many as it has pages, and
// reading one costs three system calls.
type scanner struct {
	base    string
	slots   chan struct{}
	running sync.WaitGroup
	mu      sync.Mutex // guards the following
	tree    tree
	err     error
}

// folder reads the folder rel and those below it, handing them to other
// goroutines while there are free ones.
func (s *scanner) folder(rel string) {
	entries, err := os.ReadDir(filepath.Join(s.base, filepath.FromSlash(rel)))
	if err != nil {
		s.fail(err)
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			s.fail(err)
			continue
		}
		name := path.Join(rel, e.Name())
		s.add(name, info)
		if e.IsDir() {
			s.descend(name)
		}
	}
}

func (s *scanner) descend(rel string) {
	select {
	case s.slots <- struct{}{}:
		s.running.Go(func() {
			s.folder(rel)
			<-s.slots
		})
	default:
		s.folder(rel)
	}
}

func (s *scanner) add(name string, info fs.FileInfo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if info.IsDir() {
		s.tree.dirs[name] = info
	} else {
		s.tree.files[name] = info
	}
}

// fail keeps the first error. What has gone since it was listed is none.
func (s *scanner) fail(err error) {
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

// markParents adds every folder above name to set.
func markParents(set map[string]bool, name string) {
	for dir := path.Dir(name); dir != "." && !set[dir]; dir = path.Dir(dir) {
		set[dir] = true
	}
}
