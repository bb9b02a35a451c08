package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// idSet gives each id once. A value is the offset of the heading that has it.
type idSet struct {
	taken map[string]int
	next  map[string]int // number to try for a base that is taken
}

// assignIDs takes the ids that writers set, in the whole document, before any
// heading gets one from its text: an explicit id always wins.
func (r *renderer) assignIDs(parent ast.Node) {
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			return
		}
		if h, ok := c.(*ast.Heading); ok {
			if id := explicitID(h); id != "" {
				r.takeExplicit(id, h)
			}
			continue
		}
		r.assignIDs(c)
	}
}

func explicitID(n ast.Node) string {
	v, _ := n.AttributeString("id")
	id, _ := v.([]byte)
	return string(id)
}

func (r *renderer) takeExplicit(id string, h *ast.Heading) {
	if r.ids.taken == nil {
		r.ids.taken = map[string]int{}
	}
	if first, ok := r.ids.taken[id]; ok {
		r.doc.Diagnostics.Errorf(codeDuplicateID, r.pos(h.Pos()), "the id %q is used twice", id).
			WithNote(r.pos(first), "first used here")
		return
	}
	r.ids.taken[id] = h.Pos()
}

// generated returns a free id for a heading's text, made as GitHub makes it:
// lower case, spaces to hyphens, punctuation dropped, -1, -2 for repeats.
func (s *idSet) generated(text string, offset int) string {
	if s.taken == nil {
		s.taken = map[string]int{}
	}
	base := slug(text)
	id := base
	for n := s.next[base]; ; {
		if _, ok := s.taken[id]; !ok {
			break
		}
		if s.next == nil {
			s.next = map[string]int{}
		}
		n++
		s.next[base] = n
		id = base + "-" + strconv.Itoa(n)
	}
	s.taken[id] = offset
	return id
}

func slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range strings.TrimSpace(text) {
		switch {
		case unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c) || unicode.Is(unicode.Pc, c):
			b.WriteRune(unicode.ToLower(c))
		case c == ' ' || c == '-' || c == '\n':
			if c == '\n' {
				c = ' '
			}
			b.WriteByte('-')
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

func (r *renderer) heading(n *ast.Heading) {
	tag := string([]byte{'h', '0' + byte(n.Level)})
	text := r.plainText(n)
	id := explicitID(n)
	explicit := id != ""
	if !explicit {
		id = r.ids.generated(text, n.Pos())
	}
	r.write("<" + tag)
	r.idAttr("id", "", id)
	r.attributes(n)
	r.write(">")
	start, slots := len(r.out), len(r.doc.Slots)
	r.noTerms++
	r.quiet++
	r.inlineBlock(n, ProseHeading)
	html := string(r.out[start:])
	if len(r.doc.Slots) > slots {
		html = r.bareInlines(n)
	}
	r.quiet--
	r.noTerms--
	r.write("</" + tag + ">\n")
	r.doc.Anchors = append(r.doc.Anchors, id)
	r.doc.Headings = append(r.doc.Headings, Heading{n.Level, id, explicit, text, html, r.pos(n.Pos())})
}

// bareInlines returns the inline markup of n without links and slots.
func (r *renderer) bareInlines(n ast.Node) string {
	out := r.out
	r.out, r.bare = nil, true
	r.inlines(n)
	html := string(bytes.TrimSpace(r.out))
	r.out, r.bare = out, false
	return html
}

// plainText returns the plain text of n, code included, writing nothing.
func (r *renderer) plainText(n ast.Node) string {
	plain := r.plain
	out := r.out
	r.plain, r.out, r.bare = nil, nil, true
	r.quiet++
	r.inlines(n)
	r.quiet--
	text := string(bytes.TrimSpace(r.plain))
	r.plain, r.out, r.bare = plain, out, false
	return text
}

// attributes writes the attributes other than the id that a writer may set on
// a heading. Everything else, style and event handlers first, is refused.
func (r *renderer) attributes(n ast.Node) {
	for _, a := range n.Attributes() {
		name := strings.ToLower(string(a.Name))
		if name == "id" {
			continue
		}
		value, ok := attributeValue(a.Value)
		if !ok || !attributeAllowed(name) {
			r.doc.Diagnostics.Warnf(codeBadAttribute, r.pos(n.Pos()), "the attribute %q is not allowed here", name).
				WithHint("class, lang, dir, title and data-… are")
			continue
		}
		r.out = appendAttr(r.out, name, value)
	}
}

func attributeAllowed(name string) bool {
	switch name {
	case "class", "lang", "dir", "title":
		return true
	}
	return strings.HasPrefix(name, "data-") && len(name) > len("data-") && !strings.ContainsAny(name, ":.")
}

// attributeValue returns an attribute's value as text. Lists and nested
// attributes have none.
func attributeValue(v any) (string, bool) {
	switch v := v.(type) {
	case []byte:
		return string(v), true
	case string:
		return v, true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}
