package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// indexSpecial returns the index of the first byte that may not be copied from
// source to HTML as it is, or -1.
func indexSpecial(text []byte) int {
	for i, c := range text {
		switch c {
		case '\\', '&', '<', '>', '"', 0:
			return i
		}
	}
	return -1
}

// appendEscaped appends text fit for HTML content and quoted attributes. NUL
// becomes U+FFFD (CommonMark 2.3), and so does what is not UTF-8.
func appendEscaped(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		width := 1
		var escape string
		switch {
		case c == '&':
			escape = "&amp;"
		case c == '<':
			escape = "&lt;"
		case c == '>':
			escape = "&gt;"
		case c == '"':
			escape = "&quot;"
		case c == 0:
			escape = "\uFFFD"
		case c >= utf8.RuneSelf:
			var v rune
			if v, width = utf8.DecodeRuneInString(text[i:]); v == utf8.RuneError && width == 1 {
				escape = "\uFFFD"
			}
		}
		if escape != "" {
			dst = append(append(dst, text[from:i]...), escape...)
			from = i + width
		}
		i += width
	}
	return append(dst, text[from:]...)
}

// appendDecoded appends text with backslash escapes and entities decoded.
func appendDecoded(dst, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && util.IsPunct(text[i+1]):
			i++
			dst = append(dst, text[i])
		case c == '&':
			decoded, n := decodeEntity(text[i:])
			dst = append(dst, decoded...)
			i += n - 1
		case c == 0:
			dst = append(dst, "\uFFFD"...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// longestEntity is the length of the longest name in HTML's table,
// "&CounterClockwiseContourIntegral;".
const longestEntity = 33

// decodeEntity decodes the entity that text starts with and returns it with
// its length in the source; text that is none stays an ampersand.
func decodeEntity(text []byte) (decoded string, length int) {
	end := bytes.IndexByte(text[:min(len(text), longestEntity)], ';')
	if end < 2 {
		return "&", 1
	}
	entity := string(text[:end+1])
	if entity[1] == '#' {
		if value, ok := numericEntity(entity[2:end]); ok {
			return value, end + 1
		}
		return "&", 1
	}
	for _, c := range entity[1:end] {
		if !util.IsAlphaNumeric(byte(c)) {
			return "&", 1
		}
	}
	if value := html.UnescapeString(entity); value != entity && value[len(value)-1] != ';' {
		return value, end + 1
	}
	return "&", 1
}

// numericEntity reads what stands between "&#" and ";": up to seven decimal or
// six hexadecimal digits (CommonMark 2.5).
func numericEntity(digits string) (string, bool) {
	base, limit := 10, 7
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base, limit = digits[1:], 16, 6
	}
	v, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > limit {
		return "", false
	}
	if v == 0 {
		v = utf8.RuneError
	}
	return string(rune(v)), true // what is no character becomes U+FFFD
}

// appendPlain appends source text as it is, but for NUL, which is U+FFFD.
func appendPlain(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, 0)
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(append(dst, text[:i]...), "\uFFFD"...)
		text = text[i+1:]
	}
}

func decoded(text []byte) string {
	if indexSpecial(text) < 0 {
		return string(text)
	}
	return string(appendDecoded(nil, text))
}

// collapsed returns text without space around it and with one space for each
// run within, such as a citation left out leaves behind. It writes over text.
func collapsed(text []byte) string {
	text = bytes.TrimSpace(text)
	out := text[:0]
	for from := 0; from < len(text); {
		end := from + runLength(text[from:])
		out = append(out, text[from:end]...)
		for end < len(text) && isBlank(text[end]) {
			end++
		}
		if from = end; from < len(text) {
			out = append(out, ' ')
		}
	}
	return string(out)
}

// runLength returns how far text goes without white space to be collapsed.
func runLength(text []byte) int {
	for i, c := range text {
		if isBlank(c) && (c != ' ' || i+1 < len(text) && isBlank(text[i+1])) {
			return i
		}
	}
	return len(text)
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }

// countWords counts what is separated by white space in the prose.
func countWords(prose []Prose) int {
	words := 0
	for _, p := range prose {
		for range strings.FieldsFuncSeq(p.Text, func(c rune) bool { return c < utf8.RuneSelf && isBlank(byte(c)) }) {
			words++
		}
	}
	return words
}
