package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// folder writes files by name into a new folder and returns it with a layer
// that reads it as the program does.
func folder(t *testing.T, layer string, files map[string]string) (string, Layer) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, name), text)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, Layer{Name: layer, FS: root.FS()}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// age gives a file the time that it would have if it were so old.
func age(t *testing.T, name string, by time.Duration) {
	t.Helper()
	at := time.Now().Add(-by)
	if err := os.Chtimes(name, at, at); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, previous *Tree, layers ...Layer) *Tree {
	t.Helper()
	tree, err := Load(layers, previous)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func names(files []*File) string {
	var list []string
	for _, f := range files {
		list = append(list, f.Name())
	}
	return strings.Join(list, " ")
}

func read(t *testing.T, tree *Tree, name string) string {
	t.Helper()
	data, err := tree.Get(name).Read()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestFirstLayerOfANameWins(t *testing.T) {
	disk := Layer{Name: "layouts", FS: fstest.MapFS{"page.html": {Data: []byte("mine")}}}
	shipped := Layer{Name: "layouts", FS: fstest.MapFS{"page.html": {Data: []byte("theirs")}, "a/base.html": {Data: []byte("base")}}, Shipped: true}
	content := Layer{Name: "content", FS: fstest.MapFS{"z.md": {}, "a/b.md": {}}}
	tree := load(t, nil, disk, shipped, content)
	if got := read(t, tree, "layouts/page.html"); got != "mine" {
		t.Errorf("layouts/page.html holds %q", got)
	}
	if got := names(tree.Files("layouts")); got != "layouts/a/base.html layouts/page.html" {
		t.Errorf("layouts: %s", got)
	}
	if got := names(tree.Files("content")); got != "content/a/b.md content/z.md" {
		t.Errorf("content: %s", got)
	}
	if tree.Get("layouts/page.html").Shipped || !tree.Get("layouts/a/base.html").Shipped {
		t.Error("which files are part of the program is mixed up")
	}
	if tree.Files("static") != nil && len(tree.Files("static")) > 0 || tree.Get("static/x") != nil || (*Tree)(nil).Get("x") != nil {
		t.Error("there are files that nobody gave")
	}
}

func TestLeftoversOfEditorsAreNoSources(t *testing.T) {
	_, layer := folder(t, "content", map[string]string{
		"page.md": "", "page.md~": "", "#page.md#": "", ".page.md.swp": "", "page.md.swp": "", "page.md.bak": "", "page.md.orig": "", "page.md.tmp": "", "page.md.swo": "", "page.md___jb_tmp___": "",
		"4913": "", "Thumbs.db": "", ".git/config": "", ".hidden/page.md": "", "a/.DS_Store": "", "b~/page.md": "",
	})
	if got := names(load(t, nil, layer).Files("content")); got != "content/page.md" {
		t.Errorf("sources are %s", got)
	}
}

func TestOddFilesArePassedOver(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"page.md": "x"})
	outside := filepath.Join(t.TempDir(), "secret.md")
	write(t, outside, "secret")
	for link, to := range map[string]string{"out.md": outside, "in.md": "page.md", "folder": filepath.Dir(outside), "nowhere.md": "none", "loop": "."} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := pipe(filepath.Join(dir, "pipe.md")); err != nil {
		t.Fatal(err)
	}
	tree := load(t, nil, layer)
	if got := names(tree.Files("content")); got != "content/page.md" {
		t.Errorf("sources are %s", got)
	}
	var told []string
	for _, d := range tree.Diagnostics {
		if d.Code == "source/not-a-file" {
			told = append(told, d.Pos.File)
		}
	}
	slices.Sort(told)
	if got := strings.Join(told, " "); got != "content/folder content/in.md content/loop content/nowhere.md content/out.md content/pipe.md" {
		t.Errorf("told of %s", got)
	}
}

// A file that becomes a link to the outside after it was listed is not read.
func TestLinksOutAreNotFollowedLater(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"page.md": "x"})
	outside := filepath.Join(t.TempDir(), "secret.md")
	write(t, outside, "secret")
	tree := load(t, nil, layer)
	name := filepath.Join(dir, "page.md")
	if err := errors.Join(os.Remove(name), os.Symlink(outside, name)); err != nil {
		t.Fatal(err)
	}
	if data, err := tree.Get("content/page.md").Read(); err == nil {
		t.Errorf("read %q", data)
	}
}

func TestLargeContentIsRefused(t *testing.T) {
	dir, content := folder(t, "content", map[string]string{"huge.md": "", "fits.md": ""})
	for name, size := range map[string]int64{"huge.md": MaxFile + 1, "fits.md": MaxFile} {
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
			t.Fatal(err)
		}
	}
	static := content
	static.Name = "static"
	tree := load(t, nil, content, static)
	if got := names(tree.Files("content")); got != "content/fits.md" {
		t.Errorf("content: %s", got)
	}
	if got := names(tree.Files("static")); got != "static/fits.md static/huge.md" {
		t.Errorf("static: %s", got)
	}
	if len(tree.Diagnostics) != 1 || tree.Diagnostics[0].Code != "source/too-large" {
		t.Errorf("diagnostics: %v", tree.Diagnostics)
	}
}

func TestReadGivesTheSameBytesOrSaysSo(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"a.md": "one", "b.md": "one", "c.md": "one"})
	tree := load(t, nil, layer)
	for _, name := range []string{"content/a.md", "content/b.md"} {
		if got := read(t, tree, name) + read(t, tree, name); got != "oneone" {
			t.Errorf("%s: read %q", name, got)
		}
	}
	write(t, filepath.Join(dir, "a.md"), "two")
	if err := os.Remove(filepath.Join(dir, "b.md")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"content/a.md", "content/b.md"} {
		if data, err := tree.Get(name).Read(); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: read %q, %v", name, data, err)
		}
	}
	write(t, filepath.Join(dir, "c.md"), "two") // nobody had read it
	if got := read(t, tree, "content/c.md"); got != "two" {
		t.Errorf("content/c.md: read %q", got)
	}
}

func TestHashReadsWhatNobodyHas(t *testing.T) {
	_, layer := folder(t, "content", map[string]string{"a.md": "one", "b.md": "one", "c.md": "two"})
	tree := load(t, nil, layer)
	hash := func(name string) Hash {
		h, err := tree.Get("content/" + name).Hash()
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	if hash("a.md") != hash("b.md") || hash("a.md") == hash("c.md") {
		t.Error("hashes do not follow the bytes")
	}
}

func TestUnchangedFilesAreKnownAgain(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"same.md": "one", "saved.md": "one", "renamed.md": "one", "gone.md": "one"})
	for _, name := range []string{"same.md", "saved.md", "renamed.md", "gone.md"} {
		age(t, filepath.Join(dir, name), time.Hour)
	}
	before := load(t, nil, layer)
	write(t, filepath.Join(dir, "saved.md"), "two")
	write(t, filepath.Join(dir, "new.md"), "one")
	if err := errors.Join(os.Remove(filepath.Join(dir, "gone.md")), os.Rename(filepath.Join(dir, "renamed.md"), filepath.Join(dir, "name.md"))); err != nil {
		t.Fatal(err)
	}
	after := load(t, before, layer)
	if got := names(after.Files("content")); got != "content/name.md content/new.md content/same.md content/saved.md" {
		t.Errorf("files are %s", got)
	}
	if after.Get("content/same.md") != before.Get("content/same.md") {
		t.Error("an unchanged file is taken for another")
	}
	if after.Get("content/saved.md") == before.Get("content/saved.md") || read(t, after, "content/saved.md") != "two" {
		t.Error("a saved file is taken for the same")
	}
}

// An editor saves by renaming a file of the same size and time into place.
func TestReplacedFileIsSeenByItsInode(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"a.md": "one"})
	name := filepath.Join(dir, "a.md")
	age(t, name, time.Hour)
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	before := load(t, nil, layer)
	write(t, name+".new", "two")
	if err := errors.Join(os.Chtimes(name+".new", info.ModTime(), info.ModTime()), os.Rename(name+".new", name)); err != nil {
		t.Fatal(err)
	}
	if got := read(t, load(t, before, layer), "content/a.md"); got != "two" {
		t.Errorf("read %q", got)
	}
}

// A file written twice within one tick of the file system's clock, to the same
// length, looks the same; what was new when it was read is read once more,
// however long ago that was.
func TestSecondWriteInOneTickIsSeen(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"a.md": "one"})
	name := filepath.Join(dir, "a.md")
	written := time.Now().Add(50*time.Millisecond - racyPeriod)
	if err := os.Chtimes(name, written, written); err != nil {
		t.Fatal(err)
	}
	before := load(t, nil, layer)
	if got := read(t, before, "content/a.md"); got != "one" {
		t.Fatalf("read %q", got)
	}
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("two")
	if err := errors.Join(err, f.Close(), os.Chtimes(name, written, written)); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Until(written.Add(racyPeriod + 10*time.Millisecond)))
	after := load(t, before, layer)
	if got := read(t, after, "content/a.md"); got != "two" {
		t.Errorf("read %q", got)
	}
	if again := load(t, after, layer); again.Get("content/a.md") != after.Get("content/a.md") {
		t.Error("the file is never known again")
	}
}

// A link is no source, and to have it said is all that there is to see of it.
func TestLinksThatComeAndGoAreNoticed(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"a.md": "one"})
	before := load(t, nil, layer)
	for _, change := range []func() error{
		func() error { return os.Symlink("nothing", filepath.Join(dir, "l.md")) },
		func() error { return os.Rename(filepath.Join(dir, "l.md"), filepath.Join(dir, "m.md")) },
		func() error { return os.Remove(filepath.Join(dir, "m.md")) },
		func() error { return os.Symlink(t.TempDir(), filepath.Join(dir, "folder")) },
		func() error {
			return errors.Join(os.Remove(filepath.Join(dir, "folder")), os.Symlink("loop", filepath.Join(dir, "loop")))
		},
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		now := load(t, before, layer)
		if now.Same(before) || now.Identical(before) {
			t.Errorf("%v is the same as %v", now.Diagnostics, before.Diagnostics)
		}
		before = now
	}
}

func TestSameComparesBytes(t *testing.T) {
	dir, layer := folder(t, "content", map[string]string{"a.md": "one", "b.md": "two"})
	before := load(t, nil, layer)
	read(t, before, "content/a.md")
	read(t, before, "content/b.md")
	same := func(want bool) {
		t.Helper()
		if got := load(t, nil, layer).Same(before); got != want {
			t.Errorf("same is %v; want %v", got, want)
		}
	}
	same(true)
	write(t, filepath.Join(dir, "a.md"), "one") // saved without a change
	same(true)
	write(t, filepath.Join(dir, "a.md"), "1ne")
	same(false)
	write(t, filepath.Join(dir, "a.md"), "one")
	write(t, filepath.Join(dir, "c.md"), "")
	same(false)
}
