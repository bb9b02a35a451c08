package rules

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"
)

// plainWidth is the line length of an explanation, in characters.
const plainWidth = 78

// Plain returns the explanation for a terminal. It includes how to change the
// rule's severity and how to allow what it finds.
func (r Rule) Plain() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s, %s)\n\n", r.Code, r.Family, r.Severity)
	for _, paragraph := range append([]string{r.Summary}, strings.Split(r.Text, "\n\n")...) {
		if paragraph != "" {
			fmt.Fprintf(&b, "%s\n\n", wrapped(paragraph))
		}
	}
	fmt.Fprintf(&b, "Wrong:\n\n%s\n\nRight:\n\n%s\n\n", indented(r.Wrong), indented(r.Right))
	off := diag.Warning
	if r.Severity == diag.Warning {
		off = diag.Error
	}
	fmt.Fprintf(&b, "To change it for the whole guide, in content/site.yaml:\n\n    checks:\n      %s: %s   # or off\n", r.Code, off)
	if !r.Kept && Group(r.Code) != "allow" {
		fmt.Fprintf(&b, "\nTo allow it for a page, in its front matter, with the reason:\n\n    allow:\n      %s: why this page may\n", r.Code)
		fmt.Fprintf(&b, "\nOr for one block, on a line of its own before it:\n\n    [//]: # (aftercare: allow %s: why this one may)\n", r.Code)
	}
	return b.String()
}

func wrapped(text string) string {
	var b strings.Builder
	column, gap := 0, ""
	for word := range strings.FieldsSeq(text) {
		n := utf8.RuneCountInString(word)
		if column+len(gap)+n > plainWidth && gap != "" {
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
