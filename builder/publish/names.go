package publish

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
)

// NameError lists names that can't be published, each with its reason.
type NameError struct{ Problems []string }

func (e *NameError) Error() string {
	return "names that can't be published: " + strings.Join(e.Problems, "; ")
}

// checkNames returns the names sorted, or a [*NameError]. Names that differ
// only in letter case are refused everywhere, or the same site would be a
// different one on macOS and Windows.
func checkNames(names []string) ([]string, error) {
	names = slices.Sorted(slices.Values(names))
	var problems []string
	report := func(format string, args ...any) {
		problems = append(problems, fmt.Sprintf(format, args...))
	}
	folders := map[string]string{} // folded path of each folder → a name in it
	folded := make([]string, len(names))
	for i, name := range names {
		if reason := badName(name); reason != "" {
			report("%q %s", name, reason)
		}
		folded[i] = fold(name)
		for dir := path.Dir(folded[i]); dir != "." && dir != "/" && folders[dir] == ""; dir = path.Dir(dir) {
			folders[dir] = name
		}
	}
	seen := make(map[string]string, len(names))
	for i, name := range names {
		if other, ok := seen[folded[i]]; ok && other == name {
			report("%q is there twice", name)
		} else if ok {
			report("%q and %q differ only in letter case", other, name)
		} else if inside := folders[folded[i]]; inside != "" {
			report("%q would have to be a file and, for %q, a folder", name, inside)
		}
		seen[folded[i]] = name
	}
	if problems != nil {
		return nil, &NameError{problems}
	}
	return names, nil
}

func badName(name string) string {
	switch {
	case !fs.ValidPath(name) || name == ".":
		return "is not a relative path"
	case strings.ContainsAny(name, `\:`):
		return "has a backslash or a colon in it"
	case strings.ContainsFunc(name, unicode.IsControl):
		return "has a control character in it"
	case strings.HasPrefix(path.Base(name), temporary):
		return "is a name that is used while publishing"
	}
	return ""
}

// fold returns a form that is equal for names that differ only in case.
func fold(name string) string {
	plain := true
	for i := 0; i < len(name) && plain; i++ {
		plain = name[i] < 0x80 && (name[i] < 'A' || name[i] > 'Z')
	}
	if plain {
		return name
	}
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		if 'A' <= least && least <= 'Z' {
			return least + 'a' - 'A' // as in a plain name
		}
		return least
	}, name)
}
