package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// Register holds the permanent numbers of questions and options. It only grows: a
// question or option that is removed from the form keeps its number, so that an old
// sheet never shows an answer under another question.
//
// The file is a YAML map from number to the question's id, followed by the ids of
// its options in the order of their numbers and a seal; the last line gives the next
// free number:
//
//	28: hold-me =4kq2
//	60: words-good thanks liked safe kind us nothing =9b1v
//	61: words-exact =e0ta
//	next: 62
type Register struct {
	file    string
	entries []entry // entry i has number i+1
}

type entry struct {
	id      string
	options []string
	pos     diag.Position
}

// The limits of the link format: two characters for a question, one for an option.
const (
	maxQuestions = 400
	maxOptions   = 60
)

// ParseRegister reads a register. Numbers start at 1 without gaps. A removed line is
// an error, and so is a line that no longer matches its seal.
func ParseRegister(file string, src []byte) (*Register, diag.List) {
	r := &Register{file: file}
	tree, diags := data.YAML(data.Input{File: file, Data: src}, "sheet")
	if tree == nil {
		return r, diags
	}
	for i, f := range tree.Fields {
		if f.Key == nextKey && i == len(tree.Fields)-1 {
			r.end(f, &diags)
			return r, diags
		}
		r.add(f, &diags)
	}
	diags.Errorf("sheet/register", diag.Position{File: file, Line: max(1, bytes.Count(src, []byte("\n")))}, "the register has no end").
		WithHint("the last line is `%s: %d`, so that a line lost before it is noticed", nextKey, r.Next())
	return r, diags
}

const nextKey = "next"

func (r *Register) end(f data.Field, diags *diag.List) {
	if f.Value.Text != strconv.Itoa(r.Next()) {
		diags.Errorf("sheet/register", f.Pos, "number %s is said to come next, after %d", f.Value.Text, len(r.entries)).
			WithHint("if the last lines are gone, put them back: their numbers are in old sheets; for a new question write `%s: %d`", nextKey, r.Next())
	}
}

func (r *Register) add(f data.Field, diags *diag.List) {
	number, err := strconv.Atoi(f.Key)
	want := len(r.entries) + 1
	if err != nil || number != want || number > maxQuestions {
		diags.Errorf("sheet/register", f.Pos, "number %s stands where %d belongs", f.Key, want).
			WithHint("numbers count from 1 to at most %d without a gap; a question that is gone keeps its line", maxQuestions)
		return
	}
	words := strings.Fields(f.Value.Text)
	if f.Value.Kind != data.Scalar || len(words) == 0 {
		diags.Errorf("sheet/register", f.Pos, "number %d needs the id of its question, then the ids of its options", number)
		words = []string{""}
	}
	if words = unseal(number, words, f.Pos, diags); len(words) == 0 {
		words = []string{""}
	}
	e := entry{id: words[0], options: words[1:], pos: f.Pos}
	if first := r.Number(e.id); first > 0 && e.id != "" {
		diags.Errorf("sheet/register", f.Pos, "%q already has number %d", e.id, first)
	}
	for i, o := range e.options {
		if slices.Contains(e.options[:i], o) {
			diags.Errorf("sheet/register", f.Pos, "option %q stands twice in number %d", o, number)
		}
	}
	if len(e.options) > maxOptions {
		diags.Errorf("sheet/register", f.Pos, "number %d has %d options; at most %d fit", number, len(e.options), maxOptions)
	}
	r.entries = append(r.entries, e)
}

// Number returns the number of the question with the id, or 0.
func (r *Register) Number(id string) int {
	return 1 + slices.IndexFunc(r.entries, func(e entry) bool { return e.id == id })
}

func (r *Register) at(number int) *entry {
	if number < 1 || number > len(r.entries) {
		return nil
	}
	return &r.entries[number-1]
}

// option returns the number of an option, from 0, or -1.
func (e *entry) option(id string) int { return slices.Index(e.options, id) }

// Revision returns how many numbers have been given out. A sheet with a higher one
// was made with a newer form.
func (r *Register) Revision() int {
	n := len(r.entries)
	for _, e := range r.entries {
		n += len(e.options)
	}
	return n
}

// Next returns the number that the next new question gets.
func (r *Register) Next() int { return len(r.entries) + 1 }

// Extend adds what is new in the form to src, the register's file: new questions
// with the next numbers in the order of the form, new options at the end of their
// lines. Comments and order stay. added describes each addition in one line.
func (r *Register) Extend(src []byte, f *Form) (out []byte, added []string) {
	lines := bytes.Split(bytes.TrimRight(src, "\n"), []byte("\n"))
	if last := lines[len(lines)-1]; bytes.HasPrefix(last, []byte(nextKey+":")) {
		lines = lines[:len(lines)-1]
	}
	next := r.Next()
	for _, q := range f.Questions() {
		n := r.Number(q.ID)
		if n == 0 {
			lines = append(lines, []byte(registerLine(next, q)))
			added = append(added, fmt.Sprintf("%s: number %d", q.ID, next))
			next++
			continue
		}
		e := r.at(n)
		words := append([]string{e.id}, e.options...)
		for _, o := range q.Options {
			if e.option(o.ID) < 0 {
				words = append(words, o.ID)
				added = append(added, fmt.Sprintf("%s: option %s", q.ID, o.ID))
			}
		}
		if len(words) > 1+len(e.options) {
			lines[e.pos.Line-1] = []byte(line(n, words))
		}
	}
	lines = append(lines, fmt.Appendf(nil, "%s: %d", nextKey, next))
	return append(bytes.TrimLeft(bytes.Join(lines, []byte("\n")), "\n"), '\n'), added
}

func registerLine(number int, q *Question) string {
	return line(number, append([]string{q.ID}, q.optionIDs()...))
}

func line(number int, words []string) string {
	return fmt.Sprintf("%d: %s %s", number, strings.Join(words, " "), lineSeal(number, words))
}
