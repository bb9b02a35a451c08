package search

import (
	"slices"
	"strings"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/site"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Lexicon numbers the words of a language and their stems, so that the words of pages
// can be stored and compared cheaply, and knows synonyms. Numbers never leave the
// program: output is sorted by word. It is safe for concurrent use.
type Lexicon struct {
	mu      sync.Mutex                   // guards the following
	stemmer func(*snowballstem.Env) bool // nil: every word is its own stem
	env     *snowballstem.Env
	numbers map[string]int32 // of a word, in words
	words   []word
	stems   map[string]int32

	meant   synonyms // not changed any more
	given   int      // how many words are those of synonyms and leads, which need not be on a page
	leading []int32  // words of leads

	digests sync.Pool // of *digest
}

type word struct {
	text string
	stem int32
}

// NewLexicon returns a lexicon for a language, a BCP 47 tag, with the guide's
// synonyms. glossary is the text of the guide's glossary; both it and vocabulary may
// be nil. Only English words are stemmed; those of other languages are found by
// prefix.
func NewLexicon(lang string, vocabulary *site.Vocabulary, glossary *markdown.Document) *Lexicon {
	l := &Lexicon{env: snowballstem.NewEnv(""), numbers: make(map[string]int32), stems: make(map[string]int32), meant: make(synonyms)}
	if primary, _, _ := strings.Cut(strings.ToLower(lang), "-"); primary == "en" {
		l.stemmer = english.Stem
	}
	if vocabulary != nil {
		l.meant.addVocabulary(l, vocabulary)
		for _, lead := range vocabulary.Leads {
			for _, word := range wordsOf(strings.Join(lead.For, " ")) {
				l.leading = append(l.leading, l.number([]byte(word)))
			}
		}
	}
	if glossary != nil {
		l.meant.addGlossary(l, glossary)
	}
	l.given = len(l.words)
	return l
}

// PageWords is what the index needs of one page: numbers of a [Lexicon], a few bytes
// for each word.
type PageWords struct {
	words, stems []byte // see packWords and pack
	sections     int
}

// Read extracts the words of a page of a site.
func (l *Lexicon) Read(s *site.Site, p *site.Page, doc *markdown.Document) *PageWords {
	d, ok := l.digests.Get().(*digest)
	if !ok {
		d = new(digest)
	}
	defer l.digests.Put(d)
	sections := sectionsOf(s, p, doc)
	d.read(sections)
	l.mu.Lock()
	d.number(l)
	l.mu.Unlock()
	return &PageWords{words: d.packWords(), stems: d.pack(l.meant), sections: len(sections)}
}

// list returns the words so far, by number, and how many stems they have.
func (l *Lexicon) list() (words []word, stems int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clip(l.words), len(l.stems)
}

func (l *Lexicon) number(text []byte) int32 {
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

func (l *Lexicon) stem(text string) int32 {
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
