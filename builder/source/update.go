package source

import (
	"io/fs"
	"slices"
	"strings"
)

// Update takes a snapshot by looking only at the files with these names, such
// as "content/types/water.md", and taking the others from previous. It is right
// as far as nothing else has changed, and knows only files that were there and
// still are: of any other name it reports false, and the caller has to Load.
func Update(layers []Layer, previous *Tree, names []string) (*Tree, bool) {
	if previous == nil {
		return nil, false
	}
	t := &Tree{files: slices.Clone(previous.files), Diagnostics: previous.Diagnostics}
	for _, name := range names {
		if skipped(name) {
			continue
		}
		i, known := t.find(name)
		if !known || t.files[i].Shipped {
			return nil, false // new, or in the way of a file of the program
		}
		f, ok := t.files[i].again(layers)
		if !ok {
			return nil, false
		}
		t.files[i] = f
	}
	return t, true
}

// skipped reports whether a walk would pass over a name.
func skipped(name string) bool {
	_, path, _ := strings.Cut(name, "/")
	for part := range strings.SplitSeq(path, "/") {
		if ignored(part) {
			return true
		}
	}
	return false
}

// again returns the file as it is now: f itself where it is certainly the same.
func (f *File) again(layers []Layer) (*File, bool) {
	for _, layer := range layers {
		if layer.Name != f.Layer {
			continue
		}
		info, err := fs.Lstat(layer.FS, f.Path)
		if err != nil || !info.Mode().IsRegular() || info.Size() > MaxFile {
			return nil, false // it may now be in the next layer, or be reported
		}
		now := &File{Shipped: layer.Shipped, Layer: f.Layer, Path: f.Path, name: f.name, fsys: layer.FS, Size: info.Size(), identity: identify(info)}
		now.racy = now.identity.recent()
		if f.stillIs(now) {
			return f, true
		}
		return now, true
	}
	return nil, false
}
