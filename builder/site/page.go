package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
)

// Kind says what a page is.
type Kind string

// The kinds are Hugo's names for the same things.
const (
	KindHome     Kind = "home"
	KindSection  Kind = "section"
	KindPage     Kind = "page"
	KindTaxonomy Kind = "taxonomy" // the list of all tags
	KindTerm     Kind = "term"     // one tag
)

// FAQSection is the section of questions and answers, which shows its pages whole.
const FAQSection = "faq"

// Page is one address of the site that comes from content: an article, the home
// page, a section or a tag. Assemble makes it, and nothing changes it
// afterwards. Its fields come from front matter and paths. Its text does not
// ([Site.Text] has that), so that sites which differ only in texts can share
// pages.
type Page struct {
	Kind   Kind
	Matter *frontmatter.Matter
	// Title comes from the front matter or, without one, from the file's name.
	Title string
	// Path is the logical source path below content without a language:
	// "types/water.md", "types/_index.md".
	Path string
	// Lang is the BCP 47 tag of the page's language.
	Lang string
	// URL is the address relative to the site's root, such as
	// "types/water/"; the home page has "".
	URL string
	// Parent is the section that holds the page; nil for a home page.
	Parent *Page
	// Pages are the children of a section, or the pages of a tag, in order.
	Pages []*Page
	// Translations are the same page in the other languages.
	Translations []*Page
	// Related and NextStep are the pages that the front matter names under
	// related and next; NextStep may be nil.
	Related  []*Page
	NextStep *Page
	// NoIndex asks search engines not to list the page.
	NoIndex bool

	file  string // the source below content, "" for a page without one
	index int
}

// Written reports whether the page has a source file. Tags do not, nor do
// sections without an _index.md.
func (p *Page) Written() bool { return p.file != "" }

// LinkTitle is the short title for lists and menus.
func (p *Page) LinkTitle() string { return cmp.Or(p.Matter.LinkTitle, p.Title) }

// Section is the first folder of the page's path, "" at the root.
func (p *Page) Section() string {
	section, _, nested := strings.Cut(p.Path, "/")
	if !nested {
		return ""
	}
	return section
}

// IsNode reports whether the page lists others.
func (p *Page) IsNode() bool { return p.Kind != KindPage }

// Ancestors returns the pages above this one, nearest first.
func (p *Page) Ancestors() []*Page {
	var above []*Page
	for q := p.Parent; q != nil; q = q.Parent {
		above = append(above, q)
	}
	return above
}

// NextInSection returns the page after this one in its section, or nil.
func (p *Page) NextInSection() *Page { return p.sibling(1) }

// PrevInSection returns the page before this one in its section, or nil.
func (p *Page) PrevInSection() *Page { return p.sibling(-1) }

func (p *Page) sibling(step int) *Page {
	if p.Parent == nil || p.Kind != KindPage || p.index < 0 {
		return nil
	}
	pages := p.Parent.Pages
	for i := p.index + step; i >= 0 && i < len(pages); i += step {
		if pages[i].Kind == KindPage {
			return pages[i]
		}
	}
	return nil
}

// indexPages tells each child its position in the section.
func (p *Page) indexPages() {
	for i, child := range p.Pages {
		child.index = i
	}
}

// Updated returns the latest date in the front matter, zero if there is none.
func (p *Page) Updated() time.Time {
	newest := p.Matter.Date
	for _, t := range []time.Time{p.Matter.Lastmod, p.Matter.PublishDate, p.Matter.Reviewed} {
		if t.After(newest) {
			newest = t
		}
	}
	return newest
}

// Name returns the source file as a writer sees it, or a description of a page
// without one.
func (p *Page) Name() string {
	return "content/" + cmp.Or(p.file, p.Path)
}

func (p *Page) at() diag.Position { return diag.Position{File: p.Name()} }

// sortPages orders pages by weight (0 sorts last), then by the number that
// starts the file name, then by title, then by path.
func sortPages(pages []*Page) {
	type entry struct {
		page  *Page
		order string
		title string // without case
	}
	entries := make([]entry, len(pages))
	for i, p := range pages {
		entries[i] = entry{p, orderFromPath(p.Path), strings.ToLower(p.Title)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := compareWeights(a.page.Matter.Weight, b.page.Matter.Weight); c != 0 {
			return c
		}
		return cmp.Or(
			strings.Compare(a.order, b.order),
			strings.Compare(a.title, b.title),
			strings.Compare(a.page.Path, b.page.Path),
		)
	})
	for i, e := range entries {
		pages[i] = e.page
	}
}

func compareWeights(a, b int) int {
	switch {
	case a == b:
		return 0
	case a == 0:
		return 1
	case b == 0:
		return -1
	}
	return cmp.Compare(a, b)
}
