package site

import (
	"slices"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// VocabularyFile is the path of the word lists below the guide's folder.
const VocabularyFile = "content/words.yaml"

// Vocabulary is the contents of content/words.yaml: words that checks and
// search know.
type Vocabulary struct {
	// Terms count as two syllables each in the reading grade.
	Terms []string `key:"terms"`
	// Avoid maps a word or phrase to its preferred alternative.
	Avoid map[string]string `key:"avoid"`
	// Spelling maps a variant to the spelling that this guide uses.
	Spelling map[string]string `key:"spelling"`
	// Sensitive words are kept out of titles, addresses and previews.
	Sensitive []string `key:"sensitive"`
	// Notes are words that call for a content note on the page.
	Notes []string `key:"notes"`
	// VagueLinks are link texts that say nothing, such as "here". The default
	// is an English list.
	VagueLinks []string `key:"vagueLinks"`
	// Synonyms maps a word to others that a reader may search for.
	Synonyms map[string][]string `key:"synonyms"`
	// Leads put pages at the top of the search results.
	Leads []Lead `key:"leads"`
	// Signs are signs of trouble with their urgency. Urgency has, for each of
	// Urgencies, the words that express it in a sentence.
	Signs   []Sign              `key:"signs"`
	Urgency map[string][]string `key:"urgency"`
}

// Urgencies are the levels of urgency, highest first.
var Urgencies = [...]string{"now", "today", "week"}

// Sign is something that needs help. A sentence mentions it if, for each of
// Words, some word of the sentence starts with it, and no word starts with one
// of Unless.
type Sign struct {
	Words   []string `key:"words"`
	Unless  []string `key:"unless"`
	Urgency string   `key:"urgency"`

	Pos diag.Position
}

// In reports whether a sentence mentions the sign. begins reports whether any word of
// the sentence starts with the given one.
func (s Sign) In(begins func(word string) bool) bool {
	for _, word := range s.Words {
		if !begins(word) {
			return false
		}
	}
	return len(s.Words) > 0 && !slices.ContainsFunc(s.Unless, begins)
}

// ParseVocabulary reads content/words.yaml. text may be nil.
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
