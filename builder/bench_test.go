package builder_test

import (
	"fmt"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"aftercare"
	"aftercare/builder"
	"aftercare/builder/bench/corpus"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// corpusLayers returns a made-up guide in memory with the layouts that are
// shipped.
func corpusLayers(tb testing.TB, articles int) []source.Layer {
	tb.Helper()
	content := fstest.MapFS{}
	for name, text := range (corpus.Guide{Articles: articles, Seed: 1}).Files() {
		content[name] = &fstest.MapFile{Data: text, ModTime: time.Unix(1, 0)}
	}
	layers := []source.Layer{{Name: "content", FS: content}}
	for name, embedded := range map[string]fs.FS{"layouts": aftercare.Layouts} {
		folder, err := fs.Sub(embedded, name)
		if err != nil {
			tb.Fatal(err)
		}
		layers = append(layers, source.Layer{Name: name, FS: folder})
	}
	return layers
}

func newBuilder(tb testing.TB, articles int) *builder.Builder {
	tb.Helper()
	return builder.New(builder.Options{
		Layers: corpusLayers(tb, articles),
		Clock:  func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) },
	})
}

// BenchmarkSnapshot is the first picture of a guide: everything but the pages'
// text. With three articles it is what every run of the program pays.
func BenchmarkSnapshot(b *testing.B) {
	for _, articles := range []int{3, 1000} {
		b.Run(fmt.Sprint(articles), func(b *testing.B) {
			layers := corpusLayers(b, articles)
			b.ReportAllocs()
			for b.Loop() {
				guide := builder.New(builder.Options{Layers: layers, Clock: time.Now})
				if _, err := guide.Snapshot(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkSnapshotAgain is the picture that the preview takes after a save.
func BenchmarkSnapshotAgain(b *testing.B) {
	guide := newBuilder(b, 1000)
	if _, err := guide.Snapshot(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := guide.Snapshot(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSave is what the preview does after a save of a text: a picture, the
// page, a check.
func BenchmarkSave(b *testing.B) {
	for _, articles := range []int{100, 10000} {
		b.Run(fmt.Sprint(articles), func(b *testing.B) {
			layers := corpusLayers(b, articles)
			guide := builder.New(builder.Options{Layers: layers, Preview: true, Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }})
			name := corpus.Name(0)
			file := layers[0].FS.(fstest.MapFS)[name]
			text := file.Data
			address := ""
			save := func(i int) {
				*file = fstest.MapFile{Data: fmt.Appendf(nil, "%s\nLine %d.\n", text, i), ModTime: time.Unix(int64(i)+2, 0)}
				snapshot, err := guide.Snapshot("content/" + name)
				if err != nil {
					b.Fatal(err)
				}
				address = site.OutputPath(snapshot.Site.PageOf("content/" + name).URL)
				if _, err := snapshot.ReadFile(address); err != nil {
					b.Fatal(err)
				}
				if _, err := snapshot.Check(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			save(0)
			save(1)
			b.ReportAllocs()
			for i := 2; b.Loop(); i++ {
				save(i)
			}
		})
	}
}

// BenchmarkPage makes pages from their source files, as a build does: read,
// parse, layout.
func BenchmarkPage(b *testing.B) {
	snapshot, err := newBuilder(b, 200).Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, p := range snapshot.Site.Pages {
		if p.Kind == site.KindPage && p.Written() {
			names = append(names, site.OutputPath(p.URL))
		}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := snapshot.ReadFile(names[i%len(names)]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLayout makes one page again and again whose text is remembered, so
// that only the layout is left.
func BenchmarkLayout(b *testing.B) {
	snapshot, err := newBuilder(b, 3).Snapshot()
	if err != nil {
		b.Fatal(err)
	}
	name := site.OutputPath(snapshot.Site.PageByPath("en", corpus.Name(1)).URL)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := snapshot.ReadFile(name); err != nil {
			b.Fatal(err)
		}
	}
}
