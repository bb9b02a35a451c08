package site

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// Link is what the destination of a link leads to.
type Link struct {
	// Page or File is the target on this site. Both are nil for any other.
	Page *Page
	File *source.File
	// URL is the site-relative address of the target without the fragment.
	URL string
	// Fragment is the part after #, decoded, and Query the part after ?.
	Fragment, Query string
	// External is set for other hosts and for schemes such as mailto:. The
	// destination is then used unchanged.
	External bool
	// Problem says in words what is wrong. Code is its diagnostic code.
	Problem, Code string
	// nearest suggests what was meant. It goes through all pages, so it runs on
	// demand.
	nearest func(text string) string
	// LeftOut is set when the target exists but is not published.
	LeftOut Reason
}

// Resolve returns what a destination on a page leads to. It tries these forms in
// order: an absolute URL; #fragment; a path to an .md file, relative to the
// page's source file (or to content, with a leading slash); an address on the
// site, with or without a leading slash; a file beside the source file; a file
// of static.
func (s *Site) Resolve(from *Page, dest string) Link {
	u, err := url.Parse(dest)
	if err != nil {
		return Link{Code: "link/malformed", Problem: fmt.Sprintf("%q is not an address", dest)}
	}
	if u.Scheme != "" || u.Host != "" {
		return Link{External: true}
	}
	link := Link{Fragment: u.Fragment, Query: u.RawQuery}
	switch {
	case u.Path == "":
		link.Page, link.URL = from, from.URL
	case strings.HasSuffix(strings.ToLower(u.Path), ".md"):
		s.resolveSource(from, u.Path, &link)
	default:
		s.resolveAddress(from, u.Path, &link)
		if stem, ok := strings.CutSuffix(u.Path, ".html"); ok && link.Problem != "" {
			s.resolveHTML(from, stem, &link)
		}
	}
	return link
}

// resolveHTML resolves the address of a page as other generators write it, such
// as ch01.html for ch01.md.
func (s *Site) resolveHTML(from *Page, stem string, link *Link) {
	names := []string{stem + ".md"}
	if dir, ok := strings.CutSuffix(stem, "index"); ok {
		names = []string{dir + "_index.md", dir + "index.md", dir + "README.md"}
	}
	for _, name := range names {
		page := Link{Fragment: link.Fragment, Query: link.Query}
		if s.resolveSource(from, name, &page); page.Problem == "" {
			*link = page
			return
		}
	}
}

// base returns the folder below content that a page's relative paths start
// from.
func (p *Page) base() string {
	return path.Dir(cmp.Or(p.file, p.Path))
}

func (s *Site) resolveSource(from *Page, dest string, link *Link) {
	name := path.Join(from.base(), dest)
	if strings.HasPrefix(dest, "/") {
		name = path.Clean(dest[1:])
	}
	lang, logical := pathParts(name, s.Settings.Languages)
	if lang == "" {
		lang = from.Lang
	}
	if p := s.PageByPath(lang, logical); p != nil {
		link.Page, link.URL = p, p.URL
		return
	}
	for _, l := range []string{lang, s.Settings.Language} {
		if out, ok := s.hidden[place{l, logical}]; ok {
			link.LeftOut = out.Reason
			link.Code, link.Problem = "link/unpublished", fmt.Sprintf("links to content/%s, which is not published (%s)", name, out.Reason)
			return
		}
	}
	link.Code, link.Problem = "link/dead-page", fmt.Sprintf("there is no page content/%s", name)
	link.nearest = func(text string) string { return s.nearestSource(from, name, text) }
}

// nearestSource suggests the file meant by a path that does not exist: one of
// the same name elsewhere, at that former address, with a matching title, or
// with a similar name.
func (s *Site) nearestSource(from *Page, name, text string) string {
	if p := s.renamed(from, name, text); p != nil {
		return fmt.Sprintf("did you mean %q (“%s”)?", relativePath(from.base(), p.file), p.Title)
	}
	var names []string
	for _, p := range s.Pages {
		if p.Written() && p.Lang == from.Lang && p != from {
			names = append(names, p.file)
		}
	}
	if best, ok := nearestPath(name, names); ok {
		return fmt.Sprintf("did you mean %q?", relativePath(from.base(), best))
	}
	return ""
}

// renamed returns the page that a missing file seems to have become, judging by
// aliases, titles and the link's text, or nil.
func (s *Site) renamed(from *Page, name, text string) *Page {
	lang, logical := pathParts(name, s.Settings.Languages)
	if p := s.aliases[addressOf(logical, lang, "", "")]; p != nil && p.Written() {
		return p
	}
	text, stem := strings.ToLower(strings.TrimSpace(text)), strings.ToLower(titleFromPath(logical))
	var named *Page
	var alike []*Page
	for _, p := range s.Pages {
		if !p.Written() || p.Lang != from.Lang || p == from {
			continue
		}
		switch title := strings.ToLower(p.Title); {
		case title == text || title == stem:
			return p
		case strings.Contains(title, " ") && strings.Contains(text, title):
			named = p
		case allIn(stem, title) || allIn(stem, strings.ToLower(titleFromPath(p.Path))) || allIn(strings.ToLower(titleFromPath(p.Path)), stem):
			alike = append(alike, p)
		}
	}
	if named == nil && len(alike) == 1 {
		return alike[0]
	}
	return named
}

// allIn reports whether other contains every word of text.
func allIn(text, other string) bool {
	words := strings.Fields(other)
	return !slices.ContainsFunc(strings.Fields(text), func(w string) bool { return !slices.Contains(words, w) })
}

// nearestPath prefers a file of the same name in another folder: pages are
// moved more often than mistyped.
func nearestPath(name string, names []string) (string, bool) {
	for _, n := range names {
		if strings.EqualFold(path.Base(n), path.Base(name)) && path.Base(n) != "_index.md" {
			return n, true
		}
	}
	best, ok := diag.Nearest(name, names)
	if ok {
		// Paths mostly agree in folder and ending, so compare the names alone.
		_, ok = diag.Nearest(stem(name), []string{stem(best)})
	}
	return best, ok
}

func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// relativePath returns the path from a folder to a file, both below content.
func relativePath(from, to string) string {
	rel, _ := filepath.Rel(from, to) // which fails only for absolute paths
	return filepath.ToSlash(rel)
}

func (s *Site) resolveAddress(from *Page, dest string, link *Link) {
	for _, candidate := range s.addressCandidates(from, dest) {
		for _, url := range []string{candidate + "/", candidate} { // the home page's is ""
			if p := s.PageAt(url); p != nil {
				link.Page, link.URL = p, url
				return
			}
		}
		if f := s.Files[candidate]; f != nil {
			link.File, link.URL = f, candidate
			return
		}
		for _, old := range []string{candidate, candidate + "/"} {
			if p := s.aliases[old]; p != nil {
				link.Page, link.URL = p, p.URL
				return
			}
		}
	}
	for _, candidate := range s.addressCandidates(from, dest) {
		for _, out := range s.hidden {
			if out.Page.URL == candidate+"/" {
				link.LeftOut = out.Reason
				link.Code, link.Problem = "link/unpublished", fmt.Sprintf("links to %s, which is not published (%s)", out.Page.Name(), out.Reason)
				return
			}
		}
	}
	link.Code, link.Problem = "link/dead-page", fmt.Sprintf("there is no page or file %q", dest)
	link.nearest = func(text string) string { return s.nearestAddress(from, dest, text) }
}

// addressCandidates returns the addresses that dest may mean, without slashes
// at either end: relative to the source file's folder, as writers expect of
// pictures; from the root of the site; relative to the page's own address. That
// comes first for a path that ends in a slash, because no file does, and other
// generators leave such links to the browser.
func (s *Site) addressCandidates(from *Page, dest string) []string {
	trim := func(p string) string { return strings.Trim(path.Clean("/"+p), "/") }
	if strings.HasPrefix(dest, "/") {
		return []string{trim(dest)}
	}
	candidates := []string{trim(path.Join(from.base(), dest)), trim(dest), trim(path.Join(from.URL, dest))}
	if strings.HasSuffix(dest, "/") {
		candidates = slices.Insert(candidates[:2], 0, candidates[2])
	}
	return slices.Compact(candidates)
}

func (s *Site) nearestAddress(from *Page, dest, text string) string {
	// The page may have its name from another generator: space.html,
	// space/index.html.
	file := strings.TrimSuffix(strings.TrimSuffix(dest, "/"), "/index.html")
	if ext := path.Ext(file); ext != "" || file != strings.TrimSuffix(dest, "/") {
		var link Link
		if s.resolveSource(from, strings.TrimSuffix(file, ext)+".md", &link); link.Page != nil && link.Page.Written() {
			return fmt.Sprintf("did you mean %q?", relativePath(from.base(), link.Page.file))
		}
	}
	if p := s.renamed(from, strings.TrimPrefix(file, "/"), text); p != nil {
		return fmt.Sprintf("did you mean %q (“%s”)?", relativePath(from.base(), p.file), p.Title)
	}
	var names []string
	for _, p := range s.Pages {
		if p.URL != "" && p != from { // the front page is near every short name
			names = append(names, "/"+p.URL)
		}
	}
	for name := range s.Files {
		names = append(names, "/"+name)
	}
	slices.Sort(names)
	for _, want := range s.addressCandidates(from, dest) {
		if best, ok := nearestPath("/"+want, names); ok {
			return fmt.Sprintf("did you mean %q?", best)
		}
	}
	return ""
}

// MaxSearches limits for how many dead links of a guide a suggestion is
// searched. Each search goes through all pages, so with a dead link on every
// page the time would be quadratic.
const MaxSearches = 200

// Hint suggests what a dead link with this text may have meant, or returns "".
func (l Link) Hint(text string) string {
	if l.nearest == nil {
		return ""
	}
	return l.nearest(text)
}

// Report adds the link's problem to a list. With lenient set, as in the
// preview, a link to an unpublished page is only a warning: the page may be on
// its way.
func (l Link) Report(diags *diag.List, pos diag.Position, dest string, lenient bool) {
	if l.Problem == "" {
		diags.Errorf("link/not-a-page", pos, "%q is not a page of this site", dest)
		return
	}
	d := diags.Errorf(l.Code, pos, "%s", l.Problem)
	d.Hint = l.Hint("")
	if lenient && l.LeftOut != "" {
		d.Severity = diag.Warning
	}
}
