package publish

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Whatever sites follow each other, and whatever somebody does to the
// destination in between: it ends as the last site beside the foreign files,
// and the summary accounts for the difference.
func TestAnySequenceOfSites(t *testing.T) {
	parent := t.TempDir()
	runs := 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		dest := filepath.Join(parent, fmt.Sprint(runs), "public")
		defer os.RemoveAll(filepath.Dir(dest))
		foreign, last := site{}, site{}
		for range rapid.IntRange(1, 6).Draw(t, "builds") {
			next := drawSite(t)
			if rapid.Bool().Draw(t, "meddle") && len(last) > 0 {
				name := rapid.SampledFrom(last.Names()).Draw(t, "name")
				os.Remove(filepath.Join(dest, name))
				if rapid.Bool().Draw(t, "edit") {
					os.WriteFile(filepath.Join(dest, name), []byte("x"), 0o666)
				}
			}
			if rapid.Bool().Draw(t, "foreign") {
				name := fmt.Sprintf("F/%d.txt", rapid.IntRange(0, 2).Draw(t, "file"))
				os.MkdirAll(filepath.Join(dest, "F"), 0o777)
				os.WriteFile(filepath.Join(dest, name), []byte("foreign"), 0o666)
				foreign[name] = "foreign"
			}
			opt := Options{Dest: dest, unsynced: true, InPlace: rapid.IntRange(0, 3).Draw(t, "in place") == 0}
			sum, err := Publish(context.Background(), next, opt)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(sum.Added) + len(sum.Changed) + sum.Unchanged; got != len(next) {
				t.Errorf("the summary accounts for %d of %d files", got, len(next))
			}
			want := maps.Clone(foreign)
			maps.Copy(want, next)
			if got := readAll(t, dest); !maps.Equal(got, want) {
				t.Fatalf("got  %v\nwant %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
			}
			last = next
		}
	})
}

// drawSite draws a site of a few short names, so that files and folders often
// change places.
func drawSite(t *rapid.T) site {
	s := site{}
	for range rapid.IntRange(0, 6).Draw(t, "files") {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c.html"}), 1, 3).Draw(t, "path")
		name := strings.Join(parts, "/")
		free := !slices.ContainsFunc(s.Names(), func(other string) bool {
			return strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/")
		})
		if free {
			s[name] = rapid.SampledFrom([]string{"1", "2", "33"}).Draw(t, "text")
		}
	}
	return s
}

func readAll(t *rapid.T, dir string) site {
	out := site{}
	tree, err := scan(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	for name := range tree.files {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(text)
	}
	return out
}
