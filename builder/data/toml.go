package data

import (
	"errors"

	"aftercare/builder/diag"

	"github.com/pelletier/go-toml/v2/unstable"
)

// maxTOML limits the input in bytes, because the library recurses into brackets
// without a limit.
const maxTOML = 256 << 10

// TOML reads TOML, the other front matter language of Hugo. Tables, dotted
// keys, inline tables and arrays become Maps and Lists.
func TOML(in Input, family string) (*Value, diag.List) {
	t := tomlReader{in: in, family: family, root: &Value{Kind: Map, Pos: in.top()}, tables: make(map[*Value]bool)}
	if len(in.Data) > maxTOML {
		t.diags.Errorf(family+"/syntax", in.top(), "this is %d KiB of TOML; at most %d are read", len(in.Data)>>10, maxTOML>>10)
		return t.root, t.diags
	}
	t.starts = diag.LineStarts(in.Data)
	t.read()
	return t.root, t.diags
}

// tomlReader walks the parser's expressions, which name a table once and then
// list its keys.
type tomlReader struct {
	in     Input
	family string
	parser unstable.Parser
	root   *Value
	starts []int           // offset of each line
	tables map[*Value]bool // the lists that [[name]] has made
	diags  diag.List
}

func (t *tomlReader) read() {
	t.parser.Reset(t.in.Data)
	table := t.root
	for t.parser.NextExpression() {
		switch n := t.parser.Expression(); n.Kind {
		case unstable.KeyValue:
			t.set(table, n, 0)
		case unstable.Table:
			table = t.descend(t.root, pathOf(n.Key()), 0)
		case unstable.ArrayTable:
			table = t.arrayTable(pathOf(n.Key()))
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
	pos := placeOf(t.in, t.starts, int(r.Offset))
	pos.EndCol = pos.Col + int(r.Length)
	return pos
}

// set stores a key and its value in a table, and makes the tables that a dotted
// key names.
func (t *tomlReader) set(table *Value, n *unstable.Node, depth int) {
	value := t.value(n.Value(), depth)
	keys := pathOf(n.Key())
	table = t.descend(table, keys, 1)
	t.add(table, keys[len(keys)-1], value)
}

func (t *tomlReader) add(table *Value, key *unstable.Node, value *Value) {
	table.add(Field{string(key.Data), t.position(key.Raw), value}, &t.diags, t.family)
}

func pathOf(keys unstable.Iterator) (path []*unstable.Node) {
	for keys.Next() {
		path = append(path, keys.Node())
	}
	return path
}

// descend follows all keys but the last `keep`, making tables where there are
// none. In a list of tables it enters the last one.
func (t *tomlReader) descend(table *Value, path []*unstable.Node, keep int) *Value {
	if len(path) > maxDepth {
		t.diags.Errorf(t.family+"/syntax", t.position(path[0].Raw), "a key of more than %d parts", maxDepth)
		return &Value{Kind: Map}
	}
	for _, key := range path[:len(path)-keep] {
		next := table.Get(string(key.Data))
		if next == nil {
			next = &Value{Kind: Map, Pos: t.position(key.Raw)}
			t.add(table, key, next)
		}
		if t.tables[next] {
			next = next.Items[len(next.Items)-1]
		}
		if next.Kind != Map {
			return t.taken(key)
		}
		table = next
	}
	return table
}

// taken reports that a key names a value where a table is needed, and returns a
// table to be thrown away.
func (t *tomlReader) taken(key *unstable.Node) *Value {
	t.diags.Errorf(t.family+"/syntax", t.position(key.Raw), "%q has a value already and can hold nothing else", key.Data)
	return &Value{Kind: Map}
}

func (t *tomlReader) arrayTable(path []*unstable.Node) *Value {
	parent := t.descend(t.root, path, 1)
	last := path[len(path)-1]
	list := parent.Get(string(last.Data))
	if list == nil {
		list = &Value{Kind: List, Pos: t.position(last.Raw)}
		t.tables[list] = true
		t.add(parent, last, list)
	}
	if !t.tables[list] {
		return t.taken(last)
	}
	item := &Value{Kind: Map, Pos: t.position(last.Raw)}
	list.Items = append(list.Items, item)
	return item
}

func (t *tomlReader) value(n *unstable.Node, depth int) *Value {
	v := &Value{Kind: Scalar, Text: string(n.Data), Pos: t.position(n.Raw)}
	if depth == maxDepth && (n.Kind == unstable.Array || n.Kind == unstable.InlineTable) {
		t.diags.Errorf(t.family+"/syntax", v.Pos, "values nested more than %d deep", maxDepth)
		return v
	}
	switch n.Kind {
	case unstable.String:
		v.Quoted = true
	case unstable.Array:
		v.Kind, v.Text = List, ""
		for items := n.Children(); items.Next(); {
			if item := items.Node(); item.Kind != unstable.Comment {
				v.Items = append(v.Items, t.value(item, depth+1))
			}
		}
	case unstable.InlineTable:
		v.Kind, v.Text = Map, ""
		for fields := n.Children(); fields.Next(); {
			t.set(v, fields.Node(), depth+1)
		}
	}
	return v
}
