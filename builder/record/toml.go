package record

import (
	"errors"

	"aftercare/builder/diag"

	"github.com/pelletier/go-toml/v2/unstable"
)

// TOML reads the data as TOML, the other front matter language of Hugo's
// users. Tables, dotted keys, inline tables and arrays become Maps and Lists.
func TOML(in Input, family string) (*Value, diag.List) {
	t := tomlReader{in: in, family: family, root: &Value{Kind: Map, Pos: in.top()}}
	t.read()
	return t.root, t.diags
}

// tomlReader walks the expressions of the parser, which name a table once and
// then give the keys in it.
type tomlReader struct {
	in     Input
	family string
	parser unstable.Parser
	root   *Value
	diags  diag.List
}

func (t *tomlReader) read() {
	t.parser.Reset(t.in.Data)
	table := t.root
	for t.parser.NextExpression() {
		switch n := t.parser.Expression(); n.Kind {
		case unstable.KeyValue:
			t.set(table, n)
		case unstable.Table:
			table = t.descend(t.root, n.Key(), 0)
		case unstable.ArrayTable:
			table = t.arrayTable(n.Key())
		}
	}
	if err := t.parser.Error(); err != nil {
		pos, message := t.in.top(), err.Error()
		var parse *unstable.ParserError
		if errors.As(err, &parse) {
			message = parse.Message
			if parse.Highlight != nil {
				pos = t.position(t.parser.Range(parse.Highlight))
			}
		}
		t.diags.Errorf(t.family+"/syntax", pos, "this is not valid TOML: %s", message)
	}
}

func (t *tomlReader) position(r unstable.Range) diag.Position {
	start := t.parser.Shape(r).Start
	return diag.Position{File: t.in.File, Line: t.in.Line + start.Line, Col: start.Column, EndCol: start.Column + int(r.Length)}
}

// set stores a key and its value in a table, making the tables that a dotted
// key names on the way.
func (t *tomlReader) set(table *Value, n *unstable.Node) {
	value := t.value(n.Value())
	table = t.descend(table, n.Key(), 1)
	last := lastKey(n.Key())
	table.add(Field{string(last.Data), t.position(last.Raw), value}, &t.diags, t.family)
}

func lastKey(keys unstable.Iterator) (last *unstable.Node) {
	for keys.Next() {
		last = keys.Node()
	}
	return last
}

// descend follows the keys but the last `keep` of them, creating maps.
func (t *tomlReader) descend(table *Value, keys unstable.Iterator, keep int) *Value {
	var path []*unstable.Node
	for keys.Next() {
		path = append(path, keys.Node())
	}
	for _, key := range path[:len(path)-keep] {
		next := table.Get(string(key.Data))
		if next == nil {
			next = &Value{Kind: Map, Pos: t.position(key.Raw)}
			table.add(Field{string(key.Data), t.position(key.Raw), next}, &t.diags, t.family)
		}
		if next.Kind == List && len(next.Items) > 0 {
			next = next.Items[len(next.Items)-1]
		}
		table = next
	}
	return table
}

func (t *tomlReader) arrayTable(keys unstable.Iterator) *Value {
	parent := t.descend(t.root, keys, 1)
	last := lastKey(keys)
	name, pos := string(last.Data), t.position(last.Raw)
	list := parent.Get(name)
	if list == nil {
		list = &Value{Kind: List, Pos: pos}
		parent.add(Field{name, pos, list}, &t.diags, t.family)
	}
	item := &Value{Kind: Map, Pos: pos}
	list.Items = append(list.Items, item)
	return item
}

func (t *tomlReader) value(n *unstable.Node) *Value {
	v := &Value{Kind: Scalar, Text: string(n.Data), Pos: t.position(n.Raw)}
	switch n.Kind {
	case unstable.String:
		v.Quoted = true
	case unstable.Array:
		v.Kind, v.Text = List, ""
		for items := n.Children(); items.Next(); {
			if item := items.Node(); item.Kind != unstable.Comment {
				v.Items = append(v.Items, t.value(item))
			}
		}
	case unstable.InlineTable:
		v.Kind, v.Text = Map, ""
		for fields := n.Children(); fields.Next(); {
			t.set(v, fields.Node())
		}
	}
	return v
}
