package layout

import (
	"html/template"
	"path"
	"regexp"
	"strings"

	"aftercare/builder/site"
)

// SinglePagePath is the logical path of the page that holds the whole guide, and
// SinglePageLayout its layout.
const (
	SinglePagePath   = "whole.md"
	SinglePageLayout = "whole"
)

// OnSinglePage reports whether the single page includes a page's text. It does not
// include home, the sheet and pages that only list others.
func OnSinglePage(p *site.Page) bool {
	if !p.Written() || p.Kind == site.KindHome || p.Section() == "sheet" {
		return false
	}
	return p.Matter.Layout == "" || path.Base(p.Path) == site.GlossaryPath
}

// Anchor is the id of this page's text on the single page.
func (p *Page) Anchor() string { return anchorOf(p.page, "") }

func anchorOf(p *site.Page, fragment string) string {
	anchor := strings.ReplaceAll(strings.TrimSuffix(p.URL, "/"), "/", "-")
	if fragment != "" {
		anchor += "-" + fragment
	}
	return anchor
}

// Alone reports whether this is a standalone copy, without the rest of the site.
func (p *Page) Alone() bool { return p.alone }

// Part is a section of the single page.
type Part struct {
	// Section is nothing for the pages at the top.
	Section *Page
	Pages   []*Page
}

// Whole is the guide in order: the pages at the top that are on their own, then each
// section with its pages and those of the sections in it.
func (s *Site) Whole() []Part {
	var top, last Part
	parts := []Part{}
	for _, p := range s.Home().page.Pages {
		child := s.from.at(p)
		switch {
		case p.Kind == site.KindSection:
			part := Part{child, s.from.all(textsIn(p))}
			if len(part.Pages) > 0 && (!p.Written() || OnSinglePage(p)) {
				parts = append(parts, part)
			}
		case !OnSinglePage(p):
		case path.Base(p.Path) == site.GlossaryPath:
			last.Pages = append(last.Pages, child)
		default:
			top.Pages = append(top.Pages, child)
		}
	}
	return append(append([]Part{top}, parts...), last)
}

// textsIn returns the pages of a section, with each subsection before its own pages.
func textsIn(section *site.Page) (pages []*site.Page) {
	for _, p := range section.Pages {
		if OnSinglePage(p) {
			pages = append(pages, p)
		}
		if p.Kind == site.KindSection {
			pages = append(pages, textsIn(p)...)
		}
	}
	return pages
}

// Whole renders the single page. A standalone copy has everything it needs inside and
// links to no other page.
func (r *Renderer) Whole(p *site.Page, alone bool) ([]byte, error) {
	from := &Page{from: p, Root: site.ToRoot(p.URL), whole: true, alone: alone}
	if alone {
		from.Root = r.Site.BaseURL
	}
	return r.render(from, SinglePageLayout, "page")
}

// Alone renders a standalone copy of a page; data is as for Render. Its links lead to
// the published guide, or nowhere if that has no address.
func (r *Renderer) Alone(p *site.Page, data any) ([]byte, error) {
	return r.render(&Page{from: p, Root: r.Site.BaseURL, alone: true, Data: data}, p.Matter.Layout, string(p.Kind))
}

var heading = regexp.MustCompile(`<(/?)h([2-5])\b`)

// demote lowers each heading by one level, since the pages' titles are above them.
func demote(text template.HTML) template.HTML {
	return template.HTML(heading.ReplaceAllStringFunc(string(text), func(tag string) string {
		return tag[:len(tag)-1] + string(tag[len(tag)-1]+1)
	}))
}
