package layout

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/site"

	"golang.org/x/text/unicode/norm"
)

// Site is the guide as a template sees it.
type Site struct {
	// Title is the title of the guide in the page's language; Settings are those of
	// site.yaml.
	Title    string
	Settings *site.Settings
	// Services are those of services.yaml; Countries group them by country.
	Services  []site.Service
	Countries []site.Country

	site *site.Site
	from *Page
}

func newSite(s *site.Site, from *Page) *Site {
	return &Site{s.Settings.TitleIn(from.Lang), s.Settings, s.Services, s.Countries, s, from}
}

// PageByPath is the page in a language with a path such as "about/privacy.md", or
// nothing.
func (s *Site) PageByPath(lang, path string) *Page { return s.from.at(s.site.PageByPath(lang, path)) }

// HasFile reports whether a file such as "icon.svg" is published.
func (s *Site) HasFile(name string) bool { return s.site.Files[name] != nil }

// AbsURL is the absolute form of an address below the root, "" if the guide has no
// base URL.
func (s *Site) AbsURL(url string) string { return s.site.AbsURL(url) }

// Home is the home page in the page's language.
func (s *Site) Home() *Page {
	for _, home := range s.site.Homes {
		if home.Lang == s.from.Lang {
			return s.from.at(home)
		}
	}
	return s.from.at(s.site.Home)
}

// Sections are the top-level sections in order.
func (s *Site) Sections() []*Page {
	return s.from.those(s.Home().page.Pages, func(p *site.Page) bool { return p.Kind == site.KindSection })
}

// RegularPages are all pages of the language that have text of their own, by address.
func (s *Site) RegularPages() []*Page {
	return s.from.those(s.site.Pages, func(p *site.Page) bool { return p.Kind == site.KindPage && p.Lang == s.from.Lang })
}

// MenuLink is an item of the main navigation. Href is safe for html/template, which
// does not know all the schemes that settings may use.
type MenuLink struct {
	// Title is the link's text and Href its address, empty if there is none.
	Title string
	Href  template.URL
	// External is set for links that leave the site.
	External bool
}

// Menu is the main navigation without links that lead nowhere: those are reported by
// the check and hold up no page.
func (s *Site) Menu() []MenuLink {
	links := make([]MenuLink, 0, len(s.Settings.Menu))
	for _, item := range s.Settings.Menu {
		if link := s.menuLink(item); link.Href != "" {
			links = append(links, link)
		}
	}
	return links
}

// Urgent is the urgent-help link, with an empty Href if there is none.
func (s *Site) Urgent() MenuLink { return s.menuLink(s.Settings.Urgent) }

// Directory is the link to the page that lists everybody whom a reader can call, with
// an empty Href if there is none.
func (s *Site) Directory() MenuLink { return s.menuLink(s.Settings.Services) }

func (s *Site) menuLink(item site.MenuItem) MenuLink {
	if item.Link == "" {
		return MenuLink{}
	}
	home := s.Home()
	link := s.site.Resolve(home.page, item.Link)
	if link.Problem != "" {
		return MenuLink{}
	}
	if link.External {
		return MenuLink{cmp.Or(item.Title, item.Link), template.URL(item.Link), true}
	}
	title := item.Title
	if page := link.Page; page != nil && (title == "" || page.Lang == home.Lang && home.Lang != s.Settings.Language) {
		title = page.LinkTitle() // the settings speak the guide's own language
	}
	return MenuLink{title, template.URL(withFragment(hrefFrom(s.from.Root, link.URL), link.Query, link.Fragment)), false}
}

// Letter is a group of pages whose titles start with the same letter.
type Letter struct {
	// Letter is an upper-case letter, or "0–9".
	Letter string
	Pages  []*Page
}

// Alphabet is every page with text of its own, grouped by the first letter of its
// title. Titles that start with anything else come first, under "0–9".
func (s *Site) Alphabet() []Letter {
	pages := s.from.those(s.site.Pages, s.isListed)
	keys := make(map[*Page]string, len(pages))
	for _, p := range pages {
		keys[p] = sortKey(p)
	}
	slices.SortFunc(pages, func(a, b *Page) int {
		return cmp.Or(strings.Compare(keys[a], keys[b]), strings.Compare(a.URL, b.URL))
	})
	var letters []Letter
	for _, p := range pages {
		first, _ := utf8.DecodeRuneInString(keys[p])
		name := "0–9"
		if unicode.IsLetter(first) {
			name = string(unicode.ToUpper(first))
		}
		if n := len(letters); n == 0 || letters[n-1].Letter != name {
			letters = append(letters, Letter{Letter: name})
		}
		last := &letters[len(letters)-1]
		last.Pages = append(last.Pages, p)
	}
	return letters
}

// sortKey returns a title without case, accents and leading punctuation.
func sortKey(p *Page) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(p.LinkTitle))
	return strings.TrimLeftFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (s *Site) isListed(p *site.Page) bool {
	return p.Lang == s.from.Lang && !p.NoIndex && p != s.from.page && (p.Kind == site.KindPage || p.Kind == site.KindSection && p.Written())
}
