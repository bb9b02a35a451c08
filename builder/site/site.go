// Package site makes the picture of a guide that everything else works from:
// which pages are published and where, how they are ordered and related, what
// a link means. [Assemble] builds a [Site] from front matter and paths alone;
// no page's text is read for it, so it is cheap for a guide of any size.
//
// A Site is a snapshot and is never changed after Assemble. It does not render
// anything.
package site

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// Options say what is published and when "now" is.
type Options struct {
	Drafts, Future, Expired bool
	// Now is the moment that dates are compared with. In the location time.UTC it
	// is on the guide's clock, as dates without a zone are.
	Now time.Time
	// Zone is where the guide's clock stands if the settings do not say; nil is
	// UTC.
	Zone *time.Location
	// BaseURL, if set, wins over the settings.
	BaseURL string
}

// LeftOut is a page that is not published; Reason says why.
type LeftOut struct {
	Page   *Page
	Reason Reason
}

// Reason is why a page is not published.
type Reason string

// The reasons a page is left out.
const (
	ReasonDraft   Reason = "draft"
	ReasonFuture  Reason = "future"
	ReasonExpired Reason = "expired"
	// ReasonUnread is that of a page whose front matter can't be read, so that
	// nobody knows whether it is a draft.
	ReasonUnread Reason = "unreadable"
)

// Parsed is a content file with its front matter read.
type Parsed struct {
	File   *source.File
	Matter *frontmatter.Matter
	Body   int
}

// Input is what a Site is assembled from.
type Input struct {
	Settings *Settings
	Pages    []Parsed
	// Files are the other files of content, and Static those of static, by
	// the path at which they are published.
	Files, Static []*source.File
	// Virtual are pages that no file of their own stands behind.
	Virtual    []Virtual
	Glossary   *Glossary
	References *References
	Services   *Services
	Vocabulary *Vocabulary
}

// Virtual is a page that a part of the program adds, such as the blank sheet.
// It can be linked to like any other, by its path, and is listed nowhere.
type Virtual struct {
	// Path is where its source would stand, such as "sheet/blank.md".
	Path, Title, Description, Layout string
	// Lang is one of the further languages, "" for the guide's own.
	Lang string
	// Parent is the path of the section above.
	Parent string
	// NoIndex keeps the page out of the sitemap and asks search engines not
	// to list it.
	NoIndex bool
}

// Site is a guide ready to be rendered.
type Site struct {
	Settings *Settings
	// BaseURL is absolute with a trailing slash, or "".
	BaseURL string
	// Homes are the home pages by language; Home is the default language's.
	Homes []*Page
	Home  *Page
	// Pages are all published pages of every kind, sorted by URL.
	Pages []*Page
	// LeftOut are the pages that are not published, sorted by path.
	LeftOut    []LeftOut
	Glossary   *Glossary
	References *References
	Services   []Service
	Countries  []Country
	Vocabulary *Vocabulary
	Redirects  []Redirect
	// Files are published as they are, by output path.
	Files map[string]*source.File

	byPath  map[place]*Page
	byURL   map[string]*Page
	hidden  map[place]LeftOut
	aliases map[string]*Page
	now     time.Time // on the guide's clock
	until   time.Time // see Until
	zone    *time.Location

	input  Input
	byFile map[string]*Page // published or not, by source file below content
	texts  map[*Page]Text
}

// Redirect sends an old address to a page.
type Redirect struct {
	From string // site-relative URL
	To   *Page
	// Fragment, if not "", is added to the target.
	Fragment string
}

// Assemble builds the site. It reports every mistake that front matter and
// paths can show; the site is usable all the same.
func Assemble(in Input, opts Options) (*Site, diag.List) {
	a := assembler{
		Site: &Site{
			Settings: in.Settings, BaseURL: in.Settings.BaseURL,
			Glossary: in.Glossary, References: in.References, Vocabulary: in.Vocabulary,
			input: in, byFile: make(map[string]*Page, len(in.Pages)), Files: make(map[string]*source.File),
			byPath: make(map[place]*Page, len(in.Pages)), byURL: make(map[string]*Page, len(in.Pages)),
			hidden: make(map[place]LeftOut), aliases: make(map[string]*Page), now: onClock(opts.Now, in.Settings.Zone(opts.Zone)), zone: in.Settings.Zone(opts.Zone),
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
	a.hang()
	a.addTags()
	a.addVirtual(in.Virtual)
	a.translate()
	a.indexURLs()
	a.addFiles(in.Static, "")
	a.addFiles(in.Files, "")
	a.addAliases()
	a.relate()
	a.checkSettings()
	a.checkLeads()
	a.readTexts()
	a.until = a.nextDate()
	return a.Site, a.diags
}

// onClock is what a clock shows at a moment, in the location time.UTC; what is
// in that location has been read from the clock already.
func onClock(t time.Time, zone *time.Location) time.Time {
	if t.Location() == time.UTC {
		return t
	}
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Now is the moment that the site was assembled for, on the guide's clock, in
// the location time.UTC.
func (s *Site) Now() time.Time { return s.now }

// Until is the moment from which the same sources make another site: a page
// appears or expires, or, with midnight, something becomes due.
func (s *Site) Until() time.Time { return s.until }

func (a *assembler) nextDate() time.Time {
	year, month, day := a.now.Date()
	next := time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC)
	for _, p := range a.input.Pages {
		for _, t := range []time.Time{appears(p.Matter), p.Matter.ExpiryDate} {
			if t = onClock(t, a.zone); t.After(a.now) && t.Before(next) {
				next = t
			}
		}
	}
	return time.Date(next.Year(), next.Month(), next.Day(), next.Hour(), next.Minute(), next.Second(), next.Nanosecond(), a.zone)
}

// OnClock is what the guide's clock shows at a moment that a writer has dated, in
// the location time.UTC.
func (s *Site) OnClock(t time.Time) time.Time { return onClock(t, s.zone) }

// PageAt returns the published page with a URL, or nil.
func (s *Site) PageAt(url string) *Page { return s.byURL[url] }

// PageIn returns the published page that a file of the finished site holds, such
// as "types/water/index.html", or nil.
func (s *Site) PageIn(output string) *Page {
	for _, url := range []string{strings.TrimSuffix(output, "index.html"), output} {
		if p := s.byURL[url]; p != nil && OutputPath(url) == output {
			return p
		}
	}
	return nil
}

// LeftOutAt returns the page that would have a URL if it were published, and
// why it is not.
func (s *Site) LeftOutAt(url string) (out LeftOut, ok bool) {
	i := slices.IndexFunc(s.LeftOut, func(out LeftOut) bool { return out.Page.URL == url })
	if i < 0 {
		return LeftOut{}, false
	}
	return s.LeftOut[i], true
}

// PageOf returns the published page that is made from a source file, by a name
// such as "content/types/water.md", or nil.
func (s *Site) PageOf(name string) *Page {
	if p := s.FromFile(name); p != nil && s.byURL[p.URL] == p {
		return p
	}
	return nil
}

// FromFile returns the page that is made from a source file, or would be if it
// were published, or nil.
func (s *Site) FromFile(name string) *Page {
	return s.byFile[strings.TrimPrefix(name, "content/")]
}

// PageByPath returns the published page of a logical source path in a
// language, falling back to the default language, or nil.
func (s *Site) PageByPath(lang, logical string) *Page {
	if p := s.byPath[place{lang, logical}]; p != nil {
		return p
	}
	return s.byPath[place{s.Settings.Language, logical}]
}

// assembler holds what is only needed while a Site is built.
type assembler struct {
	*Site
	opts  Options
	diags diag.List
}

func (a *assembler) addPages(parsed []Parsed) {
	for _, in := range parsed {
		lang, logical := pathParts(in.File.Path, a.Settings.Languages)
		m := in.Matter
		p := &Page{
			Kind: kindOf(logical), Matter: m, file: in.File.Path, Path: logical,
			URL: addressOf(logical, lang, m.Slug, m.URL), Lang: lang, title: titleOf(m, logical),
		}
		if lang == "" {
			p.Lang = a.Settings.Language
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

// checkAddress reports what cleaning the address would silently change.
func (a *assembler) checkAddress(p *Page) {
	m := p.Matter
	if m.Slug != "" && (strings.ContainsAny(m.Slug, `/\`) || m.Slug == "." || m.Slug == "..") {
		a.diags.Errorf("url/bad", m.Position("slug", -1), "a slug is one part of an address, without slashes").WithHint("use url: for a whole address")
	}
	if badAddress(m.URL) {
		a.diags.Errorf("url/bad", m.Position("url", -1), "%q is not an address on this site", m.URL).WithHint("write it from the root: /section/page/")
	}
}

// badAddress tells addresses of other sites and those that climb out of this
// one.
func badAddress(address string) bool {
	return strings.Contains(address, "//") || strings.Contains(address, `\`) || strings.ContainsAny(address, "?\x00") ||
		slices.Contains(strings.Split(address, "/"), "..")
}

// A place is where a page's source stands, or would stand: a logical path in a
// language. No two published pages share one.
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

// titleOf is the title of a page; one without is named after its file.
func titleOf(m *frontmatter.Matter, logical string) string {
	if m.Title != "" {
		return m.Title
	}
	return titleFromPath(logical)
}

func titleFromPath(logical string) string {
	dir, stem := path.Split(strings.TrimSuffix(logical, ".md"))
	if stem == "_index" || stem == "index" {
		stem = path.Base(dir)
	}
	words := strings.Join(strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' }), " ")
	if words == "" || words == "." {
		return "Home"
	}
	return Capitalise(words)
}

// Capitalise makes the first letter of a text a capital.
func Capitalise(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// appears is when a page is to be published, zero if it may be at once.
func appears(m *frontmatter.Matter) time.Time {
	if m.PublishDate.IsZero() {
		return m.Date
	}
	return m.PublishDate
}

// leftOut says why a page with this front matter is not published, "" if it is.
func (a *assembler) leftOut(m *frontmatter.Matter) Reason {
	expires := onClock(m.ExpiryDate, a.zone)
	switch {
	case m.Unread && !a.opts.Drafts:
		return ReasonUnread
	case m.Draft && !a.opts.Drafts:
		return ReasonDraft
	case onClock(appears(m), a.zone).After(a.now) && !a.opts.Future:
		return ReasonFuture
	case !expires.IsZero() && !expires.After(a.now) && !a.opts.Expired:
		return ReasonExpired
	}
	return ""
}

// addSections makes a section for each folder that holds pages and has no
// _index.md, and a home page for each language that has pages.
func (a *assembler) addSections() {
	ensured := map[place]bool{}
	for _, p := range slices.Clone(a.Pages) {
		for dir := p.folder(); p.Kind != KindHome && !ensured[place{p.Lang, dir}]; dir = path.Dir(dir) {
			a.ensureSection(p.Lang, dir)
			ensured[place{p.Lang, dir}] = true
		}
	}
	if len(a.Pages) == 0 {
		a.ensureSection(a.Settings.Language, ".")
	}
}

// folder is the one whose section a page belongs to: its own, or the one above
// for a page that stands for its folder.
func (p *Page) folder() string {
	dir := path.Dir(p.Path)
	if base := path.Base(p.Path); base == "_index.md" || base == "index.md" {
		return path.Dir(dir)
	}
	return dir
}

func (a *assembler) ensureSection(lang, dir string) {
	logical := path.Join(dir, "_index.md")
	if a.byPath[place{lang, logical}] != nil {
		return
	}
	prefix := lang
	if lang == a.Settings.Language {
		prefix = ""
	}
	p := &Page{
		Kind: kindOf(logical), Matter: &frontmatter.Matter{}, Path: logical, Lang: lang,
		URL: addressOf(logical, prefix, "", ""), title: titleFromPath(logical),
	}
	if p.Kind == KindHome {
		p.title = a.Settings.Title
	}
	a.byPath[p.place()] = p
	a.Pages = append(a.Pages, p)
}

// hang puts each page under its parent and orders the children.
func (a *assembler) hang() {
	sections := map[place]*Page{} // by folder
	for _, p := range a.Pages {
		if p.Kind == KindHome {
			a.Homes = append(a.Homes, p)
			continue
		}
		folder := place{p.Lang, p.folder()}
		if sections[folder] == nil {
			sections[folder] = a.byPath[place{p.Lang, path.Join(folder.logical, "_index.md")}]
		}
		p.Parent = sections[folder]
		p.Parent.Pages = append(p.Parent.Pages, p)
	}
	for _, p := range a.Pages {
		sortPages(p.Pages)
		p.indexPages()
	}
	slices.SortFunc(a.Homes, func(x, y *Page) int { return strings.Compare(x.URL, y.URL) })
	a.Home = a.Homes[0]
	slices.SortFunc(a.LeftOut, func(x, y LeftOut) int { return strings.Compare(x.Page.Name(), y.Page.Name()) })
}

// addTags makes a page for each tag and one that lists them, where pages have
// tags at all.
func (a *assembler) addTags() {
	for _, home := range a.Homes {
		tags := map[string]*Page{}
		var list *Page
		for _, p := range a.Pages {
			if p.Lang != home.Lang {
				continue
			}
			for _, tag := range p.Matter.Tags {
				if list == nil {
					list = a.virtual(KindTaxonomy, home, "tags/", "Tags")
				}
				slug := slugify(tag)
				if tags[slug] == nil {
					tags[slug] = a.virtual(KindTerm, list, "tags/"+slug+"/", tag)
					list.Pages = append(list.Pages, tags[slug])
				}
				if n := len(tags[slug].Pages); n == 0 || tags[slug].Pages[n-1] != p { // the page may name it twice
					tags[slug].Pages = append(tags[slug].Pages, p)
				}
			}
		}
		if list == nil {
			continue
		}
		a.Pages = append(a.Pages, list)
		for _, tag := range list.Pages {
			sortPages(tag.Pages)
			a.Pages = append(a.Pages, tag)
		}
		slices.SortFunc(list.Pages, func(x, y *Page) int { return strings.Compare(x.URL, y.URL) })
	}
}

func (a *assembler) addVirtual(pages []Virtual) {
	for _, v := range pages {
		lang := cmp.Or(v.Lang, a.Settings.Language)
		parent := a.byPath[place{lang, v.Parent}]
		if parent == nil || a.byPath[place{lang, v.Path}] != nil {
			continue // a page of the writer's own takes its place
		}
		p := &Page{
			Kind: KindPage, Path: v.Path, URL: addressOf(v.Path, v.Lang, "", ""), Lang: parent.Lang, Parent: parent, title: v.Title,
			Matter: &frontmatter.Matter{Title: v.Title, Description: v.Description, Layout: v.Layout}, NoIndex: v.NoIndex, index: -1,
		}
		a.byPath[p.place()] = p
		a.Pages = append(a.Pages, p)
	}
}

func (a *assembler) virtual(kind Kind, parent *Page, url, title string) *Page {
	home := parent
	for home.Parent != nil {
		home = home.Parent
	}
	return &Page{Kind: kind, Matter: &frontmatter.Matter{}, Path: url, Lang: parent.Lang, URL: home.URL + url, Parent: parent, title: title}
}

func (a *assembler) translate() {
	if len(a.Homes) < 2 {
		return
	}
	same := map[string][]*Page{}
	for _, p := range a.Pages {
		same[p.Path] = append(same[p.Path], p)
	}
	for _, p := range a.Pages {
		for _, q := range same[p.Path] {
			if q != p {
				p.Translations = append(p.Translations, q)
			}
		}
		slices.SortFunc(p.Translations, func(x, y *Page) int { return strings.Compare(x.Lang, y.Lang) })
	}
}

func (a *assembler) indexURLs() {
	slices.SortFunc(a.Pages, func(x, y *Page) int {
		if c := strings.Compare(x.URL, y.URL); c != 0 {
			return c
		}
		return strings.Compare(x.Name(), y.Name())
	})
	kept, dropped := a.Pages[:0], make(map[*Page]bool)
	for _, p := range a.Pages {
		if first := a.byURL[p.URL]; first != nil {
			a.diags.Errorf("url/duplicate", p.Matter.Position(slugKey(p), -1), "the address /%s is taken by %s", p.URL, first.Name()).
				WithHint("rename the file or give it a slug of its own")
			dropped[p] = true
			continue
		}
		a.byURL[p.URL] = p
		kept = append(kept, p)
	}
	a.Pages = kept
	for _, p := range a.Pages {
		if len(dropped) > 0 && p.IsNode() { // no list shows what is not published
			p.Pages = slices.DeleteFunc(p.Pages, func(q *Page) bool { return dropped[q] })
			p.indexPages()
		}
	}
}

func slugKey(p *Page) string {
	if p.Matter.URL != "" {
		return "url"
	}
	return "slug"
}

// AbsURL is the absolute address of a site-relative one, or "" while the guide
// has no base URL.
func (s *Site) AbsURL(url string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + url
}

// NotFoundPage stands for 404.html, which is no page of the guide.
func (s *Site) NotFoundPage() *Page {
	return &Page{Kind: "404", Matter: &frontmatter.Matter{}, Path: "404.html", URL: "404.html", Lang: s.Settings.Language, Parent: s.Home, title: "404"}
}
