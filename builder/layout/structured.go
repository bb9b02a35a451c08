package layout

import (
	"cmp"
	"encoding/json"
	"html/template"
	"time"

	"aftercare/builder/site"
)

// JSONLD is structured data for search engines in the vocabulary of schema.org: the
// WebSite on the home page, an Article, breadcrumbs, and the question of an FAQ entry
// with the text shown on the page. The page of all questions has none: search engines
// want each question marked on one page only. It is "" for pages without any. It is
// data and not a script, so a strict policy allows it.
func (p *Page) JSONLD() (template.HTML, error) {
	var graph []any
	switch {
	case p.IsHome:
		graph = append(graph, p.website())
	case p.Section == site.FAQSection && p.Kind == site.KindPage:
		question, err := p.questionData()
		if err != nil {
			return "", err
		}
		graph = append(graph, map[string]any{"@type": "FAQPage", "mainEntity": []any{question}})
	case p.Kind == site.KindPage && p.page.Written():
		graph = append(graph, p.article())
	}
	if trail := p.breadcrumbs(); trail != nil {
		graph = append(graph, trail)
	}
	if graph == nil {
		return "", nil
	}
	text, err := json.Marshal(map[string]any{"@context": "https://schema.org", "@graph": graph})
	if err != nil {
		return "", err
	}
	return template.HTML(`<script type="application/ld+json">` + string(text) + `</script>`), nil
}

func (p *Page) article() map[string]any {
	guide := p.organization()
	a := map[string]any{"@type": "Article", "headline": p.Title, "inLanguage": p.Lang, "author": guide, "publisher": guide}
	set := func(key, value string) {
		if value != "" {
			a[key] = value
		}
	}
	set("datePublished", day(p.page.Matter.Date))
	if !p.page.Updated().Equal(p.page.Matter.Date) {
		set("dateModified", day(p.page.Updated()))
	}
	return a
}

// organization returns who is responsible for the guide, which names no people.
func (p *Page) organization() map[string]any {
	o := map[string]any{"@type": "Organization", "name": p.Site.Title}
	if url := p.Site.AbsURL(""); url != "" {
		o["url"] = url
	}
	return o
}

func (p *Page) website() map[string]any {
	w := p.organization()
	w["@type"], w["inLanguage"], w["publisher"] = "WebSite", p.Lang, p.organization()
	if about := p.Site.Settings.Description; about != "" {
		w["description"] = about
	}
	return w
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func (p *Page) questionData() (any, error) {
	text, err := p.Plain()
	if err != nil {
		return nil, err
	}
	return map[string]any{"@type": "Question", "name": cmp.Or(p.Question, p.Title), "acceptedAnswer": map[string]any{"@type": "Answer", "text": text}}, nil
}

// breadcrumbs returns the guide and the sections above the page. They need absolute
// addresses, so without a base URL there are none.
func (p *Page) breadcrumbs() map[string]any {
	above := p.Ancestors()
	if p.Permalink() == "" || len(above) < 2 || p.Kind == "404" {
		return nil
	}
	var items []any
	for i, q := range above {
		items = append(items, map[string]any{"@type": "ListItem", "position": i + 1, "name": q.LinkTitle, "item": q.Permalink()})
	}
	return map[string]any{"@type": "BreadcrumbList", "itemListElement": items}
}
