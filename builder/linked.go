package builder

import (
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// linkIndex knows which pages link to which, as far as their text has been
// read: nothing is parsed for it. It is brought up to date when it is asked.
type linkIndex struct {
	site  *site.Site
	pages map[string]pageLinks // by address
	// known is false while some page has not been read.
	known bool
}

// pageLinks are the pages that one page links to, as of some text of it.
type pageLinks struct {
	hash source.Hash
	to   []linkTo
}

type linkTo struct {
	url  string
	line int
}

// to returns the links that lead to a page, one for each page that has any, in
// the order of addresses; more says that there may be others.
func (x *linkIndex) to(s *Snapshot, p *site.Page) (links []*PageLink, more bool) {
	x.update(s)
	for _, from := range s.Site.Pages {
		if from == p {
			continue
		}
		for _, link := range x.pages[from.URL].to {
			if link.url == p.URL {
				links = append(links, &PageLink{Title: from.Title(), File: from.Name(), Line: link.line, Name: site.OutputPath(from.URL)})
				break
			}
		}
	}
	return links, !x.known
}

func (x *linkIndex) update(s *Snapshot) {
	if x.site == nil || !x.site.SharesPages(s.Site) {
		x.pages = make(map[string]pageLinks)
	}
	x.site = s.Site
	x.known = true
	for _, p := range s.Site.Pages {
		if !p.Written() {
			continue
		}
		text := s.Site.Text(p)
		hash, err := text.File.Hash()
		if kept, ok := x.pages[p.URL]; err == nil && ok && kept.hash == hash {
			continue
		}
		doc := s.documents.Known(p)
		if doc == nil {
			x.known = false
			continue
		}
		links := pageLinks{hash: hash}
		for _, l := range doc.Links {
			if to := s.Site.Resolve(p, l.Dest); to.Page != nil && to.Problem == "" {
				links.to = append(links.to, linkTo{to.Page.URL, l.Pos.Line})
			}
		}
		for _, to := range append(p.Related(), p.NextStep()) {
			if to != nil {
				links.to = append(links.to, linkTo{to.URL, 1})
			}
		}
		x.pages[p.URL] = links
	}
}
