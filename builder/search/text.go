package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is the length in bytes above which a run of letters is not a word that
// anybody types.
const longestWord = 40

// eachWord yields the words of a text as they are looked up: runs of letters and
// digits in lower case, without accents, invisible characters, apostrophes and a
// final ’s, with ß as ss and the like. Adjacent numbers are followed by the number
// that they form together, and runs of a script without spaces are split into
// overlapping pairs. The browser's fold.js does the same; a test compares them. The
// bytes are valid until the next word.
func (f *folder) eachWord(text string, yield func(word []byte)) {
	f.word, f.number, f.unspaced = f.word[:0], f.number[:0], false
	decomposed := false
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !decomposed && !isPlain(r) {
				text, i, decomposed = f.decompose(text[i:]), 0, true
				continue
			}
		}
		i += size
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			f.word = append(f.word, byte(r))
		case 'A' <= r && r <= 'Z':
			f.word = append(f.word, byte(r)+'a'-'A')
		case r == '\'' || r == '’':
			if isFinalS(text[i:]) {
				i++
			}
		case r >= utf8.RuneSelf && unicode.IsMark(r):
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			f.letter(unicode.ToLower(r))
		default:
			f.flush(yield)
			if !strings.ContainsRune(groupers, r) {
				f.flushNumber(yield)
			}
		}
	}
	f.flush(yield)
	f.flushNumber(yield)
}

// groupers may separate the parts of a number.
const groupers = " ().+/-–"

// folder reuses the buffers of eachWord.
type folder struct {
	word, text []byte
	unspaced   bool // the word has letters of a script without spaces
	// number joins the preceding words that are digits; parts counts them.
	number []byte
	parts  int
}

// letter adds a letter beyond ASCII to the word.
func (f *folder) letter(r rune) {
	f.unspaced = f.unspaced || isUnspaced(r)
	if s, ok := spelledOut[r]; ok {
		f.word = append(f.word, s...)
	} else {
		f.word = utf8.AppendRune(f.word, r)
	}
}

// spelledOut are letters that readers replace with others, and the σ that browsers
// turn into ς at the end of a word.
var spelledOut = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i", 'ς': "σ",
}

func (f *folder) flush(yield func(word []byte)) {
	word := f.word
	f.word = f.word[:0]
	switch {
	case len(word) == 0:
	case f.unspaced:
		f.unspaced = false
		f.flushNumber(yield)
		eachPiece(word, yield)
	default:
		if isDigits(word) {
			f.number = append(f.number, word...)
			f.parts++
		} else {
			f.flushNumber(yield)
		}
		if len(word) <= longestWord {
			yield(word)
		}
	}
}

// flushNumber yields the number formed by the preceding ones.
func (f *folder) flushNumber(yield func(word []byte)) {
	if f.parts > 1 && len(f.number) <= longestWord {
		yield(f.number)
	}
	f.number, f.parts = f.number[:0], 0
}

func isDigits(word []byte) bool {
	for _, b := range word {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// eachPiece yields the parts of a word that has letters of a script without spaces:
// every pair of each run of such letters, and everything else unsplit.
func eachPiece(word []byte, yield func(piece []byte)) {
	for len(word) > 0 {
		first, size := utf8.DecodeRune(word)
		unspaced, last := isUnspaced(first), size
		end := size
		for end < len(word) {
			r, n := utf8.DecodeRune(word[end:])
			if isUnspaced(r) != unspaced {
				break
			}
			end += n
			if unspaced {
				yield(word[end-n-last : end])
				last = n
			}
		}
		if (end == size || !unspaced) && end <= longestWord {
			yield(word[:end])
		}
		word = word[end:]
	}
}

// isUnspaced reports whether a letter belongs to a script without spaces between
// words.
func isUnspaced(r rune) bool {
	return r == 'ー' || r > '\u0e00' && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// decompose decomposes letters (NFKD), so that accents can be dropped, and drops
// invisible characters.
func (f *folder) decompose(text string) string {
	f.text = norm.NFKD.AppendString(f.text[:0], strings.Map(visible, strings.ToValidUTF8(text, " ")))
	return string(f.text)
}

// visible drops soft hyphens, zero-width spaces and the like.
func visible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// isPlain reports whether a character beyond ASCII is one of the dashes, quotes and
// dots found on most pages, which always separate words.
func isPlain(r rune) bool { return '–' <= r && r <= '…' }

// isFinalS reports whether a text begins with an s that ends a word.
func isFinalS(text string) bool {
	if text == "" || text[0]|0x20 != 's' {
		return false
	}
	text = strings.TrimLeftFunc(text[1:], func(r rune) bool { return visible(r) < 0 })
	r, _ := utf8.DecodeRuneInString(text)
	return text == "" || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}
