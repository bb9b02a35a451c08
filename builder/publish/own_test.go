//go:build unix

package publish

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// planted are things that somebody may have put where this package keeps its
// own. Each makes one at a path, given a folder of sources.
var planted = map[string]func(at, sources string) error{
	"link to the sources":    func(at, sources string) error { return os.Symlink(sources, at) },
	"relative link":          func(at, _ string) error { return os.Symlink(strings.Repeat("../", depth(at))+"content", at) },
	"link to a source":       func(at, sources string) error { return os.Symlink(filepath.Join(sources, "a.md"), at) },
	"link to nothing":        func(at, _ string) error { return os.Symlink("nothing", at) },
	"hard link to a source":  func(at, sources string) error { return os.Link(filepath.Join(sources, "a.md"), at) },
	"pipe":                   func(at, _ string) error { return syscall.Mkfifo(at, 0o666) },
	"file of somebody's":     func(at, _ string) error { return os.WriteFile(at, []byte("my only copy"), 0o666) },
	"folder of sources":      func(at, _ string) error { return os.MkdirAll(at, 0o777) },
	"folder of deep sources": func(at, _ string) error { return os.MkdirAll(filepath.Join(at, "deep"), 0o777) },
	"folder of linked folder": func(at, sources string) error {
		os.Mkdir(at, 0o777)
		return os.Symlink(sources, filepath.Join(at, "x"))
	},
}

// depth is how far the parent of the control folder lies above a path.
func depth(at string) int {
	if strings.HasSuffix(filepath.Dir(at), ".aftercare") || filepath.Base(filepath.Dir(at)) == "public" {
		return 1
	}
	return 0
}

// TestNothingPlantedIsLost plants each of them at every name that the package
// uses, before the first build and after another. Whatever Publish
// and Clean say, no file of somebody else's is changed or gone, neither where it
// was planted nor where a link leads, and nothing hangs.
func TestNothingPlantedIsLost(t *testing.T) {
	for _, name := range []string{
		".public.aftercare", ".public.aftercare/lock", ".public.aftercare/manifest", ".public.aftercare/manifest.new", ".public.aftercare/plan",
		".public.aftercare/probe", ".public.aftercare/next", "public/.aftercare-tmp-probe", "public/.aftercare-tmp-0",
	} {
		for kind, plant := range planted {
			for _, built := range []bool{false, true} {
				for _, inPlace := range []bool{false, true} {
					t.Run(strings.Join([]string{name, kind, map[bool]string{true: "built"}[built], map[bool]string{true: "in place"}[inPlace]}, ","), func(t *testing.T) {
						attack(t, name, plant, built, inPlace)
					})
				}
			}
		}
	}
}

func attack(t *testing.T, name string, plant func(at, sources string) error, built, inPlace bool) {
	base := t.TempDir()
	content, dest, at := filepath.Join(base, "content"), filepath.Join(base, "public"), filepath.Join(base, name)
	put(t, filepath.Join(content, "a.md"), "my only copy")
	put(t, filepath.Join(content, "deep/b.md"), "my only copy")
	opt := Options{Dest: dest, InPlace: inPlace, lockWait: time.Millisecond, unsynced: true, Sources: []string{content}}
	if built {
		for _, text := range []string{"1", "2"} {
			if _, err := Publish(context.Background(), site{"index.html": text, "a.html": "a"}, opt); err != nil {
				t.Fatal(err)
			}
		}
	}
	os.RemoveAll(at)
	os.MkdirAll(filepath.Dir(at), 0o777)
	if err := plant(at, content); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(at); err == nil && info.IsDir() {
		filepath.WalkDir(at, func(path string, d fs.DirEntry, _ error) error {
			if d.IsDir() {
				put(t, filepath.Join(path, "mine.md"), "my only copy")
			}
			return nil
		})
	}
	before := copies(t, base)
	_, err := Publish(context.Background(), site{"index.html": "3", "b.html": "b"}, opt)
	for i := 0; i < 2 && err == nil; i++ { // what was taken for ours may only be emptied later
		_, err = Publish(context.Background(), site{"index.html": "4" + string(rune('a'+i)), "b.html": "b"}, opt)
	}
	Clean(context.Background(), opt)
	for _, path := range before {
		if text, err := os.ReadFile(path); err != nil || string(text) != "my only copy" {
			t.Errorf("%s is lost: %q %v", path, text, err)
		}
	}
}

// copies are the files that somebody has only here.
func copies(t *testing.T, base string) (paths []string) {
	t.Helper()
	filepath.WalkDir(base, func(path string, d fs.DirEntry, _ error) error {
		if d.Type().IsRegular() {
			if text, _ := os.ReadFile(path); string(text) == "my only copy" {
				paths = append(paths, path)
			}
		}
		return nil
	})
	return paths
}
