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

// tree is the content of a folder by slash-separated path: folders in dirs,
// everything else, such as symbolic links, in files. FileInfo is nil where only
// names matter.
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

// scan returns the content of a folder. It reads the folders of each level in
// parallel, because a site has as many as it has pages.
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

// list reads one folder. One that has gone is empty.
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

// markParents adds all parent folders of name to set.
func markParents(set map[string]bool, name string) {
	for dir := path.Dir(name); dir != "." && !set[dir]; dir = path.Dir(dir) {
		set[dir] = true
	}
}
