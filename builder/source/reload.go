package source

import (
	"io/fs"
	"slices"
	"strings"
)

// Reload takes the snapshot that follows previous when the files with these
// names, such as "content/types/water.md", were saved. Only they are looked at,
// which spares a walk over all others, if each was there before and still is;
// otherwise, and if there are no names or no previous snapshot, Reload is Load.
// What else has changed shows in the next Load.
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
		f, ok := t.files[i].now(layers)
		if !ok {
			return Load(layers, previous)
		}
		t.files[i] = f
	}
	return t, nil
}

// now returns the file as it is now: f itself where it is certainly the same.
// It reports false where the first layer of the file's name no longer has it as
// a regular file: it may be in the next one, or be reported.
func (f *File) now(layers []Layer) (*File, bool) {
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
	if f.stillIs(now) {
		return f, true
	}
	return now, true
}
