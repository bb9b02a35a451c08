package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder/pool"

	"github.com/google/go-cmp/cmp"
)

// site is a site held in memory: bytes by name.
type site map[string]string

func (s site) Names() []string { return slices.Sorted(maps.Keys(s)) }

func (s site) Unused(string) bool { return false }

func (s site) Open(name string) (fs.File, error) {
	text, ok := s[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return holding([]byte(text))
}

// holding is a file that holds some bytes.
func holding(data []byte) (fs.File, error) { return fstest.MapFS{"x": {Data: data}}.Open("x") }

// destination returns the path of a folder "public" that is not there yet.
func destination(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "public")
}

// needing is a site in which a page says when it is opened that it needs a style.
type needing struct {
	site
	needed *atomic.Bool
}

func (n needing) Unused(name string) bool { return name == "a.css" && !n.needed.Load() }

func (n needing) Open(name string) (fs.File, error) {
	if n.site[name] == "styled" {
		n.needed.Store(true)
	}
	return n.site.Open(name)
}

// Whether a file is used shows when the others are made, after its turn.
func TestUnusedFilesAreLeftOut(t *testing.T) {
	dest := destination(t)
	for _, step := range []struct {
		page, want string
	}{{"plain", ""}, {"styled", "added a.css"}, {"styled", ""}, {"plain", "removed a.css"}, {"plain", ""}} {
		s := site{"a.css": "p{}", "b.html": step.page}
		sum, err := Publish(t.Context(), needing{s, new(atomic.Bool)}, Options{unsynced: true, Dest: dest})
		if err != nil {
			t.Fatal(err)
		}
		if step.page == "plain" {
			delete(s, "a.css")
		}
		if diff := cmp.Diff(s, contents(t, dest)); diff != "" {
			t.Errorf("%s: %s", step.page, diff)
		}
		said := ""
		if slices.Contains(sum.Added, "a.css") {
			said = "added a.css"
		}
		if slices.Contains(sum.Removed, "a.css") {
			said = "removed a.css"
		}
		if said != step.want || len(sum.Foreign) != 0 {
			t.Errorf("%s: %q instead of %q; foreign %q", step.page, said, step.want, sum.Foreign)
		}
	}
}

func publish(t *testing.T, dest string, s site) Summary {
	t.Helper()
	sum, err := Publish(context.Background(), s, Options{unsynced: true, Dest: dest})
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// contents returns what a folder holds: text by path, folders that are empty
// with a slash, links with an arrow.
func contents(t *testing.T, dir string) site {
	t.Helper()
	out := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			if entries, err := os.ReadDir(path); err == nil && len(entries) == 0 && rel != "." {
				out[rel+"/"] = ""
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			link, _ := os.Readlink(path)
			out[rel] = "-> " + link
			return nil
		}
		text, err := os.ReadFile(path)
		out[rel] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func expect(t *testing.T, dir string, want site) {
	t.Helper()
	if diff := cmp.Diff(want, contents(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(dir), diff)
	}
}

// expectTidy holds that beside the destination there are only our records,
// and in them nothing of a build that is over.
func expectTidy(t *testing.T, dest string) {
	t.Helper()
	control := filepath.Join(filepath.Dir(dest), "."+filepath.Base(dest)+".aftercare")
	entries, err := os.ReadDir(control)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains([]string{"lock", "manifest", "plan"}, e.Name()) {
			t.Errorf("litter: %s", e.Name())
		}
	}
	beside, err := os.ReadDir(filepath.Dir(dest))
	if err != nil {
		t.Fatal(err)
	}
	if len(beside) > 2 {
		t.Errorf("litter beside the destination: %v", beside)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestSummaryTellsWhatWasDone(t *testing.T) {
	dest := destination(t)
	first := site{"index.html": "home", "a/index.html": "a", "b/index.html": "b", "gone.css": "x"}
	sum := publish(t, dest, first)
	want := Summary{Added: first.Names(), Exchanged: true}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Errorf("first (-want +got):\n%s", diff)
	}

	second := site{"index.html": "home", "a/index.html": "A", "b/index.html": "b", "c/index.html": "c"}
	sum = publish(t, dest, second)
	want = Summary{Added: []string{"c/index.html"}, Changed: []string{"a/index.html"}, Removed: []string{"gone.css"}, Unchanged: 2, Exchanged: true}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Errorf("second (-want +got):\n%s", diff)
	}
	expect(t, dest, second)
	expectTidy(t, dest)

	sum = publish(t, dest, second)
	if diff := cmp.Diff(Summary{Unchanged: 4}, sum); diff != "" {
		t.Errorf("third (-want +got):\n%s", diff)
	}
}

func TestSequenceOfSites(t *testing.T) {
	tests := []struct {
		name  string
		sites []site
	}{
		{"empty site", []site{{}}},
		{"empty after full", []site{{"a/b/c.html": "1", "index.html": "1"}, {}}},
		{"full after empty", []site{{}, {"a/b/c.html": "1", "index.html": "1"}}},
		{"file becomes folder", []site{{"a": "1", "b": "1"}, {"a/index.html": "2", "b": "1"}}},
		{"folder becomes file", []site{{"a/b/index.html": "1", "c": "1"}, {"a": "2", "c": "1"}}},
		{"file becomes folder and back", []site{{"a": "1"}, {"a/b/c": "2"}, {"a": "3"}, {"a/b": "4"}}},
		{"unicode names", []site{{"über/straße/index.html": "ß", "日本/👩‍🚀.txt": "1"}, {"über/straße/index.html": "ss", "e\u0301.txt": "nfd"}}},
		{"spaces and quotes", []site{{"a b/c'd.txt": "1", "%2e%2e/x": "2"}, {"a b/c#d'.txt": "2"}}},
		{"renamed folder", []site{{"old/1.html": "1", "old/2.html": "2"}, {"new/1.html": "1", "new/2.html": "2"}}},
		{"empty file", []site{{"a": ""}, {"a": "x"}, {"a": ""}}},
		{"back and forth", []site{{"a": "1", "b/c": "1"}, {"a": "2", "b/c": "1"}, {"a": "1", "b/c": "1"}, {"a": "1"}}},
		{"only removals", []site{{"a": "1", "b/c": "1", "b/d": "1"}, {"a": "1", "b/d": "1"}, {"a": "1"}}},
		{"same length", []site{{"a": "one"}, {"a": "two"}}},
	}
	for _, inPlace := range []bool{false, true} {
		for _, tt := range tests {
			t.Run(fmt.Sprintf("%s/in place=%v", tt.name, inPlace), func(t *testing.T) {
				dest := destination(t)
				for i, s := range tt.sites {
					sum, err := Publish(context.Background(), s, Options{unsynced: true, Dest: dest, InPlace: inPlace})
					if err != nil {
						t.Fatal(err)
					}
					expect(t, dest, s)
					expectTidy(t, dest)
					if inPlace != (sum.InPlace != "") || inPlace == sum.Exchanged {
						t.Errorf("site %d: in place %q, exchanged %v", i, sum.InPlace, sum.Exchanged)
					}
				}
			})
		}
	}
}

func TestThousandsOfFiles(t *testing.T) {
	dest := destination(t)
	s := site{}
	for i := range 3000 {
		s[fmt.Sprintf("section-%d/page-%04d/index.html", i%7, i)] = strings.Repeat(fmt.Sprint(i), 100)
	}
	publish(t, dest, s)
	s["section-3/page-0003/index.html"] = "new"
	delete(s, "section-4/page-0004/index.html")
	sum := publish(t, dest, s)
	if len(sum.Changed) != 1 || len(sum.Removed) != 1 || sum.Unchanged != 2998 {
		t.Errorf("changed %d, removed %d, unchanged %d", len(sum.Changed), len(sum.Removed), sum.Unchanged)
	}
	expect(t, dest, s)
	expectTidy(t, dest)
}

func TestUnchangedFilesKeepTimeAndInode(t *testing.T) {
	dest := destination(t)
	s := site{"same/index.html": "same", "other.html": "1"}
	publish(t, dest, s)
	path := filepath.Join(dest, "same/index.html")
	past := time.Now().Add(-48 * time.Hour).Truncate(time.Second)
	if err := os.Chtimes(path, past, past); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		s["other.html"] = fmt.Sprint("version ", i)
		publish(t, dest, s)
		after, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if !os.SameFile(before, after) || !after.ModTime().Equal(past) {
			t.Fatalf("build %d: the file was written anew", i)
		}
	}
}

func TestFilesTamperedWithAreMended(t *testing.T) {
	tamper := map[string]func(t *testing.T, dest string){
		"edited": func(t *testing.T, dest string) { put(t, filepath.Join(dest, "a/index.html"), "edited") },
		"edited to the same length": func(t *testing.T, dest string) {
			put(t, filepath.Join(dest, "a/index.html"), "PAGE")
			later := time.Now().Add(time.Second)
			if err := os.Chtimes(filepath.Join(dest, "a/index.html"), later, later); err != nil {
				t.Fatal(err)
			}
		},
		"removed":        func(t *testing.T, dest string) { os.Remove(filepath.Join(dest, "a/index.html")) },
		"folder removed": func(t *testing.T, dest string) { os.RemoveAll(filepath.Join(dest, "a")) },
		"site removed":   func(t *testing.T, dest string) { os.RemoveAll(dest) },
		"a link now": func(t *testing.T, dest string) {
			os.Remove(filepath.Join(dest, "a/index.html"))
			if err := os.Symlink("/etc/passwd", filepath.Join(dest, "a/index.html")); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, tamper := range tamper {
		t.Run(name, func(t *testing.T) {
			dest := destination(t)
			s := site{"a/index.html": "page", "b/index.html": "page", "c": "1"}
			publish(t, dest, s)
			tamper(t, dest)
			s["c"] = "2"
			publish(t, dest, s)
			expect(t, dest, s)
			expectTidy(t, dest)
		})
	}
}

func TestForeignFilesAreKept(t *testing.T) {
	for _, inPlace := range []bool{false, true} {
		t.Run(fmt.Sprint("in place=", inPlace), func(t *testing.T) {
			dest := destination(t)
			opt := Options{unsynced: true, Dest: dest, InPlace: inPlace}
			put(t, filepath.Join(dest, ".gitignore"), "*")
			put(t, filepath.Join(dest, "deep/notes.txt"), "mine")
			if err := os.Mkdir(filepath.Join(dest, "uploads"), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("nowhere", filepath.Join(dest, "link")); err != nil {
				t.Fatal(err)
			}
			foreign := site{".gitignore": "*", "deep/notes.txt": "mine", "uploads/": "", "link": "-> nowhere"}

			for i, s := range []site{{"index.html": "1", "deep/index.html": "1"}, {"index.html": "2"}, {}} {
				sum, err := Publish(context.Background(), s, opt)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff([]string{".gitignore", "deep/notes.txt", "link", "uploads/"}, sum.Foreign); diff != "" {
					t.Errorf("foreign in build %d (-want +got):\n%s", i, diff)
				}
				want := maps.Clone(foreign)
				maps.Copy(want, s)
				expect(t, dest, want)
				expectTidy(t, dest)
			}
			info, err := os.Stat(filepath.Join(dest, "uploads"))
			if err != nil || info.Mode().Perm() != 0o750 {
				t.Errorf("permissions of a foreign folder: %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestForeignFilesThatGoAreNotRestored(t *testing.T) {
	dest := destination(t)
	publish(t, dest, site{"index.html": "1"})
	put(t, filepath.Join(dest, "mine.txt"), "mine")
	publish(t, dest, site{"index.html": "2"})
	publish(t, dest, site{"index.html": "3"})
	if err := os.Remove(filepath.Join(dest, "mine.txt")); err != nil {
		t.Fatal(err)
	}
	publish(t, dest, site{"index.html": "4"})
	expect(t, dest, site{"index.html": "4"})
	expectTidy(t, dest)
}

func TestForeignFileThatAppearsDuringTheBuildIsKept(t *testing.T) {
	dest := destination(t)
	put(t, filepath.Join(dest, "list.txt"), "old")
	publish(t, dest, site{"index.html": "1", "a/index.html": "1"})
	verify := func() error {
		put(t, filepath.Join(dest, "CNAME"), "example.org")
		put(t, filepath.Join(dest, "a/note.txt"), "note")
		put(t, filepath.Join(dest, "new/folder/x.txt"), "x")
		put(t, filepath.Join(dest, "list.tmp"), "new")
		return os.Rename(filepath.Join(dest, "list.tmp"), filepath.Join(dest, "list.txt"))
	}
	_, err := Publish(context.Background(), site{"index.html": "2", "a/index.html": "1"}, Options{unsynced: true, Dest: dest, Verify: verify})
	if err != nil {
		t.Fatal(err)
	}
	want := site{"index.html": "2", "a/index.html": "1", "CNAME": "example.org", "a/note.txt": "note", "new/folder/x.txt": "x", "list.txt": "new"}
	expect(t, dest, want)
	publish(t, dest, site{"index.html": "3", "a/index.html": "1"})
	want["index.html"] = "3"
	expect(t, dest, want)
	expectTidy(t, dest)
}

func TestForeignFileInThePlaceOfOurs(t *testing.T) {
	tests := []struct {
		name    string
		foreign string
		site    site
		blocked bool // even with Replace
	}{
		{"same path", "index.html", site{"index.html": "ours"}, false},
		{"file where a folder belongs", "a", site{"a/index.html": "ours"}, false},
		{"folder where a file belongs", "a/b/c.txt", site{"a": "ours"}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dest := destination(t)
			put(t, filepath.Join(dest, tt.foreign), "theirs")
			_, err := Publish(context.Background(), tt.site, Options{unsynced: true, Dest: dest})
			conflict, ok := errors.AsType[*ConflictError](err)
			if !ok || !slices.Equal(conflict.Names, []string{tt.foreign}) {
				t.Fatalf("got %v", err)
			}
			expect(t, dest, site{tt.foreign: "theirs"})

			_, err = Publish(context.Background(), tt.site, Options{unsynced: true, Dest: dest, Replace: true})
			if tt.blocked != (err != nil) {
				t.Errorf("with Replace: %v", err)
			}
			if !tt.blocked {
				expect(t, dest, tt.site)
			}
		})
	}
}

func TestForeignFileEqualToOursIsAdopted(t *testing.T) {
	dest := destination(t)
	put(t, filepath.Join(dest, "index.html"), "same")
	if err := os.MkdirAll(filepath.Join(dest, "a/b"), 0o777); err != nil {
		t.Fatal(err)
	}
	sum := publish(t, dest, site{"index.html": "same", "a": "1"})
	if sum.Unchanged != 1 || len(sum.Foreign) != 0 {
		t.Errorf("got %+v", sum)
	}
	sum = publish(t, dest, site{"a": "1"})
	if !slices.Equal(sum.Removed, []string{"index.html"}) {
		t.Errorf("removed %v", sum.Removed)
	}
}

func TestFailuresLeaveTheOldSite(t *testing.T) {
	broken := errors.New("broken page")
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		opt  Options
		file Files
	}{
		{"page can't be made", context.Background(), Options{unsynced: true}, failing{site{"a": "new", "b": "new", "n/c": "new"}, "b", broken}},
		{"verification fails", context.Background(), Options{unsynced: true, Verify: func() error { return broken }}, site{"a": "new", "d/e": "new"}},
		{"verification of the same site fails", context.Background(), Options{unsynced: true, Verify: func() error { return broken }}, site{"a": "2", "keep": "keep"}},
		{"cancelled", cancelled, Options{unsynced: true}, site{"a": "new"}},
	}
	for _, tt := range tests {
		for _, builds := range []int{0, 1, 2} {
			t.Run(fmt.Sprintf("%s after %d builds", tt.name, builds), func(t *testing.T) {
				dest := destination(t)
				for i := range builds {
					publish(t, dest, site{"a": fmt.Sprint(i + 1), "keep": "keep"})
				}
				tt.opt.Dest = dest
				_, err := Publish(tt.ctx, tt.file, tt.opt)
				if !errors.Is(err, broken) && !errors.Is(err, context.Canceled) {
					t.Fatalf("got %v", err)
				}
				if builds == 0 {
					if left, _ := os.ReadDir(filepath.Dir(dest)); len(left) != 0 {
						t.Errorf("left behind: %v", left)
					}
					return
				}
				expect(t, dest, site{"a": fmt.Sprint(builds), "keep": "keep"})
				expectTidy(t, dest)
				publish(t, dest, site{"a": "mended"})
				expect(t, dest, site{"a": "mended"})
				expectTidy(t, dest)
			})
		}
	}
}

// failing is a site of which one file can't be made.
type failing struct {
	site
	name string
	err  error
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, f.err
	}
	return f.site.Open(name)
}

func TestEveryFileIsMadeOnceAndAllCPUsAreUsed(t *testing.T) {
	c := &counting{site: site{}}
	for i := range 500 {
		c.site[fmt.Sprintf("%d.html", i)] = fmt.Sprint(i)
	}
	if _, err := Publish(pool.Limit(t.Context(), 4), c, Options{unsynced: true, Dest: destination(t)}); err != nil {
		t.Fatal(err)
	}
	if got := c.calls.Load(); got != 500 {
		t.Errorf("made %d files", got)
	}
	if got := c.most.Load(); got < 2 || got > 4 {
		t.Errorf("%d at once", got)
	}
}

// counting counts calls and the most that were under way at once.
type counting struct {
	site
	calls, now, most atomic.Int64
}

func (c *counting) Open(name string) (fs.File, error) {
	c.calls.Add(1)
	now := c.now.Add(1)
	defer c.now.Add(-1)
	for most := c.most.Load(); now > most && !c.most.CompareAndSwap(most, now); most = c.most.Load() {
	}
	runtime.Gosched()
	time.Sleep(50 * time.Microsecond)
	return c.site.Open(name)
}

func TestWorkersMakeNoDifference(t *testing.T) {
	s := site{}
	for i := range 200 {
		s[fmt.Sprintf("s%d/%d/index.html", i%5, i)] = fmt.Sprint(i)
	}
	for _, workers := range []int{1, 2, 16} {
		dest := destination(t)
		if _, err := Publish(pool.Limit(t.Context(), workers), s, Options{unsynced: true, Dest: dest}); err != nil {
			t.Fatal(err)
		}
		expect(t, dest, s)
	}
}

func TestModeOfTheDestinationIsKept(t *testing.T) {
	dest := destination(t)
	publish(t, dest, site{"a/x": "1", "b": "1"})
	if err := os.Chmod(dest, 0o751); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(dest, "a"), 0o711); err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		publish(t, dest, site{"a/x": "1", "b": fmt.Sprint("v", i)})
		for path, want := range map[string]fs.FileMode{dest: 0o751, filepath.Join(dest, "a"): 0o711} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
				t.Errorf("build %d: mode of %s: %v, %v", i, path, info.Mode(), err)
			}
		}
	}
}

func TestCleanRemovesOursAlone(t *testing.T) {
	dest := destination(t)
	ctx := context.Background()
	publish(t, dest, site{"index.html": "1", "a/b/c.html": "1"})
	publish(t, dest, site{"index.html": "2", "a/b/c.html": "1"})
	put(t, filepath.Join(dest, "a/mine.txt"), "mine")
	sum, err := Clean(ctx, Options{unsynced: true, Dest: dest})
	if err != nil {
		t.Fatal(err)
	}
	want := Summary{Removed: []string{"a/b/c.html", "index.html"}, Foreign: []string{"a/mine.txt"}}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	expect(t, filepath.Dir(dest), site{"public/a/mine.txt": "mine"})

	os.RemoveAll(dest)
	publish(t, dest, site{"index.html": "3"})
	if _, err := Clean(ctx, Options{unsynced: true, Dest: dest}); err != nil {
		t.Fatal(err)
	}
	expect(t, filepath.Dir(dest), site{})

	if sum, err := Clean(ctx, Options{unsynced: true, Dest: filepath.Join(dest, "never/was")}); err != nil || len(sum.Removed) != 0 {
		t.Errorf("cleaning nothing: %+v, %v", sum, err)
	}
}
