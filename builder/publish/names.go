package publish

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// BadName is a name that can't be published everywhere. Reason completes a
// sentence that starts with the name, such as "has a control character in it".
type BadName struct{ Name, Reason string }

// NameError lists names that can't be published.
type NameError struct{ Names []BadName }

func (e *NameError) Error() string {
	problems := make([]string, len(e.Names))
	for i, bad := range e.Names {
		problems[i] = fmt.Sprintf("%q %s", bad.Name, bad.Reason)
	}
	return "names that can't be published: " + strings.Join(problems, "; ")
}

// CheckNames returns what is wrong with the names of a site's files. It refuses
// everywhere what some common file system can't store or takes for another name;
// otherwise the site would differ on macOS and Windows.
func CheckNames(names []string) (bad []BadName) {
	names = slices.Sorted(slices.Values(names))
	report := func(name, format string, args ...any) {
		bad = append(bad, BadName{name, fmt.Sprintf(format, args...)})
	}
	folders := map[string]folderName{}
	folded := make([]string, len(names))
	for i, name := range names {
		if reason := badName(name); reason != "" {
			report(name, "%s", reason)
			continue
		}
		folded[i] = fold(name)
		dir, key := path.Dir(name), path.Dir(folded[i])
		for ; dir != "."; dir, key = path.Dir(dir), path.Dir(key) {
			first, known := folders[key]
			if known && first.dir != dir {
				report(name, "is in a folder that is spelled %q elsewhere", first.dir)
			}
			if known {
				break
			}
			folders[key] = folderName{dir, name}
		}
	}
	seen := make(map[string]string, len(names))
	for i, name := range names {
		if other, ok := seen[folded[i]]; folded[i] == "" {
			continue
		} else if ok && other == name {
			report(name, "occurs twice")
		} else if ok {
			report(name, "differs from %q only in letter case or in how its characters are encoded", other)
		} else if folder, ok := folders[folded[i]]; ok {
			report(name, "would have to be a file and, for %q, a folder", folder.holds)
		}
		seen[folded[i]] = name
	}
	return bad
}

// folderName is the first spelling of a folder, and a file in it.
type folderName struct{ dir, holds string }

// maxPart is the most bytes in a part of a path. File systems allow 255, and a
// file that is being copied has a longer name for a while.
const maxPart = 255 - len(temporary)

func badName(name string) string {
	switch {
	case !fs.ValidPath(name) || name == ".":
		return "is not a relative path"
	case strings.ContainsFunc(name, unicode.IsControl):
		return "has a control character in it"
	case strings.HasPrefix(path.Base(name), temporary):
		return "is a name that this program uses while publishing"
	}
	if i := strings.IndexAny(name, `\:*?"<>|`); i >= 0 {
		return fmt.Sprintf("contains the character %c, which Windows can't store", name[i])
	}
	for part := range strings.SplitSeq(name, "/") {
		switch {
		case len(part) > maxPart:
			return fmt.Sprintf("has a part of %d bytes; most disks store %d", len(part), maxPart)
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return "has a part that ends in a dot or a space, which Windows drops"
		case isDevice(part):
			return fmt.Sprintf("contains the part %q, which is a device on Windows", part)
		}
	}
	return ""
}

// isDevice reports whether Windows reserves a name for a device. It ignores
// everything after the first dot.
func isDevice(part string) bool {
	stem, _, _ := strings.Cut(part, ".")
	stem = strings.TrimRight(stem, " ")
	for _, device := range [...]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} {
		if strings.EqualFold(stem, device) {
			return true
		}
	}
	if len(stem) < 4 || !strings.EqualFold(stem[:3], "COM") && !strings.EqualFold(stem[:3], "LPT") {
		return false
	}
	port := stem[3:]
	return utf8.RuneCountInString(port) == 1 && strings.Contains("0123456789¹²³", port)
}

// fold returns the same result for names that some file system takes for the
// same: they differ in case, in Unicode normalisation or in invisible characters.
func fold(name string) string {
	plain := true
	for i := 0; i < len(name) && plain; i++ {
		plain = name[i] < 0x80 && (name[i] < 'A' || name[i] > 'Z')
	}
	if plain {
		return name
	}
	shown := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, name)
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(shown)))
}
