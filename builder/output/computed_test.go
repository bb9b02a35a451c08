package output_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"aftercare/builder/output"
	"aftercare/builder/site"
)

// with is the small guide with more files, or others in the place of its own.
func with(more map[string]string) map[string]string {
	files := maps.Clone(small)
	maps.Copy(files, more)
	return files
}

// whole is a guide with all that the program adds by request: the sheet, the page
// that holds everything, a second language.
var whole = with(map[string]string{
	"content/site.yaml":          "title: Care & more\ndescription: All of it.\nsinglePage: true\nsheetTitle: My plan\nlanguages: {de: {}, en: {}}\n",
	"content/start.md":           "---\ntitle: Start\n---\nText. [Water](types/water.md)\n",
	"content/a.de.md":            "---\ntitle: A\n---\nWarmes Wasser.\n",
	"content/sheet/_index.md":    "---\ntitle: Sheet\n---\n",
	"content/sheet/questions.md": "## First {#first}\n\n### A drink? {#drink .text n=1}\n",
	"content/sheet/numbers.yaml": "1: drink =15tu\nnext: 2\n",
	"layouts/whole.html":         `{{define "main"}}{{range .Site.Whole}}{{range .Pages}}<h2>{{.Title}}</h2>{{.Embedded}}{{end}}{{end}}{{if .Alone}}<script id="page:search-index" type="application/json"></script>{{end}}{{end}}`,
	"layouts/blank.html":         `{{define "main"}}{{range .Data.Sections}}{{.Title}} {{end}}{{$.Data.People}}{{end}}`,
	"layouts/card.html":          `{{define "main"}}card {{.Data.People}}{{end}}`,
	"layouts/section.html":       `{{define "main"}}{{.Title}}{{with .Data}} for {{.People}}{{end}}{{end}}`,
	"layouts/all.html":           `{{define "main"}}{{range .Site.Alphabet}}{{.Letter}}{{end}}{{end}}`,
})

// What programs read, to the letter.
func TestFilesOfProgramsToTheLetter(t *testing.T) {
	files := with(map[string]string{
		"content/site.yaml":        "title: Care & more\ndescription: All of it.\n",
		"content/types/water.md":   "---\ntitle: Water <b>\ndescription: ' Warm & cool. '\ndate: 2026-03-04T23:30:00-02:00\n---\nText.\n",
		"content/about/us.md":      "---\ntitle: Us\ndate: 2026-05-05\n---\nText.\n",
		"content/types/deep/x.md":  "---\ntitle: X\n---\nText.\n",
		"content/types/_index.md":  "---\ntitle: Types\ndate: 2026-09-09\n---\n",
		"content/types/undated.md": "---\ntitle: Undated\n---\nText.\n",
	})
	s := snapshot(t, "https://example.org/g/", files)
	for name, want := range map[string]string{
		"robots.txt": "User-agent: *\nDisallow:\n\nSitemap: https://example.org/g/sitemap.xml\n",
		"llms.txt": "# Care & more\n\n> All of it.\n\n- [Start](https://example.org/g/start/): \n\n## About\n\n- [Us](https://example.org/g/about/us/): \n\n## Deep\n\n" +
			"\n## Types\n\n- [Undated](https://example.org/g/types/undated/): \n- [Water <b>](https://example.org/g/types/water/):  Warm & cool. \n",
		"feed.xml": `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
 <title>Care &amp; more</title>
 <id>https://example.org/g/</id>
 <updated>2026-03-05T01:30:00Z</updated>
 <link href="https://example.org/g/"></link>
 <link rel="self" href="https://example.org/g/feed.xml"></link>
 <author>
  <name>Care &amp; more</name>
 </author>
 <entry>
  <title>Water &lt;b&gt;</title>
  <id>https://example.org/g/types/water/</id>
  <updated>2026-03-05T01:30:00Z</updated>
  <link href="https://example.org/g/types/water/"></link>
  <summary>Warm &amp; cool.</summary>
 </entry>
 <entry>
  <title>Start</title>
  <id>https://example.org/g/start/</id>
  <updated>2026-01-02T00:00:00Z</updated>
  <link href="https://example.org/g/start/"></link>
 </entry>
</feed>
`,
		"first/index.html": `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Start</title>
<link rel="canonical" href="https://example.org/g/start/">
<script type="module" src="../SCRIPT"></script>
<noscript><meta http-equiv="refresh" content="0; url=../start/#top"></noscript>
</head>
<body><main><p><a id="to" href="../start/#top">Start</a></p></main></body>
</html>
`,
	} {
		i := slices.IndexFunc(s.Names(), func(n string) bool { return strings.HasPrefix(n, "assets/redirect.") })
		if got := read(t, s, name); got != strings.Replace(want, "SCRIPT", s.Names()[max(0, i)], 1) {
			t.Errorf("%s is\n%s", name, got)
		}
	}
	if got := read(t, snapshot(t, "", files), "robots.txt"); got != "User-agent: *\nDisallow:\n" {
		t.Errorf("without an address robots.txt is\n%s", got)
	}
	if got := read(t, snapshot(t, "", files), "first/index.html"); strings.Contains(got, "canonical") {
		t.Errorf("without an address a redirect is\n%s", got)
	}
	if got := read(t, snapshot(t, "https://example.org/", map[string]string{"content/_index.md": "---\ntitle: T\n---\n"}), "feed.xml"); !strings.Contains(got, "<updated>1970-01-01T00:00:00Z</updated>\n <link") {
		t.Errorf("a feed of nothing is\n%s", got)
	}
}

// The feed has the newest twenty, and the sitemap all but what search engines are
// to leave.
func TestFeedAndSitemapOfMany(t *testing.T) {
	files := map[string]string{"content/_index.md": "---\ntitle: T\n---\n"}
	for i := range 25 {
		files[fmt.Sprintf("content/p%02d.md", i)] = fmt.Sprintf("---\ntitle: P%02d\ndate: 2026-01-%02d\n---\nText.\n", i, i+1)
	}
	feed := read(t, snapshot(t, "https://example.org/", files), "feed.xml")
	if n := strings.Count(feed, "<entry>"); n != 20 || !strings.Contains(feed, "P05") || strings.Contains(feed, "P04") || strings.Index(feed, "P24") > strings.Index(feed, "P23") {
		t.Errorf("the feed of 25 pages has %d\n%s", n, feed)
	}
	sitemap := read(t, snapshot(t, "https://example.org/", whole), "sitemap.xml")
	for part, want := range map[string]bool{
		"/start/</loc>\n </url>": true, "/types/water/</loc>\n  <lastmod>2026-03-04<": true, "/sheet/blank/</loc>": true, "/de/a/</loc>": true,
		"/whole/": false, "/all/": false, "/sheet/blank/quick-2/": false,
	} {
		if strings.Contains(sitemap, part) != want {
			t.Errorf("the sitemap has %q: %v\n%s", part, !want, sitemap)
		}
	}
}

// A guide that asks for it has the sheet to print, a copy of it to keep, and
// everything on one page and in one file.
func TestWhatAGuideAsksFor(t *testing.T) {
	s := snapshot(t, "https://example.org/g/", whole)
	for name, want := range map[string]string{
		"sheet/index.html": "Sheet for 1", "sheet/my-plan.html": "Sheet for 1", "sheet/blank/index.html": "card 1", "sheet/blank/quick-1/index.html": `">1`, "sheet/blank/everything-6/index.html": "First 6",
		"whole/index.html": `<h2>Start</h2><p>Text. <a href="#types-water">Water</a></p>`, "guide.html": `<h2>Start</h2><p>Text. <a href="#types-water">Water</a></p>`, "all/index.html": "DMSTW", "de/all/index.html": "A", "types/index.html": "Types",
	} {
		if got := read(t, s, name); !strings.HasSuffix(strings.TrimSpace(got), want) && !strings.Contains(got, want+"\n") && !strings.Contains(got, want+"<") {
			t.Errorf("%s does not end in %q:\n%s", name, want, got)
		}
	}
	for _, name := range []string{"sheet/my-plan.html", "guide.html"} {
		if got := read(t, s, name); !strings.Contains(got, "<style>") || strings.Contains(got, "assets/") {
			t.Errorf("%s needs other files:\n%s", name, got)
		}
		if !strings.Contains(read(t, s, "_headers"), "/g/"+name+"\n  Content-Disposition: attachment\n") {
			t.Errorf("hosts are not asked to hand over %s", name)
		}
	}
	if got := read(t, s, "guide.html"); strings.Contains(got, `type="application/json"></script>`) || !strings.Contains(got, "water") {
		t.Errorf("the copy of everything can't be searched:\n%s", got)
	}
	for _, name := range []string{"whole/index.html", "sheet/index.html"} {
		if got := read(t, s, name); strings.Contains(got, "<style>") {
			t.Errorf("%s has its styles inside", name)
		}
	}
	languages := map[string]bool{}
	for _, name := range s.Names() {
		if file, ok := strings.CutSuffix(name, ".txt"); ok && strings.Contains(name, "search") {
			languages[strings.TrimSuffix(file, "search")] = true
		}
	}
	if len(languages) == 0 {
		t.Errorf("there is no word index among %v", s.Names())
	}
	plain := snapshot(t, "", small)
	for _, name := range []string{"guide.html", "whole/index.html", "sheet/index.html", "all.html", "de/index.html"} {
		if plain.Has(name) {
			t.Errorf("a guide that does not ask for it has %s", name)
		}
	}
	without := maps.Clone(whole)
	delete(without, "layouts/whole.html")
	if snapshot(t, "", without).Has("guide.html") {
		t.Error("without a layout there is a copy of everything")
	}
	if got := read(t, snapshot(t, "", with(map[string]string{"content/sheet/_index.md": "---\ntitle: Sheet\n---\n", "layouts/section.html": whole["layouts/section.html"]})), "sheet/index.html"); strings.Contains(got, " for ") {
		t.Errorf("a section of that name without questions has a form:\n%s", got)
	}
}

func TestPagesOfTheProgram(t *testing.T) {
	paths := func(pages []site.Virtual) string {
		var list []string
		for _, p := range pages {
			list = append(list, fmt.Sprintf("%s:%s:%s:%v", p.Lang, p.Path, p.Layout, p.NoIndex))
		}
		return strings.Join(list, " ")
	}
	for _, tt := range []struct{ settings, single, lists string }{
		{"", "", ":all.md:all:true"},
		{"singlePage: true\n", ":whole.md:whole:true", ":all.md:all:true"},
		{"languages: {fr: {}, en: {}, de: {}}\n", "", ":all.md:all:true de:all.md:all:true fr:all.md:all:true"},
	} {
		s, diags := site.ParseSettings([]byte(tt.settings))
		if single, lists := paths(output.SinglePage(s)), paths(output.ListPages(s)); len(diags) > 0 || single != tt.single || lists != tt.lists {
			t.Errorf("%q: %s, %s, %v", tt.settings, single, lists, diags)
		}
	}
	pages := output.SheetPages("My plan")
	if got := paths(pages[:2]); got != ":sheet/blank.md:card:false :sheet/blank/quick-1.md:blank:true" || pages[1].Title != "My plan" || pages[1].Parent != "sheet/_index.md" {
		t.Errorf("pages of the sheet: %s", got)
	}
}

// Who reads a file may write into what was read.
func TestReadersMayWrite(t *testing.T) {
	s := snapshot(t, "https://example.org/", whole)
	for _, name := range s.Names() {
		want := read(t, s, name)
		data, err := s.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		clear(data)
		if read(t, s, name) != want {
			t.Errorf("%s is not what it was", name)
		}
	}
	file := output.File("a/b.txt", []byte("text"))
	info, err := file.Stat()
	if err != nil || info.Name() != "b.txt" || info.Size() != 4 || info.Sys() != nil || !info.ModTime().IsZero() {
		t.Errorf("described as %+v, %v", info, err)
	}
	if data, err := io.ReadAll(file); err != nil || !bytes.Equal(data, []byte("text")) {
		t.Errorf("read %q, %v", data, err)
	}
}
