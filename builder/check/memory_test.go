package check

import (
	"testing"
	"testing/fstest"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// A preview runs for days: what was found in files that are gone, and the sizes
// of earlier versions of a picture, go with them.
func TestMemoryForgets(t *testing.T) {
	files := fstest.MapFS{"a.md": {Data: []byte("Text.")}, "b.md": {Data: []byte("Text.")}, "x.png": {}}
	m := NewMemory()
	load := func() *source.Tree {
		tree, err := source.Load([]source.Layer{{Name: "content", FS: files}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		m.begin(tree, textRules{})
		return tree
	}
	tree := load()
	for _, name := range []string{"content/a.md", "content/b.md"} {
		if _, err := m.text(site.Text{File: tree.Get(name)}, func() (textFindings, error) { return textFindings{}, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := m.imageSize(tree.Get("content/x.png")); err != nil {
		t.Fatal(err)
	}
	if m.begin(tree, textRules{}); len(m.pages) != 2 || len(m.sizes) != 1 {
		t.Errorf("%d texts and %d pictures while nothing has changed", len(m.pages), len(m.sizes))
	}
	delete(files, "b.md")
	files["x.png"] = &fstest.MapFile{Data: []byte("new")}
	if load(); len(m.pages) != 1 || len(m.sizes) != 0 {
		t.Errorf("%d texts and %d pictures after one of each has gone", len(m.pages), len(m.sizes))
	}
}
