package layout

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder/source"
)

// The page that holds all others leads to its own places; a copy that stands by
// itself to the published guide, or nowhere while that has no address.
func TestLinksOfCopies(t *testing.T) {
	const page = "{{ range .Site.Whole }}{{ range .Pages }}{{ if eq .Title `Water` }}{{ .Embedded }}{{ end }}{{ end }}{{ end }}"
	for _, tt := range []struct {
		name, base string
		alone      bool
		want       []string
	}{
		{"on the site", "https://example.org/g/", false, []string{`href="#types-air-cold"`, `href="#types-water-hot"`, `<h3 id="types-water-hot">`, `<h4 id="types-water-very">`, `#types-water-source:1`}},
		{"alone", "", true, []string{`href="#types-air-cold"`, `<h3 id="types-water-hot">`}},
	} {
		r := renderer(t, tt.base, page)
		r.Sets["en"] = load(t, "baseof.html", `{{ block "main" . }}{{ end }}`, "whole.html", `{{ define "main" }}`+page+`{{ end }}`, "words/en.yaml", wordsText)
		got, err := r.Whole(r.Site.PageAt("types/water/"), tt.alone)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(got), want) {
				t.Errorf("%s: no %s in\n%s", tt.name, want, got)
			}
		}
		if strings.Contains(string(got), `href="../`) {
			t.Errorf("%s: it leads out:\n%s", tt.name, got)
		}
	}
	for base, want := range map[string]string{"": ">air</", "https://example.org/g/": `href="https://example.org/g/types/air/#cold"`} {
		r := renderer(t, base, "{{ .Content }}{{ .Alone }}{{ .Data }}")
		got, err := r.Alone(r.Site.PageAt("types/water/"), "filled")
		if err != nil || !strings.Contains(string(got), want) || !strings.HasSuffix(string(got), "truefilled") || base == "" && strings.Contains(string(got), "types/air") {
			t.Errorf("a copy of one page, with the address %q: %s, %v", base, got, err)
		}
	}
}

// The page of a wrong address is shown at any: its links start from the root of
// the host.
func TestNotFound(t *testing.T) {
	r := renderer(t, "https://example.org/g/", "")
	if page, err := r.NotFound(); page != nil || err != nil {
		t.Errorf("without a layout: %q, %v", page, err)
	}
	r.Sets["en"] = load(t, "baseof.html", `{{ block "main" . }}{{ end }}`, "404.html", "{{ define `main` }}{{ .Kind }} {{ .Root }} {{ .Site.Home.RelPermalink }} {{ .JSONLD }}{{ .EditURL }}{{ end }}", "words/en.yaml", wordsText)
	if page, err := r.NotFound(); string(page) != "404 /g/ /g/ " || err != nil {
		t.Errorf("%q, %v", page, err)
	}
	if _, err := r.Page(r.Site.PageAt("types/water/"), nil); err == nil || !strings.Contains(err.Error(), "no layout for page: one of page, single, all is needed") {
		t.Errorf("a page without a layout: %v", err)
	}
}

// A layout is chosen as in Hugo: the page's own before that of its kind, and each
// in the section's folder before the one at the top.
func TestChoiceOfLayouts(t *testing.T) {
	set := load(t, "baseof.html", "", "page.html", "", "list.html", "", "plain.html", "", "faq/page.html", "", "faq/section.html", "", "all.html", "", "_partials/x.html", "", "faq/_draft.html", "", "words/en.yaml", wordsText)
	for _, tt := range []struct{ section, layout, kind, want string }{
		{"types", "", "page", "page"},
		{"faq", "", "page", "faq/page"},
		{"types", "", "section", "list"},
		{"faq", "", "section", "faq/section"},
		{"", "", "home", "list"},
		{"", "", "term", "list"},
		{"types", "plain", "page", "plain"},
		{"faq", "plain", "page", "plain"},
		{"types", "none", "page", "page"},
		{"faq", "section", "page", "faq/section"},
		{"", "", "404", ""},
		{"", "", "odd", ""},
	} {
		if got := set.Name(tt.section, tt.layout, tt.kind); got != tt.want {
			t.Errorf("%+v: %q", tt, got)
		}
	}
	for name, want := range map[string]bool{"page": true, "section": true, "plain": true, "x": false, "_draft": false} {
		if set.Has("faq", name) != want {
			t.Errorf("there is a layout %s: %v", name, !want)
		}
	}
	if got := strings.Join(set.Names(), " "); got != "all list page plain section" {
		t.Errorf("layouts %s", got)
	}
}

// What templates ask for by a constant name is known before they are executed.
func TestWhatTemplatesAskFor(t *testing.T) {
	set := load(t, "baseof.html", "{{ template `_partials/head.html` . }}{{ block `main` . }}{{ end }}",
		"_partials/head.html", "{{ asset `styles/main.css` }}{{ .Param `owner` }}", "_partials/menu.html", "{{ if .Params.group }}{{ asset `scripts/menu.js` }}{{ end }}",
		"_partials/unused.html", "{{ asset `scripts/unused.js` }}{{ .Site.Params.spare }}",
		"page.html", "{{ define `main` }}{{ with .Part `menu` }}{{ . }}{{ end }}{{ range .Pages }}{{ template `_partials/head.html` . }}{{ else }}{{ asset `styles/none.css` }}{{ end }}{{ end }}",
		"home.html", "{{ define `main` }}{{ $x := dict `a` (asset `styles/home.css`) }}{{ end }}", "words/en.yaml", wordsText)
	for _, tt := range []struct{ names, files, assets string }{
		{"page", "_partials/head.html _partials/menu.html baseof.html page.html", "scripts/menu.js styles/main.css styles/none.css"},
		{"home", "_partials/head.html baseof.html home.html", "styles/home.css styles/main.css"},
		{"none", "_partials/head.html baseof.html", "styles/main.css"},
		{"home page", "_partials/head.html _partials/menu.html baseof.html home.html page.html", "scripts/menu.js styles/home.css styles/main.css styles/none.css"},
	} {
		reached, assets := set.Reach(strings.Fields(tt.names))
		if sorted(reached) != tt.files || sorted(assets) != tt.assets {
			t.Errorf("%s: files %v, assets %v", tt.names, sorted(reached), sorted(assets))
		}
	}
	if got := strings.Join(set.Params(), " "); got != "group owner spare" {
		t.Errorf("params %s", got)
	}
}

func sorted(set map[string]bool) string { return strings.Join(slices.Sorted(maps.Keys(set)), " ") }

// A guide's own words win word by word over those of the program, and a language
// falls back to English.
func TestWordsOfALanguage(t *testing.T) {
	for _, tt := range []struct{ lang, want string }{
		{"en", "read: mine home: Home from  without []"},
		{"en-GB", "read: British home: Home from layouts/words/en-GB.yaml without []"},
		{"de", "read: lesen home: Home from layouts/words/de.sheet.yaml without [home]"},
		{"pt-BR", "read: ler home: Casa from layouts/words/pt.yaml without []"},
		{"fr", "read: mine home: Home from  without [home read]"},
	} {
		tree, err := source.Load([]source.Layer{
			{Name: "layouts", FS: files("words/en.yaml", "read: mine\n", "words/de.sheet.yaml", "read: lesen\n", "words/pt.yaml", "read: ler\nhome: Casa\n", "words/en-GB.yaml", "read: British\n")},
			{Name: WordsLayer, FS: files("en.yaml", "read: read\nhome: Home\n"), Shipped: true},
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		set, found, err := Load(tree, tt.lang, nil)
		if err != nil || len(found) > 0 {
			t.Fatal(found, err)
		}
		missing, file := set.Missing()
		if got := fmt.Sprintf("read: %s home: %s from %s without %v", set.InterfaceWords()["read"], set.InterfaceWords()["home"], file, missing); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.lang, got, tt.want)
		}
	}
}

// A word of the guide's own counts only if a template asks for it, or the program
// has it.
func TestOwnWordsAreAskedFor(t *testing.T) {
	for page, asked := range map[string]bool{
		"": false, "{{ T `mine` }}": true, "{{ T `mine` `n` 1 }}": true, "{{ with . }}{{ $x := T `mine` }}{{ end }}": true,
		"{{ .Param `mine` }}": false, "mine": false,
	} {
		tree, err := source.Load([]source.Layer{
			{Name: "layouts", FS: files("baseof.html", "{{ block `main` . }}{{ end }}", "page.html", "{{ define `main` }}"+page+"{{ end }}", "words/en.yaml", "mine: a\nread: b\n")},
			{Name: WordsLayer, FS: files("en.yaml", "read: read\n"), Shipped: true},
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, found, err := Load(tree, "en", nil)
		if unknown := len(found) == 1 && found[0].Code == "words/unknown"; err != nil || unknown == asked || asked && len(found) > 0 {
			t.Errorf("%q: %v, %v", page, found, err)
		}
	}
}

// files makes a folder of paths and texts in turns.
func files(list ...string) fstest.MapFS {
	folder := fstest.MapFS{}
	for i := 0; i < len(list); i += 2 {
		folder[list[i]] = &fstest.MapFile{Data: []byte(list[i+1])}
	}
	return folder
}
