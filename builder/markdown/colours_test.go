package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// What is remembered of code is that code, in that language.
func TestColoursAreThoseOfTheCode(t *testing.T) {
	p := New(Options{})
	for round := range 2 {
		for i := range 2 * keptColours {
			language := []string{"yaml", "go", "nonsense"}[i%3]
			src := fmt.Sprintf("```%s\ntitle: \"A %d\" # one\n```\n", language, i/3)
			got := string(p.Parse("content/a.md", []byte(src), 0).HTML)
			if want := string(New(Options{}).Parse("content/a.md", []byte(src), 0).HTML); got != want {
				t.Fatalf("round %d: %s\ngot  %s\nwant %s", round, src, got, want)
			}
		}
	}
	if len(p.colours.kept) > keptColours {
		t.Errorf("%d pieces are remembered", len(p.colours.kept))
	}
	long := "```go\n" + strings.Repeat("var a = 1\n", keptCode/10+1) + "```\n"
	q := New(Options{})
	if q.Parse("content/a.md", []byte(long), 0); len(q.colours.kept) > 0 {
		t.Error("a long piece is remembered")
	}
}
