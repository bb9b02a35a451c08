package markdown

import (
	"bytes"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// benchmarkText is a page of the length that articles have.
func benchmarkText(b *testing.B) []byte {
	src, err := os.ReadFile("testdata/bench.md")
	if err != nil {
		b.Fatal(err)
	}
	return src
}

func BenchmarkDocument(b *testing.B) {
	src := benchmarkText(b)
	p := New(Options{Terms: benchmarkTerms()})
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if d := p.Parse("bench.md", src, 0); len(d.HTML) == 0 {
			b.Fatal("no HTML")
		}
	}
}

func BenchmarkAppendHTML(b *testing.B) {
	d := New(Options{Terms: benchmarkTerms()}).Parse("bench.md", benchmarkText(b), 0)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = d.AppendHTML(buf[:0], "", nullResolver{})
	}
}

// BenchmarkGoldmark is the same text through goldmark with GFM as it comes.
func BenchmarkGoldmark(b *testing.B) {
	src := benchmarkText(b)
	m := goldmark.New(goldmark.WithExtensions(extension.GFM))
	var buf bytes.Buffer
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := m.Convert(src, &buf); err != nil {
			b.Fatal(err)
		}
	}
}

// benchmarkTerms are sixty terms, some of which the page has.
func benchmarkTerms() []Term {
	terms := []Term{{"rest", []string{"rest"}}, {"water", []string{"glass of water", "water"}}, {"quiet", []string{"quiet room"}}}
	for i := range 57 {
		word := string([]byte{'a' + byte(i%26), 'b' + byte(i%7), 'c' + byte(i%11)})
		terms = append(terms, Term{word, []string{word + " care", word + "s"}})
	}
	return terms
}
