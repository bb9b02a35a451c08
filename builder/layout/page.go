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

// Page is what a template sees: a page of the site as seen from the page that is
// being rendered. Names are Hugo's where Hugo has the same thing.
type Page struct {
	// What every page needs is a field: templates read fields five times faster than
	// they call methods.

	// Kind is home, section, page, taxonomy, term or 404; Lang is the tag of the
	// page's language.
	Kind site.Kind
	Lang string
	// Path is the source file below content without its language, such as
	// "types/water.md"; URL is the address below the root of the site.
	Path, URL string
	// NoIndex asks search engines not to list the page.
	NoIndex bool
	// Site is the guide as seen from the page being rendered.
	Site *Site
	// Title and LinkTitle are the page's own; Section is its top-level folder.
	Title, LinkTitle, Section string
	// Description is for lists; Question is what the page answers; Note is the
	// content note.
	Description, Question, Note string
	// RelPermalink is the address of the page relative to the one being rendered.
	// Root is that of the root of the site, with a slash at the end.
	RelPermalink, Root string
	// IsHome is set for a home page.
	IsHome bool
	// Data is for particular pages, such as the form of the sheet.
	Data any

	page *site.Page
	r    *Renderer
	from *site.Page // the page being rendered
	// whole is set on the single page, where links lead to other pages' places on it.
	whole bool
	// alone is set on a standalone copy of a page.
	alone bool
	// shared is set while rendering a part that several pages share.
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

// common returns the page as a shared part sees it.
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

// those returns the wanted pages of a list.
func (p *Page) those(others []*site.Page, wanted func(*site.Page) bool) (pages []*Page) {
	for _, other := range others {
		if wanted(other) {
			pages = append(pages, p.at(other))
		}
	}
	return pages
}

// hrefFrom joins the path to the root with an address. "./" is needed only by itself.
func hrefFrom(root, url string) string {
	if url != "" {
		root = strings.TrimPrefix(root, "./")
	}
	return root + url
}

// Permalink is the absolute address, or "" if the guide has no base URL.
func (p *Page) Permalink() string { return p.r.Site.AbsURL(p.URL) }

// Pages are the children of a section or the pages of a tag.
func (p *Page) Pages() []*Page { return p.all(p.page.Pages) }

// RegularPages are the children except sections.
func (p *Page) RegularPages() []*Page {
	return p.those(p.page.Pages, func(child *site.Page) bool { return child.Kind == site.KindPage })
}

// Parent is the section that holds the page.
func (p *Page) Parent() *Page { return p.at(p.page.Parent) }

// Ancestors are the pages above this one, topmost first, as in breadcrumbs.
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

// AriaCurrent is the aria-current attribute, with a leading space, for a link to the
// page being rendered, and empty for other pages. In a shared part each page gets its
// own.
func (p *Page) AriaCurrent() template.HTMLAttr {
	switch {
	case p.shared:
		return template.HTMLAttr(currentMark + p.URL + currentMark)
	case p.IsCurrent():
		return ariaCurrent
	}
	return ""
}

// Params are the page's own keys under params.
func (p *Page) Params() map[string]any { return p.page.Matter.Params }

// Param is a key under params of the page or else of the settings; in a shared part,
// of the settings only.
func (p *Page) Param(key string) any {
	if v, ok := p.page.Matter.Params[key]; ok && !p.shared {
		return v
	}
	return p.r.Site.Settings.Params[key]
}

// KeyPoints are the lines shown above the text.
func (p *Page) KeyPoints() []string { return p.page.Matter.KeyPoints }

// Reviewer is who reviewed the page.
func (p *Page) Reviewer() string { return p.page.Matter.Reviewer }

// Reviewed is the day of the last review, zero if there was none.
func (p *Page) Reviewed() time.Time { return p.page.Matter.Reviewed }

// NextReview is the day by which the page should be reviewed again.
func (p *Page) NextReview() time.Time { return p.page.Matter.NextReview }

// Month formats a date as month and year in the page's language.
func (p *Page) Month(t time.Time) string {
	months := strings.Fields(p.words()["months"])
	if len(months) != 12 {
		return t.Format("2006-01")
	}
	return fmt.Sprintf("%s %d", months[t.Month()-1], t.Year())
}

// MonthOf is Month for a date from a data file, such as 2026-11 or 2026-11-22.
// Anything else is returned unchanged.
func (p *Page) MonthOf(date string) string {
	for _, form := range []string{"2006-01", time.DateOnly} {
		if t, err := time.Parse(form, date); err == nil {
			return p.Month(t)
		}
	}
	return date
}

func (p *Page) words() InterfaceWords { return p.r.Sets[p.Lang].words }

// Ref is the relative address of a path written as in a link. If the link is dead,
// the page fails with a diagnostic.
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

// Part renders a partial once for all pages of a folder.
func (p *Page) Part(name string) (template.HTML, error) { return p.r.part(name, p) }

// Language is the language's name for itself, such as "Deutsch".
func (p *Page) Language() string {
	if l := p.r.Site.Settings.Languages[p.Lang]; l.Name != "" {
		return l.Name
	}
	return p.words()["language"]
}

// Dir is the page's writing direction, rtl or ltr.
func (p *Page) Dir() string {
	if script, _ := language.Make(p.Lang).Script(); slices.Contains(strings.Fields("Arab Hebr Syrc Thaa Nkoo Adlm Mand Rohg Samr"), script.String()) {
		return "rtl"
	}
	return "ltr"
}

// IsNode reports whether the page lists others.
func (p *Page) IsNode() bool { return p.page.IsNode() }

// Date is the page's own date, zero if it has none.
func (p *Page) Date() time.Time { return p.page.Matter.Date }

// Lastmod is the day of the last change, zero if the page does not give it.
func (p *Page) Lastmod() time.Time { return p.page.Matter.Lastmod }

// EditURL is where a reader can suggest a change to the page, "" if the settings have
// no address or the page no source file.
func (p *Page) EditURL() string {
	if !p.page.Written() {
		return ""
	}
	return strings.ReplaceAll(p.r.Site.Settings.EditURL, "{path}", (&url.URL{Path: p.page.Name()}).EscapedPath())
}

// Updated is the latest date in the front matter, zero if there is none.
func (p *Page) Updated() time.Time { return p.page.Updated() }
