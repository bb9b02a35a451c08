package markdown

import (
	"unicode"
	"unicode/utf8"
)

// termIndex finds glossary terms in rendered text. It is a trie over the
// lower-case, escaped bytes of all forms, so that a text is scanned once
// whatever the number of terms; most words leave it at the second letter.
type termIndex struct {
	ids   []string
	first [256]int32     // node for the first byte of a form, 0 for none
	pairs [256][4]uint64 // for the first byte of a form, the bytes that follow it
	nodes []termNode     // nodes[0] is not used
}

// termNode stands for a byte of a form; its siblings stand for other bytes at
// the same place. 0 is no node.
type termNode struct {
	c              byte
	child, sibling int32
	term           int32 // index of the term whose form ends here, -1 for none
}

// termSet says which terms a document has marked already.
type termSet []bool

func newTermIndex(terms []Term) *termIndex {
	x := &termIndex{nodes: make([]termNode, 1)}
	for i, t := range terms {
		x.ids = append(x.ids, t.ID)
		for _, form := range t.Forms {
			x.add(foldForm(form), int32(i))
		}
	}
	return x
}

func (x *termIndex) newSeen() termSet {
	if len(x.ids) == 0 {
		return nil
	}
	return make(termSet, len(x.ids))
}

func (x *termIndex) add(form []byte, term int32) {
	if len(form) == 0 {
		return
	}
	x.addPair(form)
	at := int32(0)
	for _, c := range form {
		next := x.next(at, c)
		if next == 0 {
			next = int32(len(x.nodes))
			x.nodes = append(x.nodes, termNode{c: c, term: -1})
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
func (x *termIndex) addPair(form []byte) {
	pair := &x.pairs[form[0]]
	if len(form) == 1 || form[1] >= utf8.RuneSelf || form[1] == '\'' {
		*pair = [4]uint64{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
		return
	}
	pair[form[1]/64] |= 1 << (form[1] % 64)
}

// mayStart reports whether a term may start with these two bytes. It spares
// most words the walk through the trie.
func (x *termIndex) mayStart(a, b byte) bool {
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
func (x *termIndex) next(at int32, c byte) int32 {
	if at == 0 {
		return x.first[c]
	}
	for at = x.nodes[at].child; at != 0 && x.nodes[at].c != c; {
		at = x.nodes[at].sibling
	}
	return at
}

// foldForm returns a form as match sees text: escaped, lower case, one space
// between words.
func foldForm(form string) []byte {
	var key []byte
	space := false
	for _, c := range string(appendEscaped(nil, form)) {
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
func (x *termIndex) match(text []byte) (term int32, length int) {
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

func (x *termIndex) step(at int32, c rune) int32 {
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

// markTerms puts slots around the terms in the text just written, from start.
// Tags and entities in it are passed over.
func (r *renderer) markTerms(start int) {
	if len(r.termSeen) == 0 {
		return
	}
	text := r.out[start:]
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
			if length := r.markTerm(text, start, i); length > 0 {
				i += length
			} else {
				i = skipWord(text, i)
			}
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

// markTerm marks the term at text[i:], if there is one and it is new here, and
// returns the length of what it passed.
func (r *renderer) markTerm(text []byte, start, i int) int {
	if i+1 < len(text) && !r.p.terms.mayStart(text[i], text[i+1]) {
		return 0
	}
	term, length := r.p.terms.match(text[i:])
	if length == 0 || r.termSeen[term] {
		return length
	}
	r.termSeen[term] = true
	r.doc.Slots = append(r.doc.Slots, Slot{SlotTerm, start + i, start + i + length, len(r.doc.Terms)})
	r.doc.Terms = append(r.doc.Terms, r.p.terms.ids[term])
	return length
}

func skipPast(text []byte, i int, end byte) int {
	for i < len(text) && text[i] != end {
		i++
	}
	return min(i+1, len(text))
}

func appendTerm(dst []byte, id string, text []byte, r Resolver) []byte {
	href, ok := r.Term(id)
	if !ok {
		return append(dst, text...)
	}
	dst = append(dst, `<a class="term" href="`...)
	dst = append(appendURL(dst, href), `">`...)
	return append(append(dst, text...), "</a>"...)
}
