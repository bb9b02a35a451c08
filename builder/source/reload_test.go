package source

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// Whatever happens to a file, a snapshot taken by its name holds what a walk
// over all files finds.
func TestReloadFindsWhatLoadFinds(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir := t.TempDir()
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			layers := []Layer{
				{Name: "content", FS: root.FS()},
				{Name: "content", FS: fstest.MapFS{"a.md": {Data: []byte("shipped")}, "z.md": {Data: []byte("shipped")}}, Shipped: true},
			}
			random := rand.New(rand.NewPCG(seed, 1))
			walked := 0
			layers[0].FS = countingFS{root.FS(), &walked}
			tree, err := Load(layers, nil)
			if err != nil {
				t.Fatal(err)
			}
			for range 150 {
				name := meddle(t, dir, random)
				if tree, err = Reload(layers, tree, []string{"content/" + name}); err != nil {
					t.Fatal(err)
				}
				before := walked
				full, err := Load(layers, tree)
				if err != nil {
					t.Fatal(err)
				}
				walked = before // counts Reload's walks alone
				if got, want := listing(t, tree), listing(t, full); got != want {
					t.Fatalf("after %s:\ngot  %s\nwant %s", name, got, want)
				}
			}
			if walked > 100 {
				t.Errorf("walked %d times for 150 changes of one file", walked)
			}
		})
	}
}

// countingFS counts the walks over its files.
type countingFS struct {
	fs.FS
	walks *int
}

func (c countingFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "." {
		*c.walks++
	}
	return fs.ReadDir(c.FS, name)
}

func (c countingFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(c.FS, name) }
func (c countingFS) ReadLink(name string) (string, error)   { return fs.ReadLink(c.FS, name) }

// meddle does something to a file and returns its name.
func meddle(t *testing.T, dir string, random *rand.Rand) string {
	name := []string{"a.md", "b.md", "x/c.md", "x/d.md", "b.md~"}[random.IntN(5)]
	full := filepath.Join(dir, filepath.FromSlash(name))
	os.MkdirAll(filepath.Dir(full), 0o777)
	switch random.IntN(8) {
	case 0:
		os.RemoveAll(full)
	case 1:
		os.RemoveAll(full)
		os.Symlink("elsewhere", full)
	case 2:
		os.RemoveAll(full)
		os.Mkdir(full, 0o777)
	case 3: // the same time and size, other bytes
		if info, err := os.Lstat(full); err == nil && info.Mode().IsRegular() {
			os.WriteFile(full, fmt.Appendf(nil, "%04d", random.IntN(9999)), 0o666)
			os.Chtimes(full, info.ModTime(), info.ModTime())
		}
	default:
		if info, err := os.Lstat(full); err == nil && !info.Mode().IsRegular() {
			os.RemoveAll(full)
		}
		if err := os.WriteFile(full, fmt.Appendf(nil, "%04d", random.IntN(9999)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return name
}

func listing(t *testing.T, tree *Tree) string {
	out := fmt.Sprint(tree.Diagnostics, " ")
	for _, f := range tree.files {
		data, err := f.Read()
		if err != nil {
			t.Fatal(err)
		}
		if tree.Get(f.Name()) != f {
			t.Fatalf("%s is not found by its name", f.Name())
		}
		out += fmt.Sprintf("%s=%s ", f.Name(), data)
	}
	return out
}

func TestDifferences(t *testing.T) {
	load := func(previous *Tree, files fstest.MapFS) *Tree {
		tree, err := Load([]Layer{{Name: "content", FS: files}}, previous)
		if err != nil {
			t.Fatal(err)
		}
		listing(t, tree) // every file has been read
		return tree
	}
	before := load(nil, fstest.MapFS{"a": {Data: []byte("1")}, "b": {Data: []byte("1")}, "c": {Data: []byte("1")}})
	after := load(nil, fstest.MapFS{"a": {Data: []byte("1")}, "b": {Data: []byte("2")}, "d": {Data: []byte("1")}})
	if got := fmt.Sprint(after.Differences(before)); got != "[content/b content/c content/d]" {
		t.Errorf("got %s", got)
	}
	if got := after.Differences(after); got != nil {
		t.Errorf("itself: %v", got)
	}
}
