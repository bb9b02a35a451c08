package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// Pages are found by their address, by the file that they are published in, and
// by the one that they are made from.
func TestPagesAreFound(t *testing.T) {
	s, _ := assembled(t, Options{}, "languages: {de: {}}", "_index.md: ", "a.md: ", "b.md: url: b.html", "c.md: draft: true", "d.md: slug: a", "e.de.md: ")
	name := func(p *Page) string {
		if p == nil {
			return ""
		}
		return p.Name()
	}
	for output, want := range map[string]string{
		"index.html": "content/_index.md", "a/index.html": "content/a.md", "b.html": "content/b.md", "de/e/index.html": "content/e.de.md",
		"a/": "", "a": "", "": "", "b.html/index.html": "", "c/index.html": "", "a/index.htm": "",
	} {
		if got := name(s.PageIn(output)); got != want {
			t.Errorf("the page in %q is %q, want %q", output, got, want)
		}
	}
	for file, want := range map[string][2]string{
		"content/a.md": {"content/a.md", "content/a.md"}, "a.md": {"content/a.md", "content/a.md"},
		"content/c.md": {"", "content/c.md"}, "content/d.md": {"", "content/d.md"}, "content/f.md": {},
	} {
		if got := [2]string{name(s.PageOf(file)), name(s.FromFile(file))}; got != want {
			t.Errorf("from %s come %q, want %q", file, got, want)
		}
	}
	for url, want := range map[string]Reason{"c/": ReasonDraft, "a/": "", "": "", "c": ""} {
		if out, ok := s.LeftOutAt(url); out.Reason != want || ok != (want != "") {
			t.Errorf("left out at %q: %v, %v", url, out, ok)
		}
	}
	for _, tt := range []struct{ lang, path, want string }{
		{"de", "e.md", "content/e.de.md"}, {"de", "a.md", "content/a.md"}, {"en", "e.md", ""}, {"fr", "a.md", "content/a.md"},
	} {
		if got := name(s.PageByPath(tt.lang, tt.path)); got != tt.want {
			t.Errorf("%s in %s: %q, want %q", tt.path, tt.lang, got, tt.want)
		}
	}
	if p := s.NotFoundPage(); p.URL != "404.html" || p.Lang != "en" || p.Parent != s.Home || p.Written() || !p.IsNode() {
		t.Errorf("the page of wrong addresses is %+v", p)
	}
}

// The address of the guide is the caller's, or else that of the settings, with a
// slash at its end.
func TestAddressOfTheGuide(t *testing.T) {
	for _, tt := range []struct{ settings, given, abs, path string }{
		{"", "", "", "/"},
		{"https://a.example/g", "", "https://a.example/g/x/", "/g/"},
		{"https://a.example/g", "https://b.example", "https://b.example/x/", "/"},
		{"", "https://b.example/h/", "https://b.example/h/x/", "/h/"},
	} {
		settings := ""
		if tt.settings != "" {
			settings = "baseURL: " + tt.settings
		}
		s, _ := assembled(t, Options{BaseURL: tt.given}, settings, "x.md: ")
		if got := s.AbsURL("x/"); got != tt.abs || s.BasePath() != tt.path {
			t.Errorf("%+v: %s below %s", tt, got, s.BasePath())
		}
	}
}

func TestFilesAndRoots(t *testing.T) {
	for url, want := range map[string]string{"": "index.html ./", "a/": "a/index.html ../", "a/b/": "a/b/index.html ../../", "a.html": "a.html ./", "a/b.html": "a/b.html ../"} {
		if got := OutputPath(url) + " " + ToRoot(url); got != want {
			t.Errorf("%q: %s, want %s", url, got, want)
		}
	}
	for name, want := range map[string]string{
		"a": "a", "A B": "a-b", " a ": "a", "a/b": "a-b", "a--b": "a-b", "-a": "a", "a-": "a", "a_b.c": "a_b.c", "Z9": "z9", "z9": "z9", "": "", "!": "", "...": "...",
		"I\u0307": "i\u0307", "É": "é", "e\u0301": "é", "क्षमा": "क्षमा", "٣": "٣", "a\u00adb": "a-b", "a\tb": "a-b",
	} {
		if got := Slug(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for text, want := range map[string]string{"": "", "a b": "A b", "éa": "Éa", "1a": "1a", "ǆ": "Ǆ"} {
		if got := Capitalise(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Two files of one address are reported at the second, and the first stays.
func TestFilesInTheWay(t *testing.T) {
	file := func(layer, name string) *source.File { return &source.File{Path: name, Layer: layer} }
	settings, _ := ParseSettings(nil)
	in := Input{
		Settings: settings, Static: []*source.File{file("static", "a.png"), file("static", "x.html")},
		Files: []*source.File{file("content", "a.png"), file("content", "x/index.html")},
		Pages: []Parsed{{File: file("content", "x.md"), Matter: &frontmatter.Matter{}}},
	}
	s, diags := Assemble(in, Options{})
	if got := fmt.Sprint(diags); !strings.Contains(got, "content/a.png: error[url/duplicate]: the address /a.png is taken by static/a.png") ||
		!strings.Contains(got, "content/x/index.html: error[url/duplicate]: this file has the address of content/x.md") || len(diags) != 2 {
		t.Errorf("said %v", got)
	}
	if s.Files["a.png"].Layer != "static" || s.Files["x/index.html"] != nil || s.Files["x.html"] == nil {
		t.Errorf("files %v", s.Files)
	}
}

// A page that the program adds stands below a section that is there, unless the
// writer has one in its place, and in no list.
func TestPagesOfTheProgram(t *testing.T) {
	settings, _ := ParseSettings([]byte("languages: {de: {}}\n"))
	page := func(name string) Parsed {
		return Parsed{File: &source.File{Path: name, Layer: "content"}, Matter: &frontmatter.Matter{}}
	}
	s, diags := Assemble(Input{
		Settings: settings, Pages: []Parsed{page("s/_index.md"), page("s/own.md"), page("b.de.md")},
		Virtual: []Virtual{
			{Path: "s/new.md", Title: "New", Description: "D", Layout: "l", Parent: "s/_index.md", NoIndex: true},
			{Path: "s/own.md", Parent: "s/_index.md"}, {Path: "t/x.md", Parent: "t/_index.md"},
			{Path: "all.md", Lang: "de", Parent: "_index.md"}, {Path: "s/new.md", Parent: "s/_index.md"},
		},
	}, Options{})
	if got, want := urls(s.Pages), "/ /de/ /de/all/ /de/b/ /s/ /s/new/ /s/own/"; got != want || len(diags) > 0 {
		t.Fatalf("pages %s, want %s; %v", got, want, diags)
	}
	p := s.PageAt("s/new/")
	if p.Parent != s.PageAt("s/") || p.Title != "New" || p.Matter.Description != "D" || p.Matter.Layout != "l" || !p.NoIndex || p.Written() || p.NextInSection() != nil || p.PrevInSection() != nil {
		t.Errorf("the page is %+v", p)
	}
	if urls(s.PageAt("s/").Pages) != "/s/own/" || s.PageByPath("en", "s/new.md") != p || s.Resolve(s.Home, "s/new.md").Page != p {
		t.Error("the page stands in a list, or can't be linked to")
	}
}

// Where nothing but texts has changed, the pages stay; else there is no site to
// be had from the last one.
func TestSitesThatSharePages(t *testing.T) {
	settings, _ := ParseSettings(nil)
	file := func(name string) *source.File { return &source.File{Path: name, Layer: "content"} }
	in := Input{
		Settings: settings, Pages: []Parsed{{file("a.md"), &frontmatter.Matter{}, 3}, {file("b.md"), &frontmatter.Matter{}, 4}},
		Files: []*source.File{file("x.png")}, Static: []*source.File{file("y.png")}, Virtual: []Virtual{{Path: "v.md", Parent: "_index.md"}},
		Glossary: &Glossary{}, References: &References{}, Services: &Services{}, Vocabulary: &Vocabulary{},
	}
	s, _ := Assemble(in, Options{})
	if s.With(in) != s {
		t.Error("of the same input comes another site")
	}
	edited := in
	edited.Pages = slices.Clone(in.Pages)
	edited.Pages[0].File, edited.Pages[0].Body = file("a.md"), 7
	next := s.With(edited)
	if next == nil || next == s || !next.SharesPages(s) {
		t.Fatalf("after an edit of a text there is %v", next)
	}
	a := s.FromFile("a.md")
	if got := next.Text(a); got.File != edited.Pages[0].File || got.Body != 7 || s.Text(a).Body != 3 || next.Text(s.Home) != (Text{}) {
		t.Errorf("the text is %+v, and was %+v", got, s.Text(a))
	}
	for what, edit := range map[string]func(*Input){
		"settings": func(in *Input) { in.Settings = &Settings{} }, "glossary": func(in *Input) { in.Glossary = nil }, "sources": func(in *Input) { in.References = nil },
		"words": func(in *Input) { in.Vocabulary = nil }, "services": func(in *Input) { in.Services = nil }, "pages of the program": func(in *Input) { in.Virtual = nil },
		"files": func(in *Input) { in.Files = nil }, "static files": func(in *Input) { in.Static = []*source.File{file("y.png")} }, "number of pages": func(in *Input) { in.Pages = in.Pages[:1] },
		"front matter":   func(in *Input) { in.Pages = slices.Clone(in.Pages); in.Pages[1].Matter = &frontmatter.Matter{} },
		"name of a page": func(in *Input) { in.Pages = slices.Clone(in.Pages); in.Pages[1].File = file("c.md") },
	} {
		other := in
		edit(&other)
		if s.With(other) != nil {
			t.Errorf("with other %s it is the same site", what)
		}
	}
	if other, _ := Assemble(in, Options{}); other.SharesPages(s) {
		t.Error("two sites share pages")
	}
}

// What leads to pages that are there is known by page; the rest is reported.
func TestLeads(t *testing.T) {
	words, diags := ParseVocabulary([]byte("leads:\n- {to: a.md, for: [one, two]}\n- {to: a.md, for: [three], means: four}\n- {to: ab.md, for: [x]}\n- {to: a.md}\n- {to: d.md, for: [x]}\n"))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	settings, _ := ParseSettings(nil)
	page := func(name string, draft bool) Parsed {
		return Parsed{File: &source.File{Path: name, Layer: "content"}, Matter: &frontmatter.Matter{Draft: draft}}
	}
	s, diags := Assemble(Input{Settings: settings, Vocabulary: words, Pages: []Parsed{page("a.md", false), page("d.md", true)}}, Options{})
	if got := said(diags); got != "vocabulary/dead-lead:4 vocabulary/dead-lead:5 vocabulary/dead-lead:6" || diags[0].Hint != `did you mean "a.md"?` {
		t.Errorf("%s: %v", got, diags)
	}
	leads := s.Leads()[s.PageAt("a/")]
	if len(s.Leads()) != 1 || len(leads) != 3 || leads[1].Means != "four" || leads[0].For[1] != "two" {
		t.Errorf("leads %+v", leads)
	}
	if s.Vocabulary = nil; len(s.Leads()) != 0 {
		t.Error("without words there are leads")
	}
}

// An address in the settings that is dead is told at its place, and for so many
// that it takes no time to look for what they meant.
func TestDeadAddressesOfSettings(t *testing.T) {
	const settings = "menu:\n- {link: a.md}\n- {title: X, link: ab.md}\nurgent: {link: gone.md}\ncontact: /x/\nservices: {link: a.md}\n"
	_, diags := assembled(t, Options{}, settings, "a.md: ")
	if got := said(diags); got != "link/dead-page:4 link/dead-page:3 link/dead-page:5" || diags[1].Hint != `did you mean "a.md"?` || diags[1].Pos.String() != "content/site.yaml:3:20" {
		t.Errorf("%s: %v", got, diags)
	}
	pages := []string{"a.md: "}
	for i := range MaxSearches + 1 {
		pages = append(pages, fmt.Sprintf("p%03d.md: next: ab.md", i))
	}
	_, diags = assembled(t, Options{}, "", pages...)
	if n := len(diags); n != MaxSearches+1 || diags[n-2].Hint == "" || diags[n-1].Hint != "" {
		t.Errorf("%d dead links: %v", n, diags[n-2:])
	}
}

// In the preview a link to a page that is on its way is a warning.
func TestReportsOfLinks(t *testing.T) {
	s, _ := assembled(t, Options{}, "", "a.md: ", "b.md: draft: true", "x.png")
	from := s.PageAt("a/")
	for _, tt := range []struct {
		dest    string
		lenient bool
		want    string
	}{
		{"b.md", true, "warning[link/unpublished]: links to content/b.md, which is not published (draft)"},
		{"b.md", false, "error[link/unpublished]: links to content/b.md, which is not published (draft)"},
		{"/b/", true, "warning[link/unpublished]: links to content/b.md, which is not published (draft)"},
		{"c.md", true, "error[link/dead-page]: there is no page content/c.md"},
		{"x.png", true, `error[link/not-a-page]: "x.png" is not a page of this site`},
	} {
		var diags diag.List
		s.Resolve(from, tt.dest).Report(&diags, diag.Position{}, tt.dest, tt.lenient)
		if got := diags[0].Error(); !strings.HasSuffix(got, tt.want) {
			t.Errorf("%+v: %s", tt, got)
		}
	}
	if link := s.Resolve(from, "a.md?x=%20#%C3%A9"); link.Query != "x=%20" || link.Fragment != "é" || link.Hint("") != "" {
		t.Errorf("%+v", link)
	}
}

// Addresses as other generators make them lead to the page of that file.
func TestAddressesOfOtherGenerators(t *testing.T) {
	s := faultless(t, "", "_index.md: ", "README.md: title: R", "ch/_index.md: ", "ch/one.md: ", "two/index.md: ", "x.html")
	for dest, want := range map[string]string{
		"one.html": "ch/one/", "one.html#a": "ch/one/", "../ch/index.html": "ch/", "../index.html": "", "../two/index.html": "two/", "../README.html": "readme/",
		"/ch/one.html": "ch/one/", "../x.html": "file", "three.html": "link/dead-page", "one.htm": "link/dead-page",
	} {
		link := s.Resolve(s.PageAt("ch/one/"), dest)
		got := link.URL
		if link.File != nil {
			got = "file"
		} else if link.Problem != "" {
			got = link.Code
		}
		if got != want {
			t.Errorf("%s: %q, want %q", dest, got, want)
		}
	}
}

// Order within a section, dates and titles come of what the page says.
func TestWhatPagesSay(t *testing.T) {
	s := faultless(t, "title: Care", "_index.md: ", "s/a.md: {weight: 1, date: 2026-01-02, lastmod: 2026-01-03}", "s/t/b.md: weight: 2", "s/c.md: {weight: 3, date: 2026-02-01, reviewed: 2026-01-01, publishDate: 2026-02-02}", "d.md: linkTitle: D")
	a, c := s.PageAt("s/a/"), s.PageAt("s/c/")
	if a.NextInSection() != c || c.PrevInSection() != a || a.PrevInSection() != nil || c.NextInSection() != nil || s.PageAt("s/").NextInSection() != nil || s.Home.NextInSection() != nil {
		t.Error("a section's neighbours are not its pages")
	}
	for _, tt := range []struct{ url, want string }{
		{"s/a/", "s false 2026-01-03 A A /s/ /"}, {"s/c/", "s false 2026-02-02 C C /s/ /"}, {"s/t/b/", "s false 0001-01-01 B B /s/t/ /s/ /"}, {"d/", " false 0001-01-01 D D /"},
		{"s/t/", "s true 0001-01-01 T T /s/ /"}, {"", " true 0001-01-01 Care Care "},
	} {
		p := s.PageAt(tt.url)
		if got := fmt.Sprint(p.Section(), " ", p.IsNode(), " ", p.Updated().Format("2006-01-02"), " ", p.Title, " ", p.LinkTitle(), " ", urls(p.Ancestors())); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.url, got, tt.want)
		}
	}
}
