package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestWord is the length in bytes above which a run of letters is no word
// that anybody types.
const longestWord = 40

// eachWord yields the words of a text as they are looked up: runs of letters
// and digits in lower case without accents, without apostrophes and without a
// final ’s. The browser's module fold.js does the same; a test holds them
// together. The bytes are valid until the next word.
func (f *folder) eachWord(text string, yield func(word []byte)) {
	word := f.word[:0]
	flush := func() {
		if len(word) > 0 && len(word) <= longestWord {
			yield(word)
		}
		word = word[:0]
	}
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
			word = append(word, byte(r))
		case 'A' <= r && r <= 'Z':
			word = append(word, byte(r)+'a'-'A')
		case r == '\'' || r == '’':
			if isFinalS(text[i:]) {
				i++
			}
		case r < utf8.RuneSelf:
			flush()
		case unicode.IsMark(r):
		case r == 'ς': // which browsers make of Σ at the end of a word
			word = append(word, "σ"...)
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			word = utf8.AppendRune(word, unicode.ToLower(r))
		default:
			flush()
		}
	}
	flush()
	f.word = word
}

// folder keeps the buffers of eachWord from one text to the next.
type folder struct{ word, text []byte }

// decompose takes letters apart (NFKD), so that accents can be left out.
func (f *folder) decompose(text string) string {
	f.text = norm.NFKD.AppendString(f.text[:0], strings.ToValidUTF8(text, " "))
	return string(f.text)
}

// isPlain reports whether a character beyond ASCII is one of the dashes, quotes
// and dots that most pages have, which separate words however they are written.
func isPlain(r rune) bool { return '–' <= r && r <= '…' }

// isFinalS reports whether a text begins with an s that ends a word.
func isFinalS(text string) bool {
	if text == "" || text[0]|0x20 != 's' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[1:])
	return len(text) == 1 || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}
