package sheet

import (
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// below parses what follows the heading of a question: hint, options, example, and
// the sentences of the card.
func (p *parser) below(b markdown.Block) {
	switch b.Kind {
	case markdown.BlockParagraph:
		if p.card = b.Text == cardMark; !p.card {
			p.hint(b)
		}
	case markdown.BlockList:
		if p.card {
			p.sentences(b)
		} else {
			p.options(b)
		}
	case markdown.BlockQuote:
		p.example(b)
	default:
		p.diags.Errorf("sheet/misplaced", b.Pos, "a question takes a hint, a list of options, an example and sentences for the card, nothing else")
	}
}

const aloneMark = "Alone:"

func (p *parser) hint(b markdown.Block) {
	q := p.question
	p.checkLength(b.Pos, "hint", b.Text, maxHint)
	if alone, ok := strings.CutPrefix(b.Text, aloneMark); ok {
		q.AloneHint = strings.TrimSpace(alone)
		return
	}
	if q.Hint != "" {
		p.diags.Errorf("sheet/misplaced", b.Pos, "a second hint for %q", q.ID).
			WithHint("one paragraph, and one that begins with %q for somebody alone", aloneMark)
		return
	}
	q.Hint = b.Text
}

func (p *parser) example(b markdown.Block) {
	q := p.question
	if q.Example != "" || len(b.Children) != 1 || b.Children[0].Kind != markdown.BlockParagraph {
		p.diags.Errorf("sheet/misplaced", b.Pos, "the example of %q is one paragraph in one quote", q.ID)
		return
	}
	q.Example = b.Children[0].Text
	p.checkLength(b.Pos, "example", q.Example, maxHint)
}

var withOptions = []Type{Rate, Choice, Multi, Rank, Slots}

func (p *parser) options(list markdown.Block) {
	q := p.question
	switch {
	case len(q.Options) > 0:
		p.diags.Errorf("sheet/misplaced", list.Pos, "a second list of options for %q", q.ID)
		return
	case q.Type != "" && !slices.Contains(withOptions, q.Type):
		p.diags.Errorf("sheet/option", list.Pos, "%q is answered with %s and takes no options", q.ID, q.Type)
		return
	}
	entry := p.register.at(p.register.Number(q.ID))
	for _, item := range list.Children {
		if id, label, ok := p.idAndText(item); ok {
			p.option(item.Pos, entry, Option{ID: id, Label: label})
		}
	}
}

func (p *parser) option(pos diag.Position, e *entry, o Option) {
	q := p.question
	if q.Option(o.ID) != nil {
		p.diags.Errorf("sheet/option", pos, "option %q stands twice", o.ID)
		return
	}
	p.checkLength(pos, "option", o.Label, maxLabel)
	if e != nil {
		if o.Number = e.option(o.ID); o.Number < 0 {
			p.diags.Errorf("sheet/option", pos, "option %q is not in the register", o.ID).
				WithHint("`aftercare new numbers` adds it at the end of the line of %q; nothing in that line is ever moved", q.ID).
				WithNote(e.pos, "recorded here")
		}
	}
	o.Together = slices.Contains(q.Together, o.ID)
	q.Options = append(q.Options, o)
}

var itemPattern = regexp.MustCompile(`^([^:\s]+):\s+(\S.*)$`)

func (p *parser) idAndText(item markdown.Block) (id, text string, ok bool) {
	if len(item.Children) != 1 || item.Children[0].Kind != markdown.BlockParagraph {
		p.diags.Errorf("sheet/option", item.Pos, "an option is one line, `id: Label`")
		return "", "", false
	}
	match := itemPattern.FindStringSubmatch(item.Children[0].Text)
	if match == nil || !idPattern.MatchString(match[1]) {
		p.diags.Errorf("sheet/option", item.Pos, "option %q has no id", item.Children[0].Text).
			WithHint("write `- a-short-id: %s`", item.Children[0].Text)
		return "", "", false
	}
	return match[1], match[2], true
}
