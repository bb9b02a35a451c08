// Package site builds the model of a guide that everything else works from:
// which pages are published and at which addresses, how they are ordered and
// related, and what a link means. [Assemble] builds a [Site] from front matter
// and paths alone. It reads no page's text, so it is cheap for a guide of any
// size.
//
//	s, mistakes := site.Assemble(input, site.Options{Now: now})
//	link := s.Resolve(s.Home, "types/water.md")
//
// A Site never changes after Assemble. It renders nothing.
package site

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"aftercare/builder/frontmatter"
	"aftercare/builder/source"
)

// Options say what is published and what time it is.
type Options struct {
	Drafts, Future, Expired bool
	// Now is the moment that dates are compared with. A time in time.UTC is a
	// reading of the guide's clock, as dates without a zone are.
	Now time.Time
	// Zone is the time zone of the guide's clock if the settings have none; nil
	// is UTC.
	Zone *time.Location
	// BaseURL, if set, overrides the settings.
	BaseURL string
}

// LeftOut is a page that is not published, and why.
type LeftOut struct {
	Page   *Page
	Reason Reason
}

// Reason is why a page is not published.
type Reason string

// The reasons for leaving a page out.
const (
	ReasonDraft   Reason = "draft"
	ReasonFuture  Reason = "future"
	ReasonExpired Reason = "expired"
	// ReasonUnread means that the front matter can't be read, so nobody knows
	// whether the page is a draft.
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
	// Files are the other files of content, and Static those of static.
	Files, Static []*source.File
	// Virtual are pages without a source file.
	Virtual    []Virtual
	Glossary   *Glossary
	References *References
	Services   *Services
	Vocabulary *Vocabulary
}

// Virtual is a page that the program adds, such as the blank sheet. Links can
// reach it by its path like any other page, but no list has it.
type Virtual struct {
	// Path is where its source file would be, such as "sheet/blank.md".
	Path, Title, Description, Layout string
	// Lang is a further language, or "" for the default one.
	Lang string
	// Parent is the path of the section that holds the page.
	Parent string
	// NoIndex keeps the page out of the sitemap and search engines.
	NoIndex bool
}

// Site is an assembled guide, ready to be rendered.
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
	// Files are published unchanged, by output path.
	Files map[string]*source.File
	// Now is the moment that the site was assembled for, on the guide's clock,
	// in time.UTC.
	Now time.Time
	// Until is when the same sources will make a different site, because a page
	// appears or expires or, at midnight, something becomes due.
	Until time.Time

	byPath  map[place]*Page
	byURL   map[string]*Page
	hidden  map[place]LeftOut
	aliases map[string]*Page
	zone    *time.Location

	input  Input
	byFile map[string]*Page // published or not, by source file below content
	texts  map[*Page]Text
}

// Redirect sends an old address to a page.
type Redirect struct {
	From string // site-relative URL
	To   *Page
	// Fragment, if set, is added to the target's address.
	Fragment string
}

// onClock returns what a clock in zone shows at t, in time.UTC. A time in
// time.UTC is such a reading already.
func onClock(t time.Time, zone *time.Location) time.Time {
	if t.Location() == time.UTC {
		return t
	}
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// OnClock returns what the guide's clock shows at t, in time.UTC.
func (s *Site) OnClock(t time.Time) time.Time { return onClock(t, s.zone) }

// PageAt returns the published page at a URL, or nil.
func (s *Site) PageAt(url string) *Page { return s.byURL[url] }

// PageIn returns the published page in a file of the finished site, such as
// "types/water/index.html", or nil.
func (s *Site) PageIn(output string) *Page {
	for _, url := range []string{strings.TrimSuffix(output, "index.html"), output} {
		if p := s.byURL[url]; p != nil && OutputPath(url) == output {
			return p
		}
	}
	return nil
}

// LeftOutAt returns the unpublished page that would have a URL.
func (s *Site) LeftOutAt(url string) (out LeftOut, ok bool) {
	i := slices.IndexFunc(s.LeftOut, func(out LeftOut) bool { return out.Page.URL == url })
	if i < 0 {
		return LeftOut{}, false
	}
	return s.LeftOut[i], true
}

// PageOf returns the published page made from a source file such as
// "content/types/water.md", or nil.
func (s *Site) PageOf(name string) *Page {
	if p := s.FromFile(name); p != nil && s.byURL[p.URL] == p {
		return p
	}
	return nil
}

// FromFile returns the page made from a source file, published or not, or nil.
func (s *Site) FromFile(name string) *Page {
	return s.byFile[strings.TrimPrefix(name, "content/")]
}

// PageByPath returns the published page with a logical source path in a
// language, or else in the default language, or nil.
func (s *Site) PageByPath(lang, logical string) *Page {
	if p := s.byPath[place{lang, logical}]; p != nil {
		return p
	}
	return s.byPath[place{s.Settings.Language, logical}]
}

// AbsURL returns the absolute form of a site-relative address, or "" if the
// guide has no base URL.
func (s *Site) AbsURL(url string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + url
}

// BasePath returns the path of the base URL with a slash at both ends, or "/"
// if there is none.
func (s *Site) BasePath() string {
	if u, err := url.Parse(s.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}

// NotFoundPage returns a page to render 404.html with. It is no page of the
// guide.
func (s *Site) NotFoundPage() *Page {
	return &Page{Kind: "404", Matter: &frontmatter.Matter{}, Path: "404.html", URL: "404.html", Lang: s.Settings.Language, Parent: s.Home, Title: "404"}
}
