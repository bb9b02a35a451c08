package source

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
)

// Whatever happens to files, an update that is told of it gives the snapshot
// that a full look gives, or says that it can't.
func TestUpdateIsWhatLoadFinds(t *testing.T) {
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
			previous, updates := (*Tree)(nil), 0
			for range 150 {
				name := meddle(t, dir, random)
				updated, ok := Update(layers, previous, []string{"content/" + name})
				full, err := Load(layers, previous)
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					updates++
					if got, want := listing(t, updated), listing(t, full); got != want {
						t.Fatalf("after %s:\ngot  %s\nwant %s", name, got, want)
					}
					full = updated // so that later updates build on updates
				}
				previous = full
			}
			if updates < 30 {
				t.Errorf("only %d updates", updates)
			}
		})
	}
}

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
