package preview

import (
	"aftercare/builder"
	"aftercare/builder/serve"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// links knows which pages link to which, as far as their text has been parsed:
// nothing is parsed for it. It is brought up to date when it is asked.
type links struct {
	site *site.Site
	from map[*site.Page]pageLinks
	// complete is false while some page has not been parsed.
	complete bool
}

// pageLinks are the first links to other pages that a text has.
type pageLinks struct {
	hash source.Hash
	line map[*site.Page]int
}

// to returns the links that lead to a page, one for each page that has any, in
// the order of addresses.
func (l *links) to(p *site.Page, s *builder.Snapshot) []serve.PageLink {
	l.update(s)
	var list []serve.PageLink
	for _, from := range s.Site.Pages {
		if line, ok := l.from[from].line[p]; ok && from != p {
			list = append(list, serve.PageLink{Title: from.Title, File: from.Name(), Line: line, Href: href(from)})
		}
	}
	return list
}

func (l *links) update(s *builder.Snapshot) {
	if l.site == nil || !l.site.SharesPages(s.Site) {
		l.from = make(map[*site.Page]pageLinks)
	}
	l.site, l.complete = s.Site, true
	for _, p := range s.Site.Pages {
		if !p.Written() {
			continue
		}
		hash, err := s.Site.Text(p).File.Hash()
		if kept, ok := l.from[p]; err == nil && ok && kept.hash == hash {
			continue
		}
		if lines, ok := linesOf(p, s); ok {
			l.from[p] = pageLinks{hash, lines}
		} else {
			l.complete = false
		}
	}
}

// linesOf are the lines in which a page links to others; it reports false for a
// page that has not been parsed.
func linesOf(p *site.Page, s *builder.Snapshot) (map[*site.Page]int, bool) {
	doc := s.Documents.CachedFacts(p)
	if doc == nil {
		return nil, false
	}
	lines := make(map[*site.Page]int)
	add := func(to *site.Page, line int) {
		if _, known := lines[to]; !known && to != nil {
			lines[to] = line
		}
	}
	for _, link := range doc.Links {
		if to := s.Site.Resolve(p, link.Dest); to.Problem == "" {
			add(to.Page, link.Pos.Line)
		}
	}
	for _, to := range append(p.Related, p.NextStep) {
		add(to, 1)
	}
	return lines, true
}
