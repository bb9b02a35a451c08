package sheet

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/net/html"
)

// TestThePageHoldsTheWholeForm reads the form back from the page as the
// script's page-form.js does, so that nothing the script needs can be lost in a
// template.
func TestThePageHoldsTheWholeForm(t *testing.T) {
	for name, f := range map[string]*Form{"guide": guide(t), "small": small(t)} {
		root, err := html.Parse(bytes.NewReader(render(t, "sheet/section.html", NewBlank(f, Everything, 1))))
		if err != nil {
			t.Fatal(err)
		}
		at := find(root, "sheet-planner", "")
		got := Data{ID: attr(at, "data-id"), Lang: attr(at, "data-lang"), Prompts: named(attr(at, "data-prompts")), Sections: sectionsOf(root)}
		if got.Revision, err = strconv.Atoi(attr(at, "data-rev")); err != nil {
			t.Error(err)
		}
		walk(root, func(n *html.Node) {
			if attr(n, "data-do") == "start" {
				got.Starts = append(got.Starts, StartData{text(n), attr(n, "data-note"), attr(n, "value")})
			}
		})
		if diff := cmp.Diff(f.Data(), got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-form +page):\n%s", name, diff)
		}
	}
}

// named is what lines say, by the word that each begins with.
func named(lines string) map[string]string {
	texts := map[string]string{}
	for line := range strings.Lines(lines) {
		name, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		texts[name] = text
	}
	return texts
}

func sectionsOf(root *html.Node) []SectionData {
	var sections []SectionData
	last := 0
	walk(root, func(n *html.Node) {
		if id, ok := strings.CutPrefix(attr(n, "id"), "s-"); ok && n.Data == "section" && id != "own" {
			s := SectionData{ID: id, Title: text(find(n, "h2", "")), Questions: []QuestionData{}}
			walk(n, func(q *html.Node) {
				if hasClass(q, "q") {
					question := questionOf(q, last+1)
					s.Questions, last = append(s.Questions, question), question.Number
				}
			})
			sections = append(sections, s)
		}
	})
	return sections
}

// questionOf reads a question; next is its number, unless it has another.
func questionOf(n *html.Node, next int) QuestionData {
	q := QuestionData{ID: strings.TrimPrefix(attr(n, "id"), "q-"), Label: text(find(n, "legend", "")), Depth: Depth(attr(n, "data-mode")),
		Card: attr(n, "data-card"), Alone: attr(find(n, "legend", ""), "data-alone"), Type: typeOf(n), Mutual: Mutual(attr(n, "data-mutual")),
		Theme: attr(n, "data-theme"), Says: named(attr(n, "data-says"))}
	q.Number = next
	if number, err := strconv.Atoi(attr(n, "data-n")); err == nil {
		q.Number = number
	}
	if q.Depth == "" {
		q.Depth = Everything
	}
	for flag := range strings.FieldsSeq(attr(n, "data-is")) {
		q.When, q.Private = q.When || flag == "when", q.Private || flag == "private"
		q.Badly, q.PlanB = q.Badly || flag == "badly", q.PlanB || flag == "planB"
	}
	q.Clash = append(q.Clash, strings.Fields(attr(n, "data-clash"))...)
	if text := attr(n, "data-if"); text != "" {
		for part := range strings.SplitSeq(text, " and ") {
			words := strings.Fields(part)
			q.If = append(q.If, ConditionData{ID: words[0], Not: words[1] == "!=", Value: words[2]})
		}
	}
	q.Options = optionsOf(n)
	return q
}

func typeOf(n *html.Node) Type {
	if own := attr(n, "data-type"); own != "" {
		return Type(own)
	}
	for _, kind := range []struct {
		tag, class string
		as         Type
	}{{"fieldset", "want", Rate}, {"fieldset", "slot", Slots}, {"div", "contact", Contacts}, {"fieldset", "rank", Rank}} {
		if find(n, kind.tag, kind.class) != nil {
			return kind.as
		}
	}
	if picks := find(n, "fieldset", "picks"); picks != nil {
		if attr(find(picks, "input", ""), "type") == "radio" {
			return Choice
		}
		return Multi
	}
	if attr(find(n, "textarea", ""), "rows") == "1" {
		return Text
	}
	return Long
}

func optionsOf(n *html.Node) []OptionData {
	var options []OptionData
	add := func(at *html.Node, id, label string) {
		o := OptionData{ID: id, Label: label, Number: len(options)}
		if n, err := strconv.Atoi(attr(at, "data-n")); err == nil {
			o.Number = n
		}
		options = append(options, o)
	}
	walk(n, func(c *html.Node) {
		switch {
		case hasClass(c, "slot"):
			add(c, attr(c, "data-id"), text(find(c, "legend", "")))
		case c.Data == "input" && c.Parent.Data == "label" && hasClass(c.Parent.Parent, "picks"):
			add(c, attr(c, "value")+attr(c, "data-id"), text(c.Parent))
		}
	})
	return options
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func find(n *html.Node, tag, class string) *html.Node {
	for c := range n.Descendants() {
		if c.Data == tag && (class == "" || hasClass(c, class)) {
			return c
		}
	}
	return nil
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}
