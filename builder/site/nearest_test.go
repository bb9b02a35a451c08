package site

import (
	"strings"
	"testing"
)

// A file that was renamed is found by words of its old name, if one page alone
// has them: the front matter's links have no words of their own.
func TestRenamedFileIsFoundByItsName(t *testing.T) {
	page := func(title string) string { return "---\ntitle: " + title + "\n---\n" }
	s := made(t, map[string]string{
		"_index.md": page("Home"), "a.md": page("A"),
		"rooms/own-space.md": page("Alone together"), "rooms/hot.md": page("The kettle"), "rooms/warm-drinks.md": page("Drink"),
		"one-cup.md": page("One"), "two-cup.md": page("Two"),
	}, "")
	for dest, want := range map[string]string{
		"space.md": "own-space.md", "kettle.md": "hot.md", "warm-drinks-at-night.md": "warm-drinks.md", "/kettle/": "hot.md",
		"cup.md": "", "nothing-alike.md": "",
	} {
		if hint := s.Resolve(s.FromFile("content/a.md"), dest).Hint(""); (want == "") != (hint == "") || !strings.Contains(hint, want) {
			t.Errorf("%s: %q, want %q", dest, hint, want)
		}
	}
}

// A folder and an ending in common make no name alike.
func TestNearestPathGoesByTheName(t *testing.T) {
	names := []string{"types/space.md", "types/solo.md", "types/warm-drinks.md", "faq/_index.md", "faq/cold.md", "/card.png"}
	for got, want := range map[string]string{
		"types/water.md": "", "types/watr.md": "", "types/warm-drink.md": "types/warm-drinks.md", "types/spaces.md": "types/space.md",
		"types/cold.md": "faq/cold.md", "fak/_index.md": "faq/_index.md",
		"/a.png": "", "/crd.png": "/card.png",
	} {
		best, ok := nearestPath(got, names)
		if !ok {
			best = ""
		}
		if best != want {
			t.Errorf("%s: %q, want %q", got, best, want)
		}
	}
}

// A dead link never means the page that it stands on, and a picture's near
// names are those of its folder.
func TestNearestIsSomethingElseThanThePage(t *testing.T) {
	page := func(title string) string { return "---\ntitle: " + title + "\n---\n" }
	s := made(t, map[string]string{
		"_index.md": page("Home"), "faq/warm-drink.md": page("Yes"), "types/hold.md": page("No"), "types/mugs.png": "",
	}, "")
	for _, tt := range []struct{ from, dest, want string }{
		{"content/faq/warm-drink.md", "../types/warm-drinks.md", ""},
		{"content/faq/warm-drink.md", "/faq/warm-drinks/", ""},
		{"content/types/hold.md", "../faq/warm-drinks.md", "warm-drink.md"},
		{"content/types/hold.md", "/faq/warm-drinks/", "warm-drink"},
		{"content/types/hold.md", "mug.png", "/types/mugs.png"},
		{"content/types/hold.md", "types/mug.png", "/types/mugs.png"},
	} {
		if hint := s.Resolve(s.FromFile(tt.from), tt.dest).Hint("It"); (tt.want == "") != (hint == "") || !strings.Contains(hint, tt.want) {
			t.Errorf("%s from %s: %q, want %q", tt.dest, tt.from, hint, tt.want)
		}
	}
}

// A name that differs in letter case alone is the one that was meant.
func TestNearestPathInAnotherCase(t *testing.T) {
	if got, ok := nearestPath("/urls/PathUnEscape", []string{"/urls/parse/", "/urls/pathunescape/"}); !ok || got != "/urls/pathunescape/" {
		t.Errorf("%q %v", got, ok)
	}
}
