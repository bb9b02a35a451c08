package site

import (
	"strings"
	"testing"
	"unicode"
)

func TestCleanAddress(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"/":                      "",
		"types/water":            "types/water/",
		"/types//water/":         "types/water/",
		"types/../start":         "start/",
		"../../start":            "start/",
		"types/Warm Water":       "types/warm-water/",
		"types/-warm--water-":    "types/warm-water/",
		"old.html":               "old.html",
		"a_b/c.d":                "a_b/c.d/",
		"über/ÄÖ":                "über/äö/",
		"e\u0301te\u0301":        "été/",
		"日本語":                    "日本語/",
		"what?/is: this":         "what/is-this/",
		"types/water/index.html": "types/water/index.html",
	} {
		if got := cleanAddress(in); got != want {
			t.Errorf("cleanAddress(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzCleanAddress holds the properties of every address: it has one form, no
// empty parts and no characters that a host or a shell could stumble over.
func FuzzCleanAddress(f *testing.F) {
	for _, s := range []string{"types/Warm Water", "../x", "a--b/-c-", "e\u0301/İ", "\x00", "a/./b", "???/a", "a\\b", "x.html", "ǅ", "ß.HTML", "-", "//-//"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got := cleanAddress(in)
		if again := cleanAddress(got); again != got {
			t.Errorf("cleanAddress(%q) = %q, and again %q", in, got, again)
		}
		if got == "" {
			return
		}
		if strings.HasPrefix(got, "/") || strings.Contains(got, "//") || !strings.HasSuffix(got, "/") && !strings.HasSuffix(got, ".html") {
			t.Errorf("cleanAddress(%q) = %q", in, got)
		}
		for part := range strings.SplitSeq(strings.TrimSuffix(got, "/"), "/") {
			if part == "" || part == "." || part == ".." {
				t.Errorf("cleanAddress(%q) = %q has a part %q", in, got, part)
			}
			for _, r := range part {
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("-._", r) {
					t.Errorf("cleanAddress(%q) = %q has %q", in, got, r)
				}
			}
		}
	})
}
