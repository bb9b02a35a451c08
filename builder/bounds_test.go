package builder_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/publish"
	"aftercare/builder/source"
)

// A film is copied, hashed and checked in parts: what that allocates does not
// depend on its size. A picture of that size is looked at in its ends.
func TestLargeFilesAreNeverHeldWhole(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, size int64) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(name, max(size, int64(len(text)))); err != nil {
			t.Fatal(err)
		}
	}
	const large = 48 << 20
	write("content/a.md", "---\ntitle: A\n---\n[film](/film.mp4) ![x](/photo.jpg)\n", 0)
	write("static/film.mp4", "", large)
	write("static/photo.jpg", "\xff\xd8\xff", large)
	layers := plain(t, dir)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := builder.New(builder.Options{Layers: layers, Clock: time.Now})
	report, err := builder.Build(t.Context(), b, publish.Options{Dest: filepath.Join(dir, "public")})
	if err != nil {
		t.Fatal(err, report.Diagnostics)
	}
	if _, err := report.Snapshot.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > large/2 {
		t.Errorf("a build and a check allocate %d MiB for two files of %d MiB", grown>>20, large>>20)
	}
	if info, err := os.Stat(filepath.Join(dir, "public/film.mp4")); err != nil || info.Size() != large {
		t.Errorf("the film was not copied: %v %v", info, err)
	}
}

// plain are the folders of a guide with the least layouts that do.
func plain(t *testing.T, dir string) []source.Layer {
	var layers []source.Layer
	for _, name := range []string{"content", "static"} {
		root, err := os.OpenRoot(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { root.Close() })
		layers = append(layers, source.Layer{Name: name, FS: root.FS()})
	}
	return append(layers, source.Layer{Name: "layouts", FS: fstest.MapFS{
		"baseof.html": {Data: []byte(`<!doctype html><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}`)},
		"all.html":    {Data: []byte(`{{ define "main" }}{{ .Content }}{{ end }}`)},
	}})
}
