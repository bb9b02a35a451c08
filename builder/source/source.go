// Package source is the only reader of the guide's sources. A [Tree] lists the files
// of the folders content, layouts and static at one moment:
//
//	tree, err := source.Load(layers, nil)
//	text, err := tree.Get("content/types/water.md").Read()
//
// Contents are read on demand. The first complete reading of a file records its hash,
// and every later one returns the same bytes or [ErrChanged]. A change between Load
// and the first reading is not noticed.
//
// Folders are read through os.Root. Links that lead out of them, and everything
// that is not a regular file, are left out and reported.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"aftercare/builder/diag"
)

// Hash is the SHA-256 of a file's bytes.
type Hash [sha256.Size]byte

// ErrChanged means that a file has changed since it was first read. The caller has to
// load the tree again.
var ErrChanged = errors.New("changed while it was being read")

// MaxFile is the largest file accepted, in bytes, except in static, whose files
// are copied.
const MaxFile = 32 << 20

// File is one source file. It is safe for concurrent use.
type File struct {
	// Path is the slash path below the folder, such as "types/water.md".
	Path string
	// Layer names the folder: content, layouts or static.
	Layer string
	// Size is in bytes.
	Size int64
	// Shipped is set for files that are part of the program, not the writer's.
	Shipped bool

	name     string // "" for a File that no Tree holds
	identity identity
	fsys     fs.FS

	mu     sync.Mutex
	racy   bool // written so recently that another write may leave the identity the same
	hash   Hash
	hashed bool
}

// Name returns the path with the folder, as a writer sees it:
// "content/types/water.md".
func (f *File) Name() string {
	if f.name == "" {
		return f.Layer + "/" + f.Path
	}
	return f.name
}

// Read returns the bytes of the file. Every later call returns the same bytes
// or ErrChanged.
func (f *File) Read() ([]byte, error) {
	var b bytes.Buffer
	if err := f.ReadTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// ReadTo appends what Read returns to a buffer.
func (f *File) ReadTo(b *bytes.Buffer) error {
	file, err := f.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	most := max(f.Size, MaxFile)
	b.Grow(int(f.Size) + bytes.MinRead)
	if n, err := b.ReadFrom(io.LimitReader(file, most+1)); err != nil {
		return err
	} else if n > most {
		return fmt.Errorf("read %s: %w", f.Name(), ErrChanged)
	}
	return nil
}

// Hash returns the hash of the bytes that Read returns. It reads the file, in
// parts, only if nobody has done so.
func (f *File) Hash() (Hash, error) {
	f.mu.Lock()
	sum, ok := f.hash, f.hashed
	f.mu.Unlock()
	if ok {
		return sum, nil
	}
	file, err := f.Open()
	if err != nil {
		return Hash{}, err
	}
	defer file.Close()
	if _, err := io.Copy(io.Discard, file); err != nil {
		return Hash{}, err
	}
	return f.Hash()
}

// Layer is one folder of sources. Of several layers with the same name, the
// first that has a path wins: files on disk hide those embedded in the program.
type Layer struct {
	Name string
	FS   fs.FS
	// Shipped is set if the files are part of the program.
	Shipped bool
}

// Tree holds the sources as they were at one moment. It is immutable.
type Tree struct {
	files []*File // sorted by layer and path
	// Diagnostics report files that were left out.
	Diagnostics diag.List
}

// Load returns the tree of the layers. It shares unchanged files with previous, which
// may be nil, so that they keep their hashes.
func Load(layers []Layer, previous *Tree) (*Tree, error) {
	t := loader{Tree: new(Tree), taken: make(map[string]bool)}
	for _, layer := range layers {
		if err := t.walk(layer, previous); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(t.files, compare)
	return t.Tree, nil
}

// loader builds a Tree; taken are the names it already has.
type loader struct {
	*Tree
	taken map[string]bool
}

func (t *loader) walk(layer Layer, previous *Tree) error {
	return fs.WalkDir(layer.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("look through %s: %w", path.Join(layer.Name, name), err)
		}
		if Ignored(name) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			return nil
		}
		return t.addEntry(layer, name, entry, previous)
	})
}

// Ignored reports whether a file, by its slash path below a source folder, is
// never a source: dot files, debris of editors and file managers, and
// everything in folders with such names.
func Ignored(name string) bool {
	return name != "." && slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		switch path.Ext(part) {
		case ".swp", ".swo", ".swx", ".swpx", ".bak", ".orig", ".tmp":
			return true
		}
		return strings.HasPrefix(part, ".") || strings.HasPrefix(part, "#") || strings.HasSuffix(part, "~") ||
			strings.HasSuffix(part, "___jb_tmp___") || strings.HasSuffix(part, "___jb_old___") || // JetBrains
			part == "4913" || part == "Thumbs.db" // Vim, trying whether it may write; Windows
	})
}

func (t *loader) addEntry(layer Layer, name string, entry fs.DirEntry, previous *Tree) error {
	f := &File{Shipped: layer.Shipped, Layer: layer.Name, name: layer.Name + "/" + name, fsys: layer.FS}
	f.Path = f.name[len(layer.Name)+1:]
	if t.taken[f.Name()] {
		return nil
	}
	if !entry.Type().IsRegular() {
		t.Diagnostics.Warnf("source/not-a-file", diag.Position{File: f.Name()}, "this is not a regular file and is left out").
			WithHint("copy the file itself here instead of a link to it")
		return nil
	}
	info, err := entry.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at %s: %w", f.Name(), err)
	}
	f.Size, f.identity = info.Size(), identify(info)
	f.racy = f.identity.recent()
	if f.Size > MaxFile && layer.Name != "static" {
		t.Diagnostics.Errorf("source/too-large", diag.Position{File: f.Name()}, "this file is %d MiB; at most %d MiB are read", f.Size>>20, MaxFile>>20)
		return nil
	}
	if old := previous.Get(f.Name()); old != nil && old.sameAs(f) {
		f = old
	}
	t.files = append(t.files, f)
	t.taken[f.Name()] = true
	return nil
}

// Get returns the file with a name such as "content/types/water.md", or nil.
func (t *Tree) Get(name string) *File {
	if t == nil {
		return nil
	}
	if i, known := t.find(name); known {
		return t.files[i]
	}
	return nil
}

// Bytes returns the bytes of the file with a name, or nil. Errors are dropped:
// whoever needs the file reports them.
func (t *Tree) Bytes(name string) []byte {
	f := t.Get(name)
	if f == nil {
		return nil
	}
	data, err := f.Read()
	if err != nil {
		return nil
	}
	return data
}

func (t *Tree) find(name string) (int, bool) {
	layer, path, _ := strings.Cut(name, "/")
	return slices.BinarySearchFunc(t.files, &File{Layer: layer, Path: path}, compare)
}

// Names returns the names of all files, sorted by layer and path.
func (t *Tree) Names() []string {
	names := make([]string, len(t.files))
	for i, f := range t.files {
		names[i] = f.Name()
	}
	return names
}

// Files returns the files of a layer, sorted by path.
func (t *Tree) Files(layer string) []*File {
	first, _ := slices.BinarySearchFunc(t.files, layer, func(f *File, l string) int { return strings.Compare(f.Layer, l) })
	count := sort.Search(len(t.files)-first, func(i int) bool { return t.files[first+i].Layer != layer })
	return t.files[first : first+count]
}
