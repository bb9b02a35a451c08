package corpus

// The vocabulary. Things and kinds also name files, so they keep to ASCII.
var (
	things = []string{
		"apron", "armchair", "basket", "bench", "biscuit", "blanket", "bowl", "breath", "broth", "candle",
		"carpet", "clock", "cloud", "coat", "compass", "corner", "cup", "curtain", "cushion", "dawn",
		"door", "drawer", "evening", "feather", "fire", "flask", "garden", "glove", "harbour", "hour",
		"jacket", "kettle", "key", "ladder", "lamp", "letter", "melody", "mug", "nap", "notebook",
		"orchard", "pause", "pear", "pillow", "promise", "quilt", "rain", "robe", "scarf", "shelf",
		"slipper", "song", "spoon", "stairway", "story", "tea", "towel", "voice", "walk", "window",
	}
	kinds = []string{
		"ample", "bright", "broad", "calm", "careful", "clear", "cool", "cosy", "dim", "even",
		"familiar", "fine", "fresh", "gentle", "honest", "kind", "late", "light", "low", "mild",
		"modest", "muted", "narrow", "new", "patient", "plain", "private", "quiet", "round", "shared",
		"slow", "soft", "spare", "steady", "still", "sturdy", "tidy", "warm", "whole", "wide",
	}
	actions = []string{
		"answers", "brings", "carries", "changes", "eases", "finds", "follows", "frames", "gathers", "guards",
		"holds", "joins", "keeps", "leaves", "lifts", "marks", "meets", "mends", "moves", "needs",
		"opens", "orders", "passes", "places", "rests on", "settles", "shows", "slows", "softens", "warms",
	}
	manners     = []string{"again", "always", "at last", "early", "gladly", "hardly", "later", "now", "often", "seldom", "slowly", "soon", "twice", "usually"}
	joins       = []string{", and ", ", but ", ", since ", ", so ", "; later ", ", though ", " — and ", ", or "}
	beyondASCII = []string{"“at your own pace”", "3–4 hours", "that’s all", "18 °C", "¼ cup", "…", "日本語", "добре", "☕", "déjà vu", "smörgås", "→", "Ísafjörður", "Žižkov"}
	tags        = []string{"bathing", "breathing", "distance", "drinks", "first-time", "food", "light", "planning", "sleep", "solo", "sound", "words"}
)

// sample is a piece of code in a language that highlighters know.
type sample struct{ language, code string }

var samples = []sample{
	{"go", `package main

import "fmt"

// Step is one thing to do, and when.
type Step struct {
	Name  string
	After int // minutes
}

func main() {
	for _, s := range []Step{{"drink", 5}, {"eat", 20}, {"call", 90}} {
		fmt.Printf("%s after %d minutes\n", s.Name, s.After)
	}
}
`},
	{"html", `<fieldset class="plan">
  <legend>Afterwards</legend>
  <label><input type="checkbox" name="tea" checked> Tea</label>
  <label><input type="checkbox" name="quilt"> A quilt</label>
  <!-- this stays here -->
  <button type="button">Keep it</button>
</fieldset>
`},
	{"yaml", `plan:
  title: "A calm evening"
  hours: 2
  steps:
    - name: drink
      first: true
    - name: nap # if there is time
      first: false
`},
	{"json", `{
  "title": "A calm evening",
  "hours": 2,
  "steps": [
    {"name": "drink", "first": true},
    {"name": "nap", "first": false}
  ]
}
`},
}
