package sheet

import (
	"slices"
	"strings"
)

// The letters of links; see layouts/scripts/sheet/letters.js. The separators
// are control characters, which no cleaned text contains.
const (
	recordMark = "\x1e"
	fieldMark  = "\x1f"
	cellMark   = "\x1d"
	unset      = '.'
	alphabet   = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

// number is a permanent number in two letters.
func number(n int) string { return string(alphabet[n>>6]) + string(alphabet[n&63]) }

func readNumber(text string) int {
	if len(text) < 2 {
		return 0
	}
	high, low := strings.IndexByte(alphabet, text[0]), strings.IndexByte(alphabet, text[1])
	if high < 0 || low < 0 {
		return 0
	}
	return high*64 + low
}

// letterOf is the letter of a fixed answer: the first of its id.
func letterOf(known []string, id string) byte {
	if slices.Contains(known, id) {
		return id[0]
	}
	return unset
}

// parts are the letters of one answer: want, give, times, picks, words.
type parts [5]string

func ratedLetters(a Answer) [3]byte {
	bits := 0
	for i, t := range times {
		for _, when := range a.When {
			if when == t {
				bits |= 1 << i
			}
		}
	}
	when := byte(unset)
	if bits > 0 {
		when = alphabet[bits]
	}
	return [3]byte{letterOf(wants, a.Want), letterOf(gives, a.Give), when}
}

func pickLetters(q *Question, picks []string) string {
	var b strings.Builder
	for _, id := range picks {
		if o := q.Option(id); o != nil {
			b.WriteByte(alphabet[o.Number])
		}
	}
	return b.String()
}

// wordsOf are the words of an answer; check-ins and contacts are cells.
func wordsOf(q *Question, a Answer) string {
	var cells []string
	for _, s := range a.Slots {
		if o := q.Option(s.Slot); o != nil {
			head := string([]byte{alphabet[o.Number], letterOf(means, s.By), letterOf(whose, s.Who)})
			cells = append(cells, head+s.At, s.Else)
		}
	}
	for _, c := range a.Contacts {
		cells = append(cells, c.Who, c.How)
	}
	if len(cells) > 0 {
		return strings.Join(cells, cellMark)
	}
	return a.How + a.Text
}

// looseAnswer is the answer that letters stand for in the shape of a file,
// unchecked. A letter that is unknown becomes a value that is refused.
func looseAnswer(q *Question, p parts) map[string]any {
	raw := map[string]any{}
	putLetter(raw, "want", wants, p[0])
	putLetter(raw, "give", gives, p[1])
	if p[2] != "" && p[2] != string(unset) {
		raw["when"] = looseTimes(strings.Index(alphabet, p[2]))
	}
	if p[3] != "" {
		raw["picks"] = loosePicks(q, p[3])
	}
	switch {
	case p[4] == "":
	case q.Type == Slots:
		raw["slots"] = looseSlots(q, strings.Split(p[4], cellMark))
	case q.Type == Contacts:
		raw["contacts"] = looseContacts(strings.Split(p[4], cellMark))
	case q.inWords():
		raw["text"] = p[4]
	default:
		raw["how"] = p[4]
	}
	return raw
}

func putLetter(raw map[string]any, key string, known []string, letter string) {
	if letter == "" || letter == string(unset) {
		return
	}
	raw[key] = "?"
	for _, id := range known {
		if letter == id[:1] {
			raw[key] = id
		}
	}
}

func looseTimes(bits int) any {
	if bits < 0 {
		return "?"
	}
	var list []any
	for i, t := range times {
		if bits&(1<<i) != 0 {
			list = append(list, t)
		}
	}
	return list
}

func loosePicks(q *Question, letters string) []any {
	var list []any
	for _, c := range letters {
		list = append(list, optionAt(q, strings.IndexRune(alphabet, c)))
	}
	return list
}

func optionAt(q *Question, n int) string {
	for _, o := range q.Options {
		if o.Number == n {
			return o.ID
		}
	}
	return ""
}

func looseSlots(q *Question, cells []string) []any {
	var list []any
	for i := 0; i < len(cells); i += 2 {
		slot := map[string]any{}
		if head := []rune(cells[i]); len(head) > 0 {
			slot["slot"] = optionAt(q, strings.IndexRune(alphabet, head[0]))
			if len(head) > 1 {
				putLetter(slot, "by", means, string(head[1]))
			}
			if len(head) > 2 {
				putLetter(slot, "who", whose, string(head[2]))
				slot["at"] = string(head[3:])
			}
		}
		if i+1 < len(cells) {
			slot["else"] = cells[i+1]
		}
		list = append(list, slot)
	}
	return list
}

func looseContacts(cells []string) []any {
	var list []any
	for i := 0; i < len(cells); i += 2 {
		contact := map[string]any{"who": cells[i]}
		if i+1 < len(cells) {
			contact["how"] = cells[i+1]
		}
		list = append(list, contact)
	}
	return list
}
