package search_test

import (
	"strings"
	"testing"

	"aftercare/builder/documents"
	"aftercare/builder/search"
	"aftercare/builder/site"
)

// BenchmarkRead is what the words of one page cost when it is parsed.
func BenchmarkRead(b *testing.B) {
	s := open(b, madeUp(b, 200))
	texts := textsOf(s)
	b.ReportAllocs()
	for i := 0; i < b.N; {
		b.StopTimer()
		lexicon := search.NewLexicon("en", nil, nil)
		b.StartTimer()
		for _, p := range s.Site.Pages {
			if !p.Written() || i == b.N {
				continue
			}
			b.StopTimer()
			doc, err := texts.Document(p)
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			lexicon.Read(s.Site, p, doc)
			i++
		}
	}
}

// BenchmarkMake is what the files cost once all pages were read, for a guide of
// a thousand; divide by that for a page.
func BenchmarkMake(b *testing.B) {
	s := open(b, madeUp(b, 1000))
	texts := textsOf(s)
	readAll(b, s.Site.Pages, texts)
	b.ReportAllocs()
	for b.Loop() {
		x := indexOf(s, texts)
		for _, name := range x.Names() {
			if !isQuote(name) {
				if _, err := x.ReadFile(name); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}

func readAll(b *testing.B, pages []*site.Page, texts *documents.Documents) {
	for _, p := range pages {
		if _, err := texts.Words(p); err != nil {
			b.Fatal(err)
		}
	}
}

func isQuote(name string) bool { return strings.HasSuffix(name, "search.txt") }
