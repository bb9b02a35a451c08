package corpus

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSameGuideSameBytes(t *testing.T) {
	g := Guide{Articles: 40, Seed: 7}
	for i := range g.Articles {
		if !bytes.Equal(g.Article(i), g.Article(i)) {
			t.Fatalf("article %d differs from itself", i)
		}
	}
	if bytes.Equal(g.Article(0), Guide{Articles: 40, Seed: 8}.Article(0)) {
		t.Error("another seed gives the same text")
	}
}

// The figures quoted for builders hold for articles of this length.
func TestArticlesHaveTheLengthOfRealOnes(t *testing.T) {
	g := Guide{Articles: 200, Seed: 1}
	total, words := 0, 0
	for i := range g.Articles {
		text := g.Article(i)
		total += len(text)
		words += len(bytes.Fields(text))
	}
	if mean := total / g.Articles; mean < 4800 || mean > 5800 {
		t.Errorf("articles have %d bytes on average", mean)
	}
	if mean := words / g.Articles; mean < 780 || mean > 950 {
		t.Errorf("articles have %d words on average", mean)
	}
}

func TestNamesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for i := range 5000 {
		if name := Name(i); seen[name] {
			t.Fatalf("two articles are called %s", name)
		} else {
			seen[name] = true
		}
	}
}

func TestWriteWritesEveryFile(t *testing.T) {
	dir := t.TempDir()
	g := Guide{Articles: 9, Seed: 1}
	size, err := g.Write(dir)
	if err != nil {
		t.Fatal(err)
	}
	if want := 1 + len(sections) + g.Articles; size.Files != want {
		t.Errorf("%d files, want %d", size.Files, want)
	}
	for i := range g.Articles {
		got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(Name(i))))
		if err != nil || !bytes.Equal(got, g.Article(i)) {
			t.Errorf("%s: %v", Name(i), err)
		}
	}
}
