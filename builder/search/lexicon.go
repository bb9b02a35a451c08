package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// lexicon numbers words and their stems in the order in which they are met.
// Numbers never leave the program: what is written is sorted by word.
type lexicon struct {
	stemmer func(*snowballstem.Env) bool // nil: every word is its own stem
	env     *snowballstem.Env

	numbers map[string]int32 // of a word, in words
	words   []word
	stems   map[string]int32
}

type word struct {
	text string
	stem int32
	// listed says that the word stands in a title, a heading or the glossary,
	// so that slips in its first letters are forgiven too.
	listed bool
}

// newLexicon returns a lexicon for a language, a BCP 47 tag. Only English words
// are reduced to stems; those of other languages are found by how they begin.
func newLexicon(lang string) *lexicon {
	l := &lexicon{env: snowballstem.NewEnv(""), numbers: make(map[string]int32), stems: make(map[string]int32)}
	if primary, _, _ := strings.Cut(strings.ToLower(lang), "-"); primary == "en" {
		l.stemmer = english.Stem
	}
	return l
}

// number returns the number of a word.
func (l *lexicon) number(text []byte) int32 {
	if n, ok := l.numbers[string(text)]; ok {
		return n
	}
	w := word{text: string(text)}
	w.stem = l.stem(w.text)
	n := int32(len(l.words))
	l.words = append(l.words, w)
	l.numbers[w.text] = n
	return n
}

func (l *lexicon) stem(text string) int32 {
	if l.stemmer != nil {
		l.env.SetCurrent(text)
		l.stemmer(l.env)
		text = l.env.Current()
	}
	n, ok := l.stems[text]
	if !ok {
		n = int32(len(l.stems))
		l.stems[strings.Clone(text)] = n
	}
	return n
}
