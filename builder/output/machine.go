package output

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftercare/builder/site"
)

// addMachineFiles adds the files that programs read: error page, sitemap, feed,
// robots.txt and headers.
func (f *FS) addMachineFiles(in Input) {
	f.add("404.html", in.Renderer.NotFound)
	f.add("robots.txt", func() ([]byte, error) { return robots(in.Site), nil })
	f.add("_headers", func() ([]byte, error) { return headers(in.Site, f.copies), nil })
	if in.Site.BaseURL != "" {
		f.add("sitemap.xml", func() ([]byte, error) { return sitemap(in.Site) })
		f.add("feed.xml", func() ([]byte, error) { return feed(in) })
		f.add("llms.txt", func() ([]byte, error) { return overview(in.Site), nil })
	}
}

// robots allows everything, as RFC 9309 has it, and names the sitemap.
func robots(s *site.Site) []byte {
	text := "User-agent: *\nDisallow:\n"
	if s.BaseURL != "" {
		text += "\nSitemap: " + s.AbsURL("sitemap.xml") + "\n"
	}
	return []byte(text)
}

// contentSecurityPolicy allows pages nothing but the guide's own styles, scripts and
// images. Layouts repeat it in a meta element for hosts that do not read _headers;
// frame-ancestors works only as a header.
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

// headers returns a file that several static hosts read: a path pattern, then
// indented headers. copies are files for download.
func headers(s *site.Site, copies []string) []byte {
	root := hostPath(s, "")
	text := root + "*\n" +
		"  Content-Security-Policy: " + contentSecurityPolicy + "\n" +
		"  Referrer-Policy: no-referrer\n" +
		"  X-Content-Type-Options: nosniff\n" +
		"  Permissions-Policy: geolocation=(), microphone=(), camera=(self), interest-cohort=()\n" +
		"  Cross-Origin-Opener-Policy: same-origin\n" +
		"  Cross-Origin-Resource-Policy: same-origin\n"
	if root == "/" { // the header applies to the whole host
		text += "  Strict-Transport-Security: max-age=31536000\n"
	}
	text += root + "sheet/*\n" +
		"  Content-Security-Policy: " + strings.Replace(contentSecurityPolicy, "connect-src 'self'", "connect-src 'none'", 1) + "\n" +
		root + "assets/*\n" +
		"  Cache-Control: public, max-age=31536000, immutable\n"
	for _, name := range copies {
		text += hostPath(s, name) + "\n  Content-Disposition: attachment\n"
	}
	return []byte(text)
}

// overview describes the guide to language models as llmstxt.org proposes: a title, a
// summary, and each section's pages with their descriptions.
func overview(s *site.Site) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n> %s\n", s.Settings.Title, s.Settings.Description)
	item := func(p *site.Page) {
		if p.Kind == site.KindPage {
			fmt.Fprintf(&b, "- [%s](%s): %s\n", p.Title, s.AbsURL(p.URL), p.Matter.Description)
		}
	}
	b.WriteByte('\n')
	for _, p := range s.Home.Pages {
		item(p)
	}
	for _, section := range s.Home.Pages {
		if section.Kind != site.KindSection {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", section.Title)
		for _, p := range section.Pages {
			item(p)
		}
	}
	return []byte(b.String())
}

// sitemap follows sitemaps.org 0.9.
func sitemap(s *site.Site) ([]byte, error) {
	type entry struct {
		Loc     string `xml:"loc"`
		Lastmod string `xml:"lastmod,omitempty"`
	}
	set := struct {
		XMLName xml.Name `xml:"urlset"`
		NS      string   `xml:"xmlns,attr"`
		URLs    []entry  `xml:"url"`
	}{NS: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, p := range s.Pages {
		if p.NoIndex {
			continue
		}
		e := entry{Loc: s.AbsURL(p.URL)}
		if t := p.Updated(); !t.IsZero() {
			e.Lastmod = t.Format(time.DateOnly)
		}
		set.URLs = append(set.URLs, e)
	}
	return marshal(set)
}

func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write XML: %w", err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// feedLength limits the feed to the newest pages.
const feedLength = 20

type feedLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type feedEntry struct {
	Title   string   `xml:"title"`
	ID      string   `xml:"id"`
	Updated string   `xml:"updated"`
	Link    feedLink `xml:"link"`
	Summary string   `xml:"summary,omitempty"`
}

// aboutSection is the section about the guide itself.
const aboutSection = "about"

// feed returns an Atom feed (RFC 4287) of the pages with a date, latest change first,
// without those about the guide itself.
func feed(in Input) ([]byte, error) {
	s := in.Site
	var pages []*site.Page
	for _, p := range s.Pages {
		if p.Kind == site.KindPage && p.Section() != aboutSection && !p.Updated().IsZero() {
			pages = append(pages, p)
		}
	}
	slices.SortStableFunc(pages, func(a, b *site.Page) int { return b.Updated().Compare(a.Updated()) })
	pages = pages[:min(len(pages), feedLength)]
	doc := struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Title   string      `xml:"title"`
		ID      string      `xml:"id"`
		Updated string      `xml:"updated"`
		Links   []feedLink  `xml:"link"`
		Author  string      `xml:"author>name"`
		Entries []feedEntry `xml:"entry"`
	}{
		Title: s.Settings.Title, ID: s.BaseURL, Updated: atomTime(time.Unix(0, 0)), Author: s.Settings.Title,
		Links: []feedLink{{"", s.BaseURL}, {"self", s.AbsURL("feed.xml")}},
	}
	for _, p := range pages {
		doc.Entries = append(doc.Entries, feedEntry{p.Title, s.AbsURL(p.URL), atomTime(p.Updated()), feedLink{"", s.AbsURL(p.URL)}, strings.TrimSpace(p.Matter.Description)})
	}
	if len(pages) > 0 {
		doc.Updated = atomTime(pages[0].Updated())
	}
	return marshal(doc)
}

func atomTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }
