package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestUnfitDestinations(t *testing.T) {
	base := t.TempDir()
	home := filepath.Join(base, "home", "sam")
	project := filepath.Join(home, "guide")
	for _, dir := range []string{"content/deep", "layouts", "out", "clone/.git", "worktree"} {
		if err := os.MkdirAll(filepath.Join(project, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	put(t, filepath.Join(project, "file"), "x")
	put(t, filepath.Join(project, "worktree/.git"), "gitdir: elsewhere")
	for link, to := range map[string]string{"to-content": "content", "to-nothing": "nothing", "to-project": "."} {
		if err := os.Symlink(to, filepath.Join(project, link)); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("HOME", home)
	t.Chdir(project)

	tests := []struct{ dest, want string }{
		{"", "no folder is named"},
		{"/", "root of the file system"},
		{home, "home folder"},
		{filepath.Dir(home), "home folder"},
		{"~/../..//../" + home, "home folder"},
		{"content", "source of the site"},
		{"./content/", "source of the site"},
		{"to-content", "source of the site"},
		{"static", "source of the site"}, // a source that is not there yet
		{"content/deep", "inside content"},
		{"content/deep/new/folder", "inside content"},
		{"to-content/public", "inside content"},
		{"static/public", "inside static"},
		{".", "contains content"},
		{"to-project", "contains content"},
		{"file", "not a folder"},
		{"to-nothing", "symbolic link to nothing"},
		{"clone", "working copy"},
		{"worktree", "working copy"},
	}
	before := contents(t, base)
	for _, tt := range tests {
		dest := strings.TrimPrefix(tt.dest, "~/../..//../")
		for name, run := range map[string]func() error{
			"publish": func() error {
				_, err := Publish(context.Background(), site{"index.html": "1"}, Options{unsynced: true, Dest: dest, Sources: []string{"content", "layouts", "static"}})
				return err
			},
			"clean": func() error {
				_, err := Clean(context.Background(), Options{unsynced: true, Dest: dest, Sources: []string{"content", "layouts", "static"}})
				return err
			},
		} {
			err := run()
			refused, ok := errors.AsType[*RefusedError](err)
			if !ok || !strings.Contains(refused.Reason, tt.want) {
				t.Errorf("%s to %q: %v, want %q", name, dest, err, tt.want)
			}
		}
	}
	expect(t, base, before)
}

func TestSymbolicLinkAsDestination(t *testing.T) {
	base := t.TempDir()
	if err := os.MkdirAll(filepath.Join(base, "www/site"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("www/site", filepath.Join(base, "public")); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"1", "2"} {
		publish(t, filepath.Join(base, "public"), site{"index.html": text})
		expect(t, filepath.Join(base, "www/site"), site{"index.html": text})
	}
	if link, err := os.Readlink(filepath.Join(base, "public")); err != nil || link != "www/site" {
		t.Errorf("the link is now %q, %v", link, err)
	}
	expectTidy(t, filepath.Join(base, "www/site"))
}

func TestFoldersAboveTheDestinationAreMade(t *testing.T) {
	dest := filepath.Join(t.TempDir(), "a/b/public")
	publish(t, dest, site{"index.html": "1"})
	expect(t, dest, site{"index.html": "1"})
}

func TestRelativeDestination(t *testing.T) {
	t.Chdir(t.TempDir())
	publish(t, "public", site{"index.html": "1"})
	publish(t, "./public/", site{"index.html": "2"})
	expect(t, "public", site{"index.html": "2"})
}

func TestLinksInTheSiteAreNotFollowed(t *testing.T) {
	dest, outside := destination(t), t.TempDir()
	put(t, filepath.Join(outside, "index.html"), "precious")
	publish(t, dest, site{"a/index.html": "1", "b": "1"})
	os.RemoveAll(filepath.Join(dest, "a"))
	if err := os.Symlink(outside, filepath.Join(dest, "a")); err != nil {
		t.Fatal(err)
	}
	for _, inPlace := range []bool{false, true} {
		_, err := Publish(context.Background(), site{"a/index.html": "2", "b": "2"}, Options{unsynced: true, Dest: dest, InPlace: inPlace})
		if conflict, ok := errors.AsType[*ConflictError](err); !ok || !slices.Equal(conflict.Names, []string{"a"}) {
			t.Errorf("in place=%v: %v", inPlace, err)
		}
	}
	if _, err := Clean(context.Background(), Options{unsynced: true, Dest: dest}); err != nil {
		t.Fatal(err)
	}
	expect(t, outside, site{"index.html": "precious"})
}

func TestSecondBuildWaitsAndThenNamesTheFirst(t *testing.T) {
	dest := destination(t)
	publish(t, dest, site{"a": "1"})
	inside, leave, done := make(chan bool), make(chan bool), make(chan error)
	go func() {
		_, err := Publish(context.Background(), site{"a": "2"}, Options{unsynced: true, Dest: dest, Verify: func() error {
			inside <- true
			<-leave
			return nil
		}})
		done <- err
	}()
	<-inside

	_, err := Publish(context.Background(), site{"a": "3"}, Options{unsynced: true, Dest: dest, lockWait: 50 * time.Millisecond})
	locked, ok := errors.AsType[*LockedError](err)
	if !ok || !strings.Contains(locked.Holder, fmt.Sprintf("process %d since", os.Getpid())) {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	if _, err := Publish(ctx, site{"a": "3"}, Options{unsynced: true, Dest: dest}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("cancelled while waiting: %v", err)
	}
	waited := make(chan error)
	go func() {
		_, err := Publish(context.Background(), site{"a": "4"}, Options{unsynced: true, Dest: dest})
		waited <- err
	}()
	time.Sleep(30 * time.Millisecond)
	close(leave)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err := <-waited; err != nil {
		t.Error(err)
	}
	expect(t, dest, site{"a": "4"})
	expectTidy(t, dest)
}

func TestNamesThatCanNotBePublished(t *testing.T) {
	tests := []struct {
		names []string
		want  string
	}{
		{[]string{"../x"}, `"../x" is not a relative path`},
		{[]string{"/x"}, "not a relative path"},
		{[]string{""}, "not a relative path"},
		{[]string{"."}, "not a relative path"},
		{[]string{"a//b"}, "not a relative path"},
		{[]string{"a/"}, "not a relative path"},
		{[]string{"a\xff"}, "not a relative path"},
		{[]string{`a\b`}, `the character \`},
		{[]string{"c:x"}, "the character :"},
		{[]string{"what?.pdf"}, "the character ?"},
		{[]string{"a/b*"}, "the character *"},
		{[]string{`a"b`}, `the character "`},
		{[]string{"<a>/b"}, "the character <"},
		{[]string{"a|b"}, "the character |"},
		{[]string{"a\x00b"}, "control character"},
		{[]string{"a\nb"}, "control character"},
		{[]string{"a\u0085b"}, "control character"},
		{[]string{"a/con/index.html"}, `"con", which is a device`},
		{[]string{"NUL.txt"}, "a device"},
		{[]string{"aux.tar.gz"}, "a device"},
		{[]string{"com1"}, "a device"},
		{[]string{"Lpt9 .txt"}, "a device"},
		{[]string{"com³.txt"}, "a device"},
		{[]string{"conin$"}, "a device"},
		{[]string{"a./b"}, "a dot or a space"},
		{[]string{"a "}, "a dot or a space"},
		{[]string{"a/" + strings.Repeat("é", 130)}, "bytes"},
		{[]string{"a/" + temporary + "x"}, "uses while publishing"},
		{[]string{"a", "a"}, `"a" occurs twice`},
		{[]string{"a", "a/b"}, `"a" would have to be a file and, for "a/b", a folder`},
		{[]string{"A/x", "a"}, "a folder"},
		{[]string{"A/x", "a/y"}, `"a/y" is in a folder that is spelled "A" elsewhere`},
		{[]string{"a/É/x", "a/E\u0301/y"}, "is spelled"},
		{[]string{"Water.html", "water.html"}, `"water.html" differs from "Water.html" only in letter case`},
		{[]string{"dir/Ärger", "dir/ärger"}, "letter case"},
		{[]string{"dir/Ärger", "dir/A\u0308rger"}, "encoded"},
		{[]string{"STRASSE", "straſſe"}, "letter case"},
		{[]string{"straße", "STRASSE"}, "letter case"},
		{[]string{"Kelvin", "\u212aelvin"}, "letter case"},
		{[]string{"Σ", "ς"}, "letter case"},
		{[]string{"ﬁ", "fi"}, "letter case"},
		{[]string{"가", "\u1100\u1161"}, "encoded"},
		{[]string{"a\u200db", "ab"}, "encoded"},
		{[]string{"a\ufe0f", "a"}, "encoded"},
	}
	for _, tt := range tests {
		dest := destination(t)
		_, err := Publish(context.Background(), named(tt.names), Options{unsynced: true, Dest: dest})
		if bad, ok := errors.AsType[*NameError](err); !ok || !strings.Contains(bad.Error(), tt.want) {
			t.Errorf("%q: %v", tt.names, err)
		}
		if left, _ := os.ReadDir(filepath.Dir(dest)); len(left) != 0 {
			t.Errorf("%q: left behind %v", tt.names, left)
		}
	}
	good := []string{"A/x", "ab", "a.html", "İ", "i", "ı", "console", "com", "com10", "community", "icon.svg", "a.b/c", "ae", "æ", "lpt/x", "¹", "é/con-sent"}
	if bad := CheckNames(good); bad != nil {
		t.Errorf("good names: %v", bad)
	}
}

// named is a list of names without files.
type named []string

func (n named) Unused(string) bool           { return false }
func (n named) Names() []string              { return n }
func (n named) Open(string) (fs.File, error) { return holding(nil) }
