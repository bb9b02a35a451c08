package advice

import (
	"slices"
	"strings"
	"unicode/utf8"

	"aftercare/builder/check/locate"
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// FrontMatter applies the rules about a page's front matter. The error is an I/O
// error.
func (e *Editor) FrontMatter(p *site.Page, doc *markdown.Document) (diag.List, error) {
	r, m := &review{Editor: e, page: p, doc: doc}, p.Matter
	if n := utf8.RuneCountInString(m.Title); n > titleLength {
		r.diags.Advisef("style/title-length", m.Position("title", -1), "the title has %d characters; %d fit into a search result", n, titleLength).WithHint("leave out what the section's name says already")
	}
	if m.Description == "" {
		r.diags.Advisef("style/description-missing", m.Position("description", -1), "the page has no description").WithHint("add to the front matter: description: …")
	}
	if n := utf8.RuneCountInString(m.Description); n > descriptionLength {
		r.diags.Advisef("style/description-length", m.Position("description", -1), "the description has %d characters; %d fit", n, descriptionLength).WithHint("one sentence is enough")
	}
	r.neutralMatter()
	err := r.matterWords()
	if p.Kind == site.KindPage && m.Layout == "" && p.Parent != nil && p.Parent.Kind == site.KindSection {
		r.nextSteps()
		r.sources()
	}
	if t := m.NextReview; !t.IsZero() && !t.After(r.site.Now) {
		r.diags.Advisef("review/due", m.Position("nextReview", -1), "the review of this page has been due since %s", t.Format("2 January 2006")).
			WithHint("read it through, then set reviewed and nextReview")
	}
	return r.diags, err
}

// neutralMatter keeps sensitive words out of what others may see: titles,
// descriptions, addresses.
func (r *review) neutralMatter() {
	m := r.page.Matter
	if found := r.phrases.first(listSensitive, m.Title); found != "" {
		r.diags.Advisef("style/neutral-title", m.Position("title", -1), "%q is in the title, which others may see", found).WithHint("the text may say it; the title is in tabs and in the history")
	}
	if found := r.phrases.first(listSensitive, m.Description); found != "" {
		r.diags.Advisef("style/neutral-description", m.Position("description", -1), "%q is in the description, which others may see", found).WithHint("the text may say it; the description is shown with every link to the page")
	}
	if found := r.phrases.first(listSensitive, strings.NewReplacer("-", " ", "/", " ").Replace(r.page.URL)); found != "" {
		r.diags.Advisef("style/neutral-address", diag.Position{File: r.page.Name()}, "%q is in the page's address", found).WithHint("a browser's history shows it; rename the file or give it a slug")
	}
}

// neutralHeadings checks the ids of headings, which end up in a browser's history
// as part of an address.
func (r *review) neutralHeadings() {
	for _, h := range r.doc.Headings {
		if found := r.phrases.first(listSensitive, strings.ReplaceAll(h.ID, "-", " ")); found != "" {
			r.diags.Advisef("style/neutral-heading", h.Pos, "the address of this heading, #%s, holds %q", h.ID, found).WithHint("give it a neutral one: ## %s {#another-id}", h.Text)
		}
	}
}

// matterWords looks for listed words in the texts of the front matter that readers
// see. The question is in readers' own words and may use any.
func (r *review) matterWords() (err error) {
	if r.page.Lang != r.site.Settings.Language {
		return nil
	}
	var text []byte // of the page, read when there is something to report
	find := func(key string, i int, value string) {
		r.phrases.each(value, func(_ int, found string, ph phrase) {
			if ph.list != listAvoid && ph.list != listSpelling {
				return
			}
			pos := r.page.Matter.Position(key, i)
			if text == nil && pos.Line > 0 {
				text, err = r.site.Text(r.page).File.Read()
			}
			if pos.Line > 0 {
				pos = locate.NewText(pos.File, text).Find(pos.Line, found)
			}
			r.reportWord(pos, found, ph)
		})
	}
	m := r.page.Matter
	for _, field := range []struct{ key, value string }{
		{"title", m.Title}, {"linkTitle", m.LinkTitle}, {"description", m.Description}, {"summary", m.Summary}, {"note", m.Note},
	} {
		find(field.key, -1, field.value)
	}
	for i, point := range m.KeyPoints {
		find("keyPoints", i, point)
	}
	return err
}

func (r *review) nextSteps() {
	m := r.page.Matter
	if m.Next == "" {
		r.diags.Advisef("style/next-missing", m.Position("next", -1), "the page names no next step").WithHint("next: a-page.md")
	}
	if len(m.Related) == 0 {
		r.diags.Advisef("style/related-missing", m.Position("related", -1), "the page names no related pages").WithHint("related: [one.md, two.md]")
	}
}

// sources compares the sources that a page lists with those that it cites.
func (r *review) sources() {
	m, cited := r.page.Matter, make(map[string]bool)
	for _, c := range r.doc.Cites {
		cited[c.ID] = true
		if !slices.Contains(m.Sources, c.ID) {
			r.diags.Advisef("source/not-listed", c.Pos, "%q is cited here but not among the page's sources", c.ID).
				WithHint("sources: [%s]", strings.Join(append(slices.Clone(m.Sources), c.ID), ", "))
		}
	}
	for i, id := range m.Sources {
		if !cited[id] {
			r.diags.Advisef("source/not-cited", m.Position("sources", i), "%q is among the page's sources but cited nowhere on it", id).
				WithHint("cite it where it is used, [@%s], or take it out", id)
		}
	}
}
