// Package sheet is the aftercare sheet: the questions, read from Markdown by
// [Parse] into a [Form]; the [Register] that keeps their numbers for ever; and
// the views of the form that layouts show without script ([Blank]), in which a
// script finds all that it needs.
//
// It renders nothing and knows no addresses. What the browser does with a
// filled-in sheet (files, links, matching, print, calendar) is not here either.
// The tests hold a second reader and writer of the format of files and links,
// against which the browser's layouts/scripts/sheet/codec.js is checked.
package sheet

import (
	"maps"
	"slices"

	"aftercare/builder/diag"
)

// Form is the bank of questions in one language. It is immutable.
type Form struct {
	ID       string
	Lang     string
	Revision int // grows with every number that the register gives out
	Sections []*Section
	Prompts  map[string]string // by class of match, see promptClasses
	Starts   []*Start

	byID     map[string]*Question
	byNumber map[int]*Question
}

// Section is a heading with its questions. AloneTitle and AloneIntro replace
// Title and Intro for somebody on their own.
type Section struct {
	ID, Title, Intro       string
	AloneTitle, AloneIntro string
	Questions              []*Question
	Pos                    diag.Position
}

// Type says how a question is answered.
type Type string

// The types of questions, as a writer gives them: `{#id .rate}`.
const (
	Rate     Type = "rate"     // want, give, when, how; options say which kinds
	Text     Type = "text"     // one line
	Long     Type = "long"     // several lines
	Choice   Type = "choice"   // one of the options
	Multi    Type = "multi"    // any of the options
	Rank     Type = "rank"     // some of the options, in order
	Time     Type = "time"     // a time of day, or "after the film"
	Slots    Type = "slots"    // a check-in for each option
	Contacts Type = "contacts" // who, and how to reach them
	Remark   Type = "note"     // a fixed remark, no question
)

var types = []string{"rate", "text", "long", "choice", "multi", "rank", "time", "slots", "contacts", "note"}

// Depth says from which length of the sheet on a question is asked.
type Depth string

// The depths, the shortest first.
const (
	Quick      Depth = "quick"
	Usual      Depth = "usual"
	Everything Depth = "everything"
)

// Depths lists the depths, the shortest first.
func Depths() []Depth { return []Depth{Quick, Usual, Everything} }

// Includes reports whether a sheet of depth d asks a question of depth q.
func (d Depth) Includes(q Depth) bool {
	return slices.Index(Depths(), q) <= slices.Index(Depths(), d)
}

// Question is one thing that the sheet asks, or a remark. Its permanent
// Number, and those of its options, are what saved sheets and links hold; its
// place and its words may change.
type Question struct {
	ID      string
	Number  int
	Type    Type
	Label   string
	Hint    string // how exactly, or why this is asked
	Example string
	// Alone and AloneHint replace Label and Hint for somebody on their own.
	Alone, AloneHint string
	Depth            Depth
	Options          []Option
	When             bool              // rate: ask for the times, too
	Private          bool              // private unless shared on purpose
	Card             string            // the part of the card that shows the answer, or ""
	Theme            string            // questions of one theme are one conversation; without it, a question is one
	Badly            bool              // also on the card for when it went badly
	PlanB            bool              // what the person does when nobody can give
	Draft            bool              // nobody is asked it yet
	Says             map[string]string // sentences of the card, see ownSentences
	If               []Condition
	Clash            []string // rated questions, or pairs of options, that pull the other way
	Together         []string // options that make no sense for somebody on their own
	Mutual           Mutual
	Pos              diag.Position
}

// Mutual says what a please-don't of one person means for the wish of another.
// It is "" where what one person gets is theirs alone, such as a drink.
type Mutual string

// The ways in which a wish concerns both.
const (
	Both     Mutual = "yes"   // it takes both: a please-don't is a no to giving it, too
	Gladly   Mutual = "glad"  // as Both, and nobody can need it or is asked twice
	Opposite Mutual = "clash" // surroundings that all share: a must-have against a please-don't is to be talked about
)

// Safety reports whether the answer comes first on every card and in every
// comparison and is never matched.
func (q *Question) Safety() bool { return slices.Contains(safetyParts, q.Card) }

// Wants lists how much the question can be wanted: nobody can need what takes a
// glad yes.
func (q *Question) Wants() []string {
	switch {
	case q.Type != Rate:
		return nil
	case q.Mutual == Gladly:
		return wants[1:]
	}
	return wants
}

// Rated reports whether the question has the five parts of a rated item.
func (q *Question) Rated() bool { return q.Type == Rate }

// Asked reports whether the question takes an answer.
func (q *Question) Asked() bool { return q.Type != Remark }

// Option is one answer to choose. Number is permanent within its question.
type Option struct {
	ID, Label string
	Number    int
	Together  bool // makes no sense for somebody on their own
}

// Option returns the option with the id, or nil.
func (q *Question) Option(id string) *Option {
	for i := range q.Options {
		if q.Options[i].ID == id {
			return &q.Options[i]
		}
	}
	return nil
}

func (q *Question) optionIDs() []string {
	var ids []string
	for _, o := range q.Options {
		ids = append(ids, o.ID)
	}
	return ids
}

// Question returns the question with the id, or nil.
func (f *Form) Question(id string) *Question { return f.byID[id] }

// Questions lists what takes an answer, in the order shown.
func (f *Form) Questions() []*Question {
	var all []*Question
	for _, s := range f.Sections {
		for _, q := range s.Questions {
			if q.Asked() {
				all = append(all, q)
			}
		}
	}
	return all
}

// Published returns the form without its drafts, and how many these are.
func (f *Form) Published() (published *Form, drafts int) {
	form := *f
	form.Sections = nil
	for _, s := range f.Sections {
		section := *s
		section.Questions = slices.DeleteFunc(slices.Clone(s.Questions), func(q *Question) bool { return q.Draft })
		drafts += len(s.Questions) - len(section.Questions)
		if len(section.Questions) > 0 {
			form.Sections = append(form.Sections, &section)
		}
	}
	if drafts == 0 {
		return f, 0
	}
	form.byID, form.byNumber = maps.Clone(f.byID), maps.Clone(f.byNumber)
	maps.DeleteFunc(form.byID, func(_ string, q *Question) bool { return q.Draft })
	maps.DeleteFunc(form.byNumber, func(_ int, q *Question) bool { return q.Draft })
	return &form, drafts
}

// The fixed answers, in the order shown: of a rated question, its times, and
// the ways and people of a check-in. A new value is added at the end.
var (
	wants = []string{"must", "nice", "either", "dont", "unsure"}
	gives = []string{"happy", "sometimes", "ask", "cant"}
	times = []string{"before", "now", "evening", "day", "week"}
	means = []string{"message", "call", "person", "none"}
	whose = []string{"me", "them", "either"}
)

// The values of the attribute card=: where an answer stands on the card, in the
// order of the card. What is about safety comes first, and with it every
// please-don't and every “I can’t”.
var (
	safetyParts = []string{"stop", "limits", "health", "people"}
	cardParts   = []string{
		"stop", "limits", "health", "people",
		"before", "end", "first", "words", "night", "next", "low", "give", "badly",
	}
)
