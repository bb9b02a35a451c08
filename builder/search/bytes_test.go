package search_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"aftercare/builder"
	"aftercare/builder/search"
)

// The figures that the search is held to, in KiB as a good host sends them:
// what a first search loads in all, with scripts, styles and the lines quoted
// from the first three pages, and what each further word loads.
const (
	firstSmall, firstLarge = 12 << 10, 35 << 10
	nextWord               = 15 << 10
	engineLimit            = 5<<10 + 3<<8
	fileLimit              = 15 << 10
)

func TestFirstSearchOfTheGuideIsSmall(t *testing.T) {
	words := []string{"sad", "shower", "therapist", "jealous", "numb", "apart", "partner", "sleep"}
	for _, file := range []string{"testdata/questions.yaml", "testdata/unseen.yaml", "testdata/people.yaml", "testdata/urgent.yaml", "testdata/innocent.yaml"} {
		for _, q := range questions(t, file) {
			words = append(words, q.Ask)
		}
	}
	checkBytes(t, guide(t), firstSmall, words)
}

func TestFirstSearchOfAHundredPagesIsSmall(t *testing.T) {
	checkBytes(t, open(t, madeUp(t, 100)), firstSmall, []string{"blanket", "lamp", "careful"})
}

func TestFirstSearchOfAThousandPagesIsSmall(t *testing.T) {
	checkBytes(t, open(t, madeUp(t, 1000)), firstLarge, []string{"blanket", "lamp", "careful", "warm"})
}

// checkBytes looks each word up with everything still to be loaded.
func checkBytes(t *testing.T, s *builder.Snapshot, limit int, words []string) {
	engine := 0
	for _, name := range s.Names() {
		if base := path.Base(name); path.Dir(name)+"/" == "assets/" &&
			(strings.HasPrefix(base, "panel.") || strings.HasPrefix(base, "search-panel.")) {
			data, err := s.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %d bytes", base, brotli(t, data))
			engine += brotli(t, data)
		}
	}
	if engine == 0 || engine > engineLimit {
		t.Errorf("scripts and styles of the search are %d bytes, at most %d are wanted", engine, engineLimit)
	}
	lang := s.Site.Settings.Language
	made := all(t, s)
	sizes := make(map[string]int)
	size := func(name string) int {
		if _, ok := sizes[name]; !ok {
			sizes[name] = brotli(t, made[name])
		}
		return sizes[name]
	}
	var sums []int
	for i, a := range ask(t, write(t, s), lang, words) {
		if len(a.Pages) == 0 {
			continue
		}
		all, next := engine, 0
		for _, name := range a.Files {
			all += size(name)
			if path.Base(name) != "pages.txt" {
				next += size(name)
			}
		}
		if all > limit {
			t.Errorf("%q loads %d bytes, more than %d", words[i], all, limit)
		}
		sums = append(sums, all)
		if next > nextWord {
			t.Errorf("%q loads %d bytes where others were looked up before, more than %d", words[i], next, nextWord)
		}
	}
	slices.Sort(sums)
	t.Logf("%d pages: engine %d, table %d; a first search loads %d to %d", len(s.Site.Pages), engine, size(search.Dir+"/"+lang+"/pages.txt"), sums[0], sums[len(sums)-1])
	for name, data := range made {
		if len(data) > fileLimit && size(name) > fileLimit {
			t.Errorf("%s is %d bytes, more than %d", name, size(name), fileLimit)
		}
	}
}
