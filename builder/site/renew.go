package site

import (
	"sync"

	"aftercare/builder/source"
)

// A Shape is what of a site comes from front matter and paths. Two sites have
// the same one, compared with ==, only if nothing but the bytes of pages differs.
type Shape struct {
	once   sync.Once
	byName map[string]int // places of pages by the names of their files
}

// Shape tells sites apart; see Shape.
func (s *Site) Shape() *Shape { return s.shape }

// place returns that of the page made from a file, in the list of pages of any
// site of this shape.
func (x *Shape) place(pages []*Page, name string) (int, bool) {
	x.once.Do(func() {
		x.byName = make(map[string]int, len(pages))
		for i, p := range pages {
			if p.File != nil {
				x.byName[p.File.Name()] = i
			}
		}
	})
	i, ok := x.byName[name]
	return i, ok
}

// Number is the page's place in the list of pages of its site, which is the
// same in every site of a shape; -1 for a page that is not published.
func (p *Page) Number() int { return p.number - 1 }

// Edited is a page whose text has changed, and whose front matter has not.
type Edited struct {
	File *source.File
	Body int
}

// Renew returns the site as it is after some pages were edited, by the names of
// their files, without assembling it again. It is a snapshot of its own: pages
// are copies that know only each other. It returns nil if a page is not known
// or could not be copied, as where two claimed one address; then Assemble.
func (s *Site) Renew(edited map[string]Edited) *Site {
	copies := make([]Page, len(s.Pages))
	r := renewal{old: s.Pages, copies: copies, lists: make([]*Page, 0, s.links)}
	next := *s
	next.Pages = make([]*Page, len(s.Pages))
	found := 0
	for i, p := range s.Pages {
		copies[i] = *p
		next.Pages[i] = &copies[i]
		if p.File == nil {
			continue
		}
		if e, ok := edited[p.File.Name()]; ok {
			copies[i].File, copies[i].Body = e.File, e.Body
			found++
		}
	}
	if found != len(edited) {
		return nil
	}
	for i := range copies {
		r.relink(&copies[i])
	}
	next.Homes, next.Home = r.all(s.Homes), r.page(s.Home)
	next.Redirects = make([]Redirect, len(s.Redirects))
	for i, redirect := range s.Redirects {
		redirect.To = r.page(redirect.To)
		next.Redirects[i] = redirect
	}
	if r.failed {
		return nil
	}
	return &next
}

// renewal leads from the pages of one site to their copies.
type renewal struct {
	old    []*Page
	copies []Page
	lists  []*Page // room for the lists of all copies
	failed bool
}

func (r *renewal) page(p *Page) *Page {
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

func (r *renewal) all(pages []*Page) []*Page {
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
func (r *renewal) relink(p *Page) {
	p.Parent, p.next = r.page(p.Parent), r.page(p.next)
	p.Pages, p.Translations, p.related = r.all(p.Pages), r.all(p.Translations), r.all(p.related)
}

// seal numbers the pages once they are all known, for Renew.
func (s *Site) seal() {
	s.shape = new(Shape)
	s.links = len(s.Homes)
	for i, p := range s.Pages {
		p.number = i + 1
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
