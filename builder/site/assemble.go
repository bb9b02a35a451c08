package site

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// Assemble builds the site. It reports every mistake that front matter and
// paths can show, and returns a usable site in spite of them.
func Assemble(in Input, opts Options) (*Site, diag.List) {
	a := assembler{
		Site: &Site{
			Settings: in.Settings, BaseURL: in.Settings.BaseURL,
			Glossary: in.Glossary, References: in.References, Vocabulary: in.Vocabulary,
			input: in, byFile: make(map[string]*Page, len(in.Pages)), Files: make(map[string]*source.File),
			byPath: make(map[place]*Page, len(in.Pages)), byURL: make(map[string]*Page, len(in.Pages)),
			hidden: make(map[place]LeftOut), aliases: make(map[string]*Page), Now: onClock(opts.Now, in.Settings.Zone(opts.Zone)), zone: in.Settings.Zone(opts.Zone),
		},
		opts: opts,
	}
	if in.Services != nil {
		a.Services, a.Countries = in.Services.List, in.Services.Countries
	}
	if opts.BaseURL != "" {
		a.BaseURL = opts.BaseURL
	}
	if clean, err := CleanBaseURL(a.BaseURL); err == nil {
		a.BaseURL = clean
	}
	a.addPages(in.Pages)
	a.addSections()
	a.addToParents()
	a.addTags()
	a.addVirtual(in.Virtual)
	a.translate()
	a.indexURLs()
	a.addFiles(in.Static)
	a.addFiles(in.Files)
	a.addAliases()
	a.relate()
	a.checkSettings()
	a.checkLeads()
	a.readTexts()
	a.Until = a.nextDate()
	return a.Site, a.diags
}

type assembler struct {
	*Site
	opts  Options
	diags diag.List

	searches int // for what dead links meant
}

// reportLink reports a link of the settings or of front matter.
func (a *assembler) reportLink(link Link, pos diag.Position, dest string, lenient bool) {
	if a.searches++; a.searches > MaxSearches {
		link.nearest = nil
	}
	link.Report(&a.diags, pos, dest, lenient)
}

func (a *assembler) addPages(parsed []Parsed) {
	for _, in := range parsed {
		lang, logical := pathParts(in.File.Path, a.Settings.Languages)
		if lang == a.Settings.Language {
			lang = "" // its pages stand at the root
		}
		m := in.Matter
		p := &Page{
			Kind: kindOf(logical), Matter: m, file: in.File.Path, Path: logical,
			URL: addressOf(logical, lang, m.Slug, m.URL), Lang: lang, Title: m.Title,
		}
		if lang == "" {
			p.Lang = a.Settings.Language
		}
		if p.Title == "" {
			p.Title = a.untitled(p)
		}
		a.byFile[p.file] = p
		a.checkAddress(p)
		if reason := a.leftOut(m); reason != "" {
			out := LeftOut{p, reason}
			a.LeftOut = append(a.LeftOut, out)
			a.hidden[p.place()] = out
			continue
		}
		if first := a.byPath[p.place()]; first != nil {
			a.diags.Errorf("url/duplicate", p.at(), "the same page twice: %s has this language and place already", first.Name())
			continue
		}
		a.byPath[p.place()] = p
		a.Pages = append(a.Pages, p)
	}
}

// checkAddress reports an address that cleanAddress changes, which would
// surprise its writer.
func (a *assembler) checkAddress(p *Page) {
	m := p.Matter
	if m.Slug != "" && (strings.ContainsAny(m.Slug, `/\`) || m.Slug == "." || m.Slug == "..") {
		a.diags.Errorf("url/bad", m.Position("slug", -1), "a slug is one part of an address, without slashes").WithHint("use url: for a whole address")
	}
	if badAddress(m.URL) {
		a.diags.Errorf("url/bad", m.Position("url", -1), "%q is not an address on this site", m.URL).WithHint("write it from the root: /section/page/")
	}
}

// badAddress reports whether an address names another site or climbs out of
// this one.
func badAddress(address string) bool {
	return strings.Contains(address, "//") || strings.Contains(address, `\`) || strings.ContainsAny(address, "?\x00") ||
		slices.Contains(strings.Split(address, "/"), "..")
}

// place identifies a page's source by its language and logical path. Published
// pages never share one.
type place struct{ lang, logical string }

func (p *Page) place() place { return place{p.Lang, p.Path} }

func kindOf(logical string) Kind {
	switch {
	case logical == "_index.md":
		return KindHome
	case path.Base(logical) == "_index.md":
		return KindSection
	}
	return KindPage
}

// orderNumber matches file names that start with a number or date, such as
// 01-tea, ch05-01-tea and 2026-11-22-tea.
var orderNumber = regexp.MustCompile(`^(?:ch)?((?:\d+[-_])+)(.*[^\d_-].*)`)

// stemOf returns the name of a page's file without its ending, or the name of
// the folder that the page stands for.
func stemOf(logical string) string {
	dir, stem := path.Split(strings.TrimSuffix(logical, ".md"))
	if stem == "_index" || stem == "index" {
		stem = path.Base(dir)
	}
	return stem
}

// orderFromPath returns a sort key for the number in a page's file name. Names
// without one sort last.
func orderFromPath(logical string) string {
	m := orderNumber.FindStringSubmatch(stemOf(logical))
	if m == nil {
		return "~"
	}
	order := ""
	for number := range strings.FieldsFuncSeq(m[1], func(r rune) bool { return r == '-' || r == '_' }) {
		order += fmt.Sprintf("%9s-", strings.TrimLeft(number, "0"))
	}
	return order
}

// titleFromPath makes a title from the name of a page's file.
func titleFromPath(logical string) string {
	stem := orderNumber.ReplaceAllString(stemOf(logical), "$2")
	words := strings.Join(strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' }), " ")
	if words == "" || words == "." {
		return "Home"
	}
	return Capitalise(words)
}

// untitled returns the title for a page without one; for a home page it is the
// guide's.
func (a *assembler) untitled(p *Page) string {
	if p.Kind == KindHome {
		return a.Settings.TitleIn(p.Lang)
	}
	return titleFromPath(p.Path)
}

// Capitalise makes the first letter of a text upper case.
func Capitalise(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// leftOut returns the reason why a page with this front matter is not
// published, or "".
func (a *assembler) leftOut(m *frontmatter.Matter) Reason {
	expires := onClock(m.ExpiryDate, a.zone)
	switch {
	case m.Unread && !a.opts.Drafts:
		return ReasonUnread
	case m.Draft && !a.opts.Drafts:
		return ReasonDraft
	case onClock(m.Appears(), a.zone).After(a.Now) && !a.opts.Future:
		return ReasonFuture
	case !expires.IsZero() && !expires.After(a.Now) && !a.opts.Expired:
		return ReasonExpired
	}
	return ""
}

func (a *assembler) nextDate() time.Time {
	year, month, day := a.Now.Date()
	next := time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC)
	for _, p := range a.input.Pages {
		for _, t := range []time.Time{p.Matter.Appears(), p.Matter.ExpiryDate} {
			if t = onClock(t, a.zone); t.After(a.Now) && t.Before(next) {
				next = t
			}
		}
	}
	return time.Date(next.Year(), next.Month(), next.Day(), next.Hour(), next.Minute(), next.Second(), next.Nanosecond(), a.zone)
}
