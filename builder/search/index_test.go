package search_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"aftercare/builder/markdown"
	"aftercare/builder/search"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite golden files")

// A golden file is a guide and, below it, the files of its index.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("there are no golden files", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			content, sources := fstest.MapFS{}, archive.Files[:0:0]
			var want []txtar.File
			for _, f := range archive.Files {
				if path, ok := strings.CutPrefix(f.Name, "content/"); ok {
					content[path] = &fstest.MapFile{Data: f.Data}
					sources = append(sources, f)
				} else {
					want = append(want, f)
				}
			}
			var got []txtar.File
			made := all(t, open(t, content))
			for _, name := range slices.Sorted(maps.Keys(made)) {
				got = append(got, txtar.File{Name: name, Data: made[name]})
			}
			if *update {
				archive.Files = append(sources, got...)
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" && !*update {
				t.Errorf("the index changed (-want +got); -update rewrites it\n%s", diff)
			}
		})
	}
}

// The order in which pages are read, and by how many at once, leaves no trace,
// and neither does what a lexicon has read besides.
func TestSameIndexWhateverTheOrder(t *testing.T) {
	s := guide(t)
	want := all(t, indexOf(s, textsOf(s)))
	for seed := range uint64(3) {
		texts := textsOf(s)
		lexicon, err := texts.Lexicon(s.Site.Settings.Language)
		if err != nil {
			t.Fatal(err)
		}
		lexicon.Read(s.Site, s.Site.Home, &markdown.Document{
			Headings: []markdown.Heading{{Text: "Aardvarks", Level: 2}},
			Prose:    []markdown.Prose{{Kind: markdown.ProseHeading, Text: "Aardvarks"}, {Text: "A zebra that touched an aardvark."}},
		})
		pages := slices.Clone(s.Site.Pages)
		rand.New(rand.NewPCG(seed, 0)).Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		var group sync.WaitGroup
		for half := range slices.Chunk(pages, len(pages)/3) {
			group.Go(func() {
				for _, p := range half {
					if _, err := texts.Words(p); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if got := all(t, indexOf(s, texts)); !maps.EqualFunc(want, got, bytes.Equal) {
			t.Errorf("order %d gives another index", seed)
		}
	}
}

// What the site makes is what the index makes by itself.
func TestFilesOfTheSite(t *testing.T) {
	s := open(t, fstest.MapFS{
		"site.yaml": &fstest.MapFile{Data: []byte("language: en\n")},
		"_index.md": &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\nHello `there, zebra`.\n\n`aardvark`\n")},
	})
	for _, word := range []string{"hello", "zebra", "aardvark"} {
		if got := string(all(t, s)[search.Dir+"/en/0.txt"]); !strings.Contains(got, word+" A") && !strings.Contains(got, "0"+word) {
			t.Errorf("the index lacks %s:\n%s", word, got)
		}
	}
	off := open(t, fstest.MapFS{
		"site.yaml": &fstest.MapFile{Data: []byte("params: {search: false}\n")},
		"_index.md": &fstest.MapFile{Data: []byte("Hello\n")},
	})
	if made := all(t, off); len(made) > 0 {
		t.Errorf("with search off there are still %v", slices.Collect(maps.Keys(made)))
	}
	home, err := off.ReadFile("index.html")
	if err != nil || bytes.Contains(home, []byte("site-search")) {
		t.Errorf("with search off the page still has it, or there is none: %v", err)
	}
}

// Other languages have an index of their own.
func TestEachLanguageHasItsIndex(t *testing.T) {
	s := open(t, fstest.MapFS{
		"site.yaml":       &fstest.MapFile{Data: []byte("language: en\nlanguages: {de: {title: Leitfaden, name: Deutsch}}\n")},
		"_index.md":       &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\nwater\n")},
		"de/_index.md":    &fstest.MapFile{Data: []byte("---\ntitle: Start\n---\nWärme\n")},
		"glossary.md":     &fstest.MapFile{Data: []byte("---\ntitle: Words\n---\n## Dip {#dip also=\"drop\"}\n\nA low.\n")},
		"de/unter/tee.md": &fstest.MapFile{Data: []byte("---\ntitle: Tee\n---\ndrop dip\n")},
	})
	made := all(t, s)
	en, de := string(made[search.Dir+"/en/0.txt"]), string(made[search.Dir+"/de/0.txt"])
	if !strings.Contains(en, "water") || strings.Contains(en, "warme") || !strings.Contains(de, "warme") || strings.Contains(de, "water") {
		t.Errorf("languages are mixed:\n%s\n%s", en, de)
	}
}

// A large guide keeps its files within bounds, and says in its table in which
// file each word is.
func TestWordsAreWhereTheTableSays(t *testing.T) {
	made := all(t, open(t, madeUp(t, 300)))
	dir := search.Dir + "/en/"
	lines := strings.Split(string(made[dir+"pages.txt"]), "\n")
	shards := strings.Split(lines[1], " ")
	if len(shards) < 8 {
		t.Fatalf("there are only %d files of words", len(shards))
	}
	for i, shard := range shards {
		stamp, key := shard[:3], shard[3:]
		text := string(made[fmt.Sprintf("%s%d.txt", dir, i)])
		if !strings.HasPrefix(text, stamp+"\n") {
			t.Errorf("file %d does not begin with its stamp %s", i, stamp)
		}
		next := "\uffff"
		if i+1 < len(shards) {
			next = shards[i+1][3:]
		}
		for _, w := range words(t, text) {
			if w < key || w >= next {
				t.Errorf("file %d, from %q to %q, has %q", i, key, next, w)
			}
		}
	}
}

// words decodes the words of a file.
func words(t *testing.T, text string) []string {
	t.Helper()
	var list []string
	first := ""
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n")[1:] {
		coded, _, _ := strings.Cut(line, " ")
		for i, c := range strings.Split(coded, ",") {
			shared := strings.IndexByte("0123456789abcdefghijklmnopqrstuvwxyz", c[0])
			w := first[:shared] + c[1:]
			if i == 0 {
				first = w
			}
			list = append(list, w)
		}
	}
	return list
}
