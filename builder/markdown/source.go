package markdown

import (
	"bytes"
	"sort"
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/shortcode"
	"aftercare/builder/markdown/syntax"
)

// maxBody is the largest body parsed, in bytes: some two hundred times a long
// article. The parser's time grows faster than its input.
const maxBody = 1 << 20

// source is a body with line ends normalised to LF, and its place in the file. Lines
// and columns survive that; offsets are those of the normalised body.
type source struct {
	file      string
	text      []byte
	written   []byte // text as it was before shortcodes were taken for Markdown
	starts    []int  // offset of each line in text
	firstLine int    // line number of starts[0] in the file
	firstCol  int    // bytes before the body on its first line
	badByte   int    // offset of the first byte that was not UTF-8, or -1
	title     string // the heading right above, which became the title of its page, or ""
	lift      int    // by how many levels headings move up, below a title that was one of level two
}

func newSource(file string, src []byte, bodyStart int) *source {
	bodyStart = min(max(bodyStart, 0), len(src))
	if bodyStart > 0 && bodyStart < len(src) && src[bodyStart-1] == '\r' && src[bodyStart] == '\n' {
		bodyStart++ // within a line end
	}
	s := &source{file: file}
	above := diag.LineStarts(src[:bodyStart])
	s.firstLine, s.firstCol = len(above), bodyStart-above[len(above)-1]
	head := bytes.Trim(src[:bodyStart], "\uFEFF \t\r\n")
	last := bytes.LastIndexAny(head, "\r\n") + 1
	if marks, title, ok := strings.Cut(string(head[last:]), " "); ok && (marks == "#" || marks == "##" && last == 0) {
		s.title, s.lift = title, len(marks)-1
	}
	s.text = src[bodyStart:]
	if len(s.text) > maxBody {
		return s
	}
	if bodyStart == 0 {
		trimmed := bytes.TrimPrefix(s.text, []byte("\uFEFF"))
		s.firstCol = len(s.text) - len(trimmed)
		s.text = trimmed
	}
	// CommonMark counts CR LF and a lone CR as line ends, and goldmark does not.
	s.text, s.badByte = normaliseEncoding(diag.LineFeeds(s.text))
	s.starts = diag.LineStarts(s.text)
	s.written, s.text = s.text, shortcode.Markdown(s.text) // code keeps what was written
	return s
}

// normaliseEncoding replaces each byte that is not UTF-8 by NUL, which keeps columns
// intact; both are shown as U+FFFD. It returns the offset of the first such byte, or
// -1.
func normaliseEncoding(text []byte) ([]byte, int) {
	if utf8.Valid(text) {
		return text, -1
	}
	out, first := bytes.Clone(text), -1
	for i, c := range string(text) {
		if c == utf8.RuneError && !bytes.HasPrefix(text[i:], []byte("\uFFFD")) {
			out[i] = 0
			if first < 0 {
				first = i
			}
		}
	}
	return out, first
}

func (s *source) pos(offset int) diag.Position {
	offset = min(max(offset, 0), len(s.text))
	i := sort.SearchInts(s.starts, offset+1) - 1
	p := diag.Position{File: s.file, Line: s.firstLine + i, Col: offset - s.starts[i] + 1}
	if i == 0 {
		p.Col += s.firstCol
	}
	return p
}

// span returns pos with its end on the same line; length 0 means unknown.
func (s *source) span(offset, length int) diag.Position {
	p := s.pos(offset)
	if length > 0 {
		p.EndCol = p.Col + length
	}
	return p
}

func (s *source) tooLarge(l *diag.List) bool {
	switch at := (diag.Position{File: s.file}); {
	case len(s.text) > maxBody:
		l.Errorf(codeTooLarge, at, "the text is %d KiB long; the limit is %d KiB", len(s.text)>>10, maxBody>>10).WithHint("split the page")
	case len(s.starts) > syntax.MaxLines:
		l.Errorf(codeTooLarge, at, "the text has %d lines; the limit is %d", len(s.starts), syntax.MaxLines).WithHint("split the page")
	default:
		return false
	}
	return true
}
