package source

import (
	"io/fs"
	"slices"
	"strings"
)

// Reload returns the tree that follows previous after files with these names, such
// as "content/types/water.md", were saved. If each of them existed before and still
// does, it looks only at them, which saves a walk over all files; other changes show
// in the next Load. Otherwise, and without names or a previous tree, Reload is Load.
func Reload(layers []Layer, previous *Tree, names []string) (*Tree, error) {
	if previous == nil || len(names) == 0 {
		return Load(layers, previous)
	}
	t := &Tree{files: slices.Clone(previous.files), Diagnostics: previous.Diagnostics}
	for _, name := range names {
		if _, path, _ := strings.Cut(name, "/"); Ignored(path) {
			continue
		}
		i, known := t.find(name)
		if !known || t.files[i].Shipped { // new, or in the way of a file of the program
			return Load(layers, previous)
		}
		f, ok := t.files[i].current(layers)
		if !ok {
			return Load(layers, previous)
		}
		t.files[i] = f
	}
	return t, nil
}

// current returns the file as it is now, which is f itself if it is certainly
// the same. It returns false if the first layer of the name no longer has it as
// a regular file: the next layer may have it, or it may have to be reported.
func (f *File) current(layers []Layer) (*File, bool) {
	i := slices.IndexFunc(layers, func(l Layer) bool { return l.Name == f.Layer })
	if i < 0 {
		return nil, false
	}
	info, err := fs.Lstat(layers[i].FS, f.Path)
	if err != nil || !info.Mode().IsRegular() || info.Size() > MaxFile {
		return nil, false
	}
	now := &File{Shipped: layers[i].Shipped, Layer: f.Layer, Path: f.Path, name: f.name, fsys: layers[i].FS, Size: info.Size(), identity: identify(info)}
	now.racy = now.identity.recent()
	if f.sameAs(now) {
		return f, true
	}
	return now, true
}
