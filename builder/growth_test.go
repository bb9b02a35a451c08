package builder_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// growing are inputs of any size, by what there are n of.
var growing = map[string]func(n int) map[string]string{
	"dead links":        page(func(n int) string { return numbered("[x](nosuch-%d.md)\n\n", n) }),
	"dead links inline": page(func(n int) string { return numbered("[x](nosuch-%d.md) ", n) }),
	"addresses":         page(func(n int) string { return numbered("a%d@example.org ", n) }),
	"web addresses":     page(func(n int) string { return numbered("https://example.org/%d ", n) }),
	"one long word":     page(func(n int) string { return strings.Repeat("word", n) }),
	"one long line":     page(func(n int) string { return strings.Repeat("word and ", n) }),
	"sentences":         page(func(n int) string { return strings.Repeat("Tea helps.\n\n", n) }),
	"list items":        page(func(n int) string { return strings.Repeat("- tea\n", n) }),
	"headings":          page(func(n int) string { return numbered("## Tea %d\n\nHot.\n\n", n) }),
	"same headings":     page(func(n int) string { return strings.Repeat("## Tea\n\nHot.\n\n", n) }),
	"table rows":        page(func(n int) string { return "| a | b |\n|---|---|\n" + strings.Repeat("| c | d |\n", n) }),
	"emphasis":          page(func(n int) string { return strings.Repeat("*a* **b** ", n) }),
	"code blocks":       page(func(n int) string { return strings.Repeat("```\na\n```\n\n", n) }),
	"footnotes":         page(func(n int) string { return numbered("x[^%[1]d]\n\n[^%[1]d]: y\n\n", n) }),
	"raw HTML":          page(func(n int) string { return strings.Repeat("<b>x</b>\n\n", n) }),
	"escaped signs":     page(func(n int) string { return strings.Repeat(`\* `, n) }),
	"quotes":            page(func(n int) string { return strings.Repeat("> a\n\n", n) }),
	"aliases": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\naliases:\n" + numbered("  - /old/%d/\n", n) + "---\nx\n"}
	},
	"unknown keys": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\n" + numbered("key%d: x\n", n) + "---\nx\n"}
	},
	"tags": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\ntags:\n" + numbered("  - tag %d\n", n) + "---\nx\n"}
	},
	"pages": func(n int) map[string]string {
		files := make(map[string]string)
		for i := range n {
			files[fmt.Sprintf("content/p%d.md", i)] = "---\ntitle: P\n---\n[next](p0.md)\n"
		}
		return files
	},
	"static files": func(n int) map[string]string {
		files := make(map[string]string)
		for i := range n {
			files[fmt.Sprintf("static/É%d.txt", i)] = "x" // folders would cost the file system of the test
		}
		return files
	},
	"shapes of a drawing": func(n int) map[string]string {
		return map[string]string{"static/a.svg": `<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat(`<path d="M0 0"/>`, n) + "</svg>"}
	},
	"mistakes of a page": func(n int) map[string]string {
		return map[string]string{"static/a.html": strings.Repeat("<p onclick=x>\n", n)}
	},
	"addresses of a style": func(n int) map[string]string {
		return map[string]string{"static/a.css": strings.Repeat("a{b:url(//x.example)}\n", n)}
	},
	"mistakes of data": func(n int) map[string]string {
		return map[string]string{"static/a.xml": "<a>" + strings.Repeat("<b xmlns=\"http://www.w3.org/1999/xhtml\"/>\n", n) + "</a>"}
	},
}

func page(text func(int) string) func(int) map[string]string {
	return func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\n---\n" + text(n) + "\n"}
	}
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// checkTree checks a guide and returns how many findings are listed.
func checkTree(tb testing.TB, files map[string]string) int {
	layers := map[string]fstest.MapFS{"content": {}, "static": {}, "layouts": {
		"baseof.html": {Data: []byte(`<!doctype html><html lang="en"><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}`)},
		"all.html":    {Data: []byte(`{{ define "main" }}{{ .Content }}{{ end }}`)},
	}}
	layers["content"]["_index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\nHello.\n")}
	for name, text := range files {
		layer, rest, _ := strings.Cut(name, "/")
		layers[layer][rest] = &fstest.MapFile{Data: []byte(text)}
	}
	opts := builder.Options{Site: site.Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}}
	for _, name := range []string{"content", "layouts", "static"} {
		opts.Layers = append(opts.Layers, source.Layer{Name: name, FS: layers[name]})
	}
	s, err := builder.New(opts).Snapshot()
	if err != nil {
		tb.Fatal(err)
	}
	found, err := s.Check(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return len(found)
}

// BenchmarkGrowth shows what a check costs for each thing that there is more of,
// at 1×, 4× and 16×.
func BenchmarkGrowth(b *testing.B) {
	for _, name := range slices.Sorted(maps.Keys(growing)) {
		for _, n := range []int{500, 2000, 8000} {
			files := growing[name](n)
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				for b.Loop() {
					checkTree(b, files)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/each")
			})
		}
	}
}

// Four times as much costs less than ten times as much, where the square of it
// would be sixteen: the least of some tries, since others use the machine, and
// of one code no more is listed for a file than a person reads.
func TestCostGrowsWithTheInput(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures; make trust runs it")
	}
	for _, name := range slices.Sorted(maps.Keys(growing)) {
		least := func(n, tries int) time.Duration {
			files, best := growing[name](n), time.Hour
			for range tries {
				start := time.Now()
				if listed := checkTree(t, files); listed > 500 && name != "pages" && name != "static files" {
					t.Errorf("%s: %d findings are listed", name, listed)
				}
				best = min(best, time.Since(start))
			}
			return best
		}
		small, large := least(4000, 2), least(16000, 2)
		t.Logf("%-22s 4,000 %8v  16,000 %8v  ratio %.1f", name, small.Round(time.Millisecond), large.Round(time.Millisecond), float64(large)/float64(small))
		if large > 10*small && large > 500*time.Millisecond {
			t.Errorf("%s: %v for 4,000 and %v for 16,000", name, small, large)
		}
	}
}
