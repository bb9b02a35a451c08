package layout

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"aftercare/builder/site"
)

// Pictures of each kind: a drawing for the page, one with names, one that is
// none, a photograph, and what browsers don't show.
func pictures(t *testing.T) []string {
	t.Helper()
	var photo bytes.Buffer
	if err := png.Encode(&photo, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4" width="8" height="4">`
	return []string{
		"p/cup.svg", head + `<path d="M0 0"/></svg>`, "p/named.SVG", head + `<g id="a"/></svg>`, "p/bad.svg", head + `<script/></svg>`,
		"p/photo.png", photo.String(), "p/large.png", photo.String() + strings.Repeat(" ", maxEmbedded), "p/scan.tif", "x", "p/notes.txt", "x",
	}
}

// A drawing stands in the page; any other picture is led to, and in a copy that
// stands by itself is in the page, too, or left out.
func TestPictures(t *testing.T) {
	for _, tt := range []struct{ name, page, alone string }{
		{"cup.svg", `<svg class="drawing" viewBox="0 0 8 4" width="8" height="4" role="img" aria-label="A"><path d="M0 0"></path></svg>`, `<svg class="drawing" viewBox="0 0 8 4"`},
		{"named.SVG", `<img src="../p/named.SVG" alt="A" width="8" height="4"`, `<img src="data:image/svg+xml;base64,PHN2Zy`},
		{"bad.svg", `<img src="../p/bad.svg" alt="A">`, `<img src="data:image/svg+xml;base64,`},
		{"photo.png", `<img src="../p/photo.png" alt="A" width="3" height="2"`, `<img src="data:image/png;base64,iVBOR`},
		{"photo.png?v=1#x", `<img src="../p/photo.png?v=1#x"`, `<img src="data:image/png;base64,iVBOR`},
		{"large.png", `<img src="../p/large.png"`, `<span class="dead-image">A</span>`},
		{"scan.tif", `<img src="../p/scan.tif" alt="A">`, `<span class="dead-image">A</span>`},
	} {
		r := renderer(t, "", "{{ .Content }}{{ .HasDrawing }}", append(pictures(t), "p.md", "![A](p/"+tt.name+")\n\n[B](p/"+tt.name+")\n")...)
		p := r.Site.PageAt("p/")
		page, err := r.Page(p, nil)
		drawing := fmt.Sprint(strings.EqualFold(tt.name[len(tt.name)-4:], ".svg"))
		if err != nil || !strings.Contains(string(page), tt.page) || !strings.Contains(string(page), `<a href="../p/`+tt.name) || !strings.HasSuffix(string(page), drawing) {
			t.Errorf("%s on a page: %s, %v", tt.name, page, err)
		}
		alone, err := r.Alone(p, nil)
		if err != nil || !strings.Contains(string(alone), tt.alone) || strings.Contains(string(alone), "../p/") {
			t.Errorf("%s in a copy: %s, %v", tt.name, alone, err)
		}
	}
}

// A layout may ask for a drawing, and for nothing else.
func TestDrawingsOfLayouts(t *testing.T) {
	for dest, want := range map[string]string{
		"/p/cup.svg":              `<svg class="drawing" viewBox="0 0 8 4" width="8" height="4" aria-hidden="true"><path d="M0 0"></path></svg>`,
		"/p/named.SVG":            "content/p/named.SVG: error[image/missing]: this is no drawing that can stand in a page",
		"/p/bad.svg":              "content/p/bad.svg: error[image/missing]: this is no drawing that can stand in a page",
		"/p/photo.png":            "content/p/photo.png: error[image/missing]: this is no drawing that can stand in a page",
		"air.md":                  `content/types/water.md: error[image/missing]: there is no drawing "air.md"`,
		"https://a.example/x.svg": `content/types/water.md: error[image/missing]: there is no drawing "https://a.example/x.svg"`,
	} {
		r := renderer(t, "", "{{ .Drawing `"+dest+"` }}", pictures(t)...)
		page, err := r.Page(r.Site.PageAt("types/water/"), nil)
		if err != nil {
			page = []byte(err.Error())
		}
		if string(page) != want {
			t.Errorf("%s: %s", dest, page)
		}
	}
}

// What a page tells search engines about itself, with an address and without.
func TestStructuredData(t *testing.T) {
	const crumbs = `,{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":"https://a.example/","name":"Care","position":1},{"@type":"ListItem","item":"https://a.example/types/","name":"Types","position":2}]}`
	const guide, addressed = `{"@type":"Organization","name":"Care"}`, `{"@type":"Organization","name":"Care","url":"https://a.example/"}`
	for _, tt := range []struct{ base, page, want string }{
		{"", "types/water/", `{"@type":"Article","author":` + guide + `,"dateModified":"2026-03-01","datePublished":"2026-01-05","headline":"Water","inLanguage":"en","publisher":` + guide + `}`},
		{"https://a.example/", "types/water/", `{"@type":"Article","author":` + addressed + `,"dateModified":"2026-03-01","datePublished":"2026-01-05","headline":"Water","inLanguage":"en","publisher":` + addressed + `}` + crumbs},
		{"", "types/deep/earth/", `{"@type":"Article","author":` + guide + `,"headline":"earth","inLanguage":"en","publisher":` + guide + `}`},
		{"", "once/", `{"@type":"Article","author":` + guide + `,"datePublished":"2026-01-05","headline":"\u003c/script\u003e","inLanguage":"en","publisher":` + guide + `}`},
		{"https://a.example/", "", `{"@type":"WebSite","description":"How to rest.","inLanguage":"en","name":"Care","publisher":` + addressed + `,"url":"https://a.example/"}`},
		{"", "faq/", ""},
		{"", "types/", ""},
	} {
		r := renderer(t, tt.base, "{{ .JSONLD }}", "once.md", "---\ntitle: </script>\ndate: 2026-01-05\n---\n")
		all := "{{ define `main` }}{{ .JSONLD }}{{ end }}"
		r.Sets["en"] = load(t, "baseof.html", `{{ block "main" . }}{{ end }}`, "all.html", all, "words/en.yaml", wordsText)
		page, err := r.Page(r.Site.PageAt(tt.page), nil)
		want := `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[` + tt.want + `]}</script>`
		if tt.want == "" {
			want = ""
		}
		if string(page) != want || err != nil {
			t.Errorf("%q at %q:\n%s, want\n%s, %v", tt.page, tt.base, page, want, err)
		}
	}
}

// Terms are linked to their meaning, except where that stands.
func TestTermsAreLinked(t *testing.T) {
	r := renderer(t, "", "{{ .Content }}", "glossary.md", "---\ntitle: Words\n---\n## Blanket {#blanket}\n\nA blanket is warm.\n", "b.md", "A blanket.\n")
	for url, want := range map[string]string{"b/": `href="../glossary/#blanket"`, "glossary/": ""} {
		page, err := r.Page(r.Site.PageAt(url), nil)
		if err != nil || strings.Contains(string(page), "glossary/#") != (want != "") || !strings.Contains(string(page), want) {
			t.Errorf("%s: %s, %v", url, page, err)
		}
	}
}

// The whole guide begins with the pages at the top and ends with the glossary;
// what only lists others, or is no text of the guide, is not in it.
func TestOrderOfTheWhole(t *testing.T) {
	r := renderer(t, "", "{{ range .Site.Whole }}{{ with .Section }}{{ .Title }}{{ end }}({{ range .Pages }}{{ .Slug }} {{ end }}){{ end }}",
		"glossary.md", "---\ntitle: Words\nlayout: glossary\n---\n", "top.md", "---\ntitle: Top\n---\n", "own.md", "---\ntitle: Own\nlayout: own\n---\n",
		"empty/_index.md", "---\ntitle: Empty\n---\n", "lists/_index.md", "---\ntitle: Lists\nlayout: own\n---\n", "lists/a.md", "---\ntitle: A\n---\n", "sheet/a.md", "---\ntitle: B\n---\n")
	page, err := r.Page(r.Site.PageAt("types/water/"), nil)
	if want := "(top )Faq(late )Types(water air deep earth )(glossary )"; string(page) != want || err != nil {
		t.Errorf("%s, want %s; %v", page, want, err)
	}
	for path, want := range map[string]bool{"top.md": true, "own.md": false, "glossary.md": true, "_index.md": false, "types/_index.md": true, "faq/_index.md": false, "sheet/a.md": false, "types/deep/earth.md": true} {
		if OnSinglePage(r.Site.PageByPath("en", path)) != want {
			t.Errorf("%s is part of the whole: %v", path, !want)
		}
	}
}

// In a further language, links of the settings that lead to a page in it say that
// page's title.
func TestMenuInAnotherLanguage(t *testing.T) {
	const menu = "{{ .Site.Title }}: {{ range .Site.Menu }}{{ .Title }}={{ .Href }} {{ end }}{{ .Site.Urgent.Title }} {{ .Site.Home.RelPermalink }}"
	for url, want := range map[string]string{
		"types/water/":    "Care: Types=../../types/ Call=tel:&#43;441234567890 Help ../../",
		"de/types/water/": "Sorge: Arten=../../../de/types/ Call=tel:&#43;441234567890 Wasser ../../../de/",
	} {
		r := renderer(t, "", menu)
		if page, err := r.Page(r.Site.PageAt(url), nil); string(page) != want || err != nil {
			t.Errorf("%s: %s, want %s; %v", url, page, want, err)
		}
	}
}

func TestAlphabetBeginsWithNumbers(t *testing.T) {
	r := renderer(t, "", "{{ range .Site.Alphabet }}{{ .Letter }}:{{ range .Pages }}{{ .Title }} {{ end }}{{ end }}",
		"a1.md", "---\ntitle: 24 hours\n---\n", "a2.md", "---\ntitle: “7” days\n---\n", "a3.md", "---\ntitle: …\n---\n", "a4.md", "---\ntitle: Äther\n---\n", "a5.md", "---\ntitle: 日本\n---\n")
	page, err := r.Page(r.Site.PageAt("types/water/"), nil)
	if want := "0–9:… 24 hours “7” days A:“Air” Äther D:Deep E:earth L:Late T:Types 日:日本 "; string(page) != want || err != nil {
		t.Errorf("%s, want %s; %v", page, want, err)
	}
}

// A part is made once for a folder, with the current page marked in each, and
// what it shows counts as shown.
func TestPartsAreShared(t *testing.T) {
	r := renderer(t, "", "")
	r.Sets["en"] = load(t, "baseof.html", `{{ block "main" . }}{{ end }}`, "page.html", "{{ define `main` }}{{ .Part `menu` }}{{ end }}", "words/en.yaml", wordsText,
		"_partials/menu.html", "{{ .Param `mine` }}{{ range (index .Site.Sections 1).RegularPages }}<a{{ .AriaCurrent }}>{{ .Summary }}</a>{{ end }}{{ .IsCurrent }}")
	for url, want := range map[string]string{
		"types/water/": `of all<a aria-current="page">Warm water helps. See air and hot.</a><a>Own words.</a>`, "types/air/": `of all<a>Warm water helps. See air and hot.</a><a aria-current="page">Own words.</a>`,
	} {
		page, err := r.Page(r.Site.PageAt(url), nil)
		if err != nil || !strings.HasPrefix(string(page), want) {
			t.Errorf("%s: %s, %v", url, page, err)
		}
		var shown []*site.Page = r.TextsOn(r.Site.PageAt(url))
		if len(shown) != 1 || shown[0].Title != "Water" {
			t.Errorf("%s shows the texts of %v", url, shown)
		}
	}
	if len(r.parts) != 1 {
		t.Errorf("the part was made %d times", len(r.parts))
	}
	r.Sets["en"] = load(t, "baseof.html", "{{ .Part `a` }}", "page.html", "", "_partials/a.html", "{{ .Part `a` }}", "words/en.yaml", wordsText)
	if _, err := r.Page(r.Site.PageAt("types/water/"), nil); err == nil || !strings.Contains(err.Error(), errParts.Error()) {
		t.Errorf("a part that shows itself: %v", err)
	}
}
