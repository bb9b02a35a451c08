package site

import (
	"aftercare/builder/diag"
	"aftercare/builder/record"
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
}

// ParseVocabulary reads content/words.yaml. data may be nil.
func ParseVocabulary(data []byte) (*Vocabulary, diag.List) {
	const family = "vocabulary"
	v := &Vocabulary{}
	tree, diags := record.YAML(record.Input{File: VocabularyFile, Data: data}, family)
	return v, append(diags, record.Decode(tree, v, family)...)
}
