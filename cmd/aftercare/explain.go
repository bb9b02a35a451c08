package main

import (
	"fmt"
	"slices"

	"aftercare/builder/check/rules"
)

// explain prints the explanation of each code or, for a group such as "link", the
// list of its codes. Without codes it lists all of them.
func explain(p *program, codes []string) error {
	register := rules.Load()
	if len(codes) == 0 {
		listRules(p, register.All())
		fmt.Fprintln(p.stdout, "\naftercare check --explain CODE explains one of them.")
	}
	for i, code := range codes {
		if i > 0 {
			fmt.Fprintln(p.stdout)
		}
		rule, ok := register.Get(code)
		switch {
		case ok:
			fmt.Fprint(p.stdout, rule.Plain())
		case register.Has(code):
			listRules(p, slices.DeleteFunc(slices.Clone(register.All()), func(r rules.Rule) bool { return rules.Group(r.Code) != code }))
		default:
			return usageError{fmt.Sprintf("there is no check %q", code), register.Hint(code)}
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
