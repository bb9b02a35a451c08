package sheet

import (
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// Start is a starting point: example answers, each of which a person can take over.
type Start struct {
	ID, Title, Note string
	Answers         []StartAnswer
	Pos             diag.Position
}

// StartAnswer is one example answer as written: names of answers, then words in
// quotation marks.
type StartAnswer struct {
	ID, Text string
	pos      diag.Position
}

// Lines returns the answers for the script, one per line.
func (s *Start) Lines() string {
	var lines []string
	for _, a := range s.Answers {
		lines = append(lines, a.ID+" "+a.Text)
	}
	return strings.Join(lines, "\n")
}

// start parses the section with the class .starts: a heading of level 3, a sentence,
// and a list of `question: answers “in words”`.
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
				s.Answers = append(s.Answers, StartAnswer{id, text, item.Pos})
			}
		}
	default:
		p.diags.Errorf("sheet/start", b.Pos, "a starting point is a sentence and one list, nothing else")
	}
}

func (p *parser) beginStart(b markdown.Block) {
	if p.checkID(b) {
		p.form.Starts = append(p.form.Starts, &Start{ID: b.ID, Title: b.Text, Pos: b.Pos})
	} else {
		p.skipping = true
	}
}

var inWords = regexp.MustCompile(`“[^”]+”\s*$`)

func (p *parser) checkStarts() {
	for _, s := range p.form.Starts {
		if len(s.Answers) == 0 {
			p.diags.Errorf("sheet/start", s.Pos, "the starting point %q has no answers", s.ID).
				WithHint("add a list, `- question: its answer “in words”`")
		}
		for _, a := range s.Answers {
			p.checkStartAnswer(a)
		}
	}
}

func (p *parser) checkStartAnswer(a StartAnswer) {
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
	for _, w := range strings.FieldsFunc(inWords.ReplaceAllString(a.Text, ""), func(r rune) bool { return r == ' ' || r == ',' }) {
		if !slices.Contains(known, w) {
			p.diags.Errorf("sheet/start", a.pos, "%q is never an answer to %q", w, a.ID).DidYouMean(w, known)
		}
	}
}
