package site

import (
	"testing"
	"testing/fstest"

	"aftercare/builder/markdown"
	"aftercare/builder/source"
)

// A check goes on working on its snapshot while a later one forgets what only
// the earlier one has.
func TestFactsOutliveForgetting(t *testing.T) {
	tree, err := source.Load([]source.Layer{{Name: "content", FS: fstest.MapFS{"a.md": {Data: []byte("# A\n\n[b](b.md)")}}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := Text{File: tree.Get("content/a.md")}
	documents := NewDocuments(markdown.Options{})
	for range 2 {
		doc, err := documents.Facts(text)
		if err != nil || len(doc.Links) != 1 || doc.HTML != nil {
			t.Errorf("got %+v, %v", doc, err)
		}
		done := make(chan bool)
		go func() {
			for range 200 {
				documents.Forget(&Site{})
			}
			close(done)
		}()
		for range 200 {
			if doc, err := documents.Facts(text); err != nil || doc == nil {
				t.Fatalf("got %v, %v", doc, err)
			}
		}
		<-done
	}
}
