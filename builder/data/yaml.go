package data

import (
	"bytes"
	"errors"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// Input is a piece of a source file that holds YAML or TOML.
type Input struct {
	File string
	Data []byte
	// Line is the number of lines in the file before Data.
	Line int
}

// Plain returns a text as a YAML value, quoted if necessary.
func Plain(text string) string {
	tree, diags := YAML(Input{Data: []byte("text: " + text)}, "")
	if v := tree.Get("text"); diags == nil && v != nil && v.Text == text {
		return text
	}
	return strconv.Quote(text)
}

func (in Input) top() diag.Position {
	return diag.Position{File: in.File, Line: in.Line + 1, Col: 1}
}

// These limits keep a small file from growing into a huge tree. The library
// limits depth, and aliases only when it builds values, so maxNodes limits what
// aliases repeat here.
const (
	maxDepth   = 30
	maxAliases = 10
	maxNodes   = 200_000
)

// YAML reads one YAML document. An empty document is an empty Map. A syntax
// error is reported once, under family/syntax.
func YAML(in Input, family string) (*Value, diag.List) {
	empty := &Value{Kind: Map, Pos: in.top()}
	if onlyComments(in.Data) {
		return empty, nil
	}
	r := yamlReader{in: in, family: family}
	var doc yaml.Node
	limits := loaderlimits.New(loaderlimits.DepthValue(maxDepth), loaderlimits.AliasValue(maxAliases))
	if err := yaml.Load(in.Data, &doc, yaml.WithPlugin(limits)); err != nil {
		r.report(err)
		return nil, r.diags
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 {
		return empty, nil
	}
	v := r.value(doc.Content[0], 0)
	if r.nodes > maxNodes {
		r.diags = nil
		r.diags.Errorf(family+"/syntax", in.top(), "aliases repeat values more than %d times", maxNodes).WithHint("write the values out where they are needed")
		return nil, r.diags
	}
	return v, r.diags
}

func onlyComments(data []byte) bool {
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

type yamlReader struct {
	in     Input
	family string
	nodes  int
	starts []int // offset of each line, found when first needed
	lines  []int // the same as the library sees lines
	diags  diag.List
}

func (r *yamlReader) value(n *yaml.Node, depth int) *Value {
	v := new(Value)
	v.Pos = r.at(n.Line, n.Column)
	if r.nodes++; r.nodes > maxNodes {
		return v
	}
	if depth > maxDepth {
		r.diags.Errorf(r.family+"/syntax", v.Pos, "values nested more than %d deep", maxDepth)
		return v
	}
	switch n.Kind {
	case yaml.AliasNode:
		return r.value(n.Alias, depth+1)
	case yaml.MappingNode:
		v.Kind = Map
		v.Fields = make([]Field, 0, len(n.Content)/2)
		for i := 0; i+1 < len(n.Content) && r.nodes <= maxNodes; i += 2 {
			key := n.Content[i]
			v.add(Field{key.Value, r.keyPos(key), r.value(n.Content[i+1], depth+1)}, &r.diags, r.family)
		}
	case yaml.SequenceNode:
		v.Kind = List
		v.Items = make([]*Value, 0, len(n.Content))
		for i := 0; i < len(n.Content) && r.nodes <= maxNodes; i++ {
			v.Items = append(v.Items, r.value(n.Content[i], depth+1))
		}
	case yaml.ScalarNode:
		if n.Tag == "!!null" && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
			return v
		}
		v.Kind, v.Text = Scalar, n.Value
		v.Quoted = n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	}
	return v
}

func (r *yamlReader) keyPos(key *yaml.Node) diag.Position {
	pos := r.at(key.Line, key.Column)
	pos.EndCol = pos.Col + len(key.Value)
	return pos
}

// at converts a position of the library, which counts characters and ends lines
// as YAML 1.1 does, to one of the file, which counts bytes.
func (r *yamlReader) at(line, col int) diag.Position {
	if r.lines == nil {
		r.lines, r.starts = yamlLineStarts(r.in.Data), diag.LineStarts(r.in.Data)
	}
	offset := r.lines[min(max(line, 1), len(r.lines))-1]
	for n := 1; n < col && offset < len(r.in.Data); n++ {
		_, size := utf8.DecodeRune(r.in.Data[offset:])
		offset += size
	}
	return placeOf(r.in, r.starts, offset)
}

func placeOf(in Input, starts []int, offset int) diag.Position {
	line := sort.SearchInts(starts, offset+1)
	return diag.Position{File: in.File, Line: in.Line + line, Col: offset - starts[line-1] + 1}
}

// yamlLineStarts also ends lines at NEL, LS and PS.
func yamlLineStarts(data []byte) []int {
	starts := diag.LineStarts(data)
	for i, c := range string(data) {
		if c == '\u0085' || c == '\u2028' || c == '\u2029' {
			starts = append(starts, i+utf8.RuneLen(c))
		}
	}
	sort.Ints(starts)
	return starts
}

// report rewords the library's errors for writers.
func (r *yamlReader) report(err error) {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		r.diags.Errorf(r.family+"/syntax", r.in.top(), "this is not valid YAML: %s", err)
		return
	}
	mark := load.Mark
	message, hint := load.Message, ""
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		message, hint = "a second colon in an unquoted value", `put the value in quotes: key: "a: b"`
	case strings.Contains(message, "unexpected end of stream") && load.ContextMark.Line > 0:
		mark, message, hint = load.ContextMark, "a quotation mark that is never closed", "close it on the same line, or put the value in the other kind of quotes"
	case strings.Contains(message, "expected ',' or ']'") && load.ContextMark.Line > 0:
		mark, message, hint = load.ContextMark, "a list in brackets that is never closed", "end the list with ]"
	case strings.Contains(message, "expected ',' or '}'") && load.ContextMark.Line > 0:
		mark, message, hint = load.ContextMark, "a group in braces that is never closed", "end the group with }; a # after a space begins a comment, so put a colour in quotes"
	case strings.Contains(message, "expected node content"):
		message, hint = "a list in brackets or a group in braces above is never closed", "end it with ] or }; a # after a space begins a comment, so put a colour in quotes"
	case strings.Contains(message, "cannot start any token"):
		message, hint = "a character that YAML does not allow here (a tab?)", "indent with spaces"
	case strings.Contains(message, "expected key") || strings.Contains(message, "block mapping"):
		message, hint = "the indentation does not fit the lines above", "keys of one level start in the same column, and so do the dashes of one list"
	case strings.Contains(message, "expected single document"):
		message, hint = "a second document begins inside", "a line of its own that holds --- or ... ends the first; take it out"
	case strings.Contains(message, "could not find expected ':'"):
		message, hint = "a line without a colon after its key", "write key: value"
	}
	r.diags.Errorf(r.family+"/syntax", r.at(mark.Line, mark.Column), "%s", message).Hint = hint
}
