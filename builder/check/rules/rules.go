// Package rules explains every diagnostic that the program can give. The texts
// are the Markdown files of the folder checks, one for each group of codes. They
// are pages of the handbook as they stand, and [Load] reads them into a
// [Register]. A test holds them to the codes in the program's sources: none is
// missing and none is left over.
//
// It applies no rule; that is done where each is given.
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

// Family says what kind of rule a code belongs to.
type Family string

const (
	// Correctness rules find what is broken, for readers or for the program.
	Correctness Family = "correctness"
	// Editorial rules give advice on writing and order. They are switched on
	// with editorial: true in the settings.
	Editorial Family = "editorial"
)

// Rule explains one code.
type Rule struct {
	Code   string
	Family Family
	// Severity is what the code is given with unless settings say otherwise.
	Severity diag.Severity
	// Kept rules keep a promise to every reader: a page can't allow what they
	// forbid, only the settings can.
	Kept bool
	// Summary is one sentence.
	Summary string
	// Text is why the rule is there and how to follow it, in Markdown.
	Text string
	// Instead, if any, is what to do where another generator allows what the rule
	// forbids.
	Instead string
	// Wrong and Right are examples, as they stand in a file.
	Wrong, Right string
}

// Register holds all rules. It is not changed once loaded.
type Register struct{ list []Rule } // by code

// Load reads the register. The texts are part of the program, so that a
// mistake in them is a fault of the program, and it panics.
func Load() *Register {
	r := new(Register)
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
func (r *Register) All() []Rule { return r.list }

// Get returns the rule of a code.
func (r *Register) Get(code string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(r.list, code, func(r Rule, code string) int { return strings.Compare(r.Code, code) })
	if !ok {
		return Rule{}, false
	}
	return r.list[i], true
}

// Has reports whether there is a code or a group of codes with this name.
func (r *Register) Has(name string) bool {
	_, ok := r.Get(name)
	return ok || slices.Contains(r.Groups(), name)
}

// Describe says what a code means: in a sentence, and at length in Markdown.
// Both are empty for a code that is not known.
func (r *Register) Describe(code string) (summary, help string) {
	rule, ok := r.Get(code)
	if !ok {
		return "", ""
	}
	return rule.Summary, rule.Markdown()
}

// Markdown is the explanation with its examples.
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

// Groups returns what stands before the slash in the codes, sorted.
func (r *Register) Groups() []string {
	var groups []string
	for _, rule := range r.list {
		groups = append(groups, Group(rule.Code))
	}
	return slices.Compact(groups)
}

// Group is what stands before the slash in a code.
func Group(code string) string {
	group, _, _ := strings.Cut(code, "/")
	return group
}

// Hint says which code or group was most likely meant by an unknown one, or where
// all are listed. The name after the slash counts for itself, since that is what
// people remember.
func (r *Register) Hint(unknown string) string {
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
