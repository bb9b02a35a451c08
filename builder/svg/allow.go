package svg

import (
	"encoding/xml"
	"regexp"
	"strings"
)

// elements are those that draw or describe something without loading anything.
var elements = set(`svg g title desc metadata defs symbol use
	path rect circle ellipse line polyline polygon text tspan
	linearGradient radialGradient stop pattern clipPath mask marker`)

// properties are allowed as attributes and in a style attribute.
var properties = set(`fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap
	stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color display visibility
	stop-color stop-opacity clip-path clip-rule mask marker-start marker-mid marker-end overflow
	font-family font-size font-weight font-style text-anchor dominant-baseline letter-spacing
	vector-effect paint-order shape-rendering text-rendering enable-background`)

var attributes = set(`id role focusable tabindex hidden version
	viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy d points dx dy rotate
	transform pathLength textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod
	patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
	markerWidth markerHeight markerUnits refX refY orient lang zoomAndPan`)

// colours are the properties that a dark theme has to change.
var colours = set(`fill stroke stop-color color`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, word := range strings.Fields(words) {
		m[word] = true
	}
	return m
}

var (
	// A value can't name anything outside the file or end its own declaration. The
	// functions are those of colours and transforms (CSS Color 4, CSS Transforms
	// 1); url() takes only an id.
	value    = regexp.MustCompile(`^(?:[^\\@{}<>;:()/]|(?:rgba?|hsla?|matrix|translate[XY]?|rotate|scale[XY]?|skew[XY])\([^\\@{}<>;:()/]*\))*$`)
	local    = regexp.MustCompile(`^url\(\s*(["']?)#[\w.:-]+["']?\s*\)$`)
	fragment = regexp.MustCompile(`^#[\w.:-]+$`)
	plain    = regexp.MustCompile(`^(?:none|currentColor|inherit|transparent|context-fill|context-stroke)$`)
)

// attributes returns the attributes of an element that a page keeps, with style
// split into properties, and refuses unknown ones.
func (p *parser) attributes(list []xml.Attr) []attribute {
	var kept []attribute
	for _, a := range list {
		if p.passes(a.Name) {
			kept = append(kept, p.attribute(a)...)
		}
	}
	p.noteColours(kept)
	return kept
}

// passes reports whether to check an attribute by its name. It refuses those of
// namespaces other than SVG's and XLink's.
func (p *parser) passes(name xml.Name) bool {
	switch {
	case name.Space == "" && name.Local != "xmlns":
		return true
	case name.Space == xlink || name.Space == "xlink": // which pages don't declare
		return name.Local != "title"
	case name.Space == xmlSpace && name.Local != "space" && name.Local != "lang":
		p.refuse("has an attribute xml:%s", name.Local)
	case name.Space != "" && name.Space != "xmlns" && name.Space != xmlSpace:
		p.refuse("has an attribute %s of another vocabulary; save it as plain SVG", name.Local)
	}
	return false
}

// attribute returns what a page keeps of an attribute of SVG or XLink.
func (p *parser) attribute(a xml.Attr) []attribute {
	name := a.Name.Local
	switch {
	case name == "href":
		if !fragment.MatchString(a.Value) {
			p.refuse("leads to %s", clip(a.Value))
		}
		p.drawing.hasIDs = true
	case name == "style" && p.embedded:
		p.refuse("has a style attribute, which the policy of pages forbids")
		return nil
	case name == "style" && a.Name.Space == "":
		return p.style(a.Value)
	case properties[name]:
		return p.property(name, a.Value)
	case a.Name.Space == "" && (name == "class" || strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-")):
		// which is text
	case a.Name.Space != "" || !attributes[name]:
		p.refuse("has an attribute %s", clip(name))
		return nil
	case !value.MatchString(a.Value):
		p.refuse("has a value of %s that is not understood: %s", name, clip(a.Value))
		return nil
	case name == "id":
		p.drawing.hasIDs = true
		p.ids = append(p.ids, a.Value)
	}
	return []attribute{{name, a.Value}}
}

// style splits a style attribute into properties: a page's policy allows no style
// attributes.
func (p *parser) style(text string) []attribute {
	var kept []attribute
	for declaration := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(declaration) == "" {
			continue
		}
		name, value, _ := strings.Cut(declaration, ":")
		name = strings.ToLower(strings.TrimSpace(name))
		if !properties[name] {
			p.refuse("has a style %s", clip(name))
			continue
		}
		kept = append(kept, p.property(name, strings.TrimSpace(value))...)
	}
	return kept
}

func (p *parser) property(name, text string) []attribute {
	if local.MatchString(text) {
		p.drawing.hasIDs = true
	} else if !value.MatchString(text) {
		p.refuse("has a value of %s that is not understood: %s", name, clip(text))
	}
	return []attribute{{name, text}}
}

func (p *parser) noteColours(list []attribute) {
	fixed := ""
	for _, a := range list {
		switch {
		case a.name == "class":
			return
		case colours[a.name] && !plain.MatchString(a.value) && !local.MatchString(a.value):
			fixed = a.name + "=" + clip(a.value)
		}
	}
	if fixed != "" && len(p.drawing.FixedColours) < maxProblems {
		p.drawing.FixedColours = append(p.drawing.FixedColours, Problem{p.line, p.column, "has a fixed colour, " + fixed})
	}
}

func clip(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:39]) + "…"
	}
	return s
}
