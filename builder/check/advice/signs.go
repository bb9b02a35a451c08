package advice

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// shortWord is the length below which a word of a lead is taken as a number, a
// slip or slang, which no page has to repeat; still shorter ones are passed over.
const (
	shortWord = 4
	tooShort  = 3
)

// leads wants a page to speak of what the search leads to it: of each phrase,
// one word that is long enough to mean something.
func (r *reading) leads() {
	leads := r.site.Leads()[r.page]
	if len(leads) == 0 {
		return
	}
	said := r.said()
	for _, lead := range leads {
		phrases := lead.For
		if lead.Means != "" {
			phrases = []string{lead.Means}
		}
		for _, phrase := range phrases {
			if !r.answers(said, phrase) {
				r.diags.Advisef("style/lead-unanswered", lead.Pos, "%q leads to %s, which has none of its words", phrase, lead.To).
					WithHint("answer it on the page, or take it out")
			}
		}
	}
}

// said is every word of the page and of the services that it may show.
func (r *reading) said() []string {
	m := r.page.Matter
	texts := append([]string{m.Title, m.Description, m.Question, m.Note}, m.KeyPoints...)
	for _, piece := range r.doc.Prose {
		texts = append(texts, piece.Text)
	}
	if m.Params["call"] != nil {
		for _, s := range r.site.Services {
			texts = append(texts, s.Name, s.Does, s.Phone, s.Text)
		}
	}
	return wordsOf(strings.Join(texts, " "))
}

// answers reports whether a page that has said these words speaks of a phrase.
func (r *reading) answers(said []string, phrase string) bool {
	long := false
	for _, word := range wordsOf(phrase) {
		if len(word) < tooShort {
			continue
		}
		long = long || len(word) >= shortWord
		for _, form := range append([]string{word}, r.site.Vocabulary.Synonyms[word]...) {
			if begins(said, stem(form)) {
				return true
			}
		}
	}
	return !long
}

// stem is the part of a word that its other forms are likely to share: three
// quarters of it.
func stem(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), max(shortWord, len(runes)*3/4))])
}

// signs compares how soon each sentence says to get help with how soon the
// guide's own list does.
func (r *reading) signs() {
	for _, piece := range r.doc.Prose {
		if !running(piece.Kind) {
			continue
		}
		for _, s := range prose.Sentences(piece.Text) {
			r.urgency(piece.Pos, s.Text)
		}
	}
}

func (r *reading) urgency(pos diag.Position, sentence string) {
	v := r.site.Vocabulary
	lower, words := strings.ToLower(sentence), wordsOf(sentence)
	for _, sign := range v.Signs {
		if !sign.In(func(word string) bool { return begins(words, word) }) {
			continue
		}
		other := ""
		for _, level := range site.Urgencies {
			if slices.ContainsFunc(v.Urgency[level], func(p string) bool { return strings.Contains(lower, p) }) {
				if level == sign.Urgency {
					other = ""
					break
				}
				other = level
			}
		}
		if other != "" {
			r.diags.Advisef("style/other-urgency", pos, "%q is urgent as %q here, and %q in %s", strings.Join(sign.Words, " "), other, sign.Urgency, site.VocabularyFile).
				WithHint("say the same as the list of signs, or link to it and say nothing")
		}
	}
}

func wordsOf(text string) []string {
	var words []string
	for word := range prose.Words(text) {
		words = append(words, strings.Map(joined, strings.ToLower(word)))
	}
	return words
}

func joined(c rune) rune {
	if strings.ContainsRune("’'-", c) {
		return -1
	}
	return c
}

func begins(words []string, start string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, start) })
}
