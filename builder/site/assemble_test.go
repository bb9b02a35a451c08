package site

import (
	"fmt"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// assembled makes a site of front matter by path, given as "path: front
// matter", in the order given, and tells what is wrong with it.
func assembled(t testing.TB, opts Options, settings string, pages ...string) (*Site, diag.List) {
	t.Helper()
	s, diags := ParseSettings([]byte(settings))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	in := Input{Settings: s}
	for _, page := range pages {
		name, matter, _ := strings.Cut(page, ": ")
		f := &source.File{Path: name, Layer: "content"}
		if !strings.EqualFold(path.Ext(name), ".md") {
			in.Files = append(in.Files, f)
			continue
		}
		m, body, diags := frontmatter.Parse(f.Name(), []byte("---\n"+matter+"\n---\n"))
		if len(diags) > 0 {
			t.Fatal(diags)
		}
		in.Pages = append(in.Pages, Parsed{File: f, Matter: m, Body: body})
	}
	if opts.Now.IsZero() {
		opts.Now = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	}
	return Assemble(in, opts)
}

func urls(pages []*Page) string {
	var list []string
	for _, p := range pages {
		list = append(list, "/"+p.URL)
	}
	return strings.Join(list, " ")
}

func TestAddresses(t *testing.T) {
	for page, want := range map[string]string{
		"_index.md: ":                     "/",
		"about.md: ":                      "/about/",
		"types/_index.md: ":               "/types/",
		"types/Warm Water.md: ":           "/types/warm-water/",
		"types/water/index.md: ":          "/types/water/",
		"types/water.md: slug: drinks":    "/types/drinks/",
		"types/water.md: url: /else/here": "/else/here/",
		"types/water.md: url: old.html":   "/old.html",
		"types/index.md: slug: x":         "/x/",
		"types/???.md: slug: asked":       "/types/asked/",
		"UPPER.MD: ":                      "/upper/",
		"types/Mixed.Md: slug: drinks":    "/types/drinks/",
		"types/water/index.mD: ":          "/types/water/",
		"types/_index.MD: ":               "/types/",
	} {
		s, diags := assembled(t, Options{}, "", page)
		name, _, _ := strings.Cut(page, ": ")
		at := slices.IndexFunc(s.Pages, func(p *Page) bool { return p.file == name })
		if len(diags) > 0 || at < 0 || "/"+s.Pages[at].URL != want {
			t.Errorf("%s: %s, %v; want %s", page, urls(s.Pages), diags, want)
		}
	}
}

func TestWhatTakesTheSamePlace(t *testing.T) {
	for _, test := range []struct {
		name, settings string
		pages          []string
		want           []string // code and file of each diagnostic
	}{
		{"two files of one page", "", []string{"a.md: ", "a/index.md: "}, []string{"url/duplicate content/a/index.md"}},
		{"a slug", "", []string{"a.md: ", "b.md: slug: a"}, []string{"url/duplicate content/b.md"}},
		{"letter case", "", []string{"A.md: ", "a.md: "}, []string{"url/duplicate content/a.md"}},
		{"a language written in two ways", "languages: {de: {}}", []string{"a.de.md: ", "de/a.md: "}, []string{"url/duplicate content/de/a.md"}},
		{"a name without letters is its section", "", []string{"types/_index.md: ", "types/???.md: "}, []string{"url/duplicate content/types/_index.md"}},
		{"a page is a folder, whatever its name", "", []string{"a.md: url: x.png", "x.png"}, nil},
		{"an alias that is a page", "", []string{"a.md: ", "b.md: aliases: [/a/]"}, []string{"url/alias-taken content/b.md"}},
		{"an alias in other letters", "", []string{"a.md: ", "b.md: aliases: [/A/]"}, []string{"url/alias-taken content/b.md"}},
		{"an alias that is a source file", "", []string{"a.md: aliases: [old-space.md]"}, []string{"url/bad content/a.md"}},
		{"an alias of two", "", []string{"a.md: aliases: [/old/]", "b.md: aliases: [/old]"}, []string{"url/alias-taken content/b.md"}},
		{"an alias that is a file", "", []string{"a.md: aliases: [x.html]", "x.html"}, []string{"url/alias-taken content/a.md"}},
		{"an alias of its own page", "", []string{"a.md: aliases: [/a/]"}, []string{"url/alias-taken content/a.md"}},
		{"a page of another language", "languages: {de: {}}", []string{"a.md: ", "a.de.md: "}, nil},
	} {
		_, diags := assembled(t, Options{}, test.settings, test.pages...)
		var got []string
		for _, d := range diags {
			got = append(got, d.Code+" "+d.Pos.File)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWhatIsNotPublishedIsNowhere(t *testing.T) {
	pages := []string{
		"_index.md: ", "a/_index.md: ", "a/shown.md: tags: [calm]", "a/draft.md: {draft: true, tags: [calm, secret], aliases: [/old/]}",
		"a/future.md: date: 2027-01-01", "a/expired.md: expiryDate: 2026-11-22", "a/embargo.md: {date: 2020-01-01, publishDate: 2027-01-01}",
	}
	s, diags := assembled(t, Options{}, "", pages...)
	if got, want := urls(s.Pages), "/ /a/ /a/shown/ /tags/ /tags/calm/"; got != want || len(diags) > 0 {
		t.Errorf("pages %s, want %s; %v", got, want, diags)
	}
	var reasons []string
	for _, out := range s.LeftOut {
		reasons = append(reasons, fmt.Sprintf("%s:%s", out.Page.Path, out.Reason))
	}
	if got := strings.Join(reasons, " "); got != "a/draft.md:draft a/embargo.md:future a/expired.md:expired a/future.md:future" {
		t.Errorf("left out %s", got)
	}
	if len(s.Redirects) > 0 || urls(s.PageAt("a/").Pages) != "/a/shown/" || urls(s.PageAt("tags/calm/").Pages) != "/a/shown/" {
		t.Error("a list or a redirect tells of a page that is not published")
	}
	all, _ := assembled(t, Options{Drafts: true, Future: true, Expired: true}, "", pages...)
	if len(all.LeftOut) > 0 || len(all.PageAt("a/").Pages) != 5 {
		t.Errorf("with everything: %s", urls(all.Pages))
	}
}

func TestLanguages(t *testing.T) {
	s, diags := assembled(t, Options{}, "languages: {de: {name: Deutsch}, pt-br: {}}",
		"_index.md: ", "a.md: title: A", "b.md: title: B", "a.de.md: title: A auf Deutsch", "de/c.md: title: C", "sub/x.pt-br.md: title: X", "a.fr.md: title: no language")
	if got, want := urls(s.Pages), "/ /a.fr/ /a/ /b/ /de/ /de/a/ /de/c/ /pt-br/ /pt-br/sub/ /pt-br/sub/x/"; got != want || len(diags) > 0 {
		t.Errorf("pages %s, want %s; %v", got, want, diags)
	}
	german := s.PageAt("de/a/")
	if german.Lang != "de" || german.Path != "a.md" || urls(german.Translations) != "/a/" || urls(s.PageAt("a/").Translations) != "/de/a/" {
		t.Errorf("translations of %+v", german)
	}
	if p := s.PageByPath("de", "b.md"); p == nil || p.Lang != "en" {
		t.Error("a page that is not translated is not found in the default language")
	}
	if urls(s.Homes) != "/ /de/ /pt-br/" || german.Parent != s.Homes[1] || german.NextInSection() != s.PageAt("de/c/") {
		t.Errorf("homes %s, parent %v", urls(s.Homes), german.Parent)
	}
}

func TestTagsOfAPage(t *testing.T) {
	s, _ := assembled(t, Options{}, "", "b.md: {tags: [Calm, calm, 'Quiet time', Calm]}", "a.md: {tags: [calm]}", "c/d.md: {weight: 1, tags: [calm]}")
	if got, want := urls(s.PageAt("tags/").Pages), "/tags/calm/ /tags/quiet-time/"; got != want {
		t.Errorf("tags %s, want %s", got, want)
	}
	if got, want := urls(s.PageAt("tags/calm/").Pages), "/c/d/ /a/ /b/"; got != want {
		t.Errorf("pages of a tag %s, want %s", got, want)
	}
	if a := s.PageAt("a/"); a.NextInSection() != s.PageAt("b/") {
		t.Error("a tag's order changes that of the section")
	}
}

// The same pages make the same site in whatever order they are read.
func TestOrderOfReadingDoesNotMatter(t *testing.T) {
	var pages []string
	for i := range 60 {
		pages = append(pages, fmt.Sprintf("s%d/p%02d.md: {title: T%d, weight: %d, tags: [t%d, t%d]}", i%4, i, i%7, i%5-1, i%3, i%2))
	}
	describe := func(s *Site) string {
		var b strings.Builder
		for _, p := range s.Pages {
			fmt.Fprintf(&b, "%s: %s\n", p.URL, urls(p.Pages))
		}
		return b.String()
	}
	first, _ := assembled(t, Options{}, "", pages...)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		if again, _ := assembled(t, Options{}, "", pages...); describe(again) != describe(first) {
			t.Fatalf("another order of reading gives another site:\n%s\n%s", describe(first), describe(again))
		}
	}
	for _, p := range first.Pages {
		for i, child := range p.Pages {
			if p.Kind == KindSection && (child.Parent != p || i > 0 && child.PrevInSection() != p.Pages[i-1]) {
				t.Errorf("%s is not in its place below %s", child.URL, p.URL)
			}
		}
	}
}

// Without weights, files that are numbered stand in the order of their numbers.
func TestNumbersOrderPages(t *testing.T) {
	want := []string{"b/ch00-00-z.md", "b/ch01-02-y.md", "b/ch01-10-a.md", "b/ch10-00-a.md", "b/appendix.md", "b/foreword.md"}
	var pages []*Page
	for _, file := range []int{5, 2, 0, 3, 4, 1} {
		pages = append(pages, &Page{Path: want[file], Matter: &frontmatter.Matter{}, Title: titleFromPath(want[file])})
	}
	first := &Page{Path: "b/z.md", Matter: &frontmatter.Matter{Weight: 7}}
	pages = append(pages, first)
	sortPages(pages)
	if pages[0] != first {
		t.Error("a weight counts less than a number")
	}
	for i, p := range pages[1:] {
		if p.Path != want[i] {
			t.Errorf("%d is %s, want %s", i, p.Path, want[i])
		}
	}
}

// A page without a title is named after its file, without what puts files in
// order.
func TestTitleFromPath(t *testing.T) {
	for file, want := range map[string]string{
		"warm-drinks.md": "Warm drinks", "a/_index.md": "A", "_index.md": "Home", "01-tea.md": "Tea", "1_tea_cup.md": "Tea cup",
		"ch05-01-tea.md": "Tea", "2026-11-22-tea.md": "Tea", "02-mornings/index.md": "Mornings", "7.md": "7", "2026-11.md": "2026 11", "4u.md": "4u", "charm-2.md": "Charm 2",
	} {
		if got := titleFromPath(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}
