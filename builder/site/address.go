package site

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// pathParts splits a source path into the language that its name or first
// folder states and the logical path without it. languages holds the tags of
// the further languages. The ending .md is recognised in any case and is lower
// case in the logical path.
func pathParts(name string, languages map[string]Language) (lang, logical string) {
	if stem := name[:len(name)-len(path.Ext(name))]; strings.EqualFold(name[len(stem):], ".md") {
		name = stem + ".md"
	}
	if first, rest, ok := strings.Cut(name, "/"); ok {
		if _, known := languages[first]; known {
			return first, rest
		}
	}
	stem := strings.TrimSuffix(name, ".md")
	if dot := strings.LastIndexByte(stem, '.'); dot > strings.LastIndexByte(stem, '/') {
		if _, known := languages[stem[dot+1:]]; known {
			return stem[dot+1:], stem[:dot] + ".md"
		}
	}
	return "", name
}

// addressOf returns the site-relative URL of a logical source path as Hugo
// makes it: a folder for each page, _index.md and index.md named after their
// folder, lower case, hyphens for spaces. slug replaces the last part of the
// path and whole all of it.
func addressOf(logical, lang, slug, whole string) string {
	prefix := ""
	if lang != "" {
		prefix = lang + "/"
	}
	if whole != "" {
		return prefix + cleanAddress(whole)
	}
	dir, file := path.Split(logical)
	stem := strings.TrimSuffix(file, ".md")
	switch {
	case stem == "_index":
		stem = ""
	case stem == "index":
		dir, stem = path.Split(strings.TrimSuffix(dir, "/"))
	}
	if slug != "" && stem != "" {
		stem = slug
	}
	return prefix + cleanAddress(path.Join(dir, stem))
}

// cleanAddress gives an address its canonical form: no leading slash, one
// trailing slash unless it is the root ("") or names a file. Parts made only of
// dots are dropped.
func cleanAddress(a string) string {
	a = strings.Trim(path.Clean("/"+a), "/")
	if a == "" {
		return ""
	}
	if !isSlugs(a) {
		var parts []string
		for part := range strings.SplitSeq(a, "/") {
			if part = Slug(part); strings.Trim(part, ".") != "" {
				parts = append(parts, part)
			}
		}
		a = strings.Join(parts, "/")
	}
	if a == "" || strings.HasSuffix(a, ".html") {
		return a
	}
	return a + "/"
}

// isSlugs reports whether Slug would leave every part of a path unchanged, as
// it does nearly every file name.
func isSlugs(a string) bool {
	before := byte('/')
	for i := range len(a) {
		switch c := a[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '_':
		case c == '.' && before != '/':
		case c == '-' && before != '/' && before != '-':
		case c == '/' && before != '/' && before != '-':
		default:
			return false
		}
		before = a[i]
	}
	return before != '/' && before != '-'
}

// Slug lower-cases a name and keeps letters and digits of any script, dots,
// hyphens and underscores; a run of anything else becomes one hyphen.
func Slug(s string) string {
	if isSlugs(s) && !strings.Contains(s, "/") {
		return s
	}
	var b strings.Builder
	gap := false
	for _, r := range norm.NFC.String(strings.ToLower(s)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '.' || r == '_' {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return b.String()
}

// OutputPath returns the file in which the page with this URL is published.
func OutputPath(url string) string {
	if url == "" || strings.HasSuffix(url, "/") {
		return url + "index.html"
	}
	return url
}

// ToRoot returns the relative path from a page's URL to the root of the site:
// "./", "../", "../../" …
func ToRoot(url string) string {
	depth := strings.Count(url, "/")
	if depth == 0 {
		return "./"
	}
	return strings.Repeat("../", depth)
}
