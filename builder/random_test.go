package builder

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// edited is a guide in a folder that somebody works on.
type edited struct {
	*testing.T
	dir    string
	layers []source.Layer
	random *rand.Rand
}

var names = []string{"types/water", "types/pool", "types/lake", "faq/cold", "faq/deep", "start"}

func openEdited(t *testing.T, seed uint64) *edited {
	e := &edited{T: t, dir: t.TempDir(), random: rand.New(rand.NewPCG(seed, 7))}
	e.put("site.yaml", "title: Baths\nlanguages: {de: {title: Bäder, name: Deutsch}}\n")
	e.put("_index.md", "---\ntitle: Home\n---\nWelcome.\n")
	e.put("types/_index.md", "---\ntitle: Kinds\n---\nAll kinds.\n")
	e.put("faq/_index.md", "---\ntitle: Questions\n---\nAsk.\n")
	e.put("glossary.md", "---\ntitle: Words\n---\n## Pool\n\nA pool is water.\n")
	e.put("types/water.de.md", "---\ntitle: Wasser\n---\nWasser.\n")
	for i, name := range names {
		e.put(name+".md", e.page(i))
	}
	e.layers = []source.Layer{
		{Name: "content", FS: e.open(e.dir)},
		{Name: "layouts", FS: e.open(filepath.Join(e.dir, ".layouts"))}, // no part of content there
		{Name: "layouts", FS: os.DirFS("../layouts"), Shipped: true},
		{Name: "static", FS: os.DirFS("../static"), Shipped: true},
	}
	return e
}

func (e *edited) open(dir string) fs.FS {
	e.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		e.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		e.Fatal(err)
	}
	e.Cleanup(func() { root.Close() })
	return root.FS()
}

func (e *edited) put(name, text string) {
	e.Helper()
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		e.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		e.Fatal(err)
	}
}

// page is a page with links of every kind to others, some of them dead.
func (e *edited) page(i int) string {
	any := func() string { return names[e.random.IntN(len(names))] }
	return fmt.Sprintf("---\ntitle: Page %d\nweight: %d\ntags: [t%d]\nnext: /%s.md\nrelated: [/%s.md]\n---\n%s", i, e.random.IntN(3), e.random.IntN(2), any(), any(), e.body())
}

func (e *edited) body() string {
	return fmt.Sprintf("Text %d about a pool, see [this](/%s.md).\n\n## Part %d\n\nMore, [@AA].\n", e.random.IntN(1000), names[e.random.IntN(len(names))], e.random.IntN(3))
}

// meddle makes a change and returns the sources that it touched.
func (e *edited) meddle() []string {
	name := names[e.random.IntN(len(names))] + ".md"
	full := filepath.Join(e.dir, filepath.FromSlash(name))
	text, err := os.ReadFile(full)
	if err != nil {
		e.put(name, e.page(e.random.IntN(9)))
		return []string{"content/" + name}
	}
	matter, _, _ := strings.Cut(string(text)[4:], "---\n")
	switch e.random.IntN(15) {
	case 12: // the name that other pages show
		e.put(name, strings.Replace(string(text), "title: Page", "title: Page 1", 1))
	case 13:
		return e.design([]string{"page.html", "section.html", "styles/tokens.css"}[e.random.IntN(3)])
	case 14:
		e.put("site.yaml", fmt.Sprintf("title: Baths %d\nlanguages: {de: {title: Bäder, name: Deutsch}}\n", e.random.IntN(3)))
		return []string{"content/site.yaml"}
	case 0: // another front matter
		e.put(name, e.page(e.random.IntN(9)))
	case 1:
		os.Remove(full)
	case 2:
		e.put(name, "---\n"+matter+"draft: true\n---\n"+e.body())
	case 3: // a mistake in it
		e.put(name, "---\n"+matter+"nonsense: 1\n---\n"+e.body())
	case 4: // the same length of front matter, another meaning
		e.put(name, strings.Replace(string(text), "weight: ", "weight: 1", 1))
	case 5:
		term := []string{"Pool", "Text", "Part"}[e.random.IntN(3)] // words that every page has
		e.put("glossary.md", fmt.Sprintf("---\ntitle: Words\n---\n## %s\n\nIt means %d.\n", term, e.random.IntN(99)))
		return []string{"content/glossary.md"}
	case 6: // two at once, of which one is a list
		e.put("types/_index.md", "---\ntitle: Kinds\n---\n"+e.body())
		e.put(name, "---\n"+matter+"---\n"+e.body())
		return []string{"content/" + name, "content/types/_index.md"}
	default:
		e.put(name, "---\n"+matter+"---\n"+e.body())
	}
	return []string{"content/" + name}
}

// design edits a layout as a writer does who wants another look: a copy of the
// program's own, which may also have a mistake in it, or be taken away again.
func (e *edited) design(name string) []string {
	shipped, err := os.ReadFile("../layouts/" + name)
	if err != nil {
		e.Fatal(err)
	}
	own := filepath.Join(".layouts", name)
	switch number := e.random.IntN(5); {
	case number == 0:
		os.Remove(filepath.Join(e.dir, own))
	case strings.HasSuffix(name, ".css"):
		e.put(own, fmt.Sprintf("%s\n.own { order: %d }\n", shipped, number))
	case number == 1:
		e.put(own, string(shipped)+"{{ if }}")
	default:
		e.put(own, fmt.Sprintf("%s{{ define \"own\" }}%d{{ end }}", strings.Replace(string(shipped), "{{ .Content }}", fmt.Sprintf("{{ .Content }}<p>Own %d</p>", number), 1), number))
	}
	return []string{"layouts/" + name}
}

func (e *edited) options() Options {
	return Options{Layers: e.layers, Clock: func() time.Time { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) }, Site: site.Options{BaseURL: "https://guide.example/"}}
}

// Whatever is edited, a snapshot made from the one before gives the same files
// as one made from nothing.
func TestSavedIsWhatAFreshBuildMakes(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			if seed > 0 && testing.Short() {
				t.Skip("in the audit")
			}
			t.Parallel()
			e := openEdited(t, seed)
			b := New(e.options())
			before, err := b.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			shared := 0
			for step := range 40 {
				saved := e.meddle()
				s, err := b.Snapshot(saved...)
				if err != nil {
					t.Fatal(err)
				}
				if s.Site.SharesPages(before.Site) {
					shared++
				}
				fresh, err := New(e.options()).Snapshot()
				if err != nil {
					t.Fatal(err)
				}
				compareSnapshots(t, fmt.Sprintf("step %d, %v", step, saved), s, fresh)
				knowsOnlyItself(t, s.Site)
				before = s
			}
			if shared < 6 {
				t.Errorf("only %d sites took over the pages of the one before", shared)
			}
		})
	}
}

func compareSnapshots(t *testing.T, when string, got, want *Snapshot) {
	t.Helper()
	if !slices.Equal(got.Names(), want.Names()) {
		t.Fatalf("%s: other files:\ngot  %v\nwant %v", when, got.Names(), want.Names())
	}
	for _, name := range want.Names() {
		a, errA := got.ReadFile(name)
		b, errB := want.ReadFile(name)
		if !bytes.Equal(a, b) || fmt.Sprint(errA) != fmt.Sprint(errB) {
			t.Fatalf("%s: %s differs:\ngot  %s (%v)\nwant %s (%v)", when, name, a, errA, b, errB)
		}
	}
	if a, b := fmt.Sprint(got.LoadFindings()), fmt.Sprint(want.LoadFindings()); a != b {
		t.Fatalf("%s: other diagnostics:\ngot  %s\nwant %s", when, a, b)
	}
}

// knowsOnlyItself holds that no page of a site leads to one of another.
func knowsOnlyItself(t *testing.T, s *site.Site) {
	t.Helper()
	own := make(map[*site.Page]bool)
	for _, p := range s.Pages {
		own[p] = true
	}
	for _, p := range s.Pages {
		for _, q := range slices.Concat(p.Pages, p.Translations, p.Related, []*site.Page{p.Parent, p.NextStep, p.NextInSection(), p.PrevInSection(), s.PageAt(p.URL), s.PageByPath(p.Lang, p.Path), s.Home}, s.Homes) {
			if q != nil && !own[q] {
				t.Fatalf("%s knows %s of another site", p.URL, q.URL)
			}
		}
		if s.PageAt(p.URL) != p {
			t.Fatalf("%s is not found at its address", p.URL)
		}
	}
}

// A snapshot goes on being what it was when a later one is made from it.
func TestEarlierSnapshotStays(t *testing.T) {
	e := openEdited(t, 1)
	b := New(e.options())
	first, err := b.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	pages := slices.Clone(first.Site.Pages)
	file := first.Site.Text(first.Site.PageOf("content/types/lake.md")).File
	for range 3 {
		e.put("types/lake.md", "---\n"+"title: Page 2\n---\n"+e.body())
		if _, err := b.Snapshot("content/types/lake.md"); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(pages, first.Site.Pages) || first.Site.Text(first.Site.PageOf("content/types/lake.md")).File != file {
		t.Error("the first snapshot has changed")
	}
	knowsOnlyItself(t, first.Site)
}

// A style that was saved while a template could not be understood shows once
// the template is mended, though the preview shows what was there meanwhile.
func TestStyleSavedBesideABrokenTemplate(t *testing.T) {
	e := openEdited(t, 1)
	options := e.options()
	options.Preview = true
	b := New(options)
	step := func(saved ...string) *Snapshot {
		t.Helper()
		s, err := b.Snapshot(saved...)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	template, err := os.ReadFile("../layouts/page.html")
	if err != nil {
		t.Fatal(err)
	}
	e.put(".layouts/page.html", string(template))
	e.put(".layouts/styles/tokens.css", ".own { order: 1 }")
	before := step()
	e.put(".layouts/page.html", string(template)+"{{ if }}")
	e.put(".layouts/styles/tokens.css", ".own { order: 2 }")
	broken := step("layouts/page.html", "layouts/styles/tokens.css")
	if !broken.LoadFindings().HasErrors() || !slices.Equal(broken.Names(), before.Names()) {
		t.Errorf("not the pages as they were: %v", broken.LoadFindings())
	}
	e.put(".layouts/page.html", string(template))
	mended := step("layouts/page.html")
	fresh, err := New(options).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	compareSnapshots(t, "mended", mended, fresh)
}

// An edit of layouts leaves the site as it is.
func TestLayoutsLeaveTheSite(t *testing.T) {
	e := openEdited(t, 1)
	b := New(e.options())
	before, err := b.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"page.html", "styles/tokens.css"} {
		shipped, err := os.ReadFile("../layouts/" + file)
		if err != nil {
			t.Fatal(err)
		}
		e.put(".layouts/"+file, string(shipped)+"\n")
		after, err := b.Snapshot("layouts/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if after == before || after.Site != before.Site {
			t.Errorf("%s: another site", file)
		}
		before = after
	}
}
