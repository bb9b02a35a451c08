package sheet

import (
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// Condition is one comparison of `if=`: a question is shown when all of its
// conditions hold. ID names another question, or "solo", which is "true" for
// somebody who fills in the sheet on their own. It holds when the answer is,
// or contains, Value; with Not, when it does not.
type Condition struct {
	ID    string
	Not   bool
	Value string
}

var conditionPattern = regexp.MustCompile(`^([a-z][a-z0-9-]*)\s*(=|!=)\s*([a-z][a-z0-9-]*)$`)

// conditions parses `id = value and other != value`. There are no brackets, no "or"
// and no functions: a form that needs them is two questions.
func (p *parser) conditions(pos diag.Position, text string) []Condition {
	var all []Condition
	for _, part := range strings.Split(text, " and ") {
		match := conditionPattern.FindStringSubmatch(strings.TrimSpace(part))
		if match == nil {
			p.diags.Errorf("sheet/condition", pos, "cannot read the condition %q", part).
				WithHint("write `id = value`, `id != value`, joined by `and`")
			continue
		}
		all = append(all, Condition{ID: match[1], Not: match[2] == "!=", Value: match[3]})
	}
	return all
}

func (p *parser) checkConditions(q *Question) {
	for _, c := range q.If {
		if c.ID == "solo" {
			if c.Value != "true" && c.Value != "false" {
				p.diags.Errorf("sheet/condition", q.Pos, "solo is true or false, not %q", c.Value)
			}
			continue
		}
		on := p.form.byID[c.ID]
		if on == nil {
			p.diags.Errorf("sheet/condition", q.Pos, "condition on an unknown question %q", c.ID).DidYouMean(c.ID, p.ids())
			continue
		}
		p.checkAsked(q.Draft, q.Pos, on)
		values := on.values()
		if len(values) == 0 && on.Type != "" {
			p.diags.Errorf("sheet/condition", q.Pos, "%q is answered in words, so nothing can depend on it", c.ID)
		} else if len(values) > 0 && !slices.Contains(values, c.Value) {
			p.diags.Errorf("sheet/condition", q.Pos, "%q is never an answer to %q", c.Value, c.ID).DidYouMean(c.Value, values)
		}
	}
	if p.dependsOn(q, q, map[*Question]bool{}) {
		p.diags.Errorf("sheet/condition", q.Pos, "%q depends on itself", q.ID)
	}
}

// checkAsked reports a dependency on a draft, which nobody is asked.
func (p *parser) checkAsked(draft bool, pos diag.Position, on *Question) {
	if on.Draft && !draft {
		p.diags.Errorf("sheet/draft", pos, "this depends on the question %q, which is a draft", on.ID).
			WithHint("take draft=yes out of the heading of %q, or wait with this", on.ID)
	}
}

func (p *parser) dependsOn(from, target *Question, seen map[*Question]bool) bool {
	for _, c := range from.If {
		next := p.form.byID[c.ID]
		if next == target {
			return true
		}
		if next != nil && !seen[next] {
			seen[next] = true
			if p.dependsOn(next, target, seen) {
				return true
			}
		}
	}
	return false
}

// values returns the answers that a condition can compare the question with.
func (q *Question) values() []string {
	var ids []string
	if q.Type == Rate {
		ids = append(ids, wants...)
	}
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return ids
}

func (p *parser) ids() []string {
	var ids []string
	for _, q := range p.form.Questions() {
		ids = append(ids, q.ID)
	}
	return ids
}
