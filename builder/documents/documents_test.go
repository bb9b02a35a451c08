package documents_test

import (
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder/documents"
	"aftercare/builder/frontmatter"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// assemble makes a site of pages without front matter, taking over the pages of
// the last one if it can.
func assemble(t *testing.T, last *site.Site, files map[string]string) *site.Site {
	t.Helper()
	layer := fstest.MapFS{}
	for name, text := range files {
		layer[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Load([]source.Layer{{Name: "content", FS: layer}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings, _ := site.ParseSettings(nil)
	if last != nil {
		settings = last.Settings
	}
	in := site.Input{Settings: settings}
	for _, f := range tree.Files("content") {
		m := &frontmatter.Matter{}
		if last != nil && last.PageOf(f.Name()) != nil {
			m = last.PageOf(f.Name()).Matter
		}
		in.Pages = append(in.Pages, site.Parsed{File: f, Matter: m})
	}
	if last != nil {
		if s := last.With(in); s != nil {
			return s
		}
	}
	s, _ := site.Assemble(in, site.Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	return s
}

func options(s *site.Site) documents.Options {
	return documents.Options{InterfaceWords: map[string]map[string]string{s.Settings.Language: {}}}
}

// Facts are a document without what takes its memory, whether it was parsed
// before or not, and follow the text.
func TestFacts(t *testing.T) {
	s := assemble(t, nil, map[string]string{"a.md": "# A\n\n[b](b.md)", "b.md": "B"})
	docs := documents.New(s, options(s), nil)
	a := s.PageOf("content/a.md")
	if docs.CachedFacts(a) != nil {
		t.Error("known before anybody asked")
	}
	for range 2 {
		if doc, err := docs.Facts(a); err != nil || len(doc.Links) != 1 || doc.HTML != nil || doc.Headings != nil {
			t.Errorf("got %+v, %v", doc, err)
		}
	}
	later := assemble(t, s, map[string]string{"a.md": "# A\n\n[b](b.md), [b](b.md)", "b.md": "B"})
	if !later.SharesPages(s) {
		t.Fatal("only a text has changed, and the pages are others")
	}
	next := documents.New(later, options(s), docs)
	if next.CachedFacts(a) != nil {
		t.Error("a text that nobody has parsed is known")
	}
	if doc, err := next.Facts(a); err != nil || len(doc.Links) != 2 {
		t.Errorf("got %+v, %v", doc, err)
	}
	if doc, err := docs.Facts(a); err != nil || len(doc.Links) != 1 {
		t.Errorf("the documents before now say %+v, %v", doc, err)
	}
}

// What one site's documents have parsed the next one's know, and forget once no
// page is made from it.
func TestMemoryGoesOn(t *testing.T) {
	files := map[string]string{"a.md": "A", "b.md": "B"}
	s := assemble(t, nil, files)
	docs := documents.New(s, options(s), nil)
	for _, p := range s.Pages {
		if _, err := docs.Facts(p); err != nil {
			t.Fatal(err)
		}
	}
	known := func(s *site.Site, d *documents.Documents, name string) bool {
		p := s.PageOf("content/" + name)
		return p != nil && d.CachedFacts(p) != nil
	}
	delete(files, "b.md")
	without := assemble(t, s, files)
	docs = documents.New(without, options(s), docs)
	if !known(without, docs, "a.md") {
		t.Error("the page that stayed is not known any more")
	}
	files["b.md"] = "B"
	again := assemble(t, without, files)
	docs = documents.New(again, options(s), docs)
	if known(again, docs, "b.md") {
		t.Error("a page that was gone is known still")
	}
	other := documents.Options{InterfaceWords: map[string]map[string]string{s.Settings.Language: {"note": "Mark"}}}
	if docs = documents.New(again, other, docs); known(again, docs, "a.md") {
		t.Error("known as parsed with other words")
	}
}

// A check goes on with its documents while those of later sites, which share
// their memory, forget what only the earlier site has.
func TestFactsOutliveForgetting(t *testing.T) {
	s := assemble(t, nil, map[string]string{"a.md": "# A\n\n[b](b.md)"})
	docs := documents.New(s, options(s), nil)
	empty := assemble(t, nil, map[string]string{"b.md": "B"})
	var group sync.WaitGroup
	group.Go(func() {
		for range 200 {
			documents.New(empty, options(s), docs)
		}
	})
	for range 200 {
		if doc, err := docs.Facts(s.PageOf("content/a.md")); err != nil || len(doc.Links) != 1 {
			t.Fatalf("got %v, %v", doc, err)
		}
	}
	group.Wait()
}

// The words of a page are the same whether they were taken out when it was
// parsed or when they were asked for, and a page without a file has none.
func TestWords(t *testing.T) {
	s := assemble(t, nil, map[string]string{"a.md": "Warm water", "glossary.md": "## Water {#water also=\"bath\"}\n\nWet.\n"})
	early := options(s)
	early.Index = true
	for _, opts := range []documents.Options{options(s), early} {
		docs := documents.New(s, opts, nil)
		for _, p := range s.Pages {
			if _, err := docs.Document(p); err != nil {
				t.Fatal(err)
			}
			words, err := docs.Words(p)
			if err != nil || words == nil {
				t.Errorf("%s: %v, %v", p.Name(), words, err)
			}
			if again, _ := docs.Words(p); again != words {
				t.Errorf("%s: read twice", p.Name())
			}
		}
	}
}
