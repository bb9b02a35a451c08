package site

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// pathParts takes apart a source path: the language that its name or first
// folder states, and the logical path without it. languages are the tags that
// the settings name beside the default one.
//
// The ending .md is recognised in any case, and the logical path has it small.
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

// addressOf returns the site-relative URL of a logical source path, following
// Hugo: a folder for each page, _index.md and index.md named after their
// folder, lower case, spaces as hyphens; slug replaces the last part and url
// the whole.
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

// cleanAddress gives an address its one form: no leading slash, one trailing
// slash, unless it is the root ("") or names a file. A part of which nothing
// but dots is left counts for nothing.
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

// isSlugs reports whether every part of a path is as Slug would leave it,
// which nearly every file name is.
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

// Slug keeps letters, digits, dots, hyphens and underscores of any script,
// lower-cased; runs of anything else become one hyphen.
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

// OutputPath is the file in which a page with this URL is published.
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
