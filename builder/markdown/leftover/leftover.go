// Package leftover finds marks in a page's text that its writer meant as markup but
// Markdown did not take as such, so that readers would see them: emphasis that
// remains as stars, links that remain as brackets, and the syntax of other tools,
// such as shortcodes and formulas.
//
//	for _, mark := range leftover.Find(source, segments) { … }
//
// It reads the source, where an escaped mark, which is meant literally, can be told
// from any other.
package leftover

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
)

// The codes of marks: failed Markdown, and markup of other tools.
const (
	CodeUnusedMark  = "markdown/unused-mark"
	CodeOtherMarkup = "markdown/other-markup"
)

// Mark is a mark that readers would see, with a message for the writer.
type Mark struct {
	Offset, Length int // in the source, in bytes
	Code           string
	Message, Hint  string
}

// Segment is a contiguous part of a block's text, on one line.
type Segment struct{ Start, Stop int }

// Find returns the marks that remain in the text of one block.
func Find(source []byte, block []Segment) []Mark {
	var s search
	for _, segment := range block {
		s.piece(piece{source, segment.Start, segment.Stop})
	}
	s.delimiters()
	s.lines(source, block)
	return s.found
}

type search struct {
	found      []Mark
	delimiting []delimiter // runs that are left, of emphasis and strikethrough
}

type piece struct {
	source      []byte
	start, stop int
}

// sight limits how far around a mark it looks, in bytes: a megabyte-long line full of
// marks must not take quadratic time.
const sight = 1000

// rest returns the piece from an offset on, up to sight.
func (p piece) rest(at int) []byte { return p.source[at:min(p.stop, at+sight)] }

// line returns the part of the line before an offset, up to sight.
func (p piece) line(at int) []byte {
	before := p.source[max(0, at-sight):at]
	return before[bytes.LastIndexByte(before, '\n')+1:]
}

// before and after return the characters around source[from:to], or a line end.
func (p piece) before(from int) rune {
	if from == 0 {
		return '\n'
	}
	c, _ := utf8.DecodeLastRune(p.source[max(0, from-utf8.UTFMax):from])
	return c
}

func (p piece) after(to int) rune {
	if to >= len(p.source) {
		return '\n'
	}
	c, _ := utf8.DecodeRune(p.source[to:])
	return c
}

// opensLine reports whether only marks of quotes, lists and headings precede an
// offset on its line.
func (p piece) opensLine(at int) bool {
	return len(bytes.Trim(p.line(at), " \t>*+-#0123456789.)")) == 0
}

// escaped reports whether an opening mark before an offset on its line is escaped.
// Then its closing mark is literal, too.
func (p piece) escaped(mark string, at int) bool {
	return bytes.Contains(p.line(at), []byte(`\`+mark))
}

// fills reports whether source[from:to] is all of a line.
func (p piece) fills(from, to int) bool {
	return p.opensLine(from) && (to >= len(p.source) || p.source[to] == '\n')
}

func (s *search) piece(p piece) {
	for at := p.start; at < p.stop; {
		switch c := p.source[at]; {
		case c == '*' || c == '_' || c == '~':
			n := runOf(p.rest(at), c)
			s.delimiting = append(s.delimiting, delimiter{p, at, n, c})
			at += n
		case finders[c] == nil:
			at++
		case c == '\\' && at+1 < p.stop && isMark(p.source[at+1]) && foreign(p, at).Length == 0:
			at += 2
		default:
			mark := find(p, at)
			if mark.Length > 0 {
				s.found = append(s.found, mark)
			}
			at += max(1, mark.Length)
		}
	}
}

func find(p piece, at int) Mark {
	for _, find := range finders[p.source[at]] {
		if mark := find(p, at); mark.Length > 0 {
			return mark
		}
	}
	return Mark{}
}

func runOf(text []byte, c byte) int {
	return len(text) - len(bytes.TrimLeft(text, string(rune(c))))
}

func isMark(c byte) bool {
	return c > ' ' && c < 0x7f && !isLetter(c) && !('0' <= c && c <= '9')
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// delimiter is a remaining run of * _ or ~.
type delimiter struct {
	piece
	at, length int
	char       byte
}

// opening and closing report whether the run is at the start or end of a word.
func (d delimiter) opening() bool {
	return !isWordChar(d.before(d.at)) && !unicode.IsSpace(d.after(d.at+d.length))
}

func (d delimiter) closing() bool {
	return !isWordChar(d.after(d.at+d.length)) && !unicode.IsSpace(d.before(d.at))
}

// besideWide reports whether a neighbour belongs to a script without spaces.
func (d delimiter) besideWide() bool {
	return isWide(d.before(d.at)) || isWide(d.after(d.at+d.length))
}

// delimiters reports runs that were meant as emphasis: pairs, and single ones in
// places where only markup makes sense.
func (s *search) delimiters() {
	for i := 0; i < len(s.delimiting); i++ {
		first := s.delimiting[i]
		paired := i+1 < len(s.delimiting) && pair(first, s.delimiting[i+1])
		if paired || first.partial() || first.length == 2 && first.char != '_' && !first.inPath() && first.opening() != first.closing() {
			s.delimiter(first)
		}
		if paired {
			i++
		}
	}
}

// pair reports whether two runs were meant to enclose emphasis.
func pair(a, b delimiter) bool {
	if a.char != b.char || a.length != b.length || a.length > 3 || a.inPath() || b.inPath() {
		return false
	}
	if unicode.IsSpace(b.before(b.at)) && unicode.IsSpace(b.after(b.at+b.length)) {
		return a.length == 2 && a.char == '*' && a.opensLine(a.at) && b.after(b.at+b.length) == '\n'
	}
	if a.besideWide() || b.besideWide() {
		return a.char != '~' || a.length == 2
	}
	switch {
	case a.length < 2:
		return a.char == '*' && a.opening() && unicode.IsPunct(b.before(b.at)) && unicode.IsLetter(b.after(b.at+1)) && b.before(b.at) != '.'
	case a.char == '_':
		return !isWordChar(a.before(a.at)) && !isWordChar(b.after(b.at+b.length)) && !unicode.IsSpace(a.after(a.at+a.length))
	}
	return a.opening() || b.closing()
}

// partial reports whether Markdown took the rest of the run: **words*.
func (d delimiter) partial() bool {
	before := d.before(d.at) == rune(d.char) && !(d.at > 1 && d.source[d.at-2] == '\\')
	return before || d.after(d.at+d.length) == rune(d.char)
}

// inPath reports whether a run is part of a file name pattern.
func (d delimiter) inPath() bool {
	return strings.ContainsRune(`/\.`, d.before(d.at)) && d.before(d.at) != '.' || strings.ContainsRune(`/\`, d.after(d.at+d.length))
}

func (s *search) delimiter(d delimiter) {
	mark := diag.Clip(strings.Repeat(string(rune(d.char)), d.length))
	hint := "the marks touch the words between them, with a space or punctuation outside, and what is opened is closed: " + mark + "words" + mark + `; or write \` + mark + " for the sign itself"
	if d.besideWide() {
		hint = "Markdown wants a space outside the marks, or no punctuation right inside them: 这是「" + mark + "重点" + mark + "」内容"
	}
	s.found = append(s.found, Mark{d.at, d.length, CodeUnusedMark, "readers will see " + mark + " here", hint})
}

func isWordChar(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// isWide reports whether a character is Chinese, Japanese or Korean, including
// punctuation.
func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || 0x3000 <= c && c <= 0x303F || 0xFF00 <= c && c <= 0xFFEF
}
