package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bareAddress links addresses written as plain text: https://…, www.… and mail (GFM
// 6.9, autolinks extension). It looks back from ':', '.' and '@', which are rare,
// whereas goldmark's own looks ahead from every space; that saves a tenth of the
// parsing time.
type bareAddress struct{}

func (bareAddress) Trigger() []byte { return []byte{':', '.', '@'} }

func (bareAddress) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if segment.Padding > 0 {
		return nil
	}
	a := address{source: block.Source(), at: segment.Start, end: segment.Start + len(line)}
	if line[0] == '@' {
		if !a.mail() {
			return nil
		}
	} else if pc.IsInLinkLabel() || !a.scheme(line) || !a.free(parent) || !a.host() {
		return nil
	}
	if !takeBack(parent, a.start, a.at, pc) {
		return nil
	}
	block.Advance(a.stop - a.at)
	link := ast.NewAutoLink(a.kind, ast.NewTextSegment(text.NewSegment(a.start, a.stop)))
	link.Protocol = a.protocol
	link.SetPos(a.start)
	return link
}

// address is a bare address around source[at]; end is the end of its line.
type address struct {
	source      []byte
	at, end     int
	start, stop int
	domain      int // where the host begins
	kind        ast.AutoLinkType
	protocol    []byte // what is left out before a www. address
}

// scheme reports whether "http", "https" or "ftp" precedes "://", or "www" precedes
// ".".
func (a *address) scheme(line []byte) bool {
	a.kind, a.domain = ast.AutoLinkURL, a.at+1
	before := a.source[:a.at]
	switch {
	case line[0] == '.' && bytes.HasSuffix(before, []byte("www")):
		a.start, a.protocol = a.at-len("www"), []byte("http")
		return true
	case !bytes.HasPrefix(line, []byte("://")):
		return false
	}
	a.domain = a.at + len("://")
	for _, scheme := range [...]string{"http", "https", "ftp"} {
		if bytes.HasSuffix(before, []byte(scheme)) {
			a.start = a.at - len(scheme)
			return true
		}
	}
	return false
}

// host reads a valid domain (letters, digits, - and _, at least one dot, no _ in the
// last two labels) and what follows it.
func (a *address) host() bool {
	from := a.domain
	if from >= a.end {
		return false
	}
	i, dots, underscores, previous := from, 0, 0, 0
	for ; i < a.end; i++ {
		c := a.source[i]
		if c == '.' {
			dots, previous, underscores = dots+1, underscores, 0
		} else if c == '_' {
			underscores++
		} else if !util.IsAlphaNumeric(c) && c != '-' && c < 0x80 {
			break
		}
	}
	if dots == 0 || underscores+previous > 0 || !util.IsAlphaNumeric(a.source[from]) && a.source[from] < 0x80 {
		return false
	}
	for i < a.end && !util.IsSpace(a.source[i]) && a.source[i] != '<' {
		i++
	}
	a.stop = from + trimAddress(a.source[from:i])
	return a.stop > from
}

// trimAddress returns the length of an address without trailing punctuation,
// unmatched closing brackets and a trailing entity.
func trimAddress(text []byte) int {
	opened, closed := bytes.Count(text, []byte("(")), bytes.Count(text, []byte(")"))
	n := len(text)
	for n > 0 {
		switch c := text[n-1]; c {
		case '?', '!', '.', ',', ':', '*', '_', '~', '\'', '"':
			n--
		case ')':
			if closed <= opened {
				return n
			}
			closed--
			n--
		case ';':
			start := n - 1
			for start > 0 && util.IsAlphaNumeric(text[start-1]) {
				start--
			}
			if start == 0 || start == n-1 || text[start-1] != '&' {
				return n
			}
			n = start - 1
		default:
			return n
		}
	}
	return n
}

// mailLimit is the maximum length of either side of a mail address (RFC 5321, 4.5.3.1
// has 64 and 255).
const mailLimit = 255

func (a *address) mail() bool {
	a.start, a.kind = a.at, ast.AutoLinkEmail
	for a.start > 0 && a.at-a.start < mailLimit && (isMail(a.source[a.start-1]) || a.source[a.start-1] == '+') {
		a.start--
	}
	if a.start == a.at || a.start > 0 && a.source[a.start-1] == '\\' {
		return false
	}
	dot := false
	i := a.at + 1
	for i < min(a.end, a.at+mailLimit) && isMail(a.source[i]) {
		dot = dot || a.source[i] == '.'
		i++
	}
	for i > a.at+1 && a.source[i-1] == '.' {
		i--
	}
	a.stop = i
	last := a.source[i-1]
	if !dot || last == '-' || last == '_' || !util.IsAlphaNumeric(a.source[a.at+1]) {
		return false
	}
	if bytes.HasSuffix(a.source[:a.start], []byte("xmpp:")) {
		return false // an address for chat, to which we do not link
	}
	if scheme := a.start - len("mailto:"); scheme >= 0 && string(a.source[scheme:a.start]) == "mailto:" {
		a.start = scheme
	}
	return bytes.IndexByte(a.source[a.at:a.stop], '.') > 0
}

func isMail(c byte) bool { return util.IsAlphaNumeric(c) || c == '.' || c == '-' || c == '_' }

// free reports whether an address may start here: at the start of a line, after white
// space or after one of * _ ~ (. Mail may start anywhere. It runs before the rest is
// read, which may be as long as the line.
func (a *address) free(parent ast.Node) bool {
	if a.start == 0 {
		return true
	}
	if bytes.IndexByte([]byte(" \t\n*_~("), a.source[a.start-1]) >= 0 {
		return true
	}
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || last.Segment.Start != a.start {
		return false
	}
	before, ok := last.PreviousSibling().(*ast.Text)
	return last.PreviousSibling() == nil || ok && (before.SoftLineBreak() || before.HardLineBreak())
}

// takeBack removes from a block the text after an offset, which goldmark added before
// the address was seen. If any of it is more than text, it changes nothing and
// returns false.
func takeBack(parent ast.Node, offset, end int, pc parser.Context) bool {
	if !allText(parent, offset, end) {
		return false
	}
	for last := parent.LastChild(); last != nil; last = parent.LastChild() {
		if d, ok := last.(*parser.Delimiter); ok && d.Segment.Start >= offset {
			pc.RemoveDelimiter(d) // it becomes text
			continue
		}
		t, ok := last.(*ast.Text)
		if !ok || t.Segment.Stop <= offset {
			break
		}
		if t.Segment.Start < offset {
			t.Segment = t.Segment.WithStop(offset)
			break
		}
		parent.RemoveChild(parent, t)
	}
	return true
}

// allText reports whether only text and delimiters cover the source from offset to
// end.
func allText(parent ast.Node, offset, end int) bool {
	for n := parent.LastChild(); n != nil && end > offset; n = n.PreviousSibling() {
		var s text.Segment
		switch n := n.(type) {
		case *ast.Text:
			s = n.Segment
		case *parser.Delimiter:
			s = n.Segment
		default:
			return false
		}
		if s.Stop != end {
			return false
		}
		end = s.Start
	}
	return end <= offset
}
