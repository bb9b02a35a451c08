package check_test

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/bench/corpus"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// thousand is a guide of 1,000 made-up articles with advice switched on and the
// real guide's words.
func thousand(tb testing.TB) fstest.MapFS {
	tb.Helper()
	content := fstest.MapFS{}
	for name, text := range (corpus.Guide{Articles: 1000, Seed: 1}).Files() {
		content[name] = &fstest.MapFile{Data: text, ModTime: time.Unix(1, 0)}
	}
	words, err := os.ReadFile("../../content/words.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	content["words.yaml"] = &fstest.MapFile{Data: words}
	content["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguage: en-GB\neditorial: true\n")}
	return content
}

func check(tb testing.TB, b *builder.Builder) int {
	tb.Helper()
	snapshot, err := b.Snapshot()
	if err != nil {
		tb.Fatal(err)
	}
	found, err := snapshot.Check(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return len(found)
}

func options(layers ...source.Layer) builder.Options {
	return builder.Options{Layers: layers, Site: site.Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}}
}

// BenchmarkCheck is all of `check` on 1,000 pages, from the first look at the
// sources: every page made, every rule applied.
func BenchmarkCheck(b *testing.B) {
	layers := append([]source.Layer{{Name: "content", FS: thousand(b)}}, shipped(b)...)
	b.ReportAllocs()
	for b.Loop() {
		check(b, builder.New(options(layers...)))
	}
}

// BenchmarkCheckAgain is a check after one page was saved, as check --watch and
// the preview do it.
func BenchmarkCheckAgain(b *testing.B) {
	content := thousand(b)
	guide := builder.New(options(append([]source.Layer{{Name: "content", FS: content}}, shipped(b)...)...))
	check(b, guide)
	name := corpus.Name(1)
	text := content[name].Data
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		content[name] = &fstest.MapFile{Data: append(text[:len(text):len(text)], "\nMore.\n"[:1+i%6]...), ModTime: time.Unix(int64(i)+2, 0)}
		check(b, guide)
	}
}
