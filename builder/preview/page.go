package preview

import (
	"slices"
	"strings"
	"time"

	"aftercare/builder"
	"aftercare/builder/check/advice"
	"aftercare/builder/diag"
	"aftercare/builder/serve"
	"aftercare/builder/site"
)

// describePage describes a page that has a source file, without its backlinks.
func describePage(s *builder.Snapshot, p *site.Page) (*serve.PageInfo, error) {
	doc, err := s.Documents.Document(p)
	if err != nil {
		return nil, err
	}
	page := &serve.PageInfo{File: p.Name(), Marks: marks(p, s.Site), Words: doc.Words}
	reading := advice.New(s.Site).Read(p, doc)
	page.Grade, page.Limit = reading.Grade, reading.Limit
	if reading.Longest.Words > 0 {
		page.Longest = &serve.Passage{Words: reading.Longest.Words, Text: reading.Longest.Text, Line: reading.Pos.Line}
	}
	for _, c := range doc.Cites {
		page.Cited = append(page.Cited, sourceUse(s, c.ID, c.Pos))
	}
	for i, id := range p.Matter.Sources {
		if !slices.ContainsFunc(page.Cited, func(u serve.SourceUse) bool { return u.ID == id }) {
			page.Unused = append(page.Unused, sourceUse(s, id, p.Matter.Position("sources", i)))
		}
	}
	for _, piece := range doc.Prose {
		page.Blocks = append(page.Blocks, serve.TextBlock{Line: piece.Pos.Line, Text: piece.Text})
	}
	return page, nil
}

func marks(p *site.Page, s *site.Site) []serve.Mark {
	now := s.Now
	var list []serve.Mark
	add := func(when bool, name string, date time.Time) {
		if when {
			list = append(list, serve.Mark{Name: name, Date: date.Format(time.DateOnly)})
		}
	}
	m, appears := p.Matter, p.Matter.Appears()
	if m.Draft {
		list = append(list, serve.Mark{Name: "draft"})
	}
	add(s.OnClock(appears).After(now), "future", appears)
	add(!m.ExpiryDate.IsZero() && !s.OnClock(m.ExpiryDate).After(now), "expired", m.ExpiryDate)
	add(!m.NextReview.IsZero() && m.NextReview.Before(now), "review due", m.NextReview)
	return list
}

func sourceUse(s *builder.Snapshot, id string, pos diag.Position) serve.SourceUse {
	u := serve.SourceUse{ID: id, Line: pos.Line}
	if ref := s.Site.References.Get(id); ref != nil {
		u.Label = strings.Join(slices.DeleteFunc([]string{ref.Authors, ref.Year, ref.Title}, func(s string) bool { return s == "" }), ", ")
	}
	return u
}
