package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// frontMatter applies the rules about what a page says of itself.
func (r *reading) frontMatter() {
	p, m := r.page, r.page.Matter
	if m.Title == "" {
		r.diags.Advisef("style/title-missing", m.Position("title", -1), "the page has no title")
	}
	if n := utf8.RuneCountInString(m.Title); n > titleLength {
		r.diags.Advisef("style/title-length", m.Position("title", -1), "the title has %d characters; %d fit into a search result", n, titleLength)
	}
	if m.Description == "" {
		r.diags.Advisef("style/description-missing", m.Position("description", -1), "the page has no description")
	}
	if n := utf8.RuneCountInString(m.Description); n > descriptionLength {
		r.diags.Advisef("style/description-length", m.Position("description", -1), "the description has %d characters; %d fit", n, descriptionLength)
	}
	r.neutral("title", m.Title)
	r.neutral("description", m.Description)
	if found := r.sensitive.first(strings.NewReplacer("-", " ", "/", " ").Replace(p.URL)); found != "" {
		r.diags.Advisef("style/neutral-address", diag.Position{File: p.Name()}, "%q stands in the page's address", found).WithHint("a browser's history shows it; rename the file or give it a slug")
	}
	r.headingIDs()
	if p.Kind == site.KindPage && m.Layout == "" && p.Parent != nil && p.Parent.Kind == site.KindSection {
		r.onward()
	}
	if t := m.NextReview; !t.IsZero() && !t.After(r.Site.Now()) {
		r.diags.Advisef("review/due", m.Position("nextReview", -1), "the review of this page has been due since %s", t.Format("2 January 2006"))
	}
}

func (r *reading) neutral(key, text string) {
	if found := r.sensitive.first(text); found != "" {
		r.diags.Advisef("style/neutral-"+key, r.page.Matter.Position(key, -1), "%q stands in the %s, which others may see", found, key)
	}
}

// headingIDs looks at the ids of headings, which a browser keeps in its history
// as part of an address.
func (r *reading) headingIDs() {
	for _, h := range r.doc.Headings {
		if found := r.sensitive.first(strings.ReplaceAll(h.ID, "-", " ")); found != "" {
			r.diags.Advisef("style/neutral-heading", h.Pos, "the address of this heading, #%s, holds %q", h.ID, found).WithHint("give it a neutral one: ## %s {#another-id}", h.Text)
		}
	}
}

// onward wants one next step and a few related pages.
func (r *reading) onward() {
	m := r.page.Matter
	if m.Next == "" {
		r.diags.Advisef("style/next-missing", m.Position("next", -1), "the page names no next step").WithHint("next: a-page.md")
	}
	if len(m.Related) == 0 {
		r.diags.Advisef("style/related-missing", m.Position("related", -1), "the page names no related pages").WithHint("related: [one.md, two.md]")
	}
	cited := make(map[string]bool)
	for _, c := range r.doc.Cites {
		cited[c.ID] = true
		if !slices.Contains(m.Sources, c.ID) {
			r.diags.Advisef("source/not-listed", c.Pos, "%q is cited here but not among the page's sources", c.ID)
		}
	}
	for i, id := range m.Sources {
		if !cited[id] {
			r.diags.Advisef("source/not-cited", m.Position("sources", i), "%q is among the page's sources but cited nowhere on it", id)
		}
	}
}

// site applies the rules that only the whole guide can break.
func (e *editor) site() (diag.List, error) {
	var diags diag.List
	linked, used, terms := make(map[*site.Page]bool), make(map[string]bool), make(map[string]bool)
	for _, p := range e.Site.Pages {
		doc, err := e.Documents[p.Lang].Facts(p)
		if err != nil {
			return nil, err
		}
		for _, l := range doc.Links {
			if link := e.Site.Resolve(p, l.Dest); link.Page != nil && link.Page != p {
				linked[link.Page] = true
			}
		}
		for _, q := range append(p.Related(), p.NextStep()) {
			linked[q] = true
		}
		for _, c := range doc.Cites {
			used[c.ID] = true
		}
		for _, id := range p.Matter.Sources {
			used[id] = true
		}
		for _, id := range doc.Terms {
			terms[id] = true
		}
	}
	e.unused(&diags, used, terms)
	e.repeated(&diags)
	for _, p := range e.Site.Pages {
		if p.File != nil && p.Kind == site.KindPage && !linked[p] && !e.inMenu(p) {
			diags.Advisef("link/orphan", diag.Position{File: p.Name()}, "no text, next step or list of related pages links to this page")
		}
	}
	return diags, nil
}

func (e *editor) inMenu(p *site.Page) bool {
	for _, item := range append(e.Site.Settings.Menu, e.Site.Settings.Urgent) {
		if item.Link != "" && e.Site.Resolve(e.Site.Home, item.Link).Page == p {
			return true
		}
	}
	return p.Parent == e.Site.Home || p.Section() == faqSection
}

// faqSection shows its pages whole, so none of them is out of the way.
const faqSection = "faq"

func (e *editor) unused(diags *diag.List, sources, terms map[string]bool) {
	if refs := e.Site.References; refs != nil {
		for _, ref := range refs.List {
			if !sources[ref.ID] {
				diags.Advisef("source/unused", ref.Pos, "no page uses the source %q", ref.ID)
			}
		}
	}
	if g := e.Site.Glossary; g != nil {
		for _, t := range g.Terms {
			if len(t.Forms) > 0 && !terms[t.ID] {
				diags.Advisef("glossary/unused", t.Pos, "no page uses the word %q", t.Name)
			}
		}
	}
}

// repeated finds titles and descriptions that two pages share.
func (e *editor) repeated(diags *diag.List) {
	titles, descriptions := make(map[string]*site.Page), make(map[string]*site.Page)
	for _, p := range e.Site.Pages {
		if p.File == nil {
			continue
		}
		once(diags, titles, p, "title", p.Matter.Title)
		once(diags, descriptions, p, "description", p.Matter.Description)
	}
}

func once(diags *diag.List, seen map[string]*site.Page, p *site.Page, key, text string) {
	if text == "" {
		return
	}
	text = p.Lang + ":" + strings.ToLower(text)
	if first := seen[text]; first != nil {
		diags.Advisef("style/duplicate-"+key, p.Matter.Position(key, -1), "%s has the same %s", first.Name(), key)
		return
	}
	seen[text] = p
}
