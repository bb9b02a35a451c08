package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
)

// explain tells what codes mean; without any it lists them all, and of a group
// such as "link" it lists its own.
func explain(p *program, codes []string) error {
	register := rules.Load()
	if len(codes) == 0 {
		listRules(p, register.All())
		fmt.Fprintln(p.stdout, "\naftercare check --explain CODE tells more about one of them.")
	}
	for i, code := range codes {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		rule, ok := register.Get(code)
		switch {
		case ok:
			tell(p.stdout, rule)
		case register.Has(code):
			listRules(p, slices.DeleteFunc(slices.Clone(register.All()), func(r rules.Rule) bool { return rules.Group(r.Code) != code }))
		default:
			hint := "aftercare check --explain lists all codes"
			if best := register.Suggest(code); best != "" {
				hint = fmt.Sprintf("did you mean %q?", best)
			}
			return usageError{fmt.Sprintf("there is no check %q", code), hint}
		}
	}
	return nil
}

func listRules(p *program, list []rules.Rule) {
	width := 0
	for _, rule := range list {
		width = max(width, len(rule.Code))
	}
	for _, rule := range list {
		fmt.Fprintf(p.stdout, "%-*s  %-7s  %s\n", width, rule.Code, rule.Severity, rule.Summary)
	}
}

// explainWidth is how wide an explanation is set, in characters.
const explainWidth = 78

func tell(w io.Writer, rule rules.Rule) {
	fmt.Fprintf(w, "%s (%s, %s)\n\n", rule.Code, rule.Family, rule.Severity)
	for _, paragraph := range append([]string{rule.Summary}, strings.Split(rule.Text, "\n\n")...) {
		if paragraph != "" {
			fmt.Fprintf(w, "%s\n\n", wrapped(paragraph, explainWidth))
		}
	}
	fmt.Fprintf(w, "Wrong:\n\n%s\n\nRight:\n\n%s\n\n", indented(rule.Wrong), indented(rule.Right))
	off := diag.Warning
	if rule.Severity == diag.Warning {
		off = diag.Error
	}
	fmt.Fprintf(w, "To change it for the whole guide, in content/site.yaml:\n\n    checks:\n      %s: %s   # or off\n", rule.Code, off)
	if rule.Kept || rules.Group(rule.Code) == "allow" {
		return
	}
	fmt.Fprintf(w, "\nTo allow it for a page, in its front matter, with the reason:\n\n    allow:\n      %s: why this page may\n", rule.Code)
	fmt.Fprintf(w, "\nOr for one block, on a line of its own before it:\n\n    [//]: # (aftercare: allow %s: why this one may)\n", rule.Code)
}

func wrapped(text string, width int) string {
	var b strings.Builder
	column, gap := 0, ""
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if column+len(gap)+n > width && gap != "" {
			column, gap = 0, "\n"
		} else {
			column += len(gap)
		}
		b.WriteString(gap + word)
		column, gap = column+n, " "
	}
	return b.String()
}

func indented(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}
