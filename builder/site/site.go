// Package site makes the picture of a guide that everything else works from:
// which pages are published and where, how they are ordered and related, what
// a link means. [Assemble] builds a [Site] from front matter and paths alone;
// no page's text is read for it, so it is cheap for a guide of any size.
//
// A Site is a snapshot and is never changed after Assemble. It does not render
// anything.
package site

import (
	"net/url"
	"slices"
	"strings"
	"time"

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
	// Now is the moment that the site was assembled for, on the guide's clock, in
	// the location time.UTC.
	Now time.Time
	// Until is the moment from which the same sources make another site: a page
	// appears or expires, or, with midnight, something becomes due.
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
	// Fragment, if not "", is added to the target.
	Fragment string
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

// AbsURL is the absolute address of a site-relative one, or "" while the guide
// has no base URL.
func (s *Site) AbsURL(url string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + url
}

// BasePath is the path of the base URL, with a slash at both ends; "/" while the
// guide has none.
func (s *Site) BasePath() string {
	if u, err := url.Parse(s.BaseURL); err == nil && u.Path != "" {
		return u.Path
	}
	return "/"
}

// NotFoundPage stands for 404.html, which is no page of the guide.
func (s *Site) NotFoundPage() *Page {
	return &Page{Kind: "404", Matter: &frontmatter.Matter{}, Path: "404.html", URL: "404.html", Lang: s.Settings.Language, Parent: s.Home, Title: "404"}
}
