package precompress

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

type site struct{ fstest.MapFS }

func (s site) Unused(name string) bool { return name == "unused.css" }

func (s site) Names() (names []string) {
	for name := range s.MapFS {
		names = append(names, name)
	}
	return names
}

func TestFilesAreAddedAndHoldTheSameText(t *testing.T) {
	text := strings.Repeat("warm water and a towel, ", 200)
	s := site{fstest.MapFS{"a/index.html": {Data: []byte(text)}, "b.png": {Data: []byte("x")}, "c.css": {Data: []byte("p{}")}, "c.css.gz": {Data: []byte("mine")}, "unused.css": {}}}
	f := New(s, s)
	names := f.Names()
	slices.Sort(names)
	if got := strings.Join(names, " "); got != "a/index.html a/index.html.br a/index.html.gz b.png c.css c.css.br c.css.gz unused.css unused.css.br unused.css.gz" {
		t.Fatal(got)
	}
	read := func(name string) []byte {
		data, err := fs.ReadFile(f, name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	zipped, err := gzip.NewReader(bytes.NewReader(read("a/index.html.gz")))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"gz": zipped, "br": brotli.NewReader(bytes.NewReader(read("a/index.html.br")))} {
		if got, err := io.ReadAll(r); err != nil || string(got) != text {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if !f.Unused("unused.css.gz") || !f.Unused("unused.css.br") || f.Unused("c.css.br") {
		t.Error("what is left out with a file, or stays with it, is another thing compressed")
	}
	if string(read("c.css.gz")) != "mine" || len(read("a/index.html.br")) > 100 {
		t.Error("the writer's own file is gone, or nothing was compressed")
	}
}
