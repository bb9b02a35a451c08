package sheet

import (
	"strings"
	"testing"

	"aftercare/builder/diag"
)

// A question goes to the end of its section, whatever ends the lines there.
func TestQuestionsAreInserted(t *testing.T) {
	const text = "### New {#new}\n"
	for _, tt := range []struct {
		before  string
		heading int
		after   string
		line    int
	}{
		{"## A\n\n### One\n\n## B\n", 1, "## A\n\n### One\n\n### New {#new}\n\n## B\n", 5},
		{"## A\n\n### One\n\n## B\n", 5, "## A\n\n### One\n\n## B\n\n### New {#new}\n", 7},
		{"## A", 1, "## A\n\n### New {#new}\n", 3},
		{"## A\r\n\r\n\r\n## B\r\n", 1, "## A\n\n### New {#new}\n\n## B\r\n", 3},
		{"---\nx: y\n---\n## A\n### One\n", 4, "---\nx: y\n---\n## A\n### One\n\n### New {#new}\n", 7},
	} {
		got, line := (&Section{Pos: diag.Position{Line: tt.heading}}).Insert([]byte(tt.before), []byte(text))
		if string(got) != tt.after || line != tt.line {
			t.Errorf("%q: %q in line %d, want %q in line %d", tt.before, got, line, tt.after, tt.line)
		}
		if at := strings.Split(string(got), "\n")[line-1]; at != "### New {#new}" {
			t.Errorf("%q: line %d is %q", tt.before, line, at)
		}
	}
}
