package sheet

import (
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// Start is a starting point: example answers that a person takes over line by
// line, or not.
type Start struct {
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	Note    string        `json:"note,omitempty"`
	Answers []StartAnswer `json:"answers"`
	Pos     diag.Position `json:"-"`
}

// StartAnswer is one example answer, in the shape of the file of a sheet.
type StartAnswer struct {
	ID    string   `json:"id"`
	Want  string   `json:"want,omitempty"`
	Give  string   `json:"give,omitempty"`
	When  []string `json:"when,omitempty"`
	Picks []string `json:"picks,omitempty"`
	How   string   `json:"how,omitempty"`
	words []string
	pos   diag.Position
}

// start reads the section with the class .starts: a heading of level 3, a
// sentence, and a list of `question: answers “in words”`.
func (p *parser) start(b markdown.Block) {
	switch {
	case b.Kind == markdown.BlockParagraph && len(p.form.Starts) == 0:
		// For writers.
	case len(p.form.Starts) == 0:
		p.diags.Errorf("sheet/start", b.Pos, "a starting point begins with a heading of level 3")
	case b.Kind == markdown.BlockParagraph:
		p.form.Starts[len(p.form.Starts)-1].Note = b.Text
	case b.Kind == markdown.BlockList:
		s := p.form.Starts[len(p.form.Starts)-1]
		for _, item := range b.Children {
			if id, text, ok := p.idAndText(item); ok {
				s.Answers = append(s.Answers, readStartAnswer(item.Pos, id, text))
			}
		}
	default:
		p.diags.Errorf("sheet/start", b.Pos, "a starting point is a sentence and one list, nothing else")
	}
}

func (p *parser) beginStart(b markdown.Block) {
	if p.checkID(b) {
		p.form.Starts = append(p.form.Starts, &Start{ID: b.ID, Title: b.Text, Pos: b.Pos, Answers: []StartAnswer{}})
	} else {
		p.skipping = true
	}
}

var inWords = regexp.MustCompile(`“([^”]*)”\s*$`)

func readStartAnswer(pos diag.Position, id, text string) StartAnswer {
	a := StartAnswer{ID: id, pos: pos}
	if m := inWords.FindStringSubmatchIndex(text); m != nil {
		a.How, text = text[m[2]:m[3]], text[:m[0]]
	}
	a.words = strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
	return a
}

// checkStarts gives each word of an example answer its meaning.
func (p *parser) checkStarts() {
	for _, s := range p.form.Starts {
		if len(s.Answers) == 0 {
			p.diags.Errorf("sheet/start", s.Pos, "the starting point %q has no answers", s.ID).
				WithHint("add a list, `- question: its answer “in words”`")
		}
		for i := range s.Answers {
			p.checkStartAnswer(&s.Answers[i])
		}
	}
}

func (p *parser) checkStartAnswer(a *StartAnswer) {
	q := p.form.byID[a.ID]
	if q == nil {
		p.diags.Errorf("sheet/start", a.pos, "an answer to an unknown question %q", a.ID).DidYouMean(a.ID, p.ids())
		return
	}
	p.checkAsked(false, a.pos, q)
	if q.Type == Slots || q.Type == Contacts {
		p.diags.Errorf("sheet/start", a.pos, "%q is different for everybody and has no example answer", a.ID)
		return
	}
	known := q.values()
	if q.Type == Rate {
		known = append(known, gives...)
	}
	if q.When {
		known = append(known, times...)
	}
	for _, w := range a.words {
		switch {
		case !slices.Contains(known, w):
			p.diags.Errorf("sheet/start", a.pos, "%q is never an answer to %q", w, a.ID).DidYouMean(w, known)
		case q.Option(w) != nil:
			a.Picks = append(a.Picks, w)
		case slices.Contains(q.Wants(), w):
			a.Want = w
		case slices.Contains(gives, w):
			a.Give = w
		default:
			a.When = append(a.When, w)
		}
	}
	if len(a.words) == 0 && a.How == "" {
		p.diags.Errorf("sheet/start", a.pos, "the answer to %q is empty", a.ID)
	}
}
