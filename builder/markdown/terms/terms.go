// Package terms finds glossary terms in escaped HTML text: whole words, without
// case, the longest form first.
//
//	index := terms.New([][]string{{"drop", "drops"}, {"sub space"}})
//	index.Each(html, func(term, start, end int) { … })
package terms

import (
	"unicode"
	"unicode/utf8"
)

// An Index finds terms in text and is safe for concurrent use. It is a trie over the
// lower-case, escaped bytes of all forms, so that a text is scanned once
// whatever the number of terms; most words leave it at the second letter.
type Index struct {
	first [256]int32     // node for the first byte of a form, 0 for none
	pairs [256][4]uint64 // for the first byte of a form, the bytes that follow it
	nodes []node         // nodes[0] is not used
}

// node stands for a byte of a form; its siblings stand for other bytes at
// the same place. 0 is no node.
type node struct {
	c              byte
	child, sibling int32
	term           int32 // index of the term whose form ends here, -1 for none
}

// New returns an index of terms, each with its forms, which are escaped as the
// text is. Of two terms with the same form the first wins.
func New(forms [][]string) *Index {
	x := &Index{nodes: make([]node, 1)}
	for i, list := range forms {
		for _, form := range list {
			x.add(fold(form), int32(i))
		}
	}
	return x
}

func (x *Index) add(form []byte, term int32) {
	if len(form) == 0 {
		return
	}
	x.addPair(form)
	at := int32(0)
	for _, c := range form {
		next := x.next(at, c)
		if next == 0 {
			next = int32(len(x.nodes))
			x.nodes = append(x.nodes, node{c: c, term: -1})
			if at == 0 {
				x.first[c] = next
			} else {
				x.nodes[next].sibling, x.nodes[at].child = x.nodes[at].child, next
			}
		}
		at = next
	}
	if x.nodes[at].term < 0 {
		x.nodes[at].term = term
	}
}

// addPair notes the first two bytes of a form. What may follow a form of one
// byte, and whatever is not ASCII and so may be folded, is anything.
func (x *Index) addPair(form []byte) {
	pair := &x.pairs[form[0]]
	if len(form) == 1 || form[1] >= utf8.RuneSelf || form[1] == '\'' {
		*pair = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		return
	}
	pair[form[1]/64] |= 1 << (form[1] % 64)
}

// mayStart reports whether a term may start with these two bytes. It spares
// most words the walk through the trie.
func (x *Index) mayStart(a, b byte) bool {
	if a, b = foldByte(a), foldByte(b); a >= utf8.RuneSelf || b >= utf8.RuneSelf {
		return true
	}
	return x.pairs[a][b/64]&(1<<(b%64)) != 0
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

// next returns the node after one (0: the root) for a byte, or 0.
func (x *Index) next(at int32, c byte) int32 {
	if at == 0 {
		return x.first[c]
	}
	for at = x.nodes[at].child; at != 0 && x.nodes[at].c != c; {
		at = x.nodes[at].sibling
	}
	return at
}

// fold returns a form as match sees text: lower case, one space between words.
func fold(form string) []byte {
	var key []byte
	space := false
	for _, c := range form {
		if unicode.IsSpace(c) {
			space = len(key) > 0
			continue
		}
		if space {
			key = append(key, ' ')
			space = false
		}
		key = utf8.AppendRune(key, foldRune(c))
	}
	return key
}

// foldRune makes letters lower case and the typographic apostrophe plain.
func foldRune(c rune) rune {
	if c == '’' {
		return '\''
	}
	return unicode.ToLower(c)
}

// match returns the term of the longest form at the start of text and the
// length of the match, 0 if there is none.
func (x *Index) match(text []byte) (term int32, length int) {
	at := int32(0)
	term = -1
	for i := 0; i < len(text); {
		c, width := decodeFold(text[i:])
		if at = x.step(at, c); at == 0 {
			break
		}
		i += width
		if t := x.nodes[at].term; t >= 0 && wordLength(text[i:]) == 0 {
			term, length = t, i
		}
	}
	return term, length
}

func decodeFold(text []byte) (rune, int) {
	if text[0] < utf8.RuneSelf {
		return rune(foldByte(text[0])), 1
	}
	c, width := utf8.DecodeRune(text)
	return foldRune(c), width
}

func (x *Index) step(at int32, c rune) int32 {
	if c < utf8.RuneSelf {
		return x.next(at, byte(c))
	}
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], c)] {
		if at = x.next(at, b); at == 0 {
			return 0
		}
	}
	return at
}

// wordLength returns the length of what goes on with a word: a letter, digit
// or mark, or a hyphen with one behind it ("drop-in" is one word).
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

// Each calls f for every term in a text, with its place. Tags and entities are
// passed over.
func (x *Index) Each(text []byte, f func(term, start, end int)) {
	if len(x.nodes) == 1 {
		return
	}
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
		case i+1 < len(text) && !x.mayStart(text[i], text[i+1]):
			i = skipWord(text, i)
		default:
			term, length := x.match(text[i:])
			if length == 0 {
				i = skipWord(text, i)
				continue
			}
			f(int(term), i, i+length)
			i += length
		}
	}
}

// skipWord returns the end of the word at text[i:], or of one character that
// is none.
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
