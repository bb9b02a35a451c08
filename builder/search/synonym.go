package search

import (
	"maps"
	"slices"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// synonyms says what a reader may type for what is written. A section that
// holds a phrase is found by the phrase's other words as well.
type synonyms map[int32][]synonym // by the stem of the phrase's first word

type synonym struct {
	rest []int32 // stems of the phrase's further words
	also []int32 // words to be found by
}

// synonymBoost is what a word counts for that is not written but meant, as a
// share in hundredths of what the written phrase does.
const synonymBoost = 70

// add enters that what holds phrase is to be found by others.
func (s synonyms) add(l *lexicon, phrase string, others []string) {
	var f folder
	var stems, also []int32
	f.eachWord(phrase, func(w []byte) { stems = append(stems, l.words[l.number(w)].stem) })
	for _, other := range others {
		f.eachWord(other, func(w []byte) {
			n := l.number(w)
			if !slices.Contains(also, n) && !slices.Contains(stems, l.words[n].stem) {
				also = append(also, n)
			}
		})
	}
	if len(stems) > 0 && len(also) > 0 {
		s[stems[0]] = append(s[stems[0]], synonym{stems[1:], also})
	}
}

// addVocabulary enters the synonyms and the other spellings of
// content/words.yaml.
func (s synonyms) addVocabulary(l *lexicon, v *site.Vocabulary) {
	for _, phrase := range slices.Sorted(maps.Keys(v.Synonyms)) {
		s.add(l, phrase, v.Synonyms[phrase])
	}
	for _, other := range slices.Sorted(maps.Keys(v.Spelling)) {
		s.add(l, v.Spelling[other], []string{other})
	}
}

// addGlossary enters the names of each term as synonyms of one another.
func (s synonyms) addGlossary(l *lexicon, doc *markdown.Document) {
	for _, h := range doc.Headings {
		names := otherNames(h)
		if len(names) == 0 {
			continue
		}
		names = append([]string{h.Text}, names...)
		for i, name := range names {
			s.add(l, name, slices.Delete(slices.Clone(names), i, i+1))
		}
	}
}

// at yields the words that are meant by the words beginning at i.
func (s synonyms) at(l *lexicon, words []token, i int, yield func(also int32)) {
	for _, y := range s[l.words[words[i].word].stem] {
		if y.matches(l, words[i+1:]) {
			for _, n := range y.also {
				yield(n)
			}
		}
	}
}

func (y synonym) matches(l *lexicon, next []token) bool {
	if len(next) < len(y.rest) {
		return false
	}
	for i, stem := range y.rest {
		if next[i].fresh || l.words[next[i].word].stem != stem {
			return false
		}
	}
	return true
}
