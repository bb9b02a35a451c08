package layout

import (
	"html/template"
	"path"
	"regexp"
	"strings"

	"aftercare/builder/site"
)

// SinglePagePath is where the page that holds the whole guide would have its
// source, and SinglePageLayout its layout.
const (
	SinglePagePath   = "whole.md"
	SinglePageLayout = "whole"
)

// InWhole reports whether a page's text is part of the whole guide on one
// page. Home, the sheet and pages that only list others are not.
func InWhole(p *site.Page) bool {
	if !p.Written() || p.Kind == site.KindHome || p.Section() == "sheet" {
		return false
	}
	return p.Matter.Layout == "" || path.Base(p.Path) == site.GlossaryPath
}

// Anchor is the id of the page's place on the page that holds the whole guide.
func (p *Page) Anchor() string { return anchorOf(p.page, "") }

func anchorOf(p *site.Page, fragment string) string {
	anchor := strings.ReplaceAll(strings.TrimSuffix(p.URL, "/"), "/", "-")
	if fragment != "" {
		anchor += "-" + fragment
	}
	return anchor
}

// Alone reports whether this is a copy that stands by itself, without the rest
// of the site around it.
func (p *Page) Alone() bool { return p.alone }

// A Part is a section with its pages as the whole guide shows them.
type Part struct {
	// Section is the section, nothing for the pages at the top.
	Section *Page
	Pages   []*Page
}

// Whole is the guide in order: the pages at the top that stand on their own,
// then each section with its pages and those of the sections in it.
func (s *Site) Whole() []Part {
	var top, last Part
	parts := []Part{}
	for _, p := range s.Home().page.Pages {
		child := s.from.at(p)
		switch {
		case p.Kind == site.KindSection:
			part := Part{child, s.from.all(textsIn(p))}
			if len(part.Pages) > 0 && (!p.Written() || InWhole(p)) {
				parts = append(parts, part)
			}
		case !InWhole(p):
		case path.Base(p.Path) == site.GlossaryPath:
			last.Pages = append(last.Pages, child)
		default:
			top.Pages = append(top.Pages, child)
		}
	}
	return append(append([]Part{top}, parts...), last)
}

// textsIn are the pages of a section, each section among them before its own.
func textsIn(section *site.Page) (pages []*site.Page) {
	for _, p := range section.Pages {
		if InWhole(p) {
			pages = append(pages, p)
		}
		if p.Kind == site.KindSection {
			pages = append(pages, textsIn(p)...)
		}
	}
	return pages
}

// Whole renders the page that holds the whole guide. A copy on its own knows
// no other page, and has what it needs inside.
func (r *Renderer) Whole(p *site.Page, alone bool) ([]byte, error) {
	from := &Page{from: p, Root: site.ToRoot(p.URL), whole: true, alone: alone}
	if alone {
		from.Root = r.Site.BaseURL
	}
	return r.render(from, SinglePageLayout, "page")
}

// Alone renders a page as a copy that stands by itself; data is as for Page.
// Its links lead to the published guide, or nowhere while that has no address.
func (r *Renderer) Alone(p *site.Page, data any) ([]byte, error) {
	return r.render(&Page{from: p, Root: r.Site.BaseURL, alone: true, Data: data}, p.Matter.Layout, string(p.Kind))
}

var heading = regexp.MustCompile(`<(/?)h([2-5])\b`)

// demote makes each heading one level lower, since the titles of the pages
// stand above them.
func demote(text template.HTML) template.HTML {
	return template.HTML(heading.ReplaceAllStringFunc(string(text), func(tag string) string {
		return tag[:len(tag)-1] + string(tag[len(tag)-1]+1)
	}))
}
