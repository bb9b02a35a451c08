// Package data reads YAML and TOML into a tree of [Value]s that know their
// position, and decodes the tree strictly into Go structs. An unknown or
// repeated key or a value of the wrong kind is a diagnostic with line and
// column, and all of them are reported at once:
//
//	tree, diags := data.YAML(data.Input{File: "content/site.yaml", Data: text}, "settings")
//	diags = append(diags, data.Decode(tree, &settings, "settings")...)
//
// Scalars keep the text that the writer typed, so a version such as 1.10 or a
// title such as "2026" survives; the field that receives a scalar decides what
// it means. Front matter and every data file of the guide are read here.
package data

import (
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// Kind is the shape of a Value.
type Kind uint8

const (
	// Null is an empty value, such as `note:` with nothing after it.
	Null Kind = iota
	// Scalar is one piece of text.
	Scalar
	// List is a sequence of values.
	List
	// Map is a sequence of named values in the order of the source.
	Map
)

func (k Kind) String() string {
	return [...]string{"nothing", "text", "a list", "keys and values"}[k]
}

// Value is a node of the tree. Quoted is set for text in quotes or a block,
// which is never a number, date or boolean.
type Value struct {
	Kind   Kind
	Quoted bool
	Text   string
	Items  []*Value
	Fields []Field
	Pos    diag.Position
}

// Field is a named value of a Map.
type Field struct {
	Key   string
	Pos   diag.Position
	Value *Value
}

// Get returns the value of a key, or nil. As in [Decode], case does not matter
// unless keys differ in nothing else.
func (v *Value) Get(key string) *Value {
	if v == nil {
		return nil
	}
	var folded *Value
	for _, f := range v.Fields {
		if f.Key == key {
			return f.Value
		}
		if folded == nil && strings.EqualFold(f.Key, key) {
			folded = f.Value
		}
	}
	return folded
}

// Item returns the i-th item of a list, or nil.
func (v *Value) Item(i int) *Value {
	if v == nil || i >= len(v.Items) {
		return nil
	}
	return v.Items[i]
}

// At returns the position of a value; the zero Position for a nil one.
func (v *Value) At() diag.Position {
	if v == nil {
		return diag.Position{}
	}
	return v.Pos
}

// maxFields limits the keys of a map: each is compared with all those before
// it.
const maxFields = 10_000

// add appends a field, or reports that its key is taken.
func (v *Value) add(f Field, diags *diag.List, family string) {
	switch len(v.Fields) {
	case maxFields: // the next one is kept, so that this is said once
		diags.Errorf(family+"/syntax", f.Pos, "more than %d keys in one place", maxFields)
	case maxFields + 1:
		return
	}
	for _, other := range v.Fields {
		if other.Key == f.Key {
			diags.Errorf(family+"/duplicate-key", f.Pos, "key %q is given twice", f.Key).WithNote(other.Pos, "first given here")
			return
		}
	}
	v.Fields = append(v.Fields, f)
}

// Keys returns the fields of a Map; v may be nil.
func (v *Value) Keys() []Field {
	if v == nil {
		return nil
	}
	return v.Fields
}

// Any converts the tree to plain Go values for layouts: nil, bool, int,
// float64, string, []any and map[string]any. Unquoted scalars follow YAML's
// core schema, so `true` is a bool and `3` an int.
func (v *Value) Any() any {
	if v == nil {
		return nil
	}
	switch v.Kind {
	case List:
		items := make([]any, len(v.Items))
		for i, item := range v.Items {
			items[i] = item.Any()
		}
		return items
	case Map:
		fields := make(map[string]any, len(v.Fields))
		for _, f := range v.Fields {
			fields[f.Key] = f.Value.Any()
		}
		return fields
	case Scalar:
		return v.scalar()
	}
	return nil
}

func (v *Value) scalar() any {
	if v.Quoted {
		return v.Text
	}
	if slices.Contains([]string{"true", "True", "TRUE", "false", "False", "FALSE"}, v.Text) {
		return v.Text[0]|0x20 == 't'
	}
	if n, err := strconv.Atoi(v.Text); err == nil {
		return n
	}
	if f, err := strconv.ParseFloat(v.Text, 64); err == nil && strings.Trim(v.Text, "0123456789+-._eE") == "" { // Nan is a name
		return f
	}
	return v.Text
}
