package main

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
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

// generatorOf recognises a tree that was made for another program.
func generatorOf(dir string) (generator, bool) {
	i := slices.IndexFunc(generators, func(g generator) bool {
		_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(g.file)))
		return err == nil
	})
	if i < 0 {
		return generator{}, false
	}
	return generators[i], true
}

const (
	carryOverFrom  = 30 // findings, from which on they are told by kind
	carryOverKinds = 18 // which fit on a screen
)

// carryOver tells what of a tree that was made for another generator does not
// carry over, by kind, at most a screen of it, and how to build it meanwhile.
func (c *checking) carryOver(p *program, from generator, found diag.List) {
	kinds := map[string]diag.List{}
	for _, d := range found {
		kinds[d.Code] = append(kinds[d.Code], d)
	}
	codes := slices.SortedFunc(maps.Keys(kinds), func(a, b string) int {
		worse := func(code string) int { return int(worst(kinds[code]).Severity) }
		return cmp.Or(cmp.Compare(worse(b), worse(a)), cmp.Compare(len(kinds[b]), len(kinds[a])), strings.Compare(a, b))
	})
	fmt.Fprintf(p.stderr, "This tree was made for %s; %s is not read. What does not carry over, by kind:\n\n", from.name, from.file)
	for _, code := range codes[:min(len(codes), carryOverKinds)] {
		list := kinds[code]
		fmt.Fprintf(p.stderr, "%6d %-7s %s: %s\n", len(list), worst(list).Severity, code, instead(code, list))
		var places []string
		for _, d := range list[:min(len(list), 3)] {
			places = append(places, d.Pos.String())
		}
		fmt.Fprintf(p.stderr, "               %s\n", strings.Join(places, ", "))
	}
	if more := len(codes) - carryOverKinds; more > 0 {
		fmt.Fprintf(p.stderr, "       … and %s\n", plural(more, "more kind", "more kinds"))
	}
	var errs []string
	for _, code := range codes {
		family, _, _ := strings.Cut(code, "/")
		if entry := family + ": warning"; worst(kinds[code]).Severity == diag.Error && !slices.Contains(errs, entry) {
			errs = append(errs, entry)
		}
	}
	if len(errs) > 0 {
		fmt.Fprintf(p.stderr, "\nTo build meanwhile, in content/site.yaml:\n  checks: {%s}\n", strings.Join(errs, ", "))
	}
	fmt.Fprintf(p.stderr, "\nEach place: aftercare check --all    About moving: aftercare handbook\n")
}

// instead is what to do about a kind of findings: what stands in the place of
// constructs of other generators, else what the rule is about.
func instead(code string, list diag.List) string {
	switch code {
	case "front-matter/unknown-key":
		var keys []string
		for _, d := range list {
			if _, key, ok := strings.Cut(d.Message, `"`); ok {
				key, _, _ = strings.Cut(key, `"`)
				if !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
		shown := strings.Join(keys[:min(len(keys), 6)], ", ")
		if len(keys) > 6 {
			shown += ", …"
		}
		return "put keys of your own under params: (" + shown + ")"
	case "markdown/raw-html":
		return "HTML is left out of pages; write it in Markdown"
	case "markdown/other-markup":
		return "shortcodes and the like are shown as they stand; write it in Markdown"
	case "link/dead-page":
		return "link to the file, as in ../topic/page.md, or to an address of this site"
	case "heading/second-title":
		return "a page has one title; begin with ##"
	}
	register := rules.Load()
	if rule, ok := register.Get(code); ok {
		return strings.TrimSuffix(rule.Summary, ".")
	}
	return list[0].Message
}
