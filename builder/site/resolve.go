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

// A Link is what a destination written by somebody turns out to mean.
type Link struct {
	// Page or File is the target on the site, or both are nil.
	Page *Page
	File *source.File
	// URL is the site-relative address of the target without the fragment.
	URL string
	// Fragment is the part after #, decoded, and Query the part after ?.
	Fragment, Query string
	// External is true for another host and for mailto: and the like; the
	// destination is then used as it was written.
	External bool
	// Problem says what is wrong, in words, with Code as its stable name.
	Problem, Code string
	// nearest looks for what was meant, which takes as long as the guide is
	// large.
	nearest func(text string) string
	// LeftOut is set when the target exists but is not published.
	LeftOut Reason
}

// Resolve says what a destination means on a page. The forms, in the order in
// which they are tried: an absolute URL; #fragment; a path to an .md file,
// relative to the page's source file (or to content, with a leading slash); an
// address on the site, with or without a leading slash; a file beside the
// source file; a file of static.
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

// resolveHTML takes the address of a page as other generators make it, such as
// ch01.html for ch01.md.
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

// base is the folder below content that relative paths of a page start from.
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

// nearestSource says which file was meant by one that is not there: one that
// has its name elsewhere, one that has its former address, one with the title
// that it would have or that the link names, or one with a similar name.
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

// renamed is the page that stands where a file once stood, or nil.
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

// allIn reports whether all words of a text stand in another.
func allIn(text, other string) bool {
	words := strings.Fields(other)
	return !slices.ContainsFunc(strings.Fields(text), func(w string) bool { return !slices.Contains(words, w) })
}

// nearestPath prefers a file with the same name in another folder, which is
// what a moved page looks like.
func nearestPath(name string, names []string) (string, bool) {
	for _, n := range names {
		if strings.EqualFold(path.Base(n), path.Base(name)) && path.Base(n) != "_index.md" {
			return n, true
		}
	}
	best, ok := diag.Nearest(name, names)
	if ok {
		// Folder and ending are mostly the same; what counts is the name itself.
		_, ok = diag.Nearest(stem(name), []string{stem(best)})
	}
	return best, ok
}

func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// relativePath is the path from a folder to a file, both below content.
func relativePath(from, to string) string {
	rel, _ := filepath.Rel(from, to) // which fails only for absolute paths
	return filepath.ToSlash(rel)
}

func (s *Site) resolveAddress(from *Page, dest string, link *Link) {
	for _, candidate := range s.addressCandidates(from, dest) {
		for _, url := range []string{candidate + "/", candidate} { // that of the home page is ""
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

// addressCandidates are the addresses that dest may mean, without slashes at
// either end. The first is relative to the source file's folder, which is where
// a writer sees images; then the root of the site; then the page's own address,
// which comes first for a path that ends in a slash: files have none, and other
// generators leave such a link to the browser.
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
	// A page under the name that it has elsewhere: space.html, space/index.html.
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

// MostSearches is for how many dead links of a guide it is looked for what they
// meant. A search goes through all pages; where each page has a dead link, the
// time would grow with the square of the pages.
const MostSearches = 200

// Hint says what may have been meant by a dead link with some text, or "".
func (l Link) Hint(text string) string {
	if l.nearest == nil {
		return ""
	}
	return l.nearest(text)
}

// Report adds the link's problem to a list. A link to a page that is not
// published is only a warning in the preview, where the page is coming.
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
