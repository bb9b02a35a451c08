package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/leftover"

	"github.com/yuin/goldmark/ast"
)

// idSet maps each id in use to the offset of its heading.
type idSet struct {
	taken map[string]int
	next  map[string]int // number to try for a base that is taken
}

// assignIDs reserves the ids that writers set before any heading gets one from its
// text: an explicit id always wins.
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

var titleID = regexp.MustCompile(`\{#([\pL\pN_-]+)[^}]*\}\s*$`)

// titleAnchor keeps the id of a heading that became the page's title, because links
// lead to it.
func (r *renderer) titleAnchor() {
	if r.title == "" {
		return
	}
	id := slug(r.title)
	if m := titleID.FindStringSubmatch(r.title); m != nil {
		id = m[1]
	}
	if _, taken := r.ids.taken[id]; taken || isReserved(id) {
		return
	}
	r.ids.taken[id] = 0
	r.write("<span")
	r.idAttr("id", "", id)
	r.write("></span>\n")
	r.doc.Anchors = append(r.doc.Anchors, id)
}

func explicitID(n ast.Node) string {
	v, _ := n.AttributeString("id")
	id, _ := v.([]byte)
	return string(id)
}

// takeExplicit reserves an id that a writer set. If it is taken, the heading gets one
// from its text instead, so that the page still works.
func (r *renderer) takeExplicit(id string, h *ast.Heading) {
	first, taken := r.ids.taken[id]
	switch {
	case isReserved(id):
		r.report(diag.Error, codeDuplicateID, h.Pos(), 0, "the id %q is kept for what the program adds to a page", diag.Clip(id))
	case taken:
		r.report(diag.Error, codeDuplicateID, h.Pos(), 0, "the id %q is used twice", diag.Clip(id)).
			WithNote(r.pos(first), "first used here")
	default:
		r.ids.taken[id] = h.Pos()
		return
	}
	h.SetAttributeString("id", []byte(nil))
}

// isReserved reports whether an id could be one that this package or a layout makes
// up. Ids made from headings have no colon.
func isReserved(id string) bool {
	before, _, ok := strings.Cut(id, ":")
	return ok && slices.Contains([]string{"fn", "fnref", "cite", "callout", "source", "page"}, before)
}

// generated returns a free id for a heading's text as GitHub makes it: lower case,
// hyphens for spaces, no punctuation, and -1, -2 for repeats.
func (s *idSet) generated(text string, offset int) string {
	base := slug(text)
	id := base
	for {
		if _, ok := s.taken[id]; !ok {
			s.taken[id] = offset
			return id
		}
		s.next[base]++
		id = base + "-" + strconv.Itoa(s.next[base])
	}
}

// slug converts a text to an id as GitHub does: letters, marks, digits and connectors
// are kept, in lower case; a space becomes a hyphen.
func slug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range strings.TrimSpace(text) {
		switch {
		case unicode.In(c, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Other_Alphabetic):
			b.WriteRune(unicode.ToLower(c))
		case c == ' ' || c == '-':
			b.WriteByte('-')
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

func (r *renderer) heading(n *ast.Heading) {
	r.level = max(1, n.Level-r.lift)
	tag := string([]byte{'h', '0' + byte(r.level)})
	text := r.plainText(n)
	id := explicitID(n)
	if id == "" {
		id = r.ids.generated(text, n.Pos())
	}
	r.write("<" + tag)
	r.idAttr("id", "", id)
	attributes := attributesOf(n)
	r.attributes(attributes, n.Pos())
	r.write(">")
	start, slots := len(r.out), len(r.doc.Slots)
	r.noTerms++
	r.keepCode = true
	r.inlineBlock(n, ProseHeading)
	html := strings.ReplaceAll(string(r.out[start:]), "\n", " ")
	if len(r.doc.Slots) > slots {
		bare, _ := r.renderApart(n)
		html = collapsed(bare)
	}
	r.keepCode = false
	r.noTerms--
	r.write("</" + tag + ">\n")
	if n.Level == 2 && r.text[n.Pos()] != '#' && (n.Lines().Len() > 1 || strings.HasSuffix(text, ".")) {
		r.report(diag.Warning, leftover.CodeUnusedMark, n.Pos(), 0, "this paragraph is a heading, since a line of --- stands right below it").
			WithHint("put an empty line before the ---; write a heading as ## Title")
	}
	r.doc.Anchors = append(r.doc.Anchors, id)
	r.doc.Headings = append(r.doc.Headings, Heading{
		Level: r.level, ID: id, Text: text, HTML: html, Attributes: attributes, Pos: r.pos(n.Pos()),
	})
}

// plainText returns the text of n, including code and alt texts.
func (r *renderer) plainText(n ast.Node) string {
	_, plain := r.renderApart(n)
	return string(bytes.TrimSpace(plain))
}

// renderApart renders the inline content of n without links and slots and without
// adding to the document. The result is valid until the next call.
func (r *renderer) renderApart(n ast.Node) (html, plain []byte) {
	out, text, bare, keepCode := r.out, r.plain, r.bare, r.keepCode
	r.out, r.plain, r.bare, r.keepCode = r.asideOut[:0], r.asidePlain[:0], true, true
	r.inlines(n)
	html, plain = r.out, r.plain
	r.asideOut, r.asidePlain = html, plain
	r.out, r.plain, r.bare, r.keepCode = out, text, bare, keepCode
	return html, plain
}

// attributes writes those attributes of a heading, except the id, that a page may
// have. Others are data for readers of Heading.Attributes.
func (r *renderer) attributes(attributes []Attribute, offset int) {
	shown := []string{"class", "lang", "dir", "title"}
	for _, a := range attributes {
		data, isData := strings.CutPrefix(a.Name, "data-")
		switch near, isNear := diag.Nearest(a.Name, shown); {
		case a.Name == "id":
		case slices.Contains(shown, a.Name), isData && data != "" && !strings.ContainsAny(data, ":."):
			r.out = appendAttr(r.out, a.Name, a.Value)
		case a.Name == "style" || strings.HasPrefix(a.Name, "on"):
			r.report(diag.Error, codeBadAttribute, offset, 0, "the attribute %q is not allowed", a.Name).
				WithHint("give it a class, {.name}, and style that")
		case isNear:
			r.report(diag.Warning, codeBadAttribute, offset, 0, "unknown attribute %q", a.Name).
				WithHint("did you mean %q?", near)
		}
	}
}

func attributesOf(n ast.Node) []Attribute {
	if n.Attributes() == nil {
		return nil
	}
	list := make([]Attribute, 0, len(n.Attributes()))
	for _, a := range n.Attributes() {
		if value, _ := a.Value.([]byte); value != nil { // nil: an id that was taken
			list = append(list, Attribute{string(a.Name), string(value)})
		}
	}
	return list
}
