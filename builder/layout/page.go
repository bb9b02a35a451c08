package layout

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"

	"golang.org/x/text/language"
)

// A Page is what a template sees: a page of the site as it looks from the page
// that is being rendered. The names are Hugo's where Hugo has the thing.
type Page struct {
	// What every page asks for is a field, since a template gets at one in a fifth
	// of the time that a method takes.

	// Kind is home, section, page, taxonomy, term or 404; Lang is the tag of the
	// page's language.
	Kind site.Kind
	Lang string
	// Path is the source below content without a language, such as
	// "types/water.md"; URL is the address below the root of the site.
	Path, URL string
	// NoIndex keeps the page out of lists for search engines.
	NoIndex bool
	// Site is the whole guide, seen from the page being rendered.
	Site *Site
	// Title and LinkTitle are the page's own; Section is the folder at the top
	// that it stands in.
	Title, LinkTitle, Section string
	// Description is the page's own, for lists; Question is what it answers; Note
	// is the content note.
	Description, Question, Note string
	// RelPermalink is the relative address of the page from the one being
	// rendered, and Root that of the root of the site; it ends in a slash.
	RelPermalink, Root string
	// IsHome says that this is a home page.
	IsHome bool
	// Data is what only some pages have, such as the form of the sheet's.
	Data any

	page *site.Page
	r    *Renderer
	from *site.Page // the page being rendered
	// whole is set on the page that holds all others: links lead to their
	// places on it.
	whole bool
	// alone is set on a copy of a page that stands by itself.
	alone bool
	// shared is set while a part is rendered that other pages show, too.
	shared   bool
	texts    texts // of what is being rendered
	parts    int   // of Part within Part
	doc      *markdown.Document
	contents *template.HTML // once asked for: a page may show it twice
}

// at wraps another page as seen from the same place.
func (p *Page) at(other *site.Page) *Page {
	if other == nil {
		return nil
	}
	q := &Page{
		page: other, Kind: other.Kind, Lang: other.Lang, Path: other.Path, URL: other.URL, NoIndex: other.NoIndex, Site: p.Site, Title: other.Title, LinkTitle: other.LinkTitle(), Section: other.Section(),
		Description: other.Matter.Description, Question: other.Matter.Question, Note: other.Matter.Note,
		RelPermalink: hrefFrom(p.Root, other.URL), Root: p.Root, IsHome: other.Kind == site.KindHome,
		r: p.r, from: p.from, whole: p.whole, alone: p.alone, shared: p.shared, texts: p.texts, parts: p.parts,
	}
	if q.Site == nil || q.Site.from.Lang != other.Lang {
		q.Site = newSite(p.r.Site, q)
	}
	return q
}

// common is the page as a part sees it that many pages share.
func (p *Page) common() *Page {
	q := *p
	q.shared, q.texts, q.Site = true, make(texts), newSite(p.Site.site, &q)
	return &q
}

func (p *Page) all(others []*site.Page) []*Page {
	pages := make([]*Page, len(others))
	for i, other := range others {
		pages[i] = p.at(other)
	}
	return pages
}

// those are the pages of a list that are as wanted.
func (p *Page) those(others []*site.Page, wanted func(*site.Page) bool) (pages []*Page) {
	for _, other := range others {
		if wanted(other) {
			pages = append(pages, p.at(other))
		}
	}
	return pages
}

// hrefFrom joins a path to the root with an address; "./" is only needed where
// there is nothing else.
func hrefFrom(root, url string) string {
	if url != "" {
		root = strings.TrimPrefix(root, "./")
	}
	return root + url
}

// Permalink is the absolute address, or "" while the guide has no base URL.
func (p *Page) Permalink() string { return p.r.Site.AbsURL(p.URL) }

// Pages are the children of a section or the pages of a tag.
func (p *Page) Pages() []*Page { return p.all(p.page.Pages) }

// RegularPages are the children that are not sections.
func (p *Page) RegularPages() []*Page {
	return p.those(p.page.Pages, func(child *site.Page) bool { return child.Kind == site.KindPage })
}

// Parent is the section above.
func (p *Page) Parent() *Page { return p.at(p.page.Parent) }

// Ancestors are the pages above, the highest first, as breadcrumbs show them.
func (p *Page) Ancestors() []*Page {
	above := p.page.Ancestors()
	pages := make([]*Page, len(above))
	for i, a := range above {
		pages[len(above)-1-i] = p.at(a)
	}
	return pages
}

// NextInSection is the page after this one in its section, or nothing.
func (p *Page) NextInSection() *Page { return p.at(p.page.NextInSection()) }

// PrevInSection is the page before this one in its section, or nothing.
func (p *Page) PrevInSection() *Page { return p.at(p.page.PrevInSection()) }

// NextStep is the one page to read or do next, or nothing.
func (p *Page) NextStep() *Page { return p.at(p.page.NextStep) }

// Related are the pages that the writer named.
func (p *Page) Related() []*Page { return p.all(p.page.Related) }

// Translations are this page in other languages.
func (p *Page) Translations() []*Page { return p.all(p.page.Translations) }

// IsCurrent reports whether this is the page being rendered.
func (p *Page) IsCurrent() bool { return p.page == p.from }

const ariaCurrent = ` aria-current="page"`

// AriaCurrent is the attribute, with a space before it, of a link to the page
// being rendered, and nothing for other pages. In a part that pages share, each
// gets its own.
func (p *Page) AriaCurrent() template.HTMLAttr {
	switch {
	case p.shared:
		return template.HTMLAttr(currentMark + p.URL + currentMark)
	case p.IsCurrent():
		return ariaCurrent
	}
	return ""
}

// Params are the writer's own keys.
func (p *Page) Params() map[string]any { return p.page.Matter.Params }

// Param is a key of the writer's own, from the page or else from the settings;
// in a part that pages share, from the settings.
func (p *Page) Param(key string) any {
	if v, ok := p.page.Matter.Params[key]; ok && !p.shared {
		return v
	}
	return p.r.Site.Settings.Params[key]
}

// KeyPoints are the lines shown above the text.
func (p *Page) KeyPoints() []string { return p.page.Matter.KeyPoints }

// Reviewer is who looked at the page.
func (p *Page) Reviewer() string { return p.page.Matter.Reviewer }

// Reviewed is the day of the last review, zero if there was none.
func (p *Page) Reviewed() time.Time { return p.page.Matter.Reviewed }

// NextReview is the day by which the page is to be looked at again.
func (p *Page) NextReview() time.Time { return p.page.Matter.NextReview }

// Month writes a date as month and year in the page's language.
func (p *Page) Month(t time.Time) string {
	months := strings.Fields(p.words()["months"])
	if len(months) != 12 {
		return t.Format("2006-01")
	}
	return fmt.Sprintf("%s %d", months[t.Month()-1], t.Year())
}

// MonthOf is Month for a date from a data file, such as 2026-11 or 2026-11-22;
// what is no date is returned as it is.
func (p *Page) MonthOf(date string) string {
	for _, form := range []string{"2006-01", time.DateOnly} {
		if t, err := time.Parse(form, date); err == nil {
			return p.Month(t)
		}
	}
	return date
}

func (p *Page) words() Words { return p.r.Sets[p.Lang].words }

// Ref is the relative address of a path as a writer would link it; a dead one
// stops the page with a diagnostic.
func (p *Page) Ref(dest string) (string, error) {
	link := p.r.Site.Resolve(p.page, dest)
	if link.Problem != "" {
		return "", diag.Diagnostic{Severity: diag.Error, Code: link.Code, Pos: diag.Position{File: p.page.Name()}, Message: link.Problem, Hint: link.Hint("")}
	}
	if link.External {
		return dest, nil
	}
	return withFragment(hrefFrom(p.Root, link.URL), link.Query, link.Fragment), nil
}

// Part is a partial, rendered once for all pages of a folder.
func (p *Page) Part(name string) (template.HTML, error) { return p.r.part(name, p) }

// Language is what the language of the page calls itself, such as "Deutsch".
func (p *Page) Language() string {
	if l := p.r.Site.Settings.Languages[p.Lang]; l.Name != "" {
		return l.Name
	}
	return p.words()["language"]
}

// Dir is rtl for a page whose language is written from right to left, else ltr.
func (p *Page) Dir() string {
	if script, _ := language.Make(p.Lang).Script(); slices.Contains(strings.Fields("Arab Hebr Syrc Thaa Nkoo Adlm Mand Rohg Samr"), script.String()) {
		return "rtl"
	}
	return "ltr"
}

// IsNode reports whether the page lists others.
func (p *Page) IsNode() bool { return p.page.IsNode() }

// Date is the day that the page gives as its own, zero if it gives none.
func (p *Page) Date() time.Time { return p.page.Matter.Date }

// Lastmod is the day on which the page says it was last changed, zero if it does
// not say.
func (p *Page) Lastmod() time.Time { return p.page.Matter.Lastmod }

// EditURL is where a reader can suggest a change of the page, "" if the settings
// do not say or no file stands behind the page.
func (p *Page) EditURL() string {
	if !p.page.Written() {
		return ""
	}
	return strings.ReplaceAll(p.r.Site.Settings.EditURL, "{path}", (&url.URL{Path: p.page.Name()}).EscapedPath())
}

// Updated is the newest date that the page states, zero if it states none.
func (p *Page) Updated() time.Time { return p.page.Updated() }
