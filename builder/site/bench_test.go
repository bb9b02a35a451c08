package site

import (
	"testing"
	"time"

	"aftercare/builder/bench/corpus"
	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// corpusInput is what a made-up guide of so many articles is assembled from.
func corpusInput(tb testing.TB, articles int) Input {
	tb.Helper()
	settings, diags := ParseSettings(nil)
	if len(diags) > 0 {
		tb.Fatal(diags)
	}
	in := Input{Settings: settings}
	for name, text := range (corpus.Guide{Articles: articles, Seed: 1}).Files() {
		f := &source.File{Path: name, Layer: "content"}
		matter, body, diags := frontmatter.Parse(f.Name(), text)
		if len(diags) > 0 {
			tb.Fatal(diags)
		}
		in.Pages = append(in.Pages, Parsed{File: f, Matter: matter, Body: body})
	}
	return in
}

func BenchmarkAssemble(b *testing.B) {
	in := corpusInput(b, 10_000)
	opts := Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	for b.Loop() {
		Assemble(in, opts)
	}
}

func BenchmarkResolve(b *testing.B) {
	s, _ := Assemble(corpusInput(b, 1000), Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	from := s.PageByPath("en", corpus.Name(0))
	for name, dest := range map[string]string{
		"file":     "../" + corpus.Name(1) + "#part",
		"address":  "/" + s.PageByPath("en", corpus.Name(1)).URL,
		"fragment": "#part",
		"external": "https://example.org/somewhere?with=query",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if link := s.Resolve(from, dest); link.Problem != "" {
					b.Fatal(link.Problem)
				}
			}
		})
	}
}
