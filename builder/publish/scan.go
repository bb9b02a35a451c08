package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"aftercare/builder/pool"
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

func (t tree) hasFile(name string) bool {
	_, there := t.files[name]
	return there
}

func (t tree) hasDir(name string) bool {
	_, there := t.dirs[name]
	return there
}

// scan reads the folders of a level side by side: a site has as many as it has
// pages, and reading one costs three system calls.
func scan(ctx context.Context, dir string) (tree, error) {
	t := newTree()
	for level := []string{"."}; len(level) > 0; {
		held := make([][]fs.FileInfo, len(level))
		err := pool.Each(ctx, len(level), func(i int) (err error) {
			held[i], err = list(filepath.Join(dir, filepath.FromSlash(level[i])))
			return err
		})
		if err != nil {
			return t, err
		}
		var below []string
		for i, infos := range held {
			for _, info := range infos {
				name := path.Join(level[i], info.Name())
				if !info.IsDir() {
					t.files[name] = info
					continue
				}
				t.dirs[name] = info
				below = append(below, name)
			}
		}
		level = below
	}
	return t, nil
}

// list reads one folder. What has gone since it was listed holds nothing.
func list(dir string) ([]fs.FileInfo, error) {
	folder, err := os.Open(dir)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
		return nil, err
	}
	defer folder.Close()
	return folder.Readdir(-1)
}

// markParents adds every folder above name to set.
func markParents(set map[string]bool, name string) {
	for dir := path.Dir(name); dir != "." && !set[dir]; dir = path.Dir(dir) {
		set[dir] = true
	}
}
