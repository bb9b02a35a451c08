package preview

import (
	"aftercare/builder"
	"aftercare/builder/serve"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// links are the links between pages. It uses only texts that have been parsed
// already, because parsing a large guide would delay the page that is shown.
type links struct {
	site *site.Site
	from map[*site.Page]pageLinks
	// complete is false while some page has not been parsed.
	complete bool
}

// pageLinks are the lines of the first link to each page in a text.
type pageLinks struct {
	hash source.Hash
	line map[*site.Page]int
}

// to returns the first link to a page from each other page.
func (l *links) to(p *site.Page, s *builder.Snapshot) []serve.Backlink {
	l.update(s)
	var list []serve.Backlink
	for _, from := range s.Site.Pages {
		if line, ok := l.from[from].line[p]; ok && from != p {
			list = append(list, serve.Backlink{Title: from.Title, File: from.Name(), Line: line, Href: href(from)})
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
		if lines, ok := linkLines(p, s); ok {
			l.from[p] = pageLinks{hash, lines}
		} else {
			l.complete = false
		}
	}
}

// linkLines returns the lines of a page's links; false if it was never parsed.
func linkLines(p *site.Page, s *builder.Snapshot) (map[*site.Page]int, bool) {
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
