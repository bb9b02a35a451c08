package site

import "testing"

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
