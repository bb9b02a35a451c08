package locate

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/prose"
)

// Prose finds in a Markdown file what was noticed in its plain text. It is not
// safe for concurrent use.
type Prose struct {
	// Source is the file as it was written.
	Source []byte

	// Text is the source with blanks where no prose stands: in code,
	// destinations of links, citations and tags. Offsets are those of Source.
	Text []byte

	text *Text // Source by lines
	walk walk  // of the last search
}

// walk is how far a search has gone along a piece of prose and its source, so
// that the next one, which mostly looks for what comes later, goes on there.
type walk struct {
	piece  markdown.Prose
	offset int // in the piece's text
	here   int // in the source
}

// NewProse returns a Markdown file to look for prose in.
func NewProse(file string, src []byte) *Prose {
	return &Prose{Source: src, Text: proseOf(src), text: NewText(file, src)}
}

// reach is how far ahead of the last word the next one is looked for, in
// bytes; more than any markup between two words that is not blanked.
const reach = 200

// At returns the place of text[offset:offset+length] of a piece of prose. It
// goes along the source word by word, so that of two equal words the right one
// is found. Where that fails the piece itself has to do.
func (l *Prose) At(piece markdown.Prose, offset, length int) diag.Position {
	if piece.Pos.Line < 1 || piece.Pos.Line > len(l.text.starts) {
		return piece.Pos
	}
	if l.walk.piece != piece || l.walk.offset > offset {
		l.walk = walk{piece, 0, l.text.starts[piece.Pos.Line-1] + piece.Pos.Col - 1}
	}
	rest := piece.Text[l.walk.offset:]
	for word := range prose.Words(rest) {
		i := strings.Index(rest, word)
		start := len(piece.Text) - len(rest) + i
		found := l.word(l.walk.here, word)
		if start >= offset {
			if found < 0 {
				break
			}
			return l.span(found, piece.Text[start:min(start+max(length, len(word)), len(piece.Text))])
		}
		rest = rest[i+len(word):]
		l.walk.offset = start + len(word)
		if found >= 0 {
			l.walk.here = found + len(word)
		}
	}
	return piece.Pos
}

// word finds a whole word from an offset on, or -1.
func (l *Prose) word(from int, word string) int {
	from = min(from, len(l.Text))
	window := l.Text[from:min(from+reach+len(word), len(l.Text))]
	for at := 0; ; {
		i := bytes.Index(window[at:], []byte(word))
		if i < 0 {
			return -1
		}
		i += at
		if isWhole(window, i, len(word)) {
			return from + i
		}
		at = i + 1
	}
}

func isWhole(text []byte, at, length int) bool {
	before, _ := utf8.DecodeLastRune(text[:at])
	after, _ := utf8.DecodeRune(text[at+length:])
	return !isLetter(before) && !isLetter(after)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// span is the place of an offset, with its end if the text stands there as it
// is, on one line.
func (l *Prose) span(offset int, text string) diag.Position {
	pos := l.text.Position(offset)
	if bytes.HasPrefix(l.Text[offset:], []byte(text)) {
		pos.EndCol = pos.Col + len(text)
	}
	return pos
}

// Lines is the source from a line, counted from 1, up to another, which is not
// included; 0 is the end. A source that changed since it was parsed may have
// neither.
func (l *Prose) Lines(from, to int) []byte {
	start := func(line int) int {
		if line > len(l.text.starts) {
			return len(l.Source)
		}
		return l.text.starts[line-1]
	}
	if to == 0 {
		return l.Source[start(from):]
	}
	return l.Source[start(from):start(to)]
}

// proseOf blanks what is source but not prose: code, destinations of links,
// citations, tags. Offsets stay.
func proseOf(src []byte) []byte {
	out := bytes.Clone(src)
	var fence []byte
	inText := false // a definition can't interrupt a paragraph
	for start := 0; start < len(out); {
		end := len(out)
		if i := bytes.IndexByte(out[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := out[start:end]
		mark := fenceOf(line)
		switch {
		case fence != nil:
			if len(mark) >= len(fence) && mark[0] == fence[0] {
				fence = nil
			}
			blank(line)
		case mark != nil:
			fence = bytes.Clone(mark)
			blank(line)
		case !inText && isDefinition(line):
			blank(line)
		default:
			inText = len(bytes.TrimSpace(bytes.TrimLeft(line, " \t>"))) > 0
			blankInline(line)
		}
		start = end + 1
	}
	return out
}

// fenceOf returns the marks of a line that opens or closes a block of code.
func fenceOf(line []byte) []byte {
	line = bytes.TrimLeft(line, " \t>")
	for _, c := range []byte("`~") {
		if n := len(line) - len(bytes.TrimLeft(line, string(c))); n >= 3 {
			return line[:n]
		}
	}
	return nil
}

// isDefinition tells a line that defines the destination of links.
func isDefinition(line []byte) bool {
	line = bytes.TrimLeft(line, " \t>")
	if len(line) == 0 || line[0] != '[' || len(line) > 1 && line[1] == '^' {
		return false
	}
	i := bytes.Index(line, []byte("]:"))
	return i > 0 && bytes.IndexByte(line[:i], ']') < 0
}

func blank(text []byte) {
	for i := range text {
		text[i] = ' '
	}
}

// blankInline blanks within one line.
func blankInline(line []byte) {
	for i := 0; i < len(line); i++ {
		end := i
		switch line[i] {
		case '`':
			marks := len(line[i:]) - len(bytes.TrimLeft(line[i:], "`"))
			if n := bytes.Index(line[i+marks:], line[i:i+marks]); n >= 0 {
				end = i + marks + n + marks
			}
		case ']':
			if i+1 < len(line) && line[i+1] == '(' {
				end = closing(line, i+1, '(', ')')
			} else if i+1 < len(line) && line[i+1] == '[' {
				end = closing(line, i+1, '[', ']')
			}
		case '[':
			if i+1 < len(line) && (line[i+1] == '@' || line[i+1] == '^') {
				end = closing(line, i, '[', ']')
			}
		case '{':
			if i+1 < len(line) && (line[i+1] == '#' || line[i+1] == '.') {
				end = closing(line, i, '{', '}')
			}
		case '<':
			// An address between the brackets is shown, a tag is not.
			if n := bytes.IndexByte(line[i:], '>'); n > 0 && !bytes.ContainsAny(line[i:i+n], ":@") {
				end = i + n + 1
			}
		}
		if end > i {
			blank(line[i:end])
			i = end - 1
		}
	}
}

// closing returns the offset behind the bracket that closes the one at i, or i
// where there is none.
func closing(line []byte, i int, open, shut byte) int {
	depth := 0
	for j := i; j < len(line); j++ {
		switch line[j] {
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return i
}
