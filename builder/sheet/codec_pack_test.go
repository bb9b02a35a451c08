package sheet

import (
	"strconv"
	"strings"
)

// pack writes a sheet as the text that a link holds: a head, a record for each
// person, a record for each own item.
func (f *Form) pack(s *Sheet) string {
	flags := ""
	if s.Solo {
		flags = "s"
	}
	records := []string{strings.Join([]string{f.ID, strconv.Itoa(f.Revision), f.Lang, flags}, fieldMark)}
	for _, p := range s.People {
		records = append(records, "p"+f.packPerson(p))
	}
	for _, c := range s.Custom {
		cells := []string{string(alphabet[ownNumber(c.ID)]) + c.Label}
		for _, p := range s.People {
			a := p.Answers[c.ID]
			head := ratedLetters(a)
			cells = append(cells, string(head[:])+a.How)
		}
		records = append(records, "c"+strings.Join(cells, fieldMark))
	}
	return strings.Join(records, recordMark)
}

func (f *Form) packPerson(p Person) string {
	var columns [3][]byte
	var picked, words []string
	for _, q := range f.Questions() {
		a, ok := p.Answers[q.ID]
		if !ok {
			continue
		}
		if q.Type == Rate {
			for i, c := range ratedLetters(a) {
				columns[i] = put(columns[i], q.Number-1, c)
			}
		}
		if len(a.Picks) > 0 {
			picked = append(picked, number(q.Number)+pickLetters(q, a.Picks))
		}
		if text := wordsOf(q, a); text != "" {
			words = append(words, number(q.Number)+text)
		}
	}
	fields := []string{p.Name}
	for _, c := range columns {
		fields = append(fields, strings.TrimRight(string(c), string(unset)))
	}
	fields = append(fields, strings.Join(picked, string(unset)))
	fields = append(fields, words...)
	return strings.Join(fields, fieldMark)
}

func put(column []byte, at int, c byte) []byte {
	for len(column) <= at {
		column = append(column, unset)
	}
	column[at] = c
	return column
}

// unpack reads what pack wrote, or anything else, into a sheet.
func (f *Form) unpack(body string) (*Sheet, Report, error) {
	records := strings.Split(body, recordMark)
	head := strings.Split(records[0], fieldMark)
	if head[0] != f.ID {
		return nil, Report{}, OtherForm
	}
	r := &reader{form: f, sheet: &Sheet{Solo: len(head) > 3 && strings.Contains(head[3], "s")}}
	for _, record := range records[1:] {
		switch {
		case strings.HasPrefix(record, "p") && len(r.sheet.People) < maxPeople:
			r.unpackPerson(strings.Split(record[1:], fieldMark))
		case strings.HasPrefix(record, "c"):
			r.unpackCustom(strings.Split(record[1:], fieldMark))
		default:
			r.Lost++
		}
	}
	return r.finish()
}

func (r *reader) unpackPerson(fields []string) {
	for len(fields) < 5 {
		fields = append(fields, "")
	}
	p := r.newPerson(fields[0])
	answers := map[int]parts{}
	put := func(n, i int, text string) {
		a := answers[n]
		a[i] = text
		answers[n] = a
	}
	for i, column := range fields[1:4] {
		n := 0
		for _, c := range column {
			if n++; c != unset {
				put(n, i, string(c))
			}
		}
	}
	if fields[4] != "" {
		for group := range strings.SplitSeq(fields[4], string(unset)) {
			put(readNumber(group), 3, group[min(2, len(group)):])
		}
	}
	for _, text := range fields[5:] {
		put(readNumber(text), 4, text[min(2, len(text)):])
	}
	r.putAll(p, answers)
}

func (r *reader) putAll(p *Person, answers map[int]parts) {
	for n, letters := range answers {
		q := r.form.byNumber[n]
		if q == nil {
			r.Lost++
			continue
		}
		r.put(p, q, looseAnswer(q, letters))
		if a, ok := p.Answers[q.ID]; ok && q.Private {
			shared := false // what arrives in a link was shared on purpose
			a.Private = &shared
			p.Answers[q.ID] = a
		}
	}
}

func (r *reader) unpackCustom(cells []string) {
	label := cells[0]
	n := 0
	if label != "" {
		n = max(0, strings.IndexByte(alphabet, label[0]))
		label = label[1:]
	}
	c := Custom{"own-" + strconv.Itoa(n), r.line(label, maxOwn)}
	if n == 0 || !r.addCustom(c) {
		r.Lost++
		return
	}
	q := r.ownQuestion(c.ID)
	for i, cell := range cells[1:] {
		if i >= len(r.sheet.People) {
			return
		}
		var p parts
		runes := []rune(cell)
		for j, char := range runes[:min(3, len(runes))] {
			p[j] = string(char)
		}
		p[4] = string(runes[min(3, len(runes)):])
		if raw := looseAnswer(q, p); len(raw) > 0 {
			r.put(&r.sheet.People[i], q, raw)
		}
	}
}
