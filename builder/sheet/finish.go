package sheet

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// promptClasses returns the ways in which answers can conflict. Writers give an
// opening line for each, in a section with the class .prompts.
func promptClasses() []string {
	return []string{"opposite", "clash", "neither", "plan-b", "both-low", "talk", "differ", "times"}
}

// withOther are the classes whose sentence names two questions.
var withOther = []string{"clash", "neither"}

// prompt parses the section of prompts: a paragraph for writers, then a list.
func (p *parser) prompt(b markdown.Block) {
	if b.Kind != markdown.BlockList {
		if b.Kind != markdown.BlockParagraph {
			p.diags.Errorf("sheet/prompt", b.Pos, "the prompts are one list, `- class: Sentence`")
		}
		return
	}
	for _, item := range b.Children {
		class, text, ok := p.idAndText(item)
		if !ok {
			continue
		}
		if !slices.Contains(promptClasses(), class) {
			p.diags.Errorf("sheet/prompt", item.Pos, "unknown class %q", class).DidYouMean(class, promptClasses())
			continue
		}
		for _, h := range placeholder.FindAllString(text, -1) {
			if h != "{item}" && h != "{a}" && h != "{b}" && (h != "{other}" || !slices.Contains(withOther, class)) {
				p.diags.Errorf("sheet/prompt", item.Pos, "unknown placeholder %s", h).
					WithHint("known here: {item}, {a}, {b}, and {other} where two questions clash")
			}
		}
		if p.form.Prompts[class] != "" {
			p.diags.Errorf("sheet/prompt", item.Pos, "class %q stands twice", class)
		}
		p.form.Prompts[class] = text
	}
}

func (p *parser) finish(file string) {
	for _, q := range p.form.Questions() {
		p.checkConditions(q)
		p.checkClashes(q)
		p.checkShape(q)
		p.checkSentences(q)
	}
	p.checkStarts()
	for _, s := range p.form.Sections {
		if len(s.Questions) == 0 {
			p.diags.Errorf("sheet/misplaced", s.Pos, "section %q has no questions", s.ID)
		}
	}
	for _, class := range promptClasses() {
		if p.form.Prompts[class] == "" {
			p.diags.Errorf("sheet/prompt", diag.Position{File: file}, "no prompt for class %q", class).
				WithHint("add `- %s: …` to the section with the class .prompts", class)
		}
	}
}

func (p *parser) checkClashes(q *Question) {
	for _, id := range q.Clash {
		if one, two, ok := strings.Cut(id, "/"); ok {
			p.checkOptionClash(q, one, two)
			continue
		}
		switch other := p.form.byID[id]; {
		case other == nil:
			p.diags.Errorf("sheet/clash", q.Pos, "clash with an unknown question %q", id).DidYouMean(id, p.ids())
		case other == q:
			p.diags.Errorf("sheet/clash", q.Pos, "%q clashes with itself", id)
		case other.Draft && !q.Draft:
			p.checkAsked(q.Draft, q.Pos, other)
		case !other.Rated() || !q.Rated():
			p.diags.Errorf("sheet/clash", q.Pos, "%q and %q can only clash if both are rated", q.ID, id).
				WithHint("options of one question clash in pairs, such as clash=\"near/far\"")
		}
	}
}

// checkOptionClash checks a pair of options that conflict if two people choose one
// each.
func (p *parser) checkOptionClash(q *Question, one, two string) {
	for _, id := range []string{one, two} {
		if q.Option(id) == nil {
			p.diags.Errorf("sheet/clash", q.Pos, "clash= names %q, which is no option of %q", id, q.ID).DidYouMean(id, q.optionIDs())
		}
	}
	if one == two {
		p.diags.Errorf("sheet/clash", q.Pos, "option %q of %q clashes with itself", one, q.ID)
	}
}

func (p *parser) checkShape(q *Question) {
	if len(q.Options) == 0 && slices.Contains(withOptions, q.Type) && q.Type != Rate {
		p.diags.Errorf("sheet/option", q.Pos, "%q is answered with %s but has no options", q.ID, q.Type).
			WithHint("add a list, `- id: Label`")
	}
	for _, id := range q.Together {
		if q.Option(id) == nil {
			p.diags.Errorf("sheet/option", q.Pos, "together= names %q, which is no option of %q", id, q.ID).DidYouMean(id, q.optionIDs())
		}
	}
	if q.When && q.Type != Rate {
		p.diags.Errorf("sheet/attribute", q.Pos, "when= belongs to rated questions; %q is answered with %s", q.ID, q.Type)
	}
	if q.Mutual != "" && q.Type != Rate && (q.Type != Choice || q.Mutual != Both) {
		p.diags.Errorf("sheet/attribute", q.Pos, "mutual= belongs to rated questions, and mutual=yes to a choice; %q is answered with %s", q.ID, q.Type)
	}
	if q.Safety() && (q.Type == Rate || q.Mutual != "") {
		p.diags.Errorf("sheet/attribute", q.Pos, "what is matched cannot be about safety, so %q cannot be card=%s", q.ID, q.Card)
	}
	if q.PlanB && !q.inWords() {
		p.diags.Errorf("sheet/attribute", q.Pos, "planb= belongs to a question in words; %q is answered with %s", q.ID, q.Type)
	}
}
