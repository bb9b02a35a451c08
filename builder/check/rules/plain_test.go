package rules

import (
	"strings"
	"testing"
	"unicode/utf8"

	"aftercare/builder/diag"
)

func TestTextsAreWrapped(t *testing.T) {
	most := strings.Repeat("é", plainWidth-2)
	for text, want := range map[string]string{
		"": "", "a": "a", "  a \n b\t": "a b", most + " b": most + " b", most + " bb": most + "\nbb", "b " + most + " c": "b " + most + "\nc", most + "aaa b": most + "aaa\nb",
	} {
		if got := wrapped(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := indented("a\n\nb"); got != "    a\n    \n    b" {
		t.Errorf("indented: %q", got)
	}
}

// An explanation fits a terminal, and says how to let a page off where that may be.
func TestExplanations(t *testing.T) {
	for _, rule := range Load().All() {
		text := rule.Plain()
		head, _, _ := strings.Cut(text, "Wrong:")
		for line := range strings.Lines(head) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > plainWidth && strings.Contains(line, " ") && !strings.HasPrefix(line, rule.Code) {
				t.Errorf("%s: a line of %d characters: %s", rule.Code, n, line)
			}
		}
		if may := !rule.Kept && Group(rule.Code) != "allow"; strings.Contains(text, "aftercare: allow "+rule.Code) != may || strings.Contains(text, "      "+rule.Code+": why this page may\n") != may {
			t.Errorf("%s: says that it can be allowed: %v\n%s", rule.Code, !may, text)
		}
		other := map[bool]string{true: "error", false: "warning"}[rule.Severity == diag.Warning]
		if !strings.Contains(text, "    checks:\n      "+rule.Code+": "+other+"   # or off\n") || !strings.Contains(text, indented(rule.Wrong)) || !strings.Contains(text, indented(rule.Right)) {
			t.Errorf("%s:\n%s", rule.Code, text)
		}
	}
}
