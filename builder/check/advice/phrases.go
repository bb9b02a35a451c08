package advice

import (
	"strings"

	"aftercare/builder/prose"
)

// phrases finds listed words and phrases in text, as whole words in any case. It
// takes one map lookup per word of the text, however many lists there are.
type phrases map[string][]phrase // by first word in lower case

// phrase is an entry of one of the lists.
type phrase struct {
	list   list
	text   string // lower case
	better string
}

type list uint8

const (
	listAvoid list = iota
	listSpelling
	listSensitive
	listNotes
)

func (p phrases) add(l list, text, better string) {
	text = strings.ToLower(text)
	for first := range prose.Words(text) {
		p[first] = append(p[first], phrase{l, text, better})
		return
	}
}

// each calls f for every listed phrase in the text, with its offset and its
// spelling there.
func (p phrases) each(text string, f func(at int, found string, ph phrase)) {
	rest := text
	for word := range prose.Words(text) {
		at := strings.Index(rest, word)
		from := rest[at:]
		rest = from[len(word):]
		for _, candidate := range p[strings.ToLower(word)] {
			if hasPhrase(from, candidate.text) {
				f(len(text)-len(from), from[:len(candidate.text)], candidate)
			}
		}
	}
}

func (p phrases) first(l list, text string) (found string) {
	p.each(text, func(_ int, f string, ph phrase) {
		if found == "" && ph.list == l {
			found = f
		}
	})
	return found
}

func hasPhrase(s, phrase string) bool {
	if len(s) < len(phrase) || !strings.EqualFold(s[:len(phrase)], phrase) {
		return false
	}
	for word := range prose.Words("x" + s[len(phrase):min(len(s), len(phrase)+16)]) {
		return word == "x" // otherwise the phrase ends within a longer word
	}
	return true
}
