package sheet

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Blank is a form as a layout shows it without script: the sections and
// questions of one depth, with fields for one or more people.
type Blank struct {
	Form     *Form
	Depth    Depth
	People   int // 1, 2, or 6 for three to six people
	Sections []BlankSection
	Columns  []int // 1 … People
}

// BlankSection is a section with the questions that its depth asks.
type BlankSection struct {
	*Section
	Items   []Item
	Columns []int
}

// Item is a question with one field for each person. Follows says that its
// number is one more than that of the question before it, as nearly all are,
// so that the page need not tell it.
type Item struct {
	*Question
	Fields  []Field
	Follows bool
}

// Field is where one person answers one question. Name is the name of its radio
// buttons, or begins it: the question's number, and the person's where there
// are several.
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

// NewBlank returns the blank form of a depth for 1 person, 2, or up to 6.
// Sections without a question at this depth are left out.
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

// Flags are what else the script has to know of a question, as words.
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

// Sentences are what the card says, for the script: a line for each, which
// begins with its name.
func (q *Question) Sentences() string { return lines(q.Says) }

// PromptLines are the prompts of a form in the same way.
func (f *Form) PromptLines() string { return lines(f.Prompts) }

// frequent are the names of the sentences that most questions have. They come
// first, the last of these before the others: a page packs better that way.
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

// Conditions are the conditions of a question as a writer gives them.
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

// OnOnePage lists what the page to fill in by hand asks: the questions of the
// quick sheet and, of each part of the card that has none of them, the first
// that is also for when it went badly.
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

// Prints lists the forms to print by depth; the card is beside them.
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

// Group reports whether there are more columns than fit beside words.
func (b *Blank) Group() bool { return b.People > 2 }

// Variant is one of the pages that show the sheet without script. Path is
// relative to the section of the sheet.
type Variant struct {
	Path   string
	Depth  Depth
	People int
	Card   bool // the one-page card
}

// Prints are the pages of one depth.
type Prints struct {
	Depth    Depth
	Variants []Variant
}

// Name is the last part of the page's path.
func (v Variant) Name() string { return path.Base(v.Path) }

// Variants lists the pages beside the sheet itself: the one-page card, and one
// page for each depth and number of people.
func Variants() []Variant {
	all := []Variant{{Path: "blank/", Depth: Quick, People: 1, Card: true}}
	for _, d := range Depths() {
		for _, n := range []int{1, 2, 6} {
			all = append(all, Variant{Path: "blank/" + string(d) + "-" + strconv.Itoa(n) + "/", Depth: d, People: n})
		}
	}
	return all
}
