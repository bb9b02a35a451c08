package check_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Whatever is edited, a check that remembers the last one finds what a check
// from nothing finds.
func TestCheckAgainFindsTheSame(t *testing.T) {
	pieces := map[string][]string{
		"content/a.md": {
			"---\ntitle: A\n---\nYou should see [b](b.md#one).\n", "---\ntitle: A\nnote: This page mentions x.\n---\n# One\n\nYou should.\n",
			"---\ntitle: A\ndraft: true\n---\n", "---\ntitle: A\nallow: {style/avoid-word: a test}\n---\nYou should. <b>x</b>\n", "",
		},
		"content/b.md": {
			"---\ntitle: B\n---\n## One\n\n[a](a.md) [here](a.md)\n", "---\ntitle: A\n---\n[//]: # (aftercare: allow style/avoid-word: x)\n\nYou should.\n", "",
		},
		"content/s/d.md":      {"---\ntitle: D\n---\n## One\n\nText.\n", "---\ntitle: D\n---\n## Two\n\nText.\n", "---\ntitle: D\n---\n[s](_index.md#one) [c](c.md#two)\n"},
		"content/s/e.md":      {"---\ntitle: E\n---\n## One\n\nText.\n", "---\ntitle: E\n---\n## Two\n\nText.\n", ""},
		"content/s/_index.md": {"---\ntitle: S\n---\n#### Deep\n", ""},
		"content/s/c.md":      {"---\ntitle: C\nlayout: mine\nnext: ../a.md\n---\nColor.\n", "---\ntitle: C\n---\nColor [a](../a.md#gone).\n", "---\ntitle: C\n---\n## Two\n\nSee [b](../b.md#one).\n", ""},
		"content/site.yaml": {
			"editorial: true\n", "editorial: false\n", "editorial: true\nchecks: {link/orphan: off, link/ded-page: off}\n",
		},
		"content/words.yaml": {"avoid: {should: could}\nspelling: {color: colour}\n", "avoid: {color: hue}\n", ""},
		"layouts/mine.html":  {"{{ define \"main\" }}<h1>x</h1>{{ .Content }}{{ end }}", "{{ define \"main\" }}<form></form>{{ end }}", "{{ define \"main\" }}<p>x</p>{{ end }}", "{{ define \"main\" }}{{ .Nope }}{{ end }}"},
		// Lists that show the text of others, themselves or in a part.
		"layouts/section.html": {
			`{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Pages }}{{ .Content }}{{ end }}{{ end }}`,
			`{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Part "others" }}{{ end }}`, "",
		},
		"layouts/_partials/others.html": {`{{ range .Site.Sections }}{{ range .Pages }}{{ .Content }}{{ end }}{{ end }}`},
		"content/glossary.md":           {"---\ntitle: Words\n---\n## Hue {#hue}\n\nA word.\n", ""},
		"static/x.svg":                  {`<svg xmlns="http://www.w3.org/2000/svg"/>`, `<svg onload="x()"/>`, ""},
		"content/sheet/_index.md":       {"---\ntitle: Sheet\n---\n", ""},
	}
	var names []string
	for name := range pieces {
		names = append(names, name)
	}
	slices.Sort(names)
	random := rand.New(rand.NewPCG(1, 2))
	folders := map[string]fstest.MapFS{"content": {"_index.md": {Data: []byte("---\ntitle: Home\n---\n")}}, "layouts": {}, "static": {}}
	var layers []source.Layer
	for _, name := range []string{"content", "layouts", "static"} {
		layers = append(layers, source.Layer{Name: name, FS: folders[name]})
	}
	layers = append(layers, plain()...)
	kept := builder.New(options(layers...))
	for edit := range 200 {
		name := names[random.IntN(len(names))]
		text := pieces[name][random.IntN(len(pieces[name]))]
		folder, rest, _ := strings.Cut(name, "/")
		if text == "" {
			delete(folders[folder], rest)
		} else {
			folders[folder][rest] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(edit)+10, 0)}
		}
		if got, want := foundBy(t, kept, true), foundBy(t, builder.New(options(layers...)), false); !slices.Equal(got, want) {
			t.Fatalf("after edit %d, %s:\nagain: %v\nfresh: %v", edit, name, got, want)
		}
	}
}

// The same while nothing but the text of pages is edited, which is when most of
// what was found is taken over.
func TestCheckAfterEditsOfText(t *testing.T) {
	names := []string{"a.md", "b.md", "s/_index.md", "s/c.md", "s/d.md"}
	layoutOf := map[string]string{"b.md": "layout: borrows\n", "a.md": "layout: shares\n"}
	fragments := []string{
		"## One", "## Two", "# Three", "You should.", "<b>x</b>", "Hue.", "Said [@AA].", "Said [@BB].", "![](x.png)", "[picture](x.png)",
		"[](a.md)", "[a](/a.md#one)", "[b](/b.md#two)", "[s](/s/_index.md#one)", "[b](/b.md#in-one)", "[c](/s/c.md#one)", "[d](/s/d.md)", "[c](/s/c.md)",
		"[//]: # (aftercare: allow style/avoid-word: a test)",
	}
	texts := fstest.MapFS{
		"_index.md": {Data: []byte("---\ntitle: Home\n---\n")}, "site.yaml": {Data: []byte("editorial: true\n")},
		"words.yaml": {Data: []byte("avoid: {should: could}\n")}, "sources.yaml": {Data: []byte("sources: [{id: AA, title: T}, {id: BB, title: T}]\n")},
		"glossary.md": {Data: []byte("---\ntitle: Words\n---\n## Hue {#hue}\n\nA word.\n")}, "x.png": {Data: []byte("png")},
	}
	layouts := map[string]string{
		"section.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .Pages }}{{ .Content }}{{ end }}{{ end }}`,
		// A page that has anchors of another.
		"page.html":             `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Site.Sections }}{{ range .Headings }}<p id="in-{{ .ID }}"></p>{{ end }}{{ end }}{{ end }}`,
		"home.html":             `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Part "others" }}{{ end }}`,
		"term.html":             `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Part "others" }}{{ end }}`,
		"taxonomy.html":         `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Part "others" }}{{ end }}`,
		"_partials/others.html": `{{ range .Site.Sections }}{{ .Content }}{{ .Content }}{{ end }}`,
		// Pages, no lists, that have the text of another.
		"borrows.html": `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Site.Sections }}{{ range .Pages }}{{ .Content }}{{ end }}{{ end }}{{ end }}`,
		"shares.html":  `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ .Part "others" }}{{ end }}`,
	}
	own := fstest.MapFS{}
	for name, text := range layouts {
		own[name] = &fstest.MapFile{Data: []byte(text)}
	}
	layers := append([]source.Layer{{Name: "content", FS: texts}, {Name: "layouts", FS: own}}, plain()...)
	random := rand.New(rand.NewPCG(3, 4))
	write := func(edit int, name string) {
		text := fmt.Sprintf("---\ntitle: Page %s\ntags: [x, y]\n%s---\n", name, layoutOf[name])
		for range 3 {
			text += fragments[random.IntN(len(fragments))] + "\n\n"
		}
		texts[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(int64(edit)+10, 0)}
	}
	for _, name := range names {
		write(0, name)
	}
	preview := func() *builder.Builder { // which remembers the page that was seen last
		o := options(layers...)
		o.Preview = true
		return builder.New(o)
	}
	kept := preview()
	for edit := range 200 {
		name := names[random.IntN(len(names))]
		write(edit+1, name)
		got, want := foundBy(t, kept, true), foundBy(t, preview(), false)
		if !slices.Equal(got, want) {
			t.Fatalf("after edit %d, %s:\nagain: %v\nfresh: %v", edit, name, got, want)
		}
	}
}

// foundBy is what a check finds; seen says that somebody looks at pages before,
// as a browser does.
func foundBy(t *testing.T, b *builder.Builder, seen bool) []string {
	t.Helper()
	snapshot, err := b.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range snapshot.Site.Pages {
		if seen {
			_, _ = snapshot.ReadFile(site.OutputPath(p.URL)) // what is wrong is found below
		}
	}
	found, err := snapshot.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, d := range found {
		list = append(list, fmt.Sprint(d))
	}
	return list
}
