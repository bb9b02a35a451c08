//go:build unix

package check_test

import (
	"os"
	"strconv"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/bench/corpus"
	"aftercare/builder/source"
)

// guide is one of made-up articles with advice switched on and the real guide's
// words.
func guide(tb testing.TB, articles int) fstest.MapFS {
	tb.Helper()
	content := fstest.MapFS{}
	for name, text := range (corpus.Guide{Articles: articles, Seed: 1}).Files() {
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
	return builder.Options{Layers: layers, Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }}
}

// BenchmarkCheck is all of `check` on 1,000 pages, from the first look at the
// sources: every page made, every rule applied.
func BenchmarkCheck(b *testing.B) {
	layers := append([]source.Layer{{Name: "content", FS: guide(b, 1000)}}, shipped(b)...)
	b.ReportAllocs()
	for b.Loop() {
		check(b, builder.New(options(layers...)))
	}
}

// BenchmarkCheckAfterSave is the check after the text of one page was saved, as
// it runs behind the page that the preview shows. cpu-ms is what it takes of
// all processors together.
func BenchmarkCheckAfterSave(b *testing.B) {
	for _, articles := range []int{1000, 10000} {
		b.Run(strconv.Itoa(articles), func(b *testing.B) {
			content := guide(b, articles)
			opts := options(append([]source.Layer{{Name: "content", FS: content}}, shipped(b)...)...)
			opts.Preview = true
			preview := builder.New(opts)
			check(b, preview)
			name := corpus.Name(1)
			text := content[name].Data
			b.ReportAllocs()
			var used time.Duration
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				content[name] = &fstest.MapFile{Data: append(text[:len(text):len(text)], "\nMore.\n"[:1+i%6]...), ModTime: time.Unix(int64(i)+2, 0)}
				snapshot, err := preview.Snapshot("content/" + name)
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				before := processorTime(b)
				if _, err := snapshot.Check(b.Context()); err != nil {
					b.Fatal(err)
				}
				used += processorTime(b) - before
			}
			b.ReportMetric(float64(used.Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}

// processorTime is what this process has used of all processors so far.
func processorTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
