package site

import (
	"slices"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// VocabularyFile is the path of the word lists below the source folder.
const VocabularyFile = "content/words.yaml"

// Vocabulary is content/words.yaml: the words that checks and search know.
type Vocabulary struct {
	// Terms count as two syllables in the reading grade.
	Terms []string `key:"terms"`
	// Avoid maps a word or phrase to what to say instead.
	Avoid map[string]string `key:"avoid"`
	// Spelling maps a form to the one that this guide writes.
	Spelling map[string]string `key:"spelling"`
	// Sensitive words stay out of titles, addresses and previews.
	Sensitive []string `key:"sensitive"`
	// Notes are words whose page wants a content note.
	Notes []string `key:"notes"`
	// VagueLinks are words that say nothing as the text of a link; without
	// them the checks know the English ones.
	VagueLinks []string `key:"vagueLinks"`
	// Synonyms maps a word to others that a reader may search for.
	Synonyms map[string][]string `key:"synonyms"`
	// Leads say which page comes first in the search, whatever else is found.
	Leads []Lead `key:"leads"`
	// Signs say how soon each needs help; Urgency has the words that say so in
	// a sentence, for each of Urgencies.
	Signs   []Sign              `key:"signs"`
	Urgency map[string][]string `key:"urgency"`
}

// Urgencies are the levels of urgency, the highest first.
var Urgencies = [...]string{"now", "today", "week"}

// Sign is something that needs help: a sentence speaks of it that has a word
// beginning with each of Words and none beginning with one of Unless.
type Sign struct {
	Words   []string `key:"words"`
	Unless  []string `key:"unless"`
	Urgency string   `key:"urgency"`

	Pos diag.Position
}

// In reports whether a sentence, of which begins tells whether one of its words
// begins so, speaks of the sign.
func (s Sign) In(begins func(word string) bool) bool {
	for _, word := range s.Words {
		if !begins(word) {
			return false
		}
	}
	return len(s.Words) > 0 && !slices.ContainsFunc(s.Unless, begins)
}

// ParseVocabulary reads content/words.yaml. data may be nil.
func ParseVocabulary(text []byte) (*Vocabulary, diag.List) {
	const family = "vocabulary"
	v := &Vocabulary{}
	tree, diags := data.YAML(data.Input{File: VocabularyFile, Data: text}, family)
	diags = append(diags, data.Decode(tree, v, family)...)
	for _, s := range v.Signs {
		if !slices.Contains(Urgencies[:], s.Urgency) {
			diags.Errorf("vocabulary/unknown-value", s.Pos, "unknown urgency %q", s.Urgency).DidYouMean(s.Urgency, Urgencies[:])
		}
	}
	return v, diags
}
