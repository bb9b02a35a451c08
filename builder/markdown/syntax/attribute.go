package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// attributedHeading reads attributes at the end of a heading: "## Title {#id .class
// key=value}". goldmark's own parser turns 1.10 into 1.1 and takes quadratic time on
// nested braces.
type attributedHeading struct {
	parser.BlockParser
	marked bool // "# Title #", not underlined
}

func (h attributedHeading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	if node.Parent() == nil || lines.Len() == 0 {
		return
	}
	last := lines.Len() - 1
	segment := lines.At(last)
	line := segment.Value(reader.Source())
	stop, attributes := readAttributes(line)
	if attributes == nil {
		return
	}
	for _, a := range attributes {
		node.SetAttributeString(a.Name, []byte(a.Value))
	}
	line = bytes.TrimRight(line[:stop], " \t\n")
	if h.marked {
		line = trimClosingMarks(line)
	}
	if len(line) == 0 {
		lines.SetSliced(0, last)
		return
	}
	lines.Set(last, segment.WithStop(segment.Start+len(line)))
}

// trimClosingMarks removes the closing "##" of "Title ##", which goldmark missed
// because of the attributes after it.
func trimClosingMarks(line []byte) []byte {
	trimmed := bytes.TrimRight(line, "#")
	if len(trimmed) == 0 || len(trimmed) < len(line) && util.IsSpace(trimmed[len(trimmed)-1]) {
		return bytes.TrimRight(trimmed, " \t")
	}
	return line
}

// maxAttributes limits the length of a heading's attributes, in bytes.
const maxAttributes = 1000

// readAttributes returns the attributes at the end of a line, or nil, and where they
// start.
func readAttributes(line []byte) (start int, attributes []attribute) {
	end := len(bytes.TrimRight(line, " \t\n"))
	if end == 0 || line[end-1] != '}' {
		return 0, nil
	}
	for i := max(0, end-maxAttributes); i < end; i++ {
		if line[i] != '{' || i > 0 && !util.IsSpace(line[i-1]) {
			continue
		}
		if attributes = attributeList(string(line[i+1 : end-1])); attributes != nil {
			return i, attributes
		}
	}
	return 0, nil
}

// attributeList reads the text between braces. It returns nil if any part is not an
// attribute: the braces are then text.
func attributeList(list string) []attribute {
	var attributes []attribute
	for list = strings.TrimLeft(list, " \t"); list != ""; {
		var a attribute
		var ok bool
		if a, list, ok = nextAttribute(list); !ok {
			return nil
		}
		if trimmed := strings.TrimLeft(list, " \t"); trimmed != "" && len(trimmed) == len(list) {
			return nil
		} else {
			list = trimmed
		}
		attributes = addAttribute(attributes, a)
	}
	return attributes
}

// addAttribute joins classes; of any other attribute the last wins.
func addAttribute(attributes []attribute, a attribute) []attribute {
	for i := range attributes {
		if attributes[i].Name == a.Name {
			if a.Name == "class" {
				a.Value = attributes[i].Value + " " + a.Value
			}
			attributes[i].Value = a.Value
			return attributes
		}
	}
	return append(attributes, a)
}

type attribute struct{ Name, Value string }

// nextAttribute reads #id, .class, key=value or key="value" and returns the rest.
func nextAttribute(list string) (a attribute, rest string, ok bool) {
	switch list[0] {
	case '#', '.':
		n := nameLength(list[1:])
		a.Name, a.Value = "id", list[1:1+n]
		if list[0] == '.' {
			a.Name = "class"
		}
		return a, list[1+n:], n > 0
	}
	n := nameLength(list)
	if n == 0 || n == len(list) || list[n] != '=' {
		return a, "", false
	}
	a.Name = strings.ToLower(list[:n])
	a.Value, rest, ok = attributeText(list[n+1:])
	if a.Name == "id" && nameLength(a.Value) < max(1, len(a.Value)) {
		return a, "", false // an id holds no white space
	}
	return a, rest, ok
}

// nameLength returns the length of the name at the start of text: letters, digits, -
// _ : . and everything outside ASCII.
func nameLength(text string) int {
	for i := range len(text) {
		c := text[i]
		if util.IsSpace(c) || c < ' ' || util.IsPunct(c) && strings.IndexByte("-_:.", c) < 0 {
			return i
		}
	}
	return len(text)
}

func attributeText(text string) (value, rest string, ok bool) {
	if !strings.HasPrefix(text, `"`) {
		n := strings.IndexAny(text, " \t\"{}")
		if n < 0 {
			n = len(text)
		}
		return text[:n], text[n:], n > 0
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return b.String(), text[i+1:], true
		case c == '\\' && i+1 < len(text) && (text[i+1] == '"' || text[i+1] == '\\'):
			i++
			b.WriteByte(text[i])
		default:
			b.WriteByte(c)
		}
	}
	return "", "", false
}
