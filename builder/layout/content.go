package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"path"
	"slices"
	"strings"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// wordsPerMinute is the average adult's silent reading speed for English non-fiction
// (Brysbaert 2019: 238), rounded down for tired readers.
const wordsPerMinute = 200

// document parses the page when its text is first needed.
func (p *Page) document() (*markdown.Document, error) {
	p.noteShown()
	if p.doc == nil {
		doc, err := p.r.Documents.Document(p.page)
		if err != nil {
			return nil, err
		}
		p.doc = doc
	}
	return p.doc, nil
}

func (p *Page) facts() (*markdown.Document, error) {
	p.noteShown()
	if p.doc != nil {
		return p.doc, nil
	}
	return p.r.Documents.Facts(p.page)
}

// noteShown records that the page being rendered depends on this page's text.
func (p *Page) noteShown() {
	if p.shared || p.page != p.from {
		p.texts[p.page] = true
	}
}

// Content is the page's text.
func (p *Page) Content() (template.HTML, error) { return p.contentWith("") }

// Embedded is the page's text for use on another page. Its ids, and the links to
// them, are prefixed with the last part of its address or, on the single page, with
// all of it.
func (p *Page) Embedded() (template.HTML, error) {
	if !p.whole {
		return p.contentWith(p.Slug() + "-")
	}
	text, err := p.contentWith(p.Anchor() + "-")
	return demote(text), err
}

// Slug is the last part of the page's address.
func (p *Page) Slug() string { return path.Base("/" + strings.TrimSuffix(p.URL, "/")) }

func (p *Page) contentWith(prefix string) (template.HTML, error) {
	doc, err := p.document()
	if err != nil {
		return "", err
	}
	text := make([]byte, 0, len(doc.HTML)*3/2) // with what fills its holes
	return template.HTML(doc.AppendHTML(text, prefix, &resolver{p, doc, prefix})), nil
}

// Plain is the page's text without any markup.
func (p *Page) Plain() (string, error) {
	doc, err := p.document()
	if err != nil {
		return "", err
	}
	var parts []string
	for _, piece := range doc.Prose {
		if piece.Text != "" {
			parts = append(parts, piece.Text)
		}
	}
	return strings.Join(parts, " "), nil
}

// Summary is the first paragraph without markup, or the writer's own.
func (p *Page) Summary() (string, error) {
	if p.page.Matter.Summary != "" {
		return p.page.Matter.Summary, nil
	}
	doc, err := p.facts()
	if err != nil {
		return "", err
	}
	return doc.Summary, nil
}

// WordCount is the number of words of prose.
func (p *Page) WordCount() (int, error) {
	doc, err := p.facts()
	if err != nil {
		return 0, err
	}
	return doc.Words, nil
}

// ReadingTime is the reading time in minutes, at least one.
func (p *Page) ReadingTime() (int, error) {
	words, err := p.WordCount()
	return max(1, (words+wordsPerMinute/2)/wordsPerMinute), err
}

// HasDrawing reports whether the text has an inline drawing, which needs a style of
// its own.
func (p *Page) HasDrawing() (bool, error) {
	doc, err := p.document()
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(doc.Links, func(l markdown.Link) bool { return l.Kind == markdown.LinkImage && isDrawing(l.Dest) }), nil
}

// HasCode reports whether the text has code, which needs a style of its own.
func (p *Page) HasCode() (bool, error) {
	doc, err := p.document()
	if err != nil {
		return false, err
	}
	return bytes.Contains(doc.HTML, []byte(`class="chroma`)), nil
}

// Heading is an entry of the table of contents.
type Heading struct {
	// ID is the target of a link, HTML the heading's text, and Children are the
	// headings below it.
	ID       string
	HTML     template.HTML
	Children []Heading
}

// Headings are the headings of level two, each with those of level three below it.
func (p *Page) Headings() ([]Heading, error) {
	doc, err := p.document()
	if err != nil {
		return nil, err
	}
	var list []Heading
	for _, h := range doc.Headings {
		entry := Heading{ID: h.ID, HTML: template.HTML(h.HTML)}
		switch {
		case h.Level == 2:
			list = append(list, entry)
		case h.Level == 3 && len(list) > 0:
			last := &list[len(list)-1]
			last.Children = append(last.Children, entry)
		}
	}
	return list, nil
}

// TableOfContents is the table of contents as nested lists, "" for fewer than two
// headings.
func (p *Page) TableOfContents() (template.HTML, error) {
	if p.contents != nil {
		return *p.contents, nil
	}
	list, err := p.Headings()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if len(list) > 1 {
		b.Grow(1 << 10)
		writeContents(&b, list)
	}
	contents := template.HTML(b.String())
	p.contents = &contents
	return contents, nil
}

func writeContents(b *strings.Builder, list []Heading) {
	b.WriteString("<ol>")
	for _, h := range list {
		b.WriteString(`<li><a href="#`)
		b.WriteString(template.HTMLEscapeString(h.ID))
		b.WriteString(`">`)
		b.WriteString(string(h.HTML))
		b.WriteString("</a>")
		if len(h.Children) > 0 {
			writeContents(b, h.Children)
		}
		b.WriteString("</li>")
	}
	b.WriteString("</ol>")
}

// Cited is a source at the foot of a page.
type Cited struct {
	// Number counts from 1, in the order of citation.
	Number int
	// InText is set if the text cites the source. The first citation has the id
	// cite:NUMBER.
	InText bool
	*site.Reference
}

// References are the sources of the page: those cited in the text, by number, then
// those named only in the front matter.
func (p *Page) References() ([]Cited, error) {
	doc, err := p.facts()
	if err != nil {
		return nil, err
	}
	var cited []Cited
	seen := map[string]bool{}
	add := func(id string, inText bool) {
		if ref := p.r.Site.References.Get(id); ref != nil && !seen[id] {
			seen[id] = true
			cited = append(cited, Cited{len(cited) + 1, inText, ref})
		}
	}
	for _, c := range doc.Cites {
		add(c.ID, true)
	}
	for _, id := range p.page.Matter.Sources {
		add(id, false)
	}
	return cited, nil
}

// resolver fills the holes of a page's text.
type resolver struct {
	page   *Page
	doc    *markdown.Document
	prefix string
}

// Link implements markdown.Resolver.
func (r *resolver) Link(l markdown.Link) markdown.Target {
	link := r.page.r.Site.Resolve(r.page.page, l.Dest)
	switch {
	case link.External:
		return markdown.Target{Href: l.Dest, External: isWeb(l.Dest)}
	case r.page.whole && link.Problem == "" && link.Page != nil && OnSinglePage(link.Page):
		return markdown.Target{Href: "#" + anchorOf(link.Page, link.Fragment)}
	case l.Kind == markdown.LinkImage && link.File != nil && link.Problem == "":
		return r.picture(l, link)
	case r.page.alone && r.page.Root == "":
		return markdown.Target{Dead: true} // a copy on its own, without the site
	case link.Problem != "":
		return markdown.Target{Dead: true}
	case link.Page == r.page.page && (r.prefix != "" || link.Page == r.page.from) && link.Fragment != "":
		return markdown.Target{Href: withFragment("", link.Query, r.prefix+link.Fragment)}
	}
	return markdown.Target{Href: withFragment(hrefFrom(r.page.Root, link.URL), link.Query, link.Fragment)}
}

func isWeb(dest string) bool {
	return strings.HasPrefix(dest, "http:") || strings.HasPrefix(dest, "https:") || strings.HasPrefix(dest, "//")
}

func withFragment(address, query, fragment string) string {
	u := url.URL{RawQuery: query, Fragment: fragment}
	return address + u.String()
}

// Term implements markdown.Resolver.
func (r *resolver) Term(id string) (string, bool) {
	s := r.page.r.Site
	glossary := s.PageByPath(r.page.Lang, site.GlossaryPath)
	if glossary == nil || glossary == r.page.page {
		return "", false
	}
	if r.page.whole {
		return "#" + anchorOf(glossary, id), true
	}
	return hrefFrom(r.page.Root, glossary.URL) + "#" + id, true
}

// Cite implements markdown.Resolver.
func (r *resolver) Cite(id string) (markdown.Citation, bool) {
	ref := r.page.r.Site.References.Get(id)
	if ref == nil {
		return markdown.Citation{}, false
	}
	number := 0
	for _, c := range r.doc.Cites {
		if r.page.r.Site.References.Get(c.ID) != nil {
			number++
		}
		if c.ID == id {
			break
		}
	}
	if r.prefix != "" && !r.page.whole { // an answer among others: its sources are on its own page
		return markdown.Citation{Number: number, Href: hrefFrom(r.page.Root, r.page.URL) + fmt.Sprintf("#source:%d", number)}, true
	}
	return markdown.Citation{Number: number, Href: fmt.Sprintf("#%ssource:%d", r.prefix, number), Back: true}, true
}
