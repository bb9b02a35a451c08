package sheet

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// The maximum lengths of labels and hints in characters. A longer label does not fit
// the printed sheet for six people.
const (
	maxLabel = 120
	maxHint  = 240
)

// Parse reads the questions from Markdown. bodyStart is the offset of the text after
// the front matter, if any. With errors, the form holds what could be read, for the
// preview.
//
// A heading of level 2 is a section, one of level 3 a question:
//
//	### Being held {#hold-me .rate n=28 mode=quick when=yes clash=alone-first}
//	How exactly: the first paragraph is the hint.
//	- id: A list holds the options.
//	> A quote is the example.
func Parse(file string, src []byte, bodyStart int, register *Register) (*Form, diag.List) {
	blocks, links, diags := markdown.Outline(file, src, bodyStart)
	p := &parser{
		diags:    diags,
		register: register,
		form: &Form{
			ID: "main", Lang: "en", Revision: register.Revision(),
			Prompts: map[string]string{}, Starts: []*Start{}, byID: map[string]*Question{}, byNumber: map[int]*Question{},
		},
	}
	for _, pos := range links {
		p.diags.Errorf("sheet/link", pos, "a question cannot hold a link").
			WithHint("a reader who follows it would leave a half-filled sheet; put it in the text of the sheet's page")
	}
	for _, b := range blocks {
		p.block(b)
	}
	p.finish(file)
	p.diags.Sort()
	return p.form, p.diags
}

type parser struct {
	diags      diag.List
	register   *Register
	form       *Form
	section    *Section
	question   *Question
	part       string // class of a section that asks nothing, or ""
	card       bool   // after “Card:”
	skipping   bool   // after a heading that could not be understood
	unrecorded int    // number of questions so far that the register lacks
}

func (p *parser) block(b markdown.Block) {
	if b.Kind == markdown.BlockHeading {
		p.heading(b)
		return
	}
	if p.skipping {
		return
	}
	switch {
	case p.section == nil && p.part == "":
		p.diags.Errorf("sheet/misplaced", b.Pos, "text before the first section").
			WithHint("a section begins with `## Its title {#id}`")
	case p.part == "prompts":
		p.prompt(b)
	case p.part == "starts":
		p.start(b)
	case p.question == nil:
		p.intro(b)
	default:
		p.below(b)
	}
}

func (p *parser) heading(b markdown.Block) {
	p.question, p.skipping, p.card = nil, false, false
	switch {
	case b.Level == 2:
		p.startSection(b)
	case b.Level == 3 && p.section != nil:
		p.startQuestion(b)
	case b.Level == 3 && p.part == "starts":
		p.beginStart(b)
	case b.Level == 3:
		p.skipping = true
		p.diags.Errorf("sheet/misplaced", b.Pos, "a question outside a section").
			WithHint("a section begins with `## Its title {#id}`")
	default:
		p.skipping = true
		p.diags.Errorf("sheet/misplaced", b.Pos, "a heading of level %d", b.Level).
			WithHint("sections are level 2, questions level 3")
	}
}

func (p *parser) startSection(b markdown.Block) {
	p.part, p.section = "", nil
	for _, part := range specialSections {
		if slices.Contains(b.Classes, part) {
			p.part = part
			return
		}
	}
	p.checkID(b)
	s := &Section{ID: b.ID, Title: b.Text, Pos: b.Pos}
	for _, c := range b.Classes {
		p.diags.Errorf("sheet/type", b.Pos, "unknown class %q of a section", c).DidYouMean(c, specialSections)
	}
	for _, a := range b.Attributes {
		if a.Name == "alone" {
			s.AloneTitle = a.Value
			continue
		}
		p.diags.Errorf("sheet/attribute", b.Pos, "unknown attribute %q of a section", a.Name).DidYouMean(a.Name, []string{"alone"})
	}
	p.section = s
	p.form.Sections = append(p.form.Sections, s)
}

// specialSections are the classes of sections without questions.
var specialSections = []string{"prompts", "starts"}

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// checkID checks the form of an id. markdown.Outline has dropped duplicates.
func (p *parser) checkID(b markdown.Block) bool {
	switch {
	case b.ID == "":
		p.diags.Errorf("sheet/id", b.Pos, "%q has no id", b.Text).WithHint("write `%s {#a-short-id …}`", b.Text)
		return false
	case !idPattern.MatchString(b.ID) || len(b.ID) > 40:
		p.diags.Errorf("sheet/id", b.Pos, "id %q is not usable", b.ID).
			WithHint("small letters, digits and single hyphens, at most 40")
		return false
	case b.ID == "solo" || strings.HasPrefix(b.ID, "own-"):
		p.diags.Errorf("sheet/id", b.Pos, "id %q is taken by the sheet itself", b.ID)
		return false
	}
	return true
}

func (p *parser) startQuestion(b markdown.Block) {
	q := &Question{ID: b.ID, Label: b.Text, Depth: Everything, Says: map[string]string{}, Pos: b.Pos}
	ok := p.checkID(b)
	p.checkLength(b.Pos, "label", q.Label, maxLabel)
	p.readType(b, q)
	for _, a := range b.Attributes {
		p.attribute(b.Pos, q, a)
	}
	if !ok {
		p.skipping = true
		return
	}
	p.checkNumber(q)
	p.question = q
	p.section.Questions = append(p.section.Questions, q)
	p.form.byID[q.ID] = q
}

func (p *parser) checkLength(pos diag.Position, what, text string, limit int) {
	if n := utf8.RuneCountInString(text); n > limit {
		p.diags.Errorf("sheet/length", pos, "the %s has %d characters; %d fit", what, n, limit)
	}
}

func (p *parser) readType(b markdown.Block, q *Question) {
	switch {
	case len(b.Classes) == 0:
		p.diags.Errorf("sheet/type", b.Pos, "%q does not say how it is answered", b.ID).
			WithHint("add one of .%s", strings.Join(types, " ."))
	case len(b.Classes) > 1:
		p.diags.Errorf("sheet/type", b.Pos, "%q has %d types; it takes one", b.ID, len(b.Classes))
	case !slices.Contains(types, b.Classes[0]):
		p.diags.Errorf("sheet/type", b.Pos, "unknown type %q", b.Classes[0]).DidYouMean(b.Classes[0], types)
	}
	if len(b.Classes) > 0 && slices.Contains(types, b.Classes[0]) {
		q.Type = Type(b.Classes[0])
	}
}

var attributeNames = []string{"n", "mode", "when", "if", "clash", "mutual", "private", "card", "theme", "badly", "planb", "alone", "together", "draft"}

func (p *parser) attribute(pos diag.Position, q *Question, a markdown.Attribute) {
	switch a.Name {
	case "n":
		n, err := strconv.Atoi(a.Value)
		if err != nil || n < 1 {
			p.diags.Errorf("sheet/number", pos, "n=%s is not a number from 1", a.Value)
		}
		q.Number = max(n, 0)
	case "mode":
		q.Depth = Depth(p.oneOf(pos, a, "quick", "usual", "everything"))
	case "card":
		q.Card = p.oneOf(pos, a, cardParts...)
	case "when":
		q.When = p.yes(pos, a)
	case "private":
		q.Private = p.yes(pos, a)
	case "badly":
		q.Badly = p.yes(pos, a)
	case "planb":
		q.PlanB = p.yes(pos, a)
	case "draft":
		q.Draft = p.yes(pos, a)
	case "theme":
		q.Theme = a.Value
	case "alone":
		q.Alone = a.Value
		p.checkLength(pos, "label for somebody alone", a.Value, maxLabel)
	case "together":
		q.Together = strings.Fields(a.Value)
	case "clash":
		q.Clash = strings.Fields(a.Value)
	case "mutual":
		q.Mutual = Mutual(p.oneOf(pos, a, string(Gladly), string(Opposite), string(Both)))
	case "if":
		q.If = p.conditions(pos, a.Value)
	default:
		p.diags.Errorf("sheet/attribute", pos, "unknown attribute %q", a.Name).DidYouMean(a.Name, attributeNames)
	}
}

func (p *parser) oneOf(pos diag.Position, a markdown.Attribute, known ...string) string {
	if !slices.Contains(known, a.Value) {
		p.diags.Errorf("sheet/attribute", pos, "%s=%s is unknown", a.Name, a.Value).DidYouMean(a.Value, known)
		return known[len(known)-1]
	}
	return a.Value
}

func (p *parser) yes(pos diag.Position, a markdown.Attribute) bool {
	switch a.Value {
	case "yes", "true":
		return true
	case "no", "false":
		return false
	}
	p.diags.Errorf("sheet/attribute", pos, "%s=%s is neither yes nor no", a.Name, a.Value)
	return false
}

func (p *parser) checkNumber(q *Question) {
	if !q.Asked() {
		if q.Number != 0 {
			p.diags.Errorf("sheet/number", q.Pos, "a note takes no number")
		}
		return
	}
	registered := p.register.Number(q.ID)
	// What `aftercare new numbers` gives out, in the order of the form.
	next := p.register.Next() + p.unrecorded
	if registered == 0 {
		p.unrecorded++
	}
	switch e := p.register.at(q.Number); {
	case q.Number == 0 && registered > 0:
		p.diags.Errorf("sheet/number", q.Pos, "%q lacks its number", q.ID).WithHint("`aftercare new numbers` writes n=%d", registered)
	case q.Number == 0:
		p.diags.Errorf("sheet/number", q.Pos, "%q has no number", q.ID).WithHint("`aftercare new numbers` writes n=%d and records it", next)
	case registered > 0 && registered != q.Number:
		p.diags.Errorf("sheet/number", q.Pos, "%q has number %d for good, not %d", q.ID, registered, q.Number).
			WithNote(p.register.at(registered).pos, "recorded here")
	case e == nil && q.Number == next:
		p.diags.Errorf("sheet/number", q.Pos, "number %d is not in the register", q.Number).
			WithHint("`aftercare new numbers` records it: the line `%s` in %s", registerLine(next, q), p.register.file)
	case e == nil:
		p.diags.Errorf("sheet/number", q.Pos, "number %d is not in the register", q.Number).
			WithHint("write n=%d; `aftercare new numbers` then records it", next)
	case e.id != q.ID:
		p.diags.Errorf("sheet/number", q.Pos, "number %d belongs to %q for good", q.Number, e.id).
			WithHint("write n=%d; `aftercare new numbers` then records it", next).WithNote(e.pos, "recorded here")
	}
	if first := p.form.byNumber[q.Number]; first != nil {
		p.diags.Errorf("sheet/number", q.Pos, "number %d stands twice", q.Number).WithNote(first.Pos, "first here")
		return
	}
	p.form.byNumber[q.Number] = q
}

func (p *parser) intro(b markdown.Block) {
	if alone, ok := strings.CutPrefix(b.Text, aloneMark); ok && b.Kind == markdown.BlockParagraph && p.section.AloneIntro == "" {
		p.section.AloneIntro = strings.TrimSpace(alone)
		return
	}
	if b.Kind != markdown.BlockParagraph || p.section.Intro != "" {
		p.diags.Errorf("sheet/misplaced", b.Pos, "a section takes one paragraph before its questions")
		return
	}
	p.section.Intro = b.Text
}
