package search_test

import (
	"testing"

	"aftercare/builder"
	"aftercare/builder/markdown"
	"aftercare/builder/search"
	"aftercare/builder/site"
)

// parsed are the documents of a made-up guide, parsed beforehand, since pages
// are taken in when their text is at hand.
func parsed(b *testing.B, n int) (*builder.Snapshot, func(*site.Page) (*markdown.Document, error)) {
	s := open(b, madeUp(b, n))
	parser := markdown.New(markdown.Options{})
	docs := make(map[*site.Page]*markdown.Document)
	for _, p := range s.Site.Pages {
		if text := s.Site.Text(p); text.File != nil {
			data, err := text.File.Read()
			if err != nil {
				b.Fatal(err)
			}
			docs[p] = parser.Parse(p.Name(), data, text.Body)
		}
	}
	return s, func(p *site.Page) (*markdown.Document, error) { return docs[p], nil }
}

// BenchmarkAdd is what one page costs when it is rendered.
func BenchmarkAdd(b *testing.B) {
	s, document := parsed(b, 200)
	b.ReportAllocs()
	for i := 0; i < b.N; {
		x := search.New(search.Options{Site: s.Site, Lang: "en", Document: document})
		for _, p := range s.Site.Pages {
			if p.Written() && i < b.N {
				if err := x.Add(p); err != nil {
					b.Fatal(err)
				}
				i++
			}
		}
	}
}

// BenchmarkMake is what the files cost once all pages were added, for a guide
// of a thousand; divide by that for a page.
func BenchmarkMake(b *testing.B) {
	s, document := parsed(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		x := search.New(search.Options{Site: s.Site, Lang: "en", Document: document})
		for _, p := range s.Site.Pages {
			if err := x.Add(p); err != nil {
				b.Fatal(err)
			}
		}
		b.StartTimer()
		for _, name := range x.Names() {
			if _, err := x.ReadFile(name); err != nil {
				b.Fatal(err)
			}
		}
	}
}
