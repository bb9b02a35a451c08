package check_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// mistakes are texts in which n things of a kind are wrong.
var mistakes = map[string]func(n int) string{
	"dead links": func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "[x](nowhere-%d.md)\n\n", i)
		}
		return b.String()
	},
	"dead anchors":  func(n int) string { return "## One {#one}\n\n" + strings.Repeat("[x](#two) ", n) },
	"addresses":     func(n int) string { return strings.Repeat("a@b.c ", n) },
	"words":         func(n int) string { return strings.Repeat("You should. ", n) },
	"notes":         func(n int) string { return strings.Repeat("Blood. ", n) },
	"figures":       func(n int) string { return strings.Repeat("About 41 % felt low.\n\n", n) },
	"cited figures": func(n int) string { return "Said [@AA].\n\n## One\n\n" + strings.Repeat("About 41 % felt low.\n\n", n) },
	"headings":      func(n int) string { return strings.Repeat("## One\n\n#### Two\n\n", n) },
	"sources":       func(n int) string { return strings.Repeat("[@NO] ", n) },
	"empty links":   func(n int) string { return strings.Repeat("[](b.md)\n", n) },
}

func guideWith(text string) *builder.Builder {
	files := fstest.MapFS{
		"_index.md": {Data: []byte("---\ntitle: Home\n---\n")}, "b.md": {Data: []byte("---\ntitle: B\n---\n")},
		"a.md":         {Data: []byte("---\ntitle: A\n---\n" + text)},
		"site.yaml":    {Data: []byte("editorial: true\n")},
		"words.yaml":   {Data: []byte("avoid: {should: could}\nnotes: [blood]\n")},
		"sources.yaml": {Data: []byte("sources: [{id: AA, title: T}]\n")},
	}
	return builder.New(options(append([]source.Layer{{Name: "content", FS: files}}, plain()...)...))
}

// However much is wrong with a file, a person is told so much of it as they may
// read, and how much more there is.
func TestMistakesAreCountedNotListed(t *testing.T) {
	for name, text := range mistakes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snapshot, err := guideWith(text(2000)).Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			found, err := snapshot.Check(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			counts := make(map[string]int)
			for _, d := range found {
				counts[d.Code]++
				if counts[d.Code] > diag.MaxOfAKind+1 {
					t.Fatalf("more than %d of %s", diag.MaxOfAKind+1, d.Code)
				}
			}
		})
	}
}

// BenchmarkMistakes shows that the time grows with the mistakes and no faster:
// compare the ns of one mistake.
func BenchmarkMistakes(b *testing.B) {
	for name, text := range mistakes {
		for _, n := range []int{1000, 4000, 16000} {
			b.Run(name+"/"+strconv.Itoa(n), func(b *testing.B) {
				text := text(n)
				for b.Loop() {
					check(b, guideWith(text))
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/mistake")
			})
		}
	}
}
