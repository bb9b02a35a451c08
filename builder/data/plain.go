package data

import (
	"strings"
	"unicode/utf8"

	"aftercare/builder/diag"
)

// plainYAML reads data that is written the way nearly all front matter is: keys
// at the start of a line, values on one line, lists of those. It returns nil
// for anything else, mistakes included, which is then left to the YAML library.
// The library needs ten times as long; FuzzPlainYAML holds the two equal.
func plainYAML(in Input) *Value {
	if !plainText(in.Data) {
		return nil
	}
	r := plainReader{in: in, rest: string(in.Data), root: Value{Kind: Map}}
	for r.next() {
		if !r.field() {
			return nil
		}
	}
	if len(r.root.Fields) == 0 {
		return nil
	}
	r.root.Pos = r.root.Fields[0].Pos
	r.root.Pos.EndCol = 0
	return &r.root
}

// plainText reports whether data has only characters that mean the same to
// every reader of lines: no tabs, no controls, no other line ends.
func plainText(data []byte) bool {
	for i := 0; i < len(data); {
		c, size := rune(data[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRune(data[i:])
		}
		switch {
		case c == '\n', ' ' <= c && c <= '~':
		case c < 0xA0, c == utf8.RuneError, c == 0x2028, c == 0x2029, c == 0xFEFF, c&0xFFFE == 0xFFFE:
			return false
		}
		i += size
	}
	return true
}

// plainReader goes through the data line by line.
type plainReader struct {
	in    Input
	rest  string // all texts are parts of the one string
	again bool   // the line is to be read once more
	line  string // without spaces at its end
	row   int    // number of the line in the data, from 1
	root  Value
	free  values
}

// next finds the next line that is neither empty nor a comment.
func (r *plainReader) next() bool {
	if r.again {
		r.again = false
		return true
	}
	for len(r.rest) > 0 {
		r.line, r.rest, _ = strings.Cut(r.rest, "\n")
		r.line = strings.TrimRight(r.line, " ")
		r.row++
		if len(r.line) > 0 && r.line[0] != '#' {
			return true
		}
	}
	return false
}

func (r *plainReader) at(col int) diag.Position {
	return diag.Position{File: r.in.File, Line: r.in.Line + r.row, Col: col + 1}
}

// field reads a key with its value, false if it is not plain.
func (r *plainReader) field() bool {
	length := keyLength(r.line)
	if length == 0 || length == len(r.line) || r.line[length] != ':' {
		return false
	}
	f := Field{Key: r.line[:length], Pos: r.at(0)}
	f.Pos.EndCol = length + 1
	if len(r.root.Fields) == maxPlainFields || r.root.Get(f.Key) != nil {
		return false
	}
	text := strings.TrimLeft(r.line[length+1:], " ")
	col := len(r.line) - len(text)
	switch {
	case len(text) == 0:
		f.Value = r.blockList()
	case col == length+1:
		return false // no space behind the colon
	case text[0] == '[':
		f.Value = r.flowList(text, col)
	default:
		f.Value = r.scalar(text, col)
	}
	r.root.Fields = append(r.root.Fields, f)
	return f.Value != nil
}

// maxPlainFields is more keys than front matter has.
const maxPlainFields = 100

// maxPlainKey is far below the length at which YAML takes no word for a key.
const maxPlainKey = 100

func keyLength(line string) int {
	for i := range len(line) {
		c := line[i]
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '-' && c != '_' && (c < '0' || c > '9')) {
			return i
		}
		if i == maxPlainKey {
			return 0
		}
	}
	return len(line)
}

// blockList reads items on lines of their own, with the same space before each
// dash.
func (r *plainReader) blockList() *Value {
	var list *Value
	for r.next() {
		item := strings.TrimLeft(r.line, " ")
		dash := len(r.line) - len(item)
		if list == nil {
			list = r.free.next()
			list.Kind, list.Pos = List, r.at(dash)
		}
		if dash == 0 && item[0] != '-' {
			r.again = true
			break
		}
		if dash+1 != list.Pos.Col || len(item) < 3 || item[0] != '-' || item[1] != ' ' || item[2] == ' ' {
			return nil
		}
		value := r.scalar(item[2:], dash+2)
		if value == nil {
			return nil
		}
		list.Items = append(list.Items, value)
	}
	if list == nil || len(list.Items) == 0 {
		return nil
	}
	return list
}

// flowList reads items in brackets.
func (r *plainReader) flowList(text string, col int) *Value {
	end := len(text) - 1
	if text[end] != ']' {
		return nil
	}
	list := r.free.next()
	list.Kind, list.Pos = List, r.at(col)
	for from := 1; from <= end; {
		length := strings.IndexByte(text[from:end], ',')
		if length < 0 {
			length = end - from
		}
		item := strings.TrimLeft(text[from:from+length], " ")
		at := col + from + length - len(item)
		item = strings.TrimRight(item, " ")
		if len(item) == 0 || item[0] != '"' && strings.ContainsAny(item, "[]{}:#&*!|>'\"%@`?,") {
			return nil
		}
		value := r.scalar(item, at)
		if value == nil {
			return nil
		}
		list.Items = append(list.Items, value)
		from += length + 1
	}
	return list
}

// scalar reads a value that is quoted and has neither quotes nor escapes in it,
// or that begins with a letter, a digit, a dot or a slash.
func (r *plainReader) scalar(text string, col int) *Value {
	v := r.free.next()
	v.Kind, v.Pos = Scalar, r.at(col)
	first, last := text[0], len(text)-1
	if first == '"' || first == '\'' {
		if last == 0 || text[last] != first || strings.ContainsAny(text[1:last], `"'\`) {
			return nil
		}
		v.Quoted, v.Text = true, text[1:last]
		return v
	}
	v.Text = text
	switch {
	case first < '.' || first > '9' && first < utf8.RuneSelf && keyLength(text[:1]) == 0:
		return nil // '.', '/' and digits follow one another in ASCII
	case text[last] == ':', strings.Contains(text, ": "), strings.Contains(text, " #"), strings.EqualFold(text, "null"):
		return nil
	}
	return v
}

// values hands out Values from the heap in runs.
type values []Value

func (v *values) next() *Value {
	if len(*v) == 0 {
		*v = make([]Value, 16)
	}
	next := &(*v)[0]
	*v = (*v)[1:]
	return next
}
