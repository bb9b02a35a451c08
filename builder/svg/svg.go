// Package svg reads drawings. It is the one place that decides what an SVG file
// may hold: elements and attributes that draw, and addresses that stay inside
// the file. Whatever it does not know is a [Problem] with its place, so that a
// new way to run a script or to call another host is refused before anybody
// has heard of it.
//
//	drawing, problems := svg.Parse(data)
//	if len(problems) == 0 && drawing.Inlines() {
//		page = drawing.AppendTo(page, "A lamp and two mugs")
//	}
//
// Files are read as XML (W3C XML 1.0 with namespaces), as browsers read them,
// never as HTML. The lists follow SVG 2, chapters 5 to 16. Filters, animation,
// scripts, links, embedded pictures and style sheets are left out.
package svg

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// MaxSize is the size in bytes up to which a drawing is read.
const MaxSize = 1 << 20

// maxInline is the size in bytes up to which a drawing is put into a page; a
// larger one would hold up the text.
const maxInline = 24 << 10

const (
	maxDepth    = 64
	maxProblems = 20

	namespace = "http://www.w3.org/2000/svg"
	xlink     = "http://www.w3.org/1999/xlink"
	xmlSpace  = "http://www.w3.org/XML/1998/namespace"
)

// Problem is something that a drawing may not hold. Line and Column count from
// 1; columns are bytes.
type Problem struct {
	Line, Column int
	Text         string // a sentence about the drawing: "has a <script>"
}

// Drawing is an SVG file that has been read.
type Drawing struct {
	// Width and Height are in CSS pixels, zero where the file does not say.
	Width, Height int
	// Title and Description are the file's own words, "" if it has none.
	Title, Description string
	// FixedColours are colours that would stay the same in the dark: on an
	// element without a class, which a style could give another one.
	FixedColours []Problem

	viewBox string
	root    []attribute // what the outermost element passes on to the others
	content []byte      // the elements inside it, written anew
	hasIDs  bool
}

type attribute struct{ name, value string }

// Parse reads a drawing. It returns what may not be published, at most 20
// problems; the drawing is then of no use.
func Parse(data []byte) (*Drawing, []Problem) {
	if len(data) > MaxSize {
		return nil, []Problem{{1, 1, fmt.Sprintf("has more than %d KiB", MaxSize>>10)}}
	}
	p := &parser{data: data, in: xml.NewDecoder(bytes.NewReader(data))}
	p.in.Strict = true
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

// Inlines reports whether the drawing can stand in a page itself, where it
// follows the page's colours: it is small and names nothing that could be
// named twice there.
func (d *Drawing) Inlines() bool {
	return !d.hasIDs && d.viewBox != "" && len(d.content) <= maxInline
}

// AppendTo appends the drawing as an element of HTML to dst. The label says in
// words what it shows; without one it is hidden from screen readers.
func (d *Drawing) AppendTo(dst []byte, label string) []byte {
	dst = append(dst, `<svg class="drawing" viewBox="`...)
	dst = append(dst, d.viewBox...)
	dst = append(dst, '"')
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

type parser struct {
	data         []byte
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
	token, err := p.in.Token()
	switch {
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
		p.refuse("has a document type; take the line away")
	case xml.ProcInst:
		if token.Target != "xml" {
			p.refuse("has a processing instruction <?%s", token.Target)
		}
	}
	return true
}

func (p *parser) start(e xml.StartElement) bool {
	p.elements++
	if len(p.open) == maxDepth {
		p.refuse("has elements more than %d deep", maxDepth)
		return false
	}
	name := e.Name.Local
	p.open = append(p.open, name)
	switch {
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
	} else if !p.inWords() {
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
	if len(p.open) > 1 && !p.inWords() {
		p.out = append(append(append(p.out, "</"...), name...), '>')
	}
	p.open = p.open[:len(p.open)-1]
}

// inWords reports whether the parser is in a title or a description, whose
// place in a page the writer's own words take.
func (p *parser) inWords() bool {
	for _, name := range p.open {
		if name == "title" || name == "desc" {
			return true
		}
	}
	return false
}

func (p *parser) text(text []byte) {
	if len(p.open) == 0 {
		return
	}
	if len(p.open) == 2 {
		switch p.open[1] {
		case "title":
			p.drawing.Title += string(text)
		case "desc":
			p.drawing.Description += string(text)
		}
	}
	if p.inWords() {
		return
	}
	if len(bytes.TrimSpace(text)) == 0 {
		if p.shows() {
			p.out = append(p.out, ' ')
		}
		return
	}
	if !p.shows() {
		p.refuse("has text outside of <text>")
		return
	}
	p.out = appendEscaped(p.out, string(text))
}

// shows reports whether text is shown where the parser is.
func (p *parser) shows() bool {
	last := p.open[len(p.open)-1]
	return last == "text" || last == "tspan"
}

// outermost takes what the page needs of the outermost element.
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

// pixels reads a length in pixels, 0 for one in another unit.
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
