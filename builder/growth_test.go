//go:build unix

package builder_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
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
	"pages with dead links": func(n int) map[string]string {
		files := make(map[string]string)
		for i := range n / 4 {
			files[fmt.Sprintf("content/p%d.md", i)] = fmt.Sprintf("---\ntitle: P%d\n---\n[next](q%d.md)\n", i, i)
		}
		return files
	},
	"pages before dead ones": func(n int) map[string]string {
		files := make(map[string]string)
		for i := range n / 4 {
			files[fmt.Sprintf("content/p%d.md", i)] = fmt.Sprintf("---\ntitle: P%d\nnext: q%d.md\n---\nx\n", i, i)
		}
		return files
	},
	"dead menu entries": func(n int) map[string]string {
		return map[string]string{"content/site.yaml": "menu:\n" + numbered("  - {title: M%[1]d, link: q%[1]d.md}\n", n)}
	},
	"countries": func(n int) map[string]string {
		return map[string]string{"content/services.yaml": "countries:\n" + numbered("  - {code: C%d, name: UK, callingCode: \"44\"}\n", n) + "services:\n" + numbered("  - {id: a%[1]d, name: Line, country: C%[1]d, kind: crisis}\n", n)}
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
	"path of a drawing": func(n int) map[string]string {
		return map[string]string{"content/a.svg": `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="` + strings.Repeat("m1 1", n) + `"/></svg>`, "content/a.md": "---\ntitle: A\n---\n![x](a.svg)\n"}
	},
	"depth of a drawing": func(n int) map[string]string {
		return map[string]string{"static/a.svg": `<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat(`<g>`, n)}
	},
	"drawings in a page": func(n int) map[string]string {
		return map[string]string{"static/a.html": strings.Repeat("<svg><g/></svg>\n<svg><a/></svg>\n", n)}
	},
	"open drawings in a page": func(n int) map[string]string {
		return map[string]string{"static/a.html": strings.Repeat("<svg><g>\n", n)}
	},
	"rules of a style": func(n int) map[string]string {
		return map[string]string{"static/a.css": strings.Repeat("a{b:url(c)}\\66 'x' /* y */\n", n)}
	},
	"words of front matter": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\nparams: {x: \"" + strings.Repeat("word ", n) + "\"}\n---\nx\n"}
	},
	"lists of front matter": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\nparams:\n  x:\n" + numbered("    - {k%d: [a, b]}\n", n) + "---\nx\n"}
	},
	"depth of front matter": func(n int) map[string]string {
		return map[string]string{"content/a.md": "---\ntitle: A\nparams: " + strings.Repeat("[", n) + "\n---\nx\n"}
	},
	"text before front matter": page(func(n int) string { return strings.Repeat("---\n\ndraft: true\n\n", n) }),
	"addresses in settings": func(n int) map[string]string {
		return map[string]string{"content/site.yaml": "title: T\nmenu:\n" + numbered("  - {title: A, link: nosuch-%d.md}\n", n)}
	},
	"services": func(n int) map[string]string {
		return map[string]string{"content/services.yaml": "countries:\n  - {code: GB, name: UK, callingCode: \"44\"}\nservices:\n" + numbered("  - {name: Line %d, country: GB, kind: crisis, call: \"116 123\"}\n", n)}
	},
	"sources": func(n int) map[string]string {
		return map[string]string{"content/sources.yaml": "groups:\n  - title: A\n    sources:\n" + numbered("      - {id: A%d, text: B}\n", n)}
	},
	"depth of a template": func(n int) map[string]string {
		return map[string]string{"layouts/all.html": `{{ define "main" }}` + strings.Repeat("{{ if .Title }}", n) + "x" + strings.Repeat("{{ end }}", n) + "{{ end }}"}
	},
	"output of a template": func(n int) map[string]string {
		return map[string]string{"layouts/all.html": fmt.Sprintf(`{{ define "main" }}{{ range %d }}<p class="{{ . }}">x</p>{{ end }}{{ end }}`, n)}
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
	opts := builder.Options{Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }}
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
				start := processorTime(b)
				for b.Loop() {
					checkTree(b, files)
				}
				b.ReportMetric(float64((processorTime(b)-start).Microseconds())/float64(b.N), "cpu-µs/op")
			})
		}
	}
}

// processorTime is what this process has used, which a busy machine changes
// less than the time on the clock.
func processorTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// Four times as much costs less than ten times as much, where the square of it
// would be sixteen, and of one code no more is listed for a file than a person
// reads.
func TestCostGrowsWithTheInput(t *testing.T) {
	if testing.Short() {
		t.Skip("it measures; make trust runs it")
	}
	for _, name := range slices.Sorted(maps.Keys(growing)) {
		cost := func(n int) time.Duration {
			files, best := growing[name](n), time.Hour
			for range 2 {
				start := processorTime(t)
				if listed := checkTree(t, files); listed > 500 && !strings.HasPrefix(name, "pages") && name != "static files" {
					t.Errorf("%s: %d findings are listed", name, listed)
				}
				best = min(best, processorTime(t)-start)
			}
			return best
		}
		small, large := cost(4000), cost(16000)
		t.Logf("%-24s 4,000 %8v  16,000 %8v  ratio %.1f", name, small.Round(time.Millisecond), large.Round(time.Millisecond), float64(large)/float64(small))
		if large > 10*small && large > 500*time.Millisecond {
			t.Errorf("%s: %v for 4,000 and %v for 16,000", name, small, large)
		}
	}
}
