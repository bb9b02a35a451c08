package search_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"aftercare/builder/data"
	"aftercare/builder/site"
)

type question struct {
	Ask  string   `key:"ask"`
	Want []string `key:"want"`
	// Need marks a search of somebody in need, whose page has to come first.
	Need bool `key:"need"`
}

func questions(t *testing.T, file string) []question {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		Questions []question `key:"questions"`
	}
	tree, diags := data.YAML(data.Input{File: file, Data: text}, "test")
	if diags = append(diags, data.Decode(tree, &list, "test")...); len(diags) > 0 {
		t.Fatal(diags)
	}
	return list.Questions
}

// Of the things that people type, nearly all have to find their answer among
// the first three pages; of what people in danger type, all in the first place.
func TestQuestionsFindTheirPages(t *testing.T) {
	s := guide(t)
	dir := write(t, s)
	for _, c := range []struct {
		file     string
		all, min int
		first    int // how many results count
	}{
		{"testdata/questions.yaml", 60, 57, 3},
		{"testdata/unseen.yaml", 20, 16, 3},
		{"testdata/urgent.yaml", 122, 122, 1},
	} {
		list := questions(t, c.file)
		if len(list) != c.all {
			t.Fatalf("%s has %d questions, not %d", c.file, len(list), c.all)
		}
		var texts []string
		for _, q := range list {
			texts = append(texts, q.Ask)
			for _, want := range q.Want {
				if s.Site.PageAt(want) == nil {
					t.Errorf("%s: %q wants %s, which is no page", c.file, q.Ask, want)
				}
			}
		}
		found := 0
		for i, a := range ask(t, dir, s.Site.Settings.Language, texts) {
			first := a.Pages[:min(c.first, len(a.Pages))]
			if len(a.Pages) > 0 && leads(s.Site, a.Pages[0]) && !slices.Contains(list[i].Want, a.Pages[0]) {
				t.Errorf("%q is led by %s", list[i].Ask, a.Pages[0])
			}
			if slices.ContainsFunc(first, func(p string) bool { return slices.Contains(list[i].Want, p) }) {
				found++
				if c.first == 1 && len(a.Guesses) > 0 && leads(s.Site, a.Pages[0]) {
					t.Errorf("%q is answered by %s, and yet something else is said to be meant: %q", list[i].Ask, a.Pages[0], a.Guesses)
				}
			} else {
				t.Logf("%q: wants %v, finds %v", list[i].Ask, list[i].Want, first)
			}
		}
		t.Logf("%s: %d of %d", c.file, found, c.all)
		if found < c.min {
			t.Errorf("%s: %d of %d find their page among the first %d, fewer than %d", c.file, found, c.all, c.first, c.min)
		}
	}
}

// What people type who are in no need must not lead to help for a word in it.
func TestInnocentSearchesAreNotLed(t *testing.T) {
	s := guide(t)
	list := questions(t, "testdata/innocent.yaml")
	var texts []string
	for _, q := range list {
		texts = append(texts, q.Ask)
	}
	led := 0
	for i, a := range ask(t, write(t, s), s.Site.Settings.Language, texts) {
		if slices.ContainsFunc(a.Led, func(p string) bool { return leads(s.Site, p) }) {
			led++
			t.Logf("%q is led to %v", texts[i], a.Led)
		}
	}
	if t.Logf("%d of %d are led to help", led, len(list)); led*20 > len(list) {
		t.Errorf("%d of %d innocent searches are led to help", led, len(list))
	}
}

// leads reports whether a page is one of those for help that come first for some
// phrases, which must not push away what others look for.
func leads(s *site.Site, url string) bool {
	return strings.HasPrefix(url, "help/") && len(s.Leads()[s.PageAt(url)]) > 0
}
