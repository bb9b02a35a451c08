// Package svg reads SVG drawings and decides what they may contain: elements and
// attributes that draw, and references within the file. Anything that it does not
// know is a [Problem] with its position, so that new ways to run a script or
// contact another host are refused.
//
//	drawing, problems := svg.Parse(data)
//	if len(problems) == 0 && drawing.Inlines() {
//		page = drawing.AppendTo(page, "A lamp and two mugs")
//	}
//
// Files are read as XML 1.0 with namespaces, as browsers read them. A drawing in a
// page is refused where HTML would read it differently. The lists follow SVG 2,
// chapters 5 to 16, without filters, animation, scripts, links, embedded pictures
// and style sheets.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// MaxSize is the maximum size of a drawing in bytes.
const MaxSize = 1 << 20

// maxInline is the maximum size in bytes of a drawing inside a page. A larger one
// would delay the text.
const maxInline = 24 << 10

const (
	maxDepth    = 64
	maxProblems = 20

	namespace = "http://www.w3.org/2000/svg"
	xlink     = "http://www.w3.org/1999/xlink"
	xmlSpace  = "http://www.w3.org/XML/1998/namespace"
)

// Problem is something that a drawing may not contain. Line and Column count from
// 1; columns are bytes.
type Problem struct {
	Line, Column int
	Text         string // a sentence about the drawing: "has a <script>"
}

// Drawing is a parsed SVG file.
type Drawing struct {
	// Width and Height are in CSS pixels, or zero if the file gives none.
	Width, Height int
	// Title and Description are the file's own words, "" if it has none.
	Title, Description string
	// FixedColours are colours that a dark theme can't change, because their
	// element has no class for a style to select.
	FixedColours []Problem

	viewBox string
	root    []attribute // of the outermost element, inherited by the others
	content []byte      // the elements inside it, serialised
	hasIDs  bool
}

type attribute struct{ name, value string }

// Parse reads a drawing. It returns at most 20 problems; with any, the drawing must
// not be used.
func Parse(data []byte) (*Drawing, []Problem) {
	if len(data) > MaxSize {
		return nil, []Problem{{1, 1, fmt.Sprintf("has more than %d KiB", MaxSize>>10)}}
	}
	p := newParser(data)
	for p.next() && len(p.problems) < maxProblems {
	}
	if p.elements == 0 && len(p.problems) == 0 {
		p.line, p.column = 1, 1
		p.refuse("holds no <svg>")
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	p.drawing.content = p.out
	return &p.drawing, nil
}

// Inlines reports whether the drawing can be put into a page, where it follows the
// page's colours: it is small and has no ids that could clash.
func (d *Drawing) Inlines() bool {
	return !d.hasIDs && d.viewBox != "" && len(d.content) <= maxInline
}

// AppendTo appends the drawing to dst as an HTML element. The label is its text
// alternative; without one it is hidden from screen readers.
func (d *Drawing) AppendTo(dst []byte, label string) []byte {
	dst = append(dst, `<svg class="drawing" viewBox="`...)
	dst = append(dst, d.viewBox...)
	dst = append(dst, '"')
	if d.Width > 0 && d.Height > 0 { // for browsers that lose the styles
		dst = fmt.Appendf(dst, ` width="%d" height="%d"`, d.Width, d.Height)
	}
	for _, a := range d.root {
		dst = appendAttribute(dst, a)
	}
	if label == "" {
		dst = append(dst, ` aria-hidden="true">`...)
	} else {
		dst = appendAttribute(dst, attribute{"role", "img"})
		dst = append(appendAttribute(dst, attribute{"aria-label", label}), '>')
	}
	return append(append(dst, d.content...), "</svg>"...)
}

// Embedded reads the drawing at the start of page by the same rules. It returns the
// drawing's length in bytes, which is a guess if there are problems, and the ids in
// it. It also refuses what HTML and XML would parse differently, and style
// attributes, which a page's policy forbids.
func Embedded(page []byte) (length int, ids []string, problems []Problem) {
	p := newParser(page)
	p.embedded, p.in.DefaultSpace = true, namespace
	for p.next() && len(p.problems) < maxProblems && len(p.open) > 0 {
	}
	length = int(p.in.InputOffset())
	if len(p.open) > 0 {
		if end := bytes.Index(page[length:], []byte("</svg>")); end >= 0 {
			length += end
		}
	}
	return length, p.ids, p.problems
}

func newParser(data []byte) *parser {
	return &parser{data: data, in: xml.NewDecoder(bytes.NewReader(data))}
}

type parser struct {
	data         []byte
	embedded     bool // in a page
	ids          []string
	in           *xml.Decoder
	line, column int // of the token being read
	open         []string
	elements     int
	problems     []Problem
	drawing      Drawing
	out          []byte
}

func (p *parser) refuse(format string, args ...any) {
	p.problems = append(p.problems, Problem{p.line, p.column, fmt.Sprintf(format, args...)})
}

func (p *parser) next() bool {
	p.line, p.column = p.in.InputPos()
	raw := p.data[p.in.InputOffset():]
	token, err := p.in.Token()
	switch {
	case p.embedded && (bytes.HasPrefix(raw, []byte("<!")) || bytes.HasPrefix(raw, []byte("<?"))):
		p.refuse("has a comment or a marked section, which readers take apart differently in a page")
		return false
	case errors.Is(err, io.EOF):
		return false
	case err != nil:
		p.line, p.column = p.in.InputPos()
		p.refuse("is no XML: %s", strings.TrimPrefix(err.Error(), "XML syntax error on line "+strconv.Itoa(p.line)+": "))
		return false
	}
	switch token := token.(type) {
	case xml.StartElement:
		return p.start(token)
	case xml.EndElement:
		p.end()
	case xml.CharData:
		p.text(token)
	case xml.Directive:
		if !plainType.Match(token) {
			p.refuse("has a document type with definitions; take it away")
		}
	case xml.ProcInst:
		if token.Target != "xml" {
			p.refuse("has a processing instruction <?%s", token.Target)
		}
	}
	return true
}

// plainType matches a document type that only names external definitions, which no
// browser fetches.
var plainType = regexp.MustCompile(`^DOCTYPE svg(?:\s+(?:PUBLIC\s*"[^"]*"|SYSTEM)\s*"[^"]*")?\s*$`)

func (p *parser) start(e xml.StartElement) bool {
	p.elements++
	if len(p.open) == maxDepth {
		p.refuse("has elements more than %d deep", maxDepth)
		return false
	}
	name := e.Name.Local
	inWords := len(p.open) > 0 && isDescriptive(p.open[len(p.open)-1])
	p.open = append(p.open, name)
	switch {
	case inWords:
		p.refuse("has a <%s> in the words that describe it", name)
	case e.Name.Space != namespace:
		p.refuse("has a <%s> that is not SVG", name)
	case len(p.open) == 1 && name != "svg":
		p.refuse("begins with <%s> instead of <svg>", name)
	case len(p.open) > 1 && name == "svg", !elements[name]:
		p.refuse("has a <%s>", name)
	case len(p.open) == 1 && p.elements > 1:
		p.refuse("has a second <svg>")
	}
	attributes := p.attributes(e.Attr)
	if len(p.open) == 1 {
		p.outermost(attributes)
	} else if !isDescriptive(name) {
		p.out = append(append(p.out, '<'), name...)
		for _, a := range attributes {
			p.out = appendAttribute(p.out, a)
		}
		p.out = append(p.out, '>')
	}
	return true
}

func (p *parser) end() {
	name := p.open[len(p.open)-1]
	if len(p.open) > 1 && !isDescriptive(name) {
		p.out = append(append(append(p.out, "</"...), name...), '>')
	}
	p.open = p.open[:len(p.open)-1]
}

// isDescriptive reports whether an element holds text that is not drawn. In a page
// the writer's alt text takes its place.
func isDescriptive(name string) bool { return name == "title" || name == "desc" || name == "metadata" }

func (p *parser) text(text []byte) {
	if len(p.open) == 0 {
		return
	}
	last := p.open[len(p.open)-1]
	shown := last == "text" || last == "tspan"
	switch {
	case len(p.open) == 2 && last == "title":
		p.drawing.Title += string(text)
	case len(p.open) == 2 && last == "desc":
		p.drawing.Description += string(text)
	case isDescriptive(last):
	case shown && len(bytes.TrimSpace(text)) == 0:
		p.out = append(p.out, ' ')
	case shown:
		p.out = appendEscaped(p.out, string(text))
	case len(bytes.TrimSpace(text)) > 0:
		p.refuse("has text outside of <text>")
	}
}

func (p *parser) outermost(attributes []attribute) {
	for _, a := range attributes {
		switch a.name {
		case "width":
			p.drawing.Width = pixels(a.value)
		case "height":
			p.drawing.Height = pixels(a.value)
		case "viewBox":
			p.drawing.viewBox = string(appendEscaped(nil, a.value))
		case "class", "role", "aria-label", "aria-hidden", "version", "x", "y":
		default:
			p.drawing.root = append(p.drawing.root, a)
		}
	}
}

// pixels parses a length in pixels. It returns 0 for other units.
func pixels(value string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), "px"), 64)
	if err != nil || !(f >= 0 && f < 1<<20) {
		return 0
	}
	return int(f + .5)
}

func appendAttribute(dst []byte, a attribute) []byte {
	dst = append(append(append(dst, ' '), a.name...), `="`...)
	return append(appendEscaped(dst, a.value), '"')
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

func appendEscaped(dst []byte, text string) []byte {
	return append(dst, escaper.Replace(text)...)
}
