package data

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type reader func(Input, string) (*Value, diag.List)

// all is a struct with every kind of field.
type all struct {
	Text  string            `key:"text"`
	Yes   bool              `key:"yes"`
	Count int               `key:"count"`
	Day   time.Time         `key:"day"`
	Words []string          `key:"words"`
	Inner inner             `key:"inner"`
	List  []inner           `key:"list"`
	Named map[string]string `key:"named"`
	Any   map[string]any    `key:"params"`
	Raw   *Value            `key:"raw"`
	None  string
}

type inner struct {
	A string `key:"a"`
	B int    `key:"b"`
}

func TestDecodeTakesEveryKindOfField(t *testing.T) {
	want := all{
		Text: "1.10", Yes: true, Count: 3, Day: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Words: []string{"a", "b c"},
		Inner: inner{"x", 1}, List: []inner{{"y", 2}, {"z", 3}}, Named: map[string]string{"k": "v"},
		Any: map[string]any{"n": 1, "f": 1.5, "s": "1", "t": true, "l": []any{1, "x"}, "m": map[string]any{"k": "v"}},
	}
	for name, test := range map[string]struct {
		read reader
		text string
	}{
		"YAML": {YAML, "text: \"1.10\"\nYes: true\ncount: 3\nday: 2026-11-22\nwords: [a, b c]\ninner: {a: x, b: 1}\nlist:\n- {a: y, b: 2}\n- a: z\n  b: 3\nnamed: {k: v}\n" +
			"params: {n: 1, f: 1.5, s: \"1\", t: true, l: [1, x], m: {k: v}}\n"},
		"TOML": {TOML, "text = \"1.10\"\nYes = true\ncount = 3\nday = 2026-11-22\nwords = [\"a\", \"b c\"]\ninner = {a = \"x\", b = 1}\nnamed.k = \"v\"\n" +
			"params = {n = 1, f = 1.5, s = \"1\", t = true, l = [1, \"x\"], m = {k = \"v\"}}\n[[list]]\na = \"y\"\nb = 2\n[[list]]\na = \"z\"\nb = 3\n"},
	} {
		tree, diags := test.read(Input{File: "x", Data: []byte(test.text)}, "test")
		var got all
		diags = append(diags, Decode(tree, &got, "test")...)
		if len(diags) > 0 {
			t.Errorf("%s: %v", name, diags)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct {
		name string
		read reader
		text string
		want []string // position, code, part of the message
	}{
		{"unknown key", YAML, "text: a\nwrods: [b]\n", []string{`x:2:1 unknown-key "wrods"`}},
		{"unknown key inside", YAML, "inner: {c: 1}\n", []string{`x:1:9 unknown-key "c" in "inner"`}},
		{"keys of another place", YAML, "inner: {c: 1, d: 2}\n", []string{`x:1:9 unknown-key keys "c", "d" in "inner"`}},
		{"misspelt keys", YAML, "wrods: 1\ncuont: 2\n", []string{`x:1:1 unknown-key "wrods" did you mean "words"`, `x:2:1 unknown-key "cuont" did you mean "count"`}},
		{"all at once", YAML, "wrods: 1\ncount: many\nyes: 3\nday: soon\n", []string{
			`x:1:1 unknown-key "wrods"`, `x:2:8 wrong-type a whole number`, `x:3:6 wrong-type true or false`, `x:4:6 wrong-type a date`}},
		{"a list for text", YAML, "text: [a]\n", []string{`x:1:7 wrong-type "text" wants text, not a list`}},
		{"text for keys", YAML, "inner: a\n", []string{`x:1:8 wrong-type "inner" wants keys and values, not "a"`}},
		{"text for a list of keys", YAML, "list: a\n", []string{`x:1:7 wrong-type "list" wants a list, not "a"`}},
		{"a list for everything", YAML, "- a\n", []string{`x:1:1 wrong-type keys and values`}},
		{"text for everything", YAML, "only text\n", []string{`x:1:1 wrong-type keys and values`}},
		{"a key twice", YAML, "text: a\ntext: b\n", []string{`x:2:1 duplicate-key "text"`}},
		{"columns count bytes", YAML, "text: {é: \"日\", b: [}\n", []string{`x:1:23 syntax`}},
		{"second colon", YAML, "text: a: b\n", []string{`x:1:8 syntax a second colon`}},
		{"tab", YAML, "inner:\n\ta: 1\n", []string{`x:2:1 syntax spaces`}},
		{"colour without quotes", YAML, "colors:\n  light: {accent: #0b5a8a, paper: \"#fff\"}\ntext: a\n", []string{`x:2:10 syntax braces`}},
		{"colour without quotes at the end", YAML, "colors:\n  light: {accent: \"#0\", paper: #0b5a8a}\n", []string{`x:3:1 syntax put a colour in quotes`}},
		{"open quote", YAML, "text: \"a\ncount: 1\n", []string{`x:1:7 syntax never closed`}},
		{"open bracket", YAML, "words: [a,\ncount: 1\n", []string{`syntax`}},
		{"second document", YAML, "text: a\n---\ntext: b\n", []string{`syntax`}},
		{"unknown key", TOML, "text = \"a\"\nwrods = [\"b\"]\n", []string{`x:2:1 unknown-key "wrods"`}},
		{"a key twice", TOML, "text = \"a\"\ntext = \"b\"\n", []string{`x:2:1 duplicate-key "text"`}},
		{"not TOML", TOML, "text: a\n", []string{`x:1:5 syntax`}},
		{"a table where a value is", TOML, "text = \"a\"\n[text.b]\nc = 1\n", []string{`x:2:2 syntax "text" has a value`}},
		{"a dotted key through a value", TOML, "text = \"a\"\ntext.b = 1\n", []string{`x:2:1 syntax "text" has a value`}},
		{"tables where a value is", TOML, "count = 1\n[[count]]\na = 1\n", []string{`x:2:3 syntax "count" has a value`}},
		{"tables where a list is", TOML, "words = [\"a\"]\n[[words]]\na = 1\n", []string{`x:2:3 syntax "words" has a value`}},
		{"a key in a table twice", TOML, "[inner]\na = \"x\"\n[inner]\na = \"y\"\n", []string{`x:4:1 duplicate-key "a"`}},
	} {
		tree, diags := test.read(Input{File: "x", Data: []byte(test.text)}, "test")
		var out all
		diags = append(diags, Decode(tree, &out, "test")...)
		if len(diags) != len(test.want) {
			t.Errorf("%s: %v, want %v", test.name, diags, test.want)
			continue
		}
		for i, d := range diags {
			got := strings.Replace(fmt.Sprintf("%s %s %s %s", d.Pos, d.Code, d.Message, d.Hint), "test/", "", 1)
			for _, part := range strings.SplitN(test.want[i], " ", 3) {
				if !strings.Contains(got, part) {
					t.Errorf("%s: %q has no %q", test.name, got, part)
				}
			}
		}
	}
}

// Hostile text ends soon and with a diagnostic, whatever it multiplies.
func TestBombs(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&laughs, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	var keys strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&keys, "k%d: 1\n", i)
	}
	tomlKeys := strings.ReplaceAll(keys.String(), ":", " =")
	for name, test := range map[string]struct {
		read reader
		text string
	}{
		"laughs":             {YAML, laughs.String()},
		"itself":             {YAML, "a: &a [*a]\n"},
		"deep lists":         {YAML, "a: " + strings.Repeat("[", 20_000) + "\n"},
		"deep maps":          {YAML, "a: " + strings.Repeat("{b: ", 20_000) + "\n"},
		"many keys":          {YAML, keys.String()},
		"deep lists in TOML": {TOML, "a = " + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "\n"},
		"deep maps in TOML":  {TOML, "a = " + strings.Repeat("{b = ", 20_000) + "1" + strings.Repeat("}", 20_000) + "\n"},
		"deep keys in TOML":  {TOML, "a" + strings.Repeat(".b", 20_000) + " = 1\n"},
		"deep table in TOML": {TOML, "[a" + strings.Repeat(".b", 20_000) + "]\nc = 1\n"},
		"many keys in TOML":  {TOML, tomlKeys},
	} {
		start := time.Now()
		tree, diags := test.read(Input{File: "x", Data: []byte(test.text)}, "test")
		tree.Any()
		if len(diags) == 0 {
			t.Errorf("%s: nothing is reported", name)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: takes %s", name, took)
		}
	}
}

// value draws a tree of the kind that both languages can write.
func value(depth int) *rapid.Generator[*Value] {
	scalar := rapid.Custom(func(t *rapid.T) *Value {
		return &Value{Kind: Scalar, Quoted: true, Text: rapid.StringOf(rapid.Rune().Filter(writable)).Draw(t, "text")}
	})
	if depth == 0 {
		return scalar
	}
	list := rapid.Custom(func(t *rapid.T) *Value {
		return &Value{Kind: List, Items: rapid.SliceOfN(value(depth-1), 0, 4).Draw(t, "items")}
	})
	return rapid.OneOf(scalar, list, mapping(depth-1))
}

func mapping(depth int) *rapid.Generator[*Value] {
	return rapid.Custom(func(t *rapid.T) *Value {
		v := &Value{Kind: Map}
		for _, key := range rapid.SliceOfNDistinct(rapid.StringOf(rapid.Rune().Filter(writable)), 0, 4, rapid.ID).Draw(t, "keys") {
			v.Fields = append(v.Fields, Field{Key: key, Value: value(depth).Draw(t, "value")})
		}
		return v
	})
}

// writable leaves out what YAML allows in no form but an escape of its own.
func writable(r rune) bool {
	return strconv.IsPrint(r) && r != 0xFEFF
}

// flow writes a tree in the form that YAML and TOML nearly share.
func flow(b *bytes.Buffer, v *Value, equals string) {
	switch v.Kind {
	case Scalar:
		fmt.Fprintf(b, `"%s"`, escaped(v.Text))
	case List:
		b.WriteByte('[')
		for i, item := range v.Items {
			if i > 0 {
				b.WriteString(", ")
			}
			flow(b, item, equals)
		}
		b.WriteByte(']')
	case Map:
		b.WriteByte('{')
		for i, f := range v.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(b, `"%s"%s`, escaped(f.Key), equals)
			flow(b, f.Value, equals)
		}
		b.WriteByte('}')
	}
}

func escaped(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, `\`, `\\`), `"`, `\"`)
}

// TestWrittenValuesAreReadBack holds that a tree survives being written and
// read, in both languages, and that every position is where its text stands.
func TestWrittenValuesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := mapping(3).Draw(t, "tree")
		for name, language := range map[string]struct {
			read   reader
			equals string
		}{"YAML": {YAML, ": "}, "TOML": {TOML, " = "}} {
			var b bytes.Buffer
			for _, f := range want.Fields {
				fmt.Fprintf(&b, `"%s"%s`, escaped(f.Key), language.equals)
				flow(&b, f.Value, language.equals)
				b.WriteByte('\n')
			}
			got, diags := language.read(Input{File: "x", Data: b.Bytes(), Line: 2}, "test")
			if len(diags) > 0 {
				t.Fatalf("%s: %v in\n%s", name, diags, b.Bytes())
			}
			if diff := cmp.Diff(want.Any(), got.Any()); diff != "" {
				t.Fatalf("%s (-written +read):\n%s", name, diff)
			}
			standsWhereItSays(t, got, b.Bytes(), 2)
		}
	})
}

// tester is what testing and rapid have in common.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// standsWhereItSays follows every quoted value to its place.
func standsWhereItSays(t tester, v *Value, data []byte, before int) {
	t.Helper()
	if v.Kind == Scalar && v.Quoted {
		lines := bytes.Split(data, []byte("\n"))
		line := v.Pos.Line - before
		if line < 1 || line > len(lines) || v.Pos.Col < 1 || !bytes.HasPrefix(lines[line-1][v.Pos.Col-1:], []byte(`"`+escaped(v.Text))) {
			t.Fatalf("%q is not at %s", v.Text, v.Pos)
		}
	}
	for _, item := range v.Items {
		standsWhereItSays(t, item, data, before)
	}
	for _, f := range v.Fields {
		standsWhereItSays(t, f.Value, data, before)
	}
}

// fuzz holds what is true of any input: reading ends, a tree or a diagnostic
// comes of it, and every position lies inside the data.
func fuzz(f *testing.F, read reader) {
	f.Fuzz(func(t *testing.T, data []byte) {
		in := Input{File: "x", Data: data, Line: 5}
		tree, diags := read(in, "test")
		if tree == nil && len(diags) == 0 {
			t.Fatal("neither a tree nor a diagnostic")
		}
		var out all
		diags = append(diags, Decode(tree, &out, "test")...)
		for _, d := range diags {
			inside(t, in, d.Pos)
			if !slices.Contains([]string{"test/syntax", "test/unknown-key", "test/duplicate-key", "test/wrong-type"}, d.Code) {
				t.Errorf("unknown code %q", d.Code)
			}
		}
		positions(t, in, tree)
		tree.Any()
	})
}

func positions(t *testing.T, in Input, v *Value) {
	if v == nil {
		return
	}
	inside(t, in, v.Pos)
	for _, item := range v.Items {
		positions(t, in, item)
	}
	for _, f := range v.Fields {
		inside(t, in, f.Pos)
		positions(t, in, f.Value)
	}
}

func inside(t *testing.T, in Input, p diag.Position) {
	t.Helper()
	text := strings.ReplaceAll(strings.ReplaceAll(string(in.Data), "\r\n", " \n"), "\r", "\n")
	lines := strings.Split(text, "\n")
	line := p.Line - in.Line
	if p.File != in.File || line < 1 || line > len(lines) || p.Col < 1 || p.Col > len(lines[line-1])+1 {
		t.Fatalf("%s (end %d) is not inside %q", p, p.EndCol, in.Data)
	}
}

// odd is YAML at the edges of what people write and of what is valid.
var odd = []string{
	"", "\n", "# only\n", "---\na: b\n", "a: b\n...\n", "a:b\n", "a: b: c\n", "a: b #c\n", "a: null\n", "a: ~\n", "a:\n", "a:\n\nb: c\n",
	"a: b\n  c\n", "a: |\n  b\n", "a: >\n  b\n", "a: {b: c}\n", "a: [b, [c]]\n", "a: []\n", "a: [b,]\n", "a: [b, c\n", "a: *b\n", "a: &b c\n", "a: !!str b\n",
	"a: \"b\\n\"\n", "a: 'it''s'\n", "a: \"b\" c\n", "a: b\na: c\n", "a:\n  b: c\n", "a:\n  - b: c\n", "a:\n  - b\n   - c\n", "a:\n - b\n- c\n", "a:\n  -b\n", "a:\n  -  b\n",
	"a:\tb\n", "a: b\r\n", "a: b\u2028c\n", "a: \u0085\n", "? a\n: b\n", "- a\n", "\"a\": b\n", "a: - b\n", "a: %b\n", "a: @b\n", "a: `b`\n", "a: -1\n", " a: b\n", "a: b\n c: d\n",
	"a: [b, #c]\n", "a: [b: c]\n", "a: [null]\n", "a: ]\n", "a: [\"b\"c]\n", "a: b:\n", "<<: a\n", "a: b\n\tc: d\n", "a: \xff\n", "\ufeffa: b\n", "a : b\n", "a:\n  - null\n", "a:\n  - b\n  c\n", "a: [\"b]\n", "a: [\"b\", c\"]\n", "tags: [\"d, e\"]\n",
}

func FuzzYAML(f *testing.F) {
	for _, text := range append(odd, typical) {
		f.Add([]byte(text))
	}
	f.Add([]byte("text: &a [é, *x]\nlist: [{a: 1, b: x}]\n? [a]\n: b\n"))
	f.Add([]byte("text: a\r\nwrods: b\rdrat: c\u2028d\ncount: x\n"))
	fuzz(f, YAML)
}

func FuzzTOML(f *testing.F) {
	for _, text := range []string{
		"text = \"é\"\n", "[inner]\na = 'x'\n", "[[list]]\na = \"x\"\nb = 1_000\n", "a.b.c = {d = [1, # x\n 2]}\n", "text = \"\"\"a\nb\"\"\"\n", "day = 2026-11-22T10:00:00Z\n",
		"a = 1\n[a]\n", "a = 1\n[[a]]\n", "a = [1]\n[[a]]\n", "a = 1\na.b = 2\n", "[a]\n[a.b]\n[[a.b]]\n", "=", "[", "[[a", "\"\" = 1\n", "'a'.\"b\" = 1\n", "x = 1 2\n", "a = [[[[1]]]]\n", "\ufeffa = 1\n", "a = 1\r\nb = 2\r\n",
	} {
		f.Add([]byte(text))
	}
	fuzz(f, TOML)
}

// In a file of one list an entry beside the list is put under it; a slip in the
// list's own name, and a key in a file of many, get the usual hint.
func TestKeyBesideTheOneListIsPutUnderIt(t *testing.T) {
	hint := func(text string, to any) string {
		tree, diags := YAML(Input{File: "x", Data: []byte(text)}, "test")
		if diags = append(diags, Decode(tree, to, "test")...); len(diags) != 1 {
			t.Fatalf("%q: %v", text, diags)
		}
		return diags[0].Hint
	}
	var one struct {
		Sources []*Value `key:"sources"`
	}
	for text, want := range map[string]string{
		"sources: []\nTEA26:\n  title: Tea\n": "put it under sources:, indented like the entries there",
		"sources: []\nid: TEA26\n":            "put it under sources:, indented like the entries there",
		"source: []\n":                        `did you mean "sources"?`,
	} {
		if got := hint(text, &one); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
	var many all
	if got := hint("zzzzzzz: 1\n", &many); strings.HasPrefix(got, "put it under") {
		t.Errorf("a key of its own: %q", got)
	}
}

// A text comes back from YAML as it was, whatever it holds.
func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"Tea": "Tea", "Käse für zwei": "Käse für zwei", "A: b": `"A: b"`, "a #b": `"a #b"`, "- a": `"- a"`, `"a" b`: `"\"a\" b"`, "[a": `"[a"`, "": "", "a:b": "a:b", "*a": `"*a"`, " a": `" a"`,
	} {
		got := Plain(text)
		tree, diags := YAML(Input{Data: []byte("title: " + got)}, "test")
		if got != want || diags != nil || tree.Get("title").Text != text {
			t.Errorf("%q: %s, want %s: %v", text, got, want, diags)
		}
	}
}
