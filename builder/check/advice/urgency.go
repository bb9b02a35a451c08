package advice

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// The lengths of words in a lead, in bytes. Words shorter than minWord are
// ignored. Those shorter than longWord may be numbers, slips or slang, which a
// page need not repeat.
const (
	longWord = 4
	minWord  = 3
)

// searchLeads checks that a page contains a significant word of each phrase for
// which the search leads to it.
func (r *review) searchLeads() {
	leads := r.site.Leads()[r.page]
	if len(leads) == 0 {
		return
	}
	onPage := r.allWords()
	for _, lead := range leads {
		phrases := lead.For
		if lead.Means != "" {
			phrases = []string{lead.Means}
		}
		for _, phrase := range phrases {
			if !r.mentions(onPage, phrase) {
				r.diags.Advisef("style/lead-unanswered", lead.Pos, "%q leads to %s, which has none of its words", phrase, lead.To).
					WithHint("answer it on the page, or take it out")
			}
		}
	}
}

// allWords returns every word of the page and of the services that it may show.
func (r *review) allWords() []string {
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

// mentions reports whether a page with these words mentions a phrase, or need not.
func (r *review) mentions(onPage []string, phrase string) bool {
	long := false
	for _, word := range wordsOf(phrase) {
		if len(word) < minWord {
			continue
		}
		long = long || len(word) >= longWord
		for _, form := range append([]string{word}, r.site.Vocabulary.Synonyms[word]...) {
			if anyHasPrefix(onPage, stem(form)) {
				return true
			}
		}
	}
	return !long
}

// stem returns the first three quarters of a word, which its other forms are
// likely to share.
func stem(word string) string {
	runes := []rune(word)
	return string(runes[:min(len(runes), max(longWord, len(runes)*3/4))])
}

// urgencies checks that the text urges help for a warning sign as strongly as the
// guide's list of signs does.
func (r *review) urgencies() {
	for _, piece := range r.doc.Prose {
		if !isRunningText(piece.Kind) {
			continue
		}
		for _, s := range prose.Sentences(piece.Text) {
			r.urgency(piece.Pos, s.Text)
		}
	}
}

func (r *review) urgency(pos diag.Position, sentence string) {
	v := r.site.Vocabulary
	lower, words := strings.ToLower(sentence), wordsOf(sentence)
	for _, sign := range v.Signs {
		if !sign.In(func(word string) bool { return anyHasPrefix(words, word) }) {
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
		words = append(words, strings.Map(dropPunctuation, strings.ToLower(word)))
	}
	return words
}

func dropPunctuation(c rune) rune {
	if strings.ContainsRune("’'-", c) {
		return -1
	}
	return c
}

func anyHasPrefix(words []string, start string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, start) })
}
