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

// A generator is another program that a tree of pages was made for, known by
// the file that it is configured with.
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
	carryOverFrom    = 30 // findings, from which on they are told by kind
	carryOverKinds   = 9  // of two lines, which fit on a screen
	carryOverColumns = 104
)

// carryOver tells what of a tree that was made for another generator does not
// carry over, by kind, at most a screen of it, and how to build it meanwhile.
func (g *guideFlags) carryOver(p *program, from generator, settings *site.Settings, found diag.List) {
	kinds := map[string]diag.List{}
	for _, d := range found {
		kinds[d.Code] = append(kinds[d.Code], d)
	}
	codes := slices.SortedFunc(maps.Keys(kinds), func(a, b string) int {
		return cmp.Or(cmp.Compare(worst(kinds[b]).Severity, worst(kinds[a]).Severity), cmp.Compare(number(kinds[b]), number(kinds[a])), strings.Compare(a, b))
	})
	fmt.Fprintf(p.stderr, "This tree was made for %s; %s is not read. What does not carry over, by kind:\n\n", from.name, from.file)
	for _, code := range codes[:min(len(codes), carryOverKinds)] {
		list := kinds[code]
		fmt.Fprintf(p.stderr, "%6d %-7s %s: %s\n%s\n", number(list), worst(list).Severity, code, instead(code, list), diag.VisibleLines(places(list)))
	}
	if more := len(codes) - carryOverKinds; more > 0 {
		fmt.Fprintf(p.stderr, "       … and %s\n", plural(more, "more kind", "more kinds"))
	}
	if langs := languageFolders(filepath.Join(g.source, "content")); langs != nil && settings.Languages == nil {
		fmt.Fprintf(p.stderr, "\nIf the folders of content are languages, in content/site.yaml, the guide's own among them:\n  languages: {%s: {}}\n", strings.Join(langs, ": {}, "))
	}
	lower, stay := meanwhile(kinds)
	if lower != nil {
		fmt.Fprintf(p.stderr, "\nTo build meanwhile, in content/site.yaml:\n  checks: {%s}\n", strings.Join(lower, ", "))
	}
	if stay != nil {
		fmt.Fprintf(p.stderr, "These stay errors, for they could harm readers; mend the files or take them out:\n%s\n", places(stay))
	}
	fmt.Fprintf(p.stderr, "\nEach place: aftercare check --all    About moving: aftercare handbook\n")
}

// meanwhile are the settings with which errors don't stop a build, and the errors
// that should go on to: those of rules that keep a promise to readers. Each code is
// named, since a family would make warnings of its advice, too.
func meanwhile(kinds map[string]diag.List) (lower []string, stay diag.List) {
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

// languageFolders are the folders in one, if all have names such as en or pt-br.
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

// number counts those, too, that are not listed one by one.
func number(list diag.List) (n int) {
	for _, d := range list {
		n += 1 + d.More
	}
	return n
}

// places are the first ones in up to three files, as many as fit on a line, and
// how many more files there are.
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

// quoted is a key in a message.
var quoted = regexp.MustCompile(`"([^"]*)"`)

// instead is what to do about a kind of findings, else what its rule is about.
func instead(code string, list diag.List) string {
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
