// Package terms finds glossary terms in escaped HTML text: whole words, ignoring
// case, longest form first.
//
//	index := terms.New([][]string{{"drop", "drops"}, {"sub space"}})
//	index.Each(html, func(term, start, end int) { … })
package terms

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Index finds terms in text. It is safe for concurrent use. Forms are keyed by their
// first byte, longest first.
type Index struct{ forms [256][]form }

// form is one form of a term, normalised as match reads text.
type form struct {
	text string
	term int
}

// New returns an index of terms, each with its forms, escaped like the text. If two
// terms have the same form, the first wins.
func New(forms [][]string) *Index {
	x := new(Index)
	for i, list := range forms {
		for _, text := range list {
			if text = fold(text); text != "" {
				x.forms[text[0]] = append(x.forms[text[0]], form{text, i})
			}
		}
	}
	for _, list := range x.forms {
		slices.SortStableFunc(list, func(a, b form) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return x
}

func foldByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	if c == '\n' {
		return ' '
	}
	return c
}

// fold normalises a form as match reads text: lower case, one space between words.
func fold(form string) string {
	return strings.Map(foldRune, strings.Join(strings.Fields(form), " "))
}

// foldRune lower-cases letters and straightens typographic apostrophes.
func foldRune(c rune) rune {
	if c == '’' {
		return '\''
	}
	return unicode.ToLower(c)
}

// match returns the term with the longest form at the start of text, and its length,
// 0 if there is none.
func (x *Index) match(text []byte) (term, length int) {
	first := foldByte(text[0])
	if first >= utf8.RuneSelf {
		c, _ := utf8.DecodeRune(text)
		first = string(foldRune(c))[0]
	}
	for _, f := range x.forms[first] {
		if n := f.at(text); n > 0 && wordLength(text[n:]) == 0 {
			return f.term, n
		}
	}
	return 0, 0
}

// at returns the length of the form at the start of text, 0 if it is not there.
func (f form) at(text []byte) (length int) {
	for want := f.text; want != ""; {
		switch {
		case length == len(text):
			return 0
		case text[length] < utf8.RuneSelf:
			if foldByte(text[length]) != want[0] {
				return 0
			}
			length, want = length+1, want[1:]
		default:
			c, width := utf8.DecodeRune(text[length:])
			w, size := utf8.DecodeRuneInString(want)
			if foldRune(c) != w {
				return 0
			}
			length, want = length+width, want[size:]
		}
	}
	return length
}

// wordLength returns the length of a continuation of a word: a letter, digit or mark,
// or a hyphen followed by one ("drop-in" is one word).
func wordLength(text []byte) int {
	hyphen := 0
	if len(text) > 1 && text[0] == '-' {
		hyphen = 1
	}
	c, width := utf8.DecodeRune(text[hyphen:])
	if !isWord(c) {
		return 0
	}
	return hyphen + width
}

func isWord(c rune) bool {
	if c < utf8.RuneSelf {
		return isWordByte(byte(c))
	}
	return c != utf8.RuneError && (unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c))
}

func isWordByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_'
}

// Each calls f with every term in a text and its place. It skips tags and entities.
func (x *Index) Each(text []byte, f func(term, start, end int)) {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '<':
			i = skipPast(text, i, '>')
		case c == '&':
			i = skipPast(text, i, ';')
		case c == '-':
			i++ // wordLength would take it for the middle of a word
		case c < utf8.RuneSelf && !isWordByte(c):
			i++
		default:
			term, length := x.match(text[i:])
			if length == 0 {
				i = skipWord(text, i)
				continue
			}
			f(term, i, i+length)
			i += length
		}
	}
}

// skipWord returns the end of the word at text[i:], or of a single other character.
func skipWord(text []byte, i int) int {
	end := i
	for end < len(text) {
		if isWordByte(text[end]) {
			end++
			continue
		}
		n := wordLength(text[end:])
		if n == 0 {
			break
		}
		end += n
	}
	if end > i {
		return end
	}
	_, width := utf8.DecodeRune(text[i:])
	return i + width
}

func skipPast(text []byte, i int, end byte) int {
	for i < len(text) && text[i] != end {
		i++
	}
	return min(i+1, len(text))
}
