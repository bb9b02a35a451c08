package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// generator is another site generator, recognised by its configuration file.
type generator struct {
	name, file string
	pages      string // the folder of its pages
}

var generators = []generator{
	{"Hugo", "hugo.toml", "content"}, {"Hugo", "hugo.yaml", "content"}, {"Hugo", "config/_default", "content"}, {"Hugo", "config.toml", "content"},
	{"mdBook", "book.toml", "src"}, {"Jekyll", "_config.yml", "_posts"},
	{"Docusaurus", "docusaurus.config.js", "docs"}, {"Docusaurus", "docusaurus.config.ts", "docs"},
	{"MkDocs", "mkdocs.yml", "docs"},
}

func generatorOf(dir string) (from generator, ok bool) {
	for _, g := range generators {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(g.file))); err == nil {
			return g, true
		}
	}
	return from, false
}

const (
	carryOverFrom    = 30 // more findings than this are grouped by code
	carryOverKinds   = 9  // groups shown; each takes two lines
	carryOverColumns = 104
)

// carryOver summarises, on one screen, what has to change in a folder that was
// made for another generator, and how to build it in the meantime.
func (g *guideFlags) carryOver(p *program, from generator, settings *site.Settings, found diag.List) {
	kinds := map[string]diag.List{}
	for _, d := range found {
		kinds[d.Code] = append(kinds[d.Code], d)
	}
	codes := slices.SortedFunc(maps.Keys(kinds), func(a, b string) int {
		return cmp.Or(cmp.Compare(worst(kinds[b]).Severity, worst(kinds[a]).Severity), cmp.Compare(count(kinds[b]), count(kinds[a])), strings.Compare(a, b))
	})
	fmt.Fprintf(p.stderr, "This tree was made for %s; %s is not read. What does not carry over, by kind:\n\n", from.name, from.file)
	for _, code := range codes[:min(len(codes), carryOverKinds)] {
		list := kinds[code]
		fmt.Fprintf(p.stderr, "%6d %-7s %s: %s\n%s\n", count(list), worst(list).Severity, code, remedy(code, list), diag.VisibleLines(places(list)))
	}
	if more := len(codes) - carryOverKinds; more > 0 {
		fmt.Fprintf(p.stderr, "       … and %s\n", plural(more, "more kind", "more kinds"))
	}
	if langs := languageFolders(filepath.Join(g.source, "content")); langs != nil && settings.Languages == nil {
		fmt.Fprintf(p.stderr, "\nIf the folders in content are languages, add to content/site.yaml, with the guide's own:\n  languages: {%s: {}}\n", strings.Join(langs, ": {}, "))
	}
	lower, stay := relaxable(kinds)
	if lower != nil {
		fmt.Fprintf(p.stderr, "\nTo build in the meantime, add to content/site.yaml:\n  checks: {%s}\n", strings.Join(lower, ", "))
	}
	if stay != nil {
		fmt.Fprintf(p.stderr, "These stay errors, because they could harm readers; mend the files or remove them:\n%s\n", places(stay))
	}
	fmt.Fprintf(p.stderr, "\nEvery place: aftercare check --all    About moving: aftercare handbook\n")
}

// relaxable returns the settings that turn errors into warnings, and the errors
// that should stay: those of rules that protect readers. It names each code,
// because a whole group would also turn its advice into warnings.
func relaxable(kinds map[string]diag.List) (lower []string, stay diag.List) {
	register := rules.Load()
	for _, code := range slices.Sorted(maps.Keys(kinds)) {
		if worst(kinds[code]).Severity != diag.Error {
			continue
		}
		if rule, _ := register.Get(code); rule.Kept {
			stay = append(stay, kinds[code]...)
		} else {
			lower = append(lower, code+": warning")
		}
	}
	return lower, stay
}

// languageFolders returns the names of the folders in dir if all of them are
// languages, such as en or pt-br.
func languageFolders(dir string) (langs []string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		switch {
		case !e.IsDir():
		case !languageName.MatchString(e.Name()):
			return nil
		default:
			langs = append(langs, e.Name())
		}
	}
	return langs
}

var languageName = regexp.MustCompile(`^[a-z]{2}(-[a-zA-Z]{2,4})?$`)

// count includes findings that are only counted, not listed.
func count(list diag.List) (n int) {
	for _, d := range list {
		n += 1 + d.More
	}
	return n
}

// places returns a line with the first place in up to three files.
func places(list diag.List) string {
	line, files, more := "              ", map[string]bool{}, 0
	for _, d := range list {
		if files[d.Pos.File] {
			continue
		}
		files[d.Pos.File] = true
		if place := d.Pos.String(); len(files) == 1 || len(files) <= 3 && more == 0 && len(line)+len(place) < carryOverColumns {
			line += " " + place
		} else {
			more++
		}
	}
	if more > 0 {
		line += fmt.Sprintf(" … and %s", plural(more, "more file", "more files"))
	}
	return line
}

// quoted matches a key in a message.
var quoted = regexp.MustCompile(`"([^"]*)"`)

// remedy says what to do about findings of a code, or else what its rule is.
func remedy(code string, list diag.List) string {
	if code == "front-matter/unknown-key" {
		var keys []string
		for _, d := range list {
			for _, m := range quoted.FindAllStringSubmatch(d.Message, -1) {
				if !slices.Contains(keys, m[1]) {
					keys = append(keys, m[1])
				}
			}
		}
		if len(keys) > 4 {
			keys = append(keys[:4], "…")
		}
		return "put keys of your own under params: (" + strings.Join(keys, ", ") + ")"
	}
	rule, _ := rules.Load().Get(code)
	return cmp.Or(rule.Instead, strings.TrimSuffix(rule.Summary, "."), list[0].Message)
}
