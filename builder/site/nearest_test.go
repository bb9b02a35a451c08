package site

import (
	"strings"
	"testing"
)

// A file that was renamed is found by words of its old name, if one page alone
// has them: the front matter's links have no words of their own.
func TestRenamedFileIsFoundByItsName(t *testing.T) {
	s := faultless(t, "", "_index.md: title: Home", "a.md: title: A",
		"rooms/own-space.md: title: Alone together", "rooms/hot.md: title: The kettle", "rooms/warm-drinks.md: title: Drink",
		"one-cup.md: title: One", "two-cup.md: title: Two")
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
	s := faultless(t, "", "_index.md: title: Home", "faq/warm-drink.md: title: Yes", "types/hold.md: title: No", "types/mugs.png")
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
