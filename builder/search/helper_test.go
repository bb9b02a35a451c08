package search_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"aftercare/builder"
	"aftercare/builder/bench/corpus"
	"aftercare/builder/documents"
	"aftercare/builder/search"
	"aftercare/builder/source"
)

// open takes a snapshot of a guide with our layouts.
func open(t testing.TB, content fs.FS) *builder.Snapshot {
	t.Helper()
	b := builder.New(builder.Options{
		Layers: []source.Layer{
			{Name: "content", FS: content}, {Name: "layouts", FS: os.DirFS("../../layouts")}, {Name: "static", FS: os.DirFS("../../static")},
		},
		Clock: func() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) },
	})
	s, err := b.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var published struct {
	once sync.Once
	*builder.Snapshot
}

// guide is a snapshot of the guide of this repository, the same for all tests.
func guide(t testing.TB) *builder.Snapshot {
	t.Helper()
	published.once.Do(func() { published.Snapshot = open(t, os.DirFS("../../content")) })
	return published.Snapshot
}

// textsOf are a snapshot's documents, none of which has been parsed.
func textsOf(s *builder.Snapshot) *documents.Documents {
	return documents.New(s.Site, documents.Options{InterfaceWords: map[string]map[string]string{s.Site.Settings.Language: {}}}, nil)
}

// indexOf is the index of a snapshot's pages in its own language.
func indexOf(s *builder.Snapshot, texts search.Texts) *search.Index {
	return search.New(search.Options{Site: s.Site, Lang: s.Site.Settings.Language, Texts: texts})
}

// files are a site or an index.
type files interface {
	Names() []string
	ReadFile(name string) ([]byte, error)
}

// isIndex reports whether a file of a site belongs to an index.
func isIndex(name string) bool {
	return strings.HasPrefix(name, search.Dir+"/") || strings.HasSuffix(name, "search.txt")
}

// all makes the files of an index.
func all(t testing.TB, from files) map[string][]byte {
	t.Helper()
	made := make(map[string][]byte)
	for _, name := range from.Names() {
		if isIndex(name) {
			data, err := from.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			made[name] = data
		}
	}
	return made
}

// write puts the files of an index into a new folder.
func write(t testing.TB, from files) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range all(t, from) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// madeUp writes a made-up guide of n articles.
func madeUp(t testing.TB, n int) fs.FS {
	t.Helper()
	dir := t.TempDir()
	if _, err := (corpus.Guide{Articles: n, Seed: 1}).Write(dir); err != nil {
		t.Fatal(err)
	}
	return os.DirFS(dir)
}

// answer is what a browser finds for a text, and which files it reads for it.
type answer struct {
	Pages   []string
	Led     []string // those that a phrase leads to
	Guesses [][2]string
	Files   []string
}

// ask asks the index in a folder with the browser's modules.
func ask(t testing.TB, dir, lang string, texts []string) []answer {
	t.Helper()
	in, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	out := run(t, bytes.NewReader(in), "node", "testdata/ask.mjs", dir, search.Dir+"/"+lang+"/")
	var answers []answer
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(texts) {
		t.Fatalf("%d answers to %d questions: %v", len(answers), len(texts), err)
	}
	return answers
}

func run(t testing.TB, in *bytes.Reader, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stdin = in
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s(the tests need node and brotli: apt-get install nodejs brotli)", name, err, stderr.String())
	}
	return out
}

// brotli is the size of data as a good host sends it.
func brotli(t testing.TB, data []byte) int {
	t.Helper()
	return len(run(t, bytes.NewReader(data), "brotli", "-q", "11", "-c"))
}
