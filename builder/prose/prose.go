// Package prose measures English plain text: sentences, words, syllables and the
// Flesch-Kincaid grade. A [Meter] holds the exceptions to the syllable rules.
//
//	grade := prose.Meter{}.Measure("Bring water. Ask first.").Grade()
package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Measure holds the counts of a text.
type Measure struct {
	Sentences, Words, Syllables int
}

// Add returns the sum of two measures.
func (m Measure) Add(o Measure) Measure {
	return Measure{m.Sentences + o.Sentences, m.Words + o.Words, m.Syllables + o.Syllables}
}

// Grade returns the Flesch-Kincaid grade level: the US school year that can read
// the text (Kincaid et al. 1975). It is 0 for an empty text and may be negative for
// a very simple one.
func (m Measure) Grade() float64 {
	if m.Words == 0 || m.Sentences == 0 {
		return 0
	}
	return 0.39*float64(m.Words)/float64(m.Sentences) + 11.8*float64(m.Syllables)/float64(m.Words) - 15.59
}

// Meter measures text. The zero value counts every word by rule.
type Meter struct {
	// Terms are words in lower case that count as two syllables whatever their
	// length, because the guide explains them or readers know them.
	Terms map[string]bool
}

// Sentence is a sentence of a text.
type Sentence struct {
	Text   string
	Offset int // in bytes, in the text
	Words  int
}

// Measure measures a text of one or more sentences.
func (m Meter) Measure(text string) Measure {
	var sum Measure
	for _, s := range Sentences(text) {
		sum.Sentences++
		for word := range Words(s.Text) {
			sum.Words++
			sum.Syllables += m.Syllables(word)
		}
	}
	return sum
}

// Syllables estimates the syllables of a word, at least one: it counts groups of
// vowels, without silent endings.
func (m Meter) Syllables(word string) int {
	word = strings.ToLower(word)
	if m.Terms[word] {
		return 2
	}
	letters := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, word)
	return max(1, groups(trimSilent(letters))+hiatus(letters))
}

// trimSilent removes silent endings: -e, -es and -ed, but not -le ("table"), nor -es
// and -ed that are a syllable of their own.
func trimSilent(w string) string {
	if len(w) <= 3 {
		return w
	}
	switch before := w[len(w)-2]; {
	case strings.HasSuffix(w, "es") && !strings.ContainsRune("laeiouyszxcgh", rune(w[len(w)-3])):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ed") && !strings.ContainsRune("dtaeiouy", rune(w[len(w)-3])):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "e") && before != 'l' && !isVowel(before):
		return w[:len(w)-1]
	}
	return w
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func groups(w string) int {
	n, inside := 0, false
	for i := range len(w) {
		v := isVowel(w[i])
		if v && !inside {
			n++
		}
		inside = v
	}
	return n
}

// hiatus returns 1 if two neighbouring vowels are two syllables ("quiet", "diary"),
// as they are not in endings such as -tion and -cial.
func hiatus(w string) int {
	for _, pair := range []string{"ia", "io", "iu", "ua", "ie"} {
		i := strings.Index(w, pair)
		if i <= 0 || i+2 >= len(w) {
			continue
		}
		if pair == "ie" && !strings.HasPrefix(w[i:], "iet") {
			continue
		}
		if strings.ContainsRune("tscg", rune(w[i-1])) && pair[0] == 'i' {
			continue
		}
		return 1
	}
	return 0
}

// Sentences splits a text into sentences. One ends with . ! ? or …, then closing
// quotes or brackets if any, white space, and the beginning of another.
func Sentences(text string) []Sentence {
	var list []Sentence
	start := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		if !strings.ContainsRune(".!?…:", r) {
			continue
		}
		end := i + len(leading(text[i:], isClosing))
		gap := leading(text[end:], unicode.IsSpace)
		if next := text[end+len(gap):]; next == "" || gap != "" && begins(next) && !abbreviation(text[start:i]) {
			list = appendSentence(list, text, start, end)
			start, i = end+len(gap), end+len(gap)
		}
	}
	return appendSentence(list, text, start, len(text))
}

func appendSentence(list []Sentence, text string, start, end int) []Sentence {
	words := countWords(text[start:end])
	if words == 0 {
		return list
	}
	return append(list, Sentence{text[start:end], start, words})
}

func leading(s string, is func(rune) bool) string {
	rest := strings.TrimLeftFunc(s, is)
	return s[:len(s)-len(rest)]
}

func isClosing(r rune) bool { return strings.ContainsRune("”’\")]»", r) }

// begins reports whether a text can begin a sentence: with a capital, a digit, an
// opening quote or a bracket.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsDigit(r) || strings.ContainsRune("“‘\"(", r)
}

var abbreviations = [...]string{"e.g.", "i.e.", "Dr.", "Mr.", "Ms.", "Mrs.", "vs.", "No.", "approx."}

func abbreviation(s string) bool {
	for _, a := range abbreviations {
		if strings.HasSuffix(s, a) {
			return true
		}
	}
	return false
}

// Words yields the words of a text: runs of letters and digits with the
// apostrophes and hyphens inside them.
func Words(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for len(text) > 0 {
			start := strings.IndexFunc(text, isWord)
			if start < 0 {
				return
			}
			text = text[start:]
			end := wordEnd(text)
			if !yield(text[:end]) {
				return
			}
			text = text[end:]
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return isPlain(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// isPlain is isWord for ASCII, the fast path.
func isPlain(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

func wordEnd(s string) int {
	for i := 0; i < len(s); {
		if isPlain(s[i]) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		next, _ := utf8.DecodeRuneInString(s[i+size:])
		if !isWord(r) && (!strings.ContainsRune("'’-‑", r) || !isWord(next)) {
			return i
		}
		i += size
	}
	return len(s)
}
