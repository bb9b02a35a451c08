// Package rules explains the code of every diagnostic. The texts are the Markdown
// files in checks, one for each group of codes; they are also pages of the
// handbook. [Load] reads them into a [Registry]:
//
//	rule, ok := rules.Load().Get("link/dead-page")
//
// A test compares them with the codes in the program: none is missing and none is
// left over. Package check and others apply the rules.
package rules

import (
	"embed"
	"fmt"
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// Pages holds the texts, below the folder checks.
//
//go:embed checks/*.md
var Pages embed.FS

// Family is the kind of a rule.
type Family string

const (
	// Correctness rules find what is broken, for readers or for the program.
	Correctness Family = "correctness"
	// Editorial rules advise on writing and structure. They apply if the settings
	// say editorial: true.
	Editorial Family = "editorial"
)

// Rule explains one code.
type Rule struct {
	Code   string
	Family Family
	// Severity applies unless the settings change it.
	Severity diag.Severity
	// Kept rules protect every reader: only the settings can switch them off, no
	// page can allow what they find.
	Kept bool
	// Summary is one sentence.
	Summary string
	// Text says why the rule exists and how to follow it, in Markdown.
	Text string
	// Instead says what to do if another generator allowed what the rule forbids, or
	// is empty.
	Instead string
	// Wrong and Right are examples, as in a file.
	Wrong, Right string
}

// Registry holds all rules. It is immutable.
type Registry struct{ list []Rule } // sorted by code

// Load parses the texts. They are embedded in the program, so it panics if one has
// a mistake.
func Load() *Registry {
	r := new(Registry)
	entries, err := Pages.ReadDir("checks")
	if err != nil {
		panic(err)
	}
	for _, entry := range entries {
		data, err := Pages.ReadFile("checks/" + entry.Name())
		if err != nil {
			panic(err)
		}
		list, err := parse(string(data))
		if err != nil {
			panic(fmt.Errorf("builder/check/rules/checks/%s: %w", entry.Name(), err))
		}
		r.list = append(r.list, list...)
	}
	slices.SortFunc(r.list, func(a, b Rule) int { return strings.Compare(a.Code, b.Code) })
	return r
}

// All returns the rules, sorted by code.
func (r *Registry) All() []Rule { return r.list }

// Get returns the rule of a code.
func (r *Registry) Get(code string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(r.list, code, func(r Rule, code string) int { return strings.Compare(r.Code, code) })
	if !ok {
		return Rule{}, false
	}
	return r.list[i], true
}

// Has reports whether name is a code or a group of codes.
func (r *Registry) Has(name string) bool {
	_, ok := r.Get(name)
	return ok || slices.Contains(r.Groups(), name)
}

// Describe explains a code: in a sentence, and at length in Markdown. Both are empty
// for an unknown code.
func (r *Registry) Describe(code string) (summary, help string) {
	rule, ok := r.Get(code)
	if !ok {
		return "", ""
	}
	return rule.Summary, rule.Markdown()
}

// Markdown returns the explanation with its examples.
func (r Rule) Markdown() string {
	return r.Text + "\n\nWrong:\n\n" + fenced(r.Wrong) + "\n\nRight:\n\n" + fenced(r.Right) + "\n"
}

func fenced(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + "\n" + text + "\n" + fence
}

// Groups returns the groups of all codes, sorted.
func (r *Registry) Groups() []string {
	var groups []string
	for _, rule := range r.list {
		groups = append(groups, Group(rule.Code))
	}
	return slices.Compact(groups)
}

// Group returns the part of a code before the slash.
func Group(code string) string {
	group, _, _ := strings.Cut(code, "/")
	return group
}

// Hint suggests the code or group that an unknown one may have meant, or says how to
// list all. It also compares the part after the slash by itself, since that is what
// people remember.
func (r *Registry) Hint(unknown string) string {
	var codes, names []string
	for _, rule := range r.list {
		codes = append(codes, rule.Code)
		names = append(names, afterSlash(rule.Code))
	}
	best, ok := diag.Nearest(unknown, slices.Concat(codes, r.Groups()))
	if !ok {
		if best, ok = diag.Nearest(afterSlash(unknown), names); !ok {
			return "aftercare check --explain lists all checks"
		}
		best = codes[slices.Index(names, best)]
	}
	return fmt.Sprintf("did you mean %q?", best)
}

func afterSlash(code string) string { return code[strings.IndexByte(code, '/')+1:] }
