// Package sheet reads the questions of the aftercare sheet: [Parse] turns Markdown
// into a [Form], the [Register] keeps the questions' permanent numbers, and [Blank]
// is the form as layouts show it, with everything that the script needs:
//
//	register, diags := sheet.ParseRegister(sheet.NumbersFile, numbers)
//	form, diags := sheet.Parse("content/sheet/questions.md", questions, 0, register)
//	blank := sheet.NewBlank(form, sheet.Quick, 2)
//
// It renders nothing. Filled-in sheets (files, links, comparison, print, calendar)
// exist in the browser only. The tests have a second implementation of the format of
// files and links, to check layouts/scripts/sheet/codec.js against.
package sheet

import (
	"maps"
	"slices"

	"aftercare/builder/diag"
)

// Form holds the questions in one language. It is immutable.
type Form struct {
	ID       string
	Lang     string
	Revision int // see Register.Revision
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

// Type is how a question is answered.
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
	Remark   Type = "note"     // fixed text without an answer
)

var types = []string{"rate", "text", "long", "choice", "multi", "rank", "time", "slots", "contacts", "note"}

// Depth is the length of a sheet, or the shortest sheet that asks a question.
type Depth string

// The depths, the shortest first.
const (
	Quick      Depth = "quick"
	Usual      Depth = "usual"
	Everything Depth = "everything"
)

// Depths returns all depths, the shortest first.
func Depths() []Depth { return []Depth{Quick, Usual, Everything} }

// Includes reports whether a sheet of depth d asks a question of depth q.
func (d Depth) Includes(q Depth) bool {
	return slices.Index(Depths(), q) <= slices.Index(Depths(), d)
}

// Question is one thing that the sheet asks, or a remark. Saved sheets and links
// refer to it and its options by their permanent numbers, so its place and wording
// may change.
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
	Draft            bool              // not asked yet
	Says             map[string]string // sentences of the card, see ownSentences
	If               []Condition
	Clash            []string // rated questions, or pairs of options, that conflict
	Together         []string // options that make no sense for somebody on their own
	Mutual           Mutual
	Pos              diag.Position
}

// Mutual is what one person's please-don't means for another person's wish. It is
// "" for things that only one person gets, such as a drink.
type Mutual string

// The values of Mutual.
const (
	Both     Mutual = "yes"   // it takes both: a please-don't is a no to giving it, too
	Gladly   Mutual = "glad"  // as Both, but nobody can need it or is asked twice
	Opposite Mutual = "clash" // shared surroundings: people talk about a must-have against a please-don't
)

// Safety reports whether the answer comes first on every card and in every
// comparison and is never matched.
func (q *Question) Safety() bool { return slices.Contains(safetyParts, q.Card) }

// Wants returns the degrees of wanting that the question offers. Nobody can need
// what takes a glad yes.
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

// Questions returns the questions that take an answer, in the order shown.
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

// Published returns the form without its drafts, and the number of drafts.
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

// The fixed answers, in the order shown: of a rated question, its times, and the
// means and people of a check-in. Links hold their first letters, and times as bits
// in this order, so new values go at the end.
var (
	wants = []string{"must", "nice", "either", "dont", "unsure"}
	gives = []string{"happy", "sometimes", "ask", "cant"}
	times = []string{"before", "now", "evening", "day", "week"}
	means = []string{"message", "call", "person", "none"}
	whose = []string{"me", "them", "either"}
)

// The values of card=: the part of the card that shows an answer, in the order of
// the card. Safety comes first, together with every please-don't and “I can’t”.
var (
	safetyParts = []string{"stop", "limits", "health", "people"}
	cardParts   = []string{
		"stop", "limits", "health", "people",
		"before", "end", "first", "words", "night", "next", "low", "give", "badly",
	}
)
