package layout

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder/diag"
	"aftercare/builder/documents"
	"aftercare/builder/frontmatter"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

const (
	settingsText = "title: Care\ndescription: How to rest.\nlanguages: {de: {title: Sorge, name: Deutsch}}\n" +
		"menu: [{link: types/_index.md}, {title: Call, link: 'tel:+441234567890'}, {title: Gone, link: gone.md}]\n" +
		"urgent: {title: Help, link: 'types/water.md#hot'}\neditURL: https://example.org/edit/{path}\nparams: {owner: us, mine: of all}\n"
	sourcesText = "sources:\n- {id: A, title: One, url: 'https://example.org/a'}\n- {id: B, title: Two}\n- {id: C, title: Three}\n"
	wordsText   = "months: Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec\nlanguage: English\nread: \"{n} minutes\"\n"
)

// guide are the pages of a small guide.
var guide = map[string]string{
	"_index.md":       "---\ntitle: Care\n---\nWelcome.\n",
	"types/_index.md": "---\ntitle: Types\n---\n",
	"types/water.md": "---\ntitle: Water\nweight: 1\ndate: 2026-01-05\nlastmod: 2026-03-01\nsources: [C, A]\nrelated: [air.md]\nnext: air.md\nparams: {mine: my own}\n---\n" +
		"Warm *water* helps [@A; @B]. See [air](air.md#cold) and [hot](#hot).\n\n## Hot\n\nNot too hot.\n\n### Very\n\n## Cold\n\nNo.\n",
	"types/air.md":         "---\ntitle: “Air”\nlinkTitle: Air\nweight: 2\nsummary: Own words.\nkeyPoints: [one]\nreviewed: 2026-02-03\n---\nOpen a window.\n\n## Cold {#cold}\n\nText.\n",
	"faq/late.md":          "---\ntitle: Late\nquestion: Is it too late?\n---\nNo.\n",
	"types/water.de.md":    "---\ntitle: Wasser\n---\nWarm.\n",
	"_index.de.md":         "---\ntitle: Sorge\n---\n",
	"types/_index.de.md":   "---\ntitle: Arten\n---\n",
	"types/deep/_index.md": "---\ntitle: Deep\n---\n",
	"types/deep/earth.md":  "---\ntitle: earth\n---\nGround.\n",
}

// renderer renders the guide with a layout for each kind of page; more are paths
// and texts of further files in turns.
func renderer(t *testing.T, base, page string, more ...string) *Renderer {
	t.Helper()
	folder := files(more...)
	for name, text := range guide {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, err := source.Load([]source.Layer{{Name: "content", FS: folder}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	settings, found := site.ParseSettings([]byte(settingsText))
	references, diags := site.ParseReferences([]byte(sourcesText))
	in := site.Input{Settings: settings, References: references}
	found = append(found, diags...)
	for _, f := range tree.Files("content") {
		data, err := f.Read()
		if err != nil {
			t.Fatal(err)
		}
		if path.Ext(f.Path) != ".md" {
			in.Files = append(in.Files, f)
			continue
		}
		matter, body, diags := frontmatter.Parse(f.Name(), data)
		found = append(found, diags...)
		if f.Path == site.GlossaryPath {
			in.Glossary, _ = site.ParseGlossary(f.Name(), data, body)
		}
		in.Pages = append(in.Pages, site.Parsed{File: f, Matter: matter, Body: body})
	}
	s, diags := site.Assemble(in, site.Options{BaseURL: base, Future: true})
	found = append(found, diags...)
	found = found.Apply(map[string]diag.Severity{"link/dead-page": diag.Off}) // that of the menu
	if len(found) > 0 {
		t.Fatal(found)
	}
	set := load(t, "baseof.html", `{{ block "main" . }}{{ end }}`, "home.html", `{{ define "main" }}home{{ end }}`, "section.html", `{{ define "main" }}section{{ end }}`,
		"page.html", `{{ define "main" }}`+page+`{{ end }}`, "words/en.yaml", wordsText)
	words := map[string]map[string]string{"en": {}, "de": {}}
	return &Renderer{Site: s, Documents: documents.New(s, documents.Options{InterfaceWords: words}, nil), Sets: map[string]*Set{"en": set, "de": set}}
}

// list is what a template writes of pages.
const list = "{{ range %s }}{{ .LinkTitle }} {{ end }}"

// TestWhatTemplatesSee writes what a layout may ask of a page and of the guide.
func TestWhatTemplatesSee(t *testing.T) {
	pages := func(of string) string { return strings.ReplaceAll(list, "%s", of) }
	for _, test := range []struct{ page, template, want string }{
		{"types/water/", "{{ .Title }} {{ .Kind }} {{ .Section }} {{ .RelPermalink }} {{ .Root }} {{ .Permalink }}", "Water page types ../../types/water/ ../../ https://example.org/g/types/water/"},
		{"types/water/", pages(".Ancestors"), "Care Types "},
		{"types/water/", pages(".Related") + "| {{ .NextStep.Title }} | {{ .NextInSection.LinkTitle }} | {{ with .PrevInSection }}{{ .LinkTitle }}{{ end }}", "Air | “Air” | Air | "},
		{"types/water/", "{{ .Parent.Title }}: " + pages(".Parent.Pages") + "| " + pages(".Parent.RegularPages"), "Types: Water Air Deep | Water Air "},
		{"types/water/", pages(".Translations") + "{{ .Language }} {{ (index .Translations 0).Language }}", "Wasser English Deutsch"},
		{"types/water/", "<a{{ .AriaCurrent }}>{{ .IsCurrent }} {{ .Parent.IsCurrent }} {{ .Parent.IsNode }} {{ .IsNode }}", `<a aria-current="page">true false true false`},
		{"types/water/", "{{ .Param `mine` }}, {{ .Param `owner` }}, {{ .Parent.Param `mine` }}, {{ .Params.mine }}", "my own, us, of all, my own"},
		{"types/water/", "{{ .Month .Date }}; {{ .Month .Lastmod }}; {{ .Month .Updated }}; {{ .MonthOf `2026-11` }}; {{ .MonthOf `soon` }}", "Jan 2026; Mar 2026; Mar 2026; Nov 2026; soon"},
		{"types/water/", "{{ .WordCount }} {{ .ReadingTime }} {{ T `read` `n` .ReadingTime }}", "14 1 1 minutes"},
		{"types/water/", "{{ .Summary }} | {{ .NextStep.Summary }}", "Warm water helps. See air and hot. | Own words."},
		{"types/water/", "{{ .TableOfContents }}", `<ol><li><a href="#hot">Hot</a><ol><li><a href="#very">Very</a></li></ol></li><li><a href="#cold">Cold</a></li></ol>`},
		{"types/air/", "{{ .TableOfContents }}{{ .KeyPoints }} {{ .Month .Reviewed }}", "[one] Feb 2026"},
		{"types/water/", "{{ range .References }}{{ .Number }}{{ .ID }}{{ .InText }} {{ end }}", "1Atrue 2Btrue 3Cfalse "},
		{"types/water/", "{{ range .Site.Sources }}{{ .ID }}:{{ range .Uses }}{{ .Page.Title }}{{ .Number }}{{ end }} {{ end }}", "A:Water1 B:Water2 C:Water3 "},
		{"types/water/", "{{ .Ref `air.md#cold` }} {{ .Ref `/faq/late.md` }} {{ .Ref `https://example.net/` }}", "../../types/air/#cold ../../faq/late/ https://example.net/"},
		{"types/water/", "{{ .EditURL }}", "https://example.org/edit/content/types/water.md"},
		{"types/water/", "{{ .Site.Title }}: " + pages(".Site.Sections") + "| " + pages(".Site.RegularPages") + "| {{ .Site.Home.RelPermalink }}", "Care: Faq Types | Late Air earth Water | ../../"},
		{"types/water/", "{{ range .Site.Menu }}{{ .Title }} {{ .Href }} {{ .External }}; {{ end }}{{ .Site.Urgent.Href }} {{ .Site.Directory.Href }}", "Types ../../types/ false; Call tel:&#43;441234567890 true; ../../types/water/#hot "},
		{"types/water/", "{{ range .Site.Alphabet }}{{ .Letter }}:{{ range .Pages }}{{ .LinkTitle }}{{ end }} {{ end }}", "A:Air D:Deep E:earth L:Late T:Types "},
		{"types/water/", "{{ range .Site.Whole }}{{ with .Section }}{{ .Title }}{{ end }}({{ range .Pages }}{{ .Anchor }} {{ end }}){{ end }}", "()Faq(faq-late )Types(types-water types-air types-deep types-deep-earth )()"},
		{"types/water/", "{{ (.Site.PageByPath `de` `types/water.md`).Title }} {{ with .Site.PageByPath `en` `none.md` }}found{{ end }}{{ .Site.HasFile `icon.svg` }}", "Wasser false"},
		{"types/water/", "{{ .HasCode }} {{ .HasDrawing }} {{ .Alone }} {{ .Slug }}", "false false false water"},
		{"faq/late/", "{{ .JSONLD }}", `<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"FAQPage","mainEntity":[{"@type":"Question","acceptedAnswer":{"@type":"Answer","text":"No."},"name":"Is it too late?"}]},{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":"https://example.org/g/","name":"Care","position":1},{"@type":"ListItem","item":"https://example.org/g/faq/","name":"Faq","position":2}]}]}</script>`},
	} {
		r := renderer(t, "https://example.org/g/", test.template)
		page, err := r.Page(r.Site.PageAt(test.page), nil)
		if got := string(page); err != nil || got != test.want {
			t.Errorf("%s on %s:\n%s\nwant\n%s\n%v", test.template, test.page, got, test.want, err)
		}
	}
}

// TestTextsOnPages puts a text on its own page, on another, and on the one that
// holds the whole guide.
func TestTextsOnPages(t *testing.T) {
	r := renderer(t, "", "{{ .Content }}{{ with .Related }}{{ range . }}{{ .Embedded }}{{ end }}{{ end }}")
	water := r.Site.PageAt("types/water/")
	page, err := r.Page(water, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`helps.<sup><a id="cite:1" href="#source:1" role="doc-noteref">1</a></sup>`, `<a href="../../types/air/#cold">air</a>`, `<a href="#hot">hot</a>`,
		`<h2 id="hot">Hot</h2>`, `<h2 id="air-cold">Cold</h2>`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if shown := r.TextsOn(water); len(shown) != 1 || shown[0].URL != "types/air/" {
		t.Errorf("the page shows the texts of %v", shown)
	}
}

// TestMistakesInPages looks at what a layout or front matter asks for in vain.
func TestMistakesInPages(t *testing.T) {
	for template, want := range map[string]string{
		"{{ .Ref `none.md` }}":       `content/types/water.md: error[link/dead-page]: there is no page content/types/none.md`,
		"{{ .Drawing `none.svg` }}":  `content/types/water.md: error[image/missing]: there is no drawing "none.svg"`,
		"{{ T `raed` }}":             `layouts/page.html:1:23: error[words/unknown]: there is no word "raed"`,
		"{{ .Part `none` }}":         `layouts/page.html:1:23: error[layout/execute]: executing "main" at <.Part>: error calling Part: there is no partial "none"`,
		"{{ asset `styles/x.css` }}": `layouts/page.html:1:23: error[layout/execute]: executing "main" at <asset ` + "`styles/x.css`" + `>: error calling asset: there is no asset styles/x.css`,
	} {
		r := renderer(t, "", template)
		_, err := r.Page(r.Site.PageAt("types/water/"), nil)
		if got := fmt.Sprint(err); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", template, got, want)
		}
	}
	r := renderer(t, "", "text")
	// A layout that is not there is the check's to report; the page has that of
	// its kind.
	page, err := r.render(&Page{from: r.Site.PageAt("types/water/"), Root: "../../"}, "pgae", "page")
	if own, _ := r.Page(r.Site.PageAt("types/water/"), nil); err != nil || len(page) == 0 || string(page) != string(own) {
		t.Errorf("with an unknown layout: %q, %v", page, err)
	}
	if page, err := r.NotFound(); page != nil || err != nil {
		t.Errorf("without a layout for it, the page for what is not found is %q, %v", page, err)
	}
}
