package sheet

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/record"
)

// Register holds the permanent numbers of questions and options. It only ever
// grows: a question or option that is taken out of the form keeps its number,
// so that an old sheet never shows an answer under another question.
//
// The file is a YAML map from number to the question's id, followed by the
// ids of its options in the order of their numbers:
//
//	28: hold-me
//	60: words-good thanks liked safe kind us nothing
type Register struct {
	file    string
	entries []entry // entry i has number i+1
}

type entry struct {
	id      string
	options []string
	pos     diag.Position
}

// Limits of the link format: two characters for a question, one for an option.
const (
	MaxQuestions = 400
	MaxOptions   = 60
)

// ParseRegister reads a register. Numbers begin at 1 and leave no gap: a line
// that was taken out is an error.
func ParseRegister(file string, src []byte) (*Register, diag.List) {
	r := &Register{file: file}
	tree, diags := record.YAML(record.Input{File: file, Data: src}, "sheet")
	if tree == nil {
		return r, diags
	}
	for _, f := range tree.Fields {
		r.add(f, &diags)
	}
	return r, diags
}

func (r *Register) add(f record.Field, diags *diag.List) {
	number, err := strconv.Atoi(f.Key)
	want := len(r.entries) + 1
	if err != nil || number != want || number > MaxQuestions {
		diags.Errorf("sheet/register", f.Pos, "number %s stands where %d belongs", f.Key, want).
			WithHint("numbers count from 1 to at most %d without a gap; a question that is gone keeps its line", MaxQuestions)
		return
	}
	words := strings.Fields(f.Value.Text)
	if f.Value.Kind != record.Scalar || len(words) == 0 {
		diags.Errorf("sheet/register", f.Pos, "number %d needs the id of its question, then the ids of its options", number)
		words = []string{""}
	}
	e := entry{id: words[0], options: words[1:], pos: f.Pos}
	if first := r.number(e.id); first > 0 && e.id != "" {
		diags.Errorf("sheet/register", f.Pos, "%q already has number %d", e.id, first)
	}
	for i, o := range e.options {
		if slices.Contains(e.options[:i], o) {
			diags.Errorf("sheet/register", f.Pos, "option %q stands twice in number %d", o, number)
		}
	}
	if len(e.options) > MaxOptions {
		diags.Errorf("sheet/register", f.Pos, "number %d has %d options; at most %d fit", number, len(e.options), MaxOptions)
	}
	r.entries = append(r.entries, e)
}

// number returns the number of the question with the id, or 0.
func (r *Register) number(id string) int {
	return 1 + slices.IndexFunc(r.entries, func(e entry) bool { return e.id == id })
}

// at returns the entry of a number, or nil.
func (r *Register) at(number int) *entry {
	if number < 1 || number > len(r.entries) {
		return nil
	}
	return &r.entries[number-1]
}

// option returns the number of an option, from 0, or -1.
func (e *entry) option(id string) int { return slices.Index(e.options, id) }

// Revision counts every number given out. It grows with each, so a sheet made
// with a newer form than the reader's can be told.
func (r *Register) Revision() int {
	n := len(r.entries)
	for _, e := range r.entries {
		n += len(e.options)
	}
	return n
}

// Next is the number that the next new question gets.
func (r *Register) Next() int { return len(r.entries) + 1 }

// Extend returns the register's file with what the form asks and the register
// does not yet hold: new questions under the next numbers in the order of the
// form, new options at the end of their lines. Comments and order stay. It
// also returns what was added, one line each, for the program to show.
func (r *Register) Extend(src []byte, f *Form) (out []byte, added []string) {
	lines := bytes.Split(bytes.TrimRight(src, "\n"), []byte("\n"))
	next := r.Next()
	for _, q := range f.Questions() {
		n := r.number(q.ID)
		if n == 0 {
			lines = append(lines, []byte(registerLine(next, q)))
			added = append(added, fmt.Sprintf("%s: number %d", q.ID, next))
			next++
			continue
		}
		e := r.at(n)
		for _, o := range q.Options {
			if e.option(o.ID) < 0 {
				i := e.pos.Line - 1
				lines[i] = append(bytes.TrimRight(slices.Clone(lines[i]), " \r"), " "+o.ID...)
				added = append(added, fmt.Sprintf("%s: option %s", q.ID, o.ID))
			}
		}
	}
	return append(bytes.TrimLeft(bytes.Join(lines, []byte("\n")), "\n"), '\n'), added
}

func registerLine(number int, q *Question) string {
	line := fmt.Sprintf("%d: %s", number, q.ID)
	for _, o := range q.Options {
		line += " " + o.ID
	}
	return line
}
