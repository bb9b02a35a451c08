package sheet

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Blank is the form that works without script: the sections and questions of one
// depth, with fields for one or more people.
type Blank struct {
	Form     *Form
	Depth    Depth
	People   int // 1, 2, or 6 for three to six people
	Sections []BlankSection
	Columns  []int // 1 … People
}

// BlankSection is a section with the questions asked at the form's depth.
type BlankSection struct {
	*Section
	Items   []Item
	Columns []int
}

// Item is a question with one field for each person. Follows is set if its number
// is one more than that of the question before, so that the page can omit it.
type Item struct {
	*Question
	Fields  []Field
	Follows bool
}

// Field is where one person answers one question. Name is the name of its radio
// buttons, or a prefix of their names: the question's number, with the person's if
// there are several people.
type Field struct {
	*Question
	Person int
	Name   string
	Wants  []string
	Gives  []string
	Times  []string
	Means  []string
	Whose  []string
	Lines  []int
}

// NewBlank returns the blank form of a depth for 1, 2 or 6 people. It leaves out
// sections without a question at that depth.
func NewBlank(f *Form, depth Depth, people int) *Blank {
	b := &Blank{Form: f, Depth: depth, People: people}
	for i := range people {
		b.Columns = append(b.Columns, i+1)
	}
	last := 0
	for _, s := range f.Sections {
		section := BlankSection{Section: s, Columns: b.Columns}
		for _, q := range s.Questions {
			if !depth.Includes(q.Depth) {
				continue
			}
			item := b.item(q)
			if item.Asked() {
				item.Follows, last = q.Number == last+1, q.Number
			}
			section.Items = append(section.Items, item)
		}
		if slices.ContainsFunc(section.Items, func(i Item) bool { return i.Asked() }) {
			b.Sections = append(b.Sections, section)
		}
	}
	return b
}

func (b *Blank) item(q *Question) Item {
	item := Item{Question: q}
	for _, person := range b.Columns {
		name := strconv.Itoa(q.Number)
		if b.People > 1 {
			name += "p" + strconv.Itoa(person)
		}
		item.Fields = append(item.Fields, Field{
			Question: q, Person: person, Name: name,
			Wants: q.Wants(), Gives: gives, Times: times, Means: means, Whose: whose,
			Lines: []int{1, 2, 3},
		})
	}
	return item
}

// Flags returns the properties of a question that only the script needs, as words
// separated by spaces.
func (q *Question) Flags() string {
	var words []string
	for _, flag := range []struct {
		set  bool
		word string
	}{{q.When, "when"}, {q.Private, "private"}, {q.Badly, "badly"}, {q.PlanB, "planB"}} {
		if flag.set {
			words = append(words, flag.word)
		}
	}
	return strings.Join(words, " ")
}

// Sentences returns the sentences of the card for the script, one per line after
// its key.
func (q *Question) Sentences() string { return lines(q.Says) }

// PromptLines returns the prompts of a form in the same format.
func (f *Form) PromptLines() string { return lines(f.Prompts) }

// frequent are the keys of sentences that most questions have. They come first, in
// reverse order, because then the page compresses better.
var frequent = []string{"own", "dont", "says"}

func lines(texts map[string]string) string {
	names := slices.SortedFunc(maps.Keys(texts), func(a, b string) int {
		return cmp.Or(slices.Index(frequent, b)-slices.Index(frequent, a), strings.Compare(a, b))
	})
	var all []string
	for _, name := range names {
		all = append(all, name+" "+texts[name])
	}
	return strings.Join(all, "\n")
}

// Conditions returns the conditions of a question as written in if=.
func (q *Question) Conditions() string {
	var parts []string
	for _, c := range q.If {
		sign := " = "
		if c.Not {
			sign = " != "
		}
		parts = append(parts, c.ID+sign+c.Value)
	}
	return strings.Join(parts, " and ")
}

// One reports whether a single person answers the question.
func (i Item) One() bool { return len(i.Fields) == 1 }

// OnOnePage returns the questions of the one-page card: those of the quick sheet
// and, for each part of the card without any, the first that is also asked when it
// went badly.
func (b *Blank) OnOnePage() []*Question {
	told := map[string]bool{"": true}
	for _, q := range b.Form.Questions() {
		told[q.Card] = told[q.Card] || q.Depth == Quick
	}
	return slices.DeleteFunc(b.Form.Questions(), func(q *Question) bool {
		asked := q.Depth == Quick || q.Badly && !told[q.Card]
		told[q.Card] = told[q.Card] || asked
		return !asked
	})
}

// Prints returns the printable forms by depth, without the one-page card.
func (b *Blank) Prints() []Prints {
	var all []Prints
	for _, d := range Depths() {
		row := Prints{Depth: d}
		for _, v := range Variants() {
			if v.Depth == d && !v.Card {
				row.Variants = append(row.Variants, v)
			}
		}
		all = append(all, row)
	}
	return all
}

// Solo reports whether the form has fields for one person only.
func (b *Blank) Solo() bool { return b.People == 1 }

// Group reports whether the form has more columns than fit beside the words.
func (b *Blank) Group() bool { return b.People > 2 }

// Variant is a page that shows the sheet without script. Path is relative to the
// sheet's section.
type Variant struct {
	Path   string
	Depth  Depth
	People int
	Card   bool // the one-page card
}

// Prints groups the pages of one depth.
type Prints struct {
	Depth    Depth
	Variants []Variant
}

// Name returns the last part of the page's path.
func (v Variant) Name() string { return path.Base(v.Path) }

// Variants returns the pages besides the sheet itself: the one-page card, and a page
// for each depth and number of people.
func Variants() []Variant {
	all := []Variant{{Path: "blank/", Depth: Quick, People: 1, Card: true}}
	for _, d := range Depths() {
		for _, n := range []int{1, 2, 6} {
			all = append(all, Variant{Path: "blank/" + string(d) + "-" + strconv.Itoa(n) + "/", Depth: d, People: n})
		}
	}
	return all
}
