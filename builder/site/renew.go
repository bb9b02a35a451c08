package site

import (
	"slices"
	"sync"

	"aftercare/builder/frontmatter"
)

// A Shape is what of a site comes from front matter and paths. Two sites have
// the same one, compared with ==, only if nothing but the bytes of pages differs.
type Shape struct{ places *places }

// places are those of pages in the list of all, by the names of their files.
type places struct {
	once   sync.Once
	byName map[string]int
}

// Shape tells sites apart; see Shape.
func (s *Site) Shape() *Shape { return s.shape }

// place returns that of the page made from a file, in the list of pages of any
// site of this shape.
func (x *Shape) place(pages []*Page, name string) (int, bool) {
	x.places.once.Do(func() {
		x.places.byName = make(map[string]int, len(pages))
		for i, p := range pages {
			if p.Written() {
				x.places.byName[p.Name()] = i
			}
		}
	})
	i, ok := x.places.byName[name]
	return i, ok
}

// Number is the page's place in the list of pages of its site, which is the
// same in every site of a shape; -1 for a page that is not published.
func (p *Page) Number() int { return p.number - 1 }

// Text is what a page is made from, as this site has it.
func (s *Site) Text(p *Page) Text {
	if p.number == 0 { // not published, or its address is another's
		return p.first
	}
	return s.texts[p.number-1]
}

// Edited is a page of which only so much has changed that its site can be
// renewed. Matter is nil where nothing but the text has.
type Edited struct {
	Text
	Matter *frontmatter.Matter
}

// shown are the keys of front matter that say how a page is shown, and where
// among its neighbours, but not whether, at which address and with which pages.
var shown = []string{
	"title", "linkTitle", "description", "summary", "weight", "question", "keyPoints", "note", "keywords", "firstFor",
	"lastmod", "reviewed", "nextReview", "reviewer", "tier",
}

// Renewable reports whether Renew can take a page from one front matter to
// another.
func Renewable(from, to *frontmatter.Matter) bool {
	return !slices.ContainsFunc(frontmatter.Differences(from, to), func(key string) bool { return !slices.Contains(shown, key) })
}

// Renew returns the site as it is after some pages were edited, by the names of
// their files, without assembling it again. A site in which only texts have
// changed has the pages and the shape of the one before. It returns nil if a
// page is not known or could not be copied, as where two claimed one address;
// then Assemble.
func (s *Site) Renew(edited map[string]Edited) *Site {
	next := *s
	next.texts = slices.Clone(s.texts)
	revised := make(map[int]*frontmatter.Matter)
	for name, e := range edited {
		i, ok := s.shape.place(s.Pages, name)
		if !ok {
			return nil
		}
		next.texts[i] = e.Text
		if e.Matter != nil {
			revised[i] = e.Matter
		}
	}
	if len(revised) == 0 {
		return &next
	}
	if !next.copyPages() {
		return nil
	}
	next.shape = &Shape{s.shape.places}
	for i, m := range revised {
		next.Pages[i].Matter, next.Pages[i].title = m, titleOf(m, next.Pages[i].Path)
	}
	next.arrange(revised)
	return &next
}

// copyPages gives the site pages of its own, which know only each other, and
// reports whether it could.
func (s *Site) copyPages() bool {
	copies := make([]Page, len(s.Pages))
	r := copying{old: s.Pages, copies: copies, lists: make([]*Page, 0, s.links)}
	pages := make([]*Page, len(s.Pages))
	for i, p := range s.Pages {
		copies[i] = *p
		pages[i] = &copies[i]
	}
	for i := range copies {
		r.relink(&copies[i])
	}
	s.Pages, s.Homes, s.Home = pages, r.all(s.Homes), r.page(s.Home)
	redirects := slices.Clone(s.Redirects)
	for i := range redirects {
		redirects[i].To = r.page(redirects[i].To)
	}
	s.Redirects = redirects
	return !r.failed
}

// arrange orders the lists that hold pages whose titles or weights have changed.
func (s *Site) arrange(revised map[int]*frontmatter.Matter) {
	for _, list := range s.Pages {
		if list.Kind == KindTaxonomy || !slices.ContainsFunc(list.Pages, func(p *Page) bool { return revised[p.Number()] != nil }) {
			continue // the list of tags is ordered by address
		}
		sortPages(list.Pages)
		if list.Kind != KindTerm {
			list.indexPages()
		}
	}
}

// copying leads from the pages of one site to their copies.
type copying struct {
	old    []*Page
	copies []Page
	lists  []*Page // room for the lists of all copies
	failed bool
}

func (r *copying) page(p *Page) *Page {
	if p == nil {
		return nil
	}
	i := p.number - 1
	if i < 0 || i >= len(r.old) || r.old[i].number != p.number || r.old[i].URL != p.URL {
		r.failed = true
		return nil
	}
	return &r.copies[i]
}

func (r *copying) all(pages []*Page) []*Page {
	if pages == nil {
		return nil
	}
	start := len(r.lists)
	for _, p := range pages {
		r.lists = append(r.lists, r.page(p))
	}
	return r.lists[start:len(r.lists):len(r.lists)]
}

// relink has a copy know copies.
func (r *copying) relink(p *Page) {
	p.Parent, p.next = r.page(p.Parent), r.page(p.next)
	p.Pages, p.Translations, p.related = r.all(p.Pages), r.all(p.Translations), r.all(p.related)
}

// seal numbers the pages once they are all known, for Renew.
func (s *Site) seal() {
	s.shape = &Shape{new(places)}
	s.links = len(s.Homes)
	s.texts = make([]Text, len(s.Pages))
	for i, p := range s.Pages {
		p.number = i + 1
		s.texts[i], p.first = p.first, Text{}
		s.links += len(p.Pages) + len(p.Translations) + len(p.related)
	}
}

// current is the page of this site that one from an index shared with earlier
// ones stands for.
func (s *Site) current(p *Page) *Page {
	if p == nil || p.number == 0 {
		return p // not sealed yet, or not published
	}
	return s.Pages[p.number-1]
}
