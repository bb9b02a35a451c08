package search

import (
	"maps"
	"slices"

	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// synonyms map what is written to what a reader may type. A section that contains a
// phrase is also found by the other words for it.
type synonyms map[int32][]synonym // by the stem of the phrase's first word

type synonym struct {
	rest []int32 // stems of the phrase's further words
	also []int32 // stems of the words to be found by
}

// synonymBoost is the weight of a synonym, in hundredths of the weight of the written
// phrase.
const synonymBoost = 70

// add makes texts that contain phrase findable by others.
func (s synonyms) add(l *Lexicon, phrase string, others []string) {
	var f folder
	var stems, also []int32
	f.eachWord(phrase, func(w []byte) { stems = append(stems, l.words[l.number(w)].stem) })
	for _, other := range others {
		f.eachWord(other, func(w []byte) {
			stem := l.words[l.number(w)].stem
			if !slices.Contains(also, stem) && !slices.Contains(stems, stem) {
				also = append(also, stem)
			}
		})
	}
	if len(stems) > 0 && len(also) > 0 {
		s[stems[0]] = append(s[stems[0]], synonym{stems[1:], also})
	}
}

func (s synonyms) addVocabulary(l *Lexicon, v *site.Vocabulary) {
	for _, phrase := range slices.Sorted(maps.Keys(v.Synonyms)) {
		s.add(l, phrase, v.Synonyms[phrase])
	}
	for _, other := range slices.Sorted(maps.Keys(v.Spelling)) {
		s.add(l, v.Spelling[other], []string{other})
	}
}

// addGlossary adds the names of each term as synonyms of one another.
func (s synonyms) addGlossary(l *Lexicon, doc *markdown.Document) {
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

// at yields the stems of synonyms for a phrase at the start of text.
func (s synonyms) at(text []token, yield func(stem int32)) {
	for _, y := range s[text[0].stem] {
		if y.goesOn(text[1:]) {
			for _, stem := range y.also {
				yield(stem)
			}
		}
	}
}

func (y synonym) goesOn(text []token) bool {
	if len(text) < len(y.rest) {
		return false
	}
	for i, stem := range y.rest {
		if text[i].fresh || text[i].stem != stem {
			return false
		}
	}
	return true
}
