package sheet

import (
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Lengths of texts in UTF-16 units, as a browser counts.
const (
	maxText = 600
	maxName = 60
	maxOwn  = 120
	maxCell = 200
)

// The rules are those of layouts/scripts/sheet/clean.js; the reasons stand
// there.
var (
	hidden = regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f-\x{9f}\x{200b}\x{2028}-\x{202e}\x{2060}-\x{2064}\x{2066}-\x{2069}\x{feff}]`)
	tags   = regexp.MustCompile(`(\x{1f3f4}[\x{e0020}-\x{e007f}]*)|[\x{e0000}-\x{e007f}]`)
	piled  = regexp.MustCompile(`(\pM{4})\pM+`)
	breaks = regexp.MustCompile(`\n{3,}`)
	spaces = regexp.MustCompile(`[` + spaceSet + `\x{85}]+`)
	ends   = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")
)

// spaceSet is what a browser takes for white space.
const spaceSet = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"

// text removes from text of several lines what could hide in it or break a
// layout, and counts when some of it does not fit.
func (r *reader) text(text string, limit int) string {
	whole := strings.ToValidUTF8(text, "\ufffd")
	text = ends.Replace(cutUnits(whole, limit*20))
	text = hidden.ReplaceAllString(text, "")
	text = tags.ReplaceAllString(text, "$1")
	text = piled.ReplaceAllString(text, "$1")
	text = trim(breaks.ReplaceAllString(text, "\n\n"))
	if units(whole) > limit*20 || units(text) > limit {
		r.Lost++
	}
	return trim(cutUnits(text, limit))
}

// line does the same to text of one line.
func (r *reader) line(text string, limit int) string {
	return spaces.ReplaceAllString(r.text(spaces.ReplaceAllString(text, " "), limit), " ")
}

func trim(text string) string {
	return strings.TrimFunc(text, func(r rune) bool {
		return spaces.MatchString(string(r)) && r != 0x85
	})
}

// cutUnits cuts text to at most limit UTF-16 units, between characters.
func cutUnits(text string, limit int) string {
	units := 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units > limit {
			return text[:i]
		}
	}
	return text
}

// units counts UTF-16 units.
func units(text string) int {
	n := 0
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		n += max(1, utf16.RuneLen(r))
		text = text[size:]
	}
	return n
}
