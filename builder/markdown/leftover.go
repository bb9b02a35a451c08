package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"

	"github.com/yuin/goldmark/ast"
)

// A leftover is a mark that the writer meant and Markdown did not take, so that
// readers would see it. Text is judged as it stands in the source: what is
// escaped with a backslash is meant as it is.
type leftover struct {
	length  int // in the source, 0 for none
	code    string
	message string
	hint    string
}

// piece is text of a block that lies together in the source, on one line.
type piece struct {
	source      []byte
	start, stop int
}

// sight is how far around a mark is looked, in bytes: a line of a megabyte that
// is full of marks must not cost its square.
const sight = 1000

// rest is the piece from an offset on, as far as sight goes.
func (p piece) rest(at int) []byte { return p.source[at:min(p.stop, at+sight)] }

// line is what stands before an offset on its line, as far as sight goes.
func (p piece) line(at int) []byte {
	before := p.source[max(0, at-sight):at]
	return before[bytes.LastIndexByte(before, '\n')+1:]
}

// before and after are the characters around source[from:to]; a line end where
// there is none.
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

// opensLine reports whether nothing but marks of quotes, lists and headings
// stands before an offset on its line.
func (p piece) opensLine(at int) bool {
	return len(bytes.Trim(p.line(at), " \t>*+-#0123456789.)")) == 0
}

// escaped reports whether an opening mark before an offset, on its line, is
// meant as it is: then so is the one that would close it.
func (p piece) escaped(mark string, at int) bool {
	return bytes.Contains(p.line(at), []byte(`\`+mark))
}

// fills reports whether the source from an offset to another is all of a line.
func (p piece) fills(from, to int) bool {
	return p.opensLine(from) && (to >= len(p.source) || p.source[to] == '\n')
}

// leftovers reports the marks that are left in the text of a block.
func (r *renderer) leftovers(block ast.Node) {
	if r.noMarks || !r.hasMarks(block) {
		return
	}
	l := looking{renderer: r}
	l.walk(block)
	l.flush()
	l.delimiters()
}

// hasMarks reports whether a block's source has any character that begins a
// mark, which most has not.
func (r *renderer) hasMarks(block ast.Node) bool {
	lines := block.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		if bytes.ContainsAny(line.Value(r.text), "*_~[]`{$=!:<#+?-.\\") {
			return true
		}
	}
	return false
}

// looking is a walk through the text of one block.
type looking struct {
	*renderer
	open  piece       // of which more may follow
	marks []delimiter // that are left, of emphasis and strikethrough
}

func (l *looking) walk(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		switch n := c.(type) {
		case *ast.Text:
			if l.open.source == nil || l.open.stop != n.Segment.Start {
				l.flush()
				l.open = piece{l.text, n.Segment.Start, n.Segment.Start}
			}
			l.open.stop = n.Segment.Stop
		case *ast.CodeSpan, *ast.RawHTML, *ast.AutoLink, *citeGroup:
			l.flush()
		default:
			l.flush()
			l.walk(c)
			l.flush()
		}
	}
}

// flush looks through the piece at hand.
func (l *looking) flush() {
	p := l.open
	l.open = piece{}
	for at := p.start; at < p.stop; {
		c := p.source[at]
		if c == '\\' && at+1 < p.stop && isMark(p.source[at+1]) {
			at += 2
			continue
		}
		if n := runOf(p.rest(at), c); c == '*' || c == '_' || c == '~' {
			l.marks = append(l.marks, delimiter{p, at, n, c})
			at += n
			continue
		}
		found := l.find(p, at)
		if found.length == 0 {
			at++
			continue
		}
		l.report(diag.Warning, found.code, at, found.length, "%s", found.message).Hint = found.hint
		at += found.length
	}
}

func (l *looking) find(p piece, at int) leftover {
	for _, find := range findersOf(p.source[at]) {
		if found := find(p, at); found.length > 0 {
			return found
		}
	}
	return leftover{}
}

func runOf(text []byte, c byte) int {
	return len(text) - len(bytes.TrimLeft(text, string(rune(c))))
}

func isMark(c byte) bool {
	return c > ' ' && c < 0x7f && !('a' <= c|0x20 && c|0x20 <= 'z') && !('0' <= c && c <= '9')
}

// delimiter is a run of * _ or ~ that is left.
type delimiter struct {
	piece
	at, length int
	char       byte
}

// opening and closing tell where in a word the run stands: before its first
// character or after its last.
func (d delimiter) opening() bool {
	return !isWordChar(d.before(d.at)) && !unicode.IsSpace(d.after(d.at+d.length))
}

func (d delimiter) closing() bool {
	return !isWordChar(d.after(d.at+d.length)) && !unicode.IsSpace(d.before(d.at))
}

// besideWide reports whether one of its neighbours is written without spaces.
func (d delimiter) besideWide() bool {
	return isWide(d.before(d.at)) || isWide(d.after(d.at+d.length))
}

// delimiters reports runs that were meant as emphasis: two of a kind, or one
// that stands where only a mark stands.
func (l *looking) delimiters() {
	for i := 0; i < len(l.marks); i++ {
		first := l.marks[i]
		if i+1 < len(l.marks) && pair(first, l.marks[i+1]) {
			l.delimiter(first)
			i++
		} else if first.length == 2 && first.char != '_' && !first.inPath() && (first.opening() != first.closing()) {
			l.delimiter(first)
		}
	}
}

// pair reports whether two runs were meant as the two ends of emphasis.
func pair(a, b delimiter) bool {
	if a.char != b.char || a.length != b.length || a.length > 3 || a.inPath() || b.inPath() {
		return false
	}
	if unicode.IsSpace(b.before(b.at)) && unicode.IsSpace(b.after(b.at+b.length)) {
		return a.length == 2 && a.char == '*' && a.opensLine(a.at) && b.fills(b.at, b.at) || endsText(b) && a.length == 2 && a.char == '*' && a.opensLine(a.at)
	}
	if a.besideWide() || b.besideWide() {
		return a.char != '~' || a.length == 2
	}
	switch {
	case a.length < 2:
		return false
	case a.char == '_':
		return !isWordChar(a.before(a.at)) && !isWordChar(b.after(b.at+b.length)) && !unicode.IsSpace(a.after(a.at+a.length))
	}
	return a.opening() || b.closing()
}

// endsText reports whether a run is the last of its line.
func endsText(d delimiter) bool { return d.after(d.at+d.length) == '\n' }

// inPath reports whether a run is part of a pattern of file names.
func (d delimiter) inPath() bool {
	return strings.ContainsRune(`/\.`, d.before(d.at)) && d.before(d.at) != '.' || strings.ContainsRune(`/\`, d.after(d.at+d.length))
}

func (l *looking) delimiter(d delimiter) {
	mark := strings.Repeat(string(rune(d.char)), d.length)
	hint := "the marks touch the words between them, with a space or punctuation outside, and what is opened is closed: " + mark + "words" + mark + `; or write \` + mark + " for the sign itself"
	if d.besideWide() {
		hint = "Markdown wants a space outside the marks, or no punctuation right inside them: 这是「" + mark + "重点" + mark + "」内容"
	}
	l.report(diag.Warning, codeUnusedMark, d.at, d.length, "readers will see %s here", mark).Hint = hint
}

func isWordChar(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// isWide tells characters of Chinese, Japanese and Korean, punctuation included.
func isWide(c rune) bool {
	return unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || 0x3000 <= c && c <= 0x303F || 0xFF00 <= c && c <= 0xFFEF
}
