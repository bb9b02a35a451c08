package check

import (
	"strings"

	"aftercare/builder/prose"
)

// phrases finds listed words and phrases in text, as whole words and without
// case. Looking costs one map lookup for each word of the text.
type phrases map[string][]phrase // by first word in lower case

type phrase struct {
	text   string // lower case
	better string
}

func newPhrases(words map[string]string) phrases {
	p := make(phrases, len(words))
	for text, better := range words {
		text = strings.ToLower(text)
		first, _, _ := strings.Cut(text, " ")
		p[first] = append(p[first], phrase{text, better})
	}
	return p
}

// each calls f for every listed phrase in the text, as it is written there.
func (p phrases) each(text string, f func(found, better string)) {
	rest := text
	for word := range prose.Words(text) {
		at := strings.Index(rest, word)
		from := rest[at:]
		rest = from[len(word):]
		for _, candidate := range p[strings.ToLower(word)] {
			if hasPhrase(from, candidate.text) {
				f(from[:len(candidate.text)], candidate.better)
			}
		}
	}
}

// first returns the first listed phrase in the text, or "".
func (p phrases) first(text string) (found string) {
	p.each(text, func(f, _ string) {
		if found == "" {
			found = f
		}
	})
	return found
}

// hasPhrase reports whether s begins with the phrase as whole words.
func hasPhrase(s, phrase string) bool {
	if len(s) < len(phrase) || !strings.EqualFold(s[:len(phrase)], phrase) {
		return false
	}
	for word := range prose.Words("x" + s[len(phrase):]) {
		return word == "x" // the next letters belong to the phrase's last word
	}
	return true
}
