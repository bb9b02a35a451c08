package data

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
)

// What is not there is nothing, at no place, whoever asks.
func TestValuesThatAreAbsent(t *testing.T) {
	tree, _ := YAML(Input{File: "x", Data: []byte("Key: a\nkey: b\nKEY: c\nother: [d, e]\n")}, "test")
	for key, want := range map[string]string{"key": "b", "Key": "a", "kEy": "a", "OTHER": "", "none": "nil"} {
		got := "nil"
		if v := tree.Get(key); v != nil {
			got = v.Text
		}
		if got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	list := tree.Get("other")
	if list.Item(0).Text != "d" || list.Item(1).Text != "e" || list.Item(2) != nil || list.Item(1).At().String() != "x:4:12" || len(tree.Keys()) != 4 {
		t.Errorf("the list is %+v", list)
	}
	var none *Value
	if none.Get("a").Get("b").Item(0).At() != (diag.Position{}) || none.Keys() != nil || none.Any() != nil {
		t.Error("nothing holds something")
	}
}

// A day or a time is read in the forms that people write; one with a zone is
// never taken for one without.
func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-22": "2026-11-22T00:00:00Z here", "2026-11": "2026-11-01T00:00:00Z here", "2026-11-22T10:20": "2026-11-22T10:20:00Z here", "2026-11-22 10:20": "2026-11-22T10:20:00Z here",
		"2026-11-22T10:20:30": "2026-11-22T10:20:30Z here", "2026-11-22 10:20:30": "2026-11-22T10:20:30Z here", "2026-11-22T10:20:30Z": "2026-11-22T10:20:30Z", "2026-11-22T10:20:30+00:00": "2026-11-22T10:20:30Z",
		"2026-11-22T10:20:30-05:00": "2026-11-22T10:20:30-05:00", "2026-13-01": "", "2026-02-30": "", "2026": "", "22.11.2026": "", "": "", " 2026-11-22": "",
	} {
		at, ok := ParseDate(text)
		got := ""
		if ok {
			got = at.Format(time.RFC3339)
			if at.Location() == time.UTC {
				got += " here"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// moved knows a key of another program.
type moved struct {
	Text   string         `key:"text"`
	Params map[string]any `key:"params"`
	Raw    *Value         `key:"raw"`
	Pos    diag.Position
}

func (moved) Instead(key string) string {
	if key == "menu" || key == "nav" {
		return "write it in the settings"
	}
	return ""
}

func TestKeysOfOtherPrograms(t *testing.T) {
	for text, want := range map[string]string{
		"menu: main\nnav: x\n":     `1:1 unknown keys "menu", "nav": write it in the settings`,
		"menu: main\ntxet: a\n":    `1:1 unknown key "menu": write it in the settings; 2:1 unknown key "txet": did you mean "text"?`,
		"menu:\nnav: []\n":         "",
		"nav: {}\n":                `1:1 unknown key "nav": write it in the settings`,
		"zzzzzz: 1\n":              `1:1 unknown key "zzzzzz": put keys of your own under params:`,
		"zzzzzz:\n":                `1:1 unknown key "zzzzzz": put keys of your own under params:`,
		"pos: 1\n":                 `1:1 unknown key "pos"`,
		"\"\": 1\n":                `1:1 unknown key ""`,
		"text:\nparams:\nraw:\n":   "",
		"text: [a]\nparams: [b]\n": `1:7 "text" wants text, not a list: ; 2:9 "params" wants keys and values, not a list: `,
	} {
		tree, diags := YAML(Input{Data: []byte(text)}, "test")
		var out moved
		var got []string
		for _, d := range append(diags, Decode(tree, &out, "test")...) {
			got = append(got, fmt.Sprintf("%d:%d %s: %s", d.Pos.Line, d.Pos.Col, d.Message, d.Hint))
		}
		if all := strings.Join(got, "; "); !strings.HasPrefix(all, want) || (all == "") != (want == "") {
			t.Errorf("%q: %s, want %s", text, all, want)
		}
		if out.Pos != tree.Pos || tree.Get("raw") != out.Raw {
			t.Errorf("%q: stands at %v with %v", text, out.Pos, out.Raw)
		}
	}
	if diags := Decode(nil, &moved{}, "test"); diags != nil {
		t.Errorf("of nothing: %v", diags)
	}
}

// Text in quotes is never anything else, and `yes` is only where a truth is wanted.
func TestWhatScalarsMean(t *testing.T) {
	for text, want := range map[string]string{
		"true": "bool true", "TRUE": "bool true", "False": "bool false", "yes": "string yes", "tRUE": "string tRUE", "'true'": "string true", "3": "int 3", "'3'": "string 3", "-3": "int -3", "1.5e-2": "float64 0.015", "Nan": "string Nan", "inf": "string inf", "-Infinity": "string -Infinity", "0x1F": "string 0x1F", "0x1p-2": "string 0x1p-2", "e": "string e", "1.50": "float64 1.5",
		"1e3": "float64 1000", "null": "<nil> <nil>", "~": "<nil> <nil>", "'null'": "string null", "\"~\"": "string ~", "|\n  3": "string 3\n", "": "<nil> <nil>", "''": "string ", "[]": "[]interface {} []", "{}": "map[string]interface {} map[]", "2026-11-22": "string 2026-11-22",
	} {
		tree, diags := YAML(Input{Data: []byte("a: " + text + "\n")}, "test")
		if got := tree.Get("a").Any(); fmt.Sprintf("%T %v", got, got) != want || diags != nil {
			t.Errorf("%s: %T %v, want %s; %v", text, got, got, want, diags)
		}
	}
	for text, want := range map[string]string{"yes": "true", "On": "true", "TRUE": "true", "no": "false", "off": "false", "'yes'": "true", "y": "wrong", "1": "wrong", "": "false"} {
		var out struct {
			A bool `key:"a"`
		}
		tree, _ := YAML(Input{Data: []byte("a: " + text + "\n")}, "test")
		got := "wrong"
		if Decode(tree, &out, "test") == nil {
			got = fmt.Sprint(out.A)
		}
		if got != want {
			t.Errorf("%s as a truth: %s, want %s", text, got, want)
		}
	}
	var list struct {
		A []string `key:"a"`
		B []int    `key:"b"`
	}
	tree, _ := YAML(Input{Data: []byte("a: calm\nb: 3\n")}, "test")
	if diags := Decode(tree, &list, "test"); len(diags) != 1 || diags[0].Message != `"b" wants a list, not "3"` || len(list.A) != 1 {
		t.Errorf("%+v, %v", list, diags)
	}
}

// The limits are what a person may still write.
func TestLimits(t *testing.T) {
	keys := func(n int, equals string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "k%d%s1\n", i, equals)
		}
		return b.String()
	}
	nested := func(n int, open, end string) string { return strings.Repeat(open, n) + "1" + strings.Repeat(end, n) }
	for _, tt := range []struct {
		name         string
		read         reader
		below, above string
		want         string
	}{
		{"keys", YAML, keys(maxFields, ": "), keys(maxFields+2, ": "), "more than 10000 keys in one place"},
		{"keys", TOML, keys(maxFields, " = "), keys(maxFields+2, " = "), "more than 10000 keys in one place"},
		{"lists", TOML, "a = " + nested(maxDepth, "[", "]"), "a = " + nested(maxDepth+1, "[", "]"), "values nested more than 30 deep"},
		{"tables", TOML, "a = " + nested(maxDepth, "{a = ", "}"), "a = " + nested(maxDepth+1, "{a = ", "}"), "values nested more than 30 deep"},
		{"parts of a key", TOML, "a" + strings.Repeat(".a", maxDepth-1) + " = 1", "a" + strings.Repeat(".a", maxDepth) + " = 1", "a key of more than 30 parts"},
		{"bytes", TOML, "a = 1\n#" + strings.Repeat(" ", maxTOML-7), "a = 1\n#" + strings.Repeat(" ", maxTOML-6), "this is 256 KiB of TOML; at most 256 are read"},
	} {
		if _, diags := tt.read(Input{Data: []byte(tt.below)}, "test"); diags != nil {
			t.Errorf("%s at the limit: %v", tt.name, diags)
		}
		if _, diags := tt.read(Input{Data: []byte(tt.above)}, "test"); len(diags) != 1 || diags[0].Message != tt.want || diags[0].Code != "test/syntax" {
			t.Errorf("%s beyond the limit: %v", tt.name, diags)
		}
	}
}

// Mistakes of form are told in the writer's words, at their places, after line
// ends of any kind.
func TestMistakesOfForm(t *testing.T) {
	for text, want := range map[string]string{
		"a: [b\nc: d\n":       "a list in brackets",
		"a: {b: c\nd: e\n":    "a group in braces",
		"a: b\n  c: d\n":      "a second colon in an unquoted value",
		"a:\n  b: c\n d: e":   "3:2 the indentation does not fit the lines above",
		"a:\n- b\n c\n- d: [": "",
		"a: b\n...\nc: d\n":   "a second document begins inside",
		"a: b\nc\nd: e\n":     "a line without a colon after its key",
		"a: @b\n":             "1:4 a character that YAML does not allow here (a tab?)",
		"é: \"b\n":            "1:5 a quotation mark that is never closed",
		"a: x\u2028b: y: z\n": "1:12 ",
		"a: x\r\nb: 'c\r\n":   "2:4 a quotation mark",
		"a: x\rb: 'c\r":       "2:4 a quotation mark",
		"%\n":                 "",
		"a: *b\n":             "",
		"a: &b [*b]\n":        "",
	} {
		_, diags := YAML(Input{File: "x", Data: []byte(text)}, "test")
		if len(diags) == 0 {
			t.Errorf("%q: nothing is wrong", text)
		} else if got := fmt.Sprintf("%d:%d %s", diags[0].Pos.Line, diags[0].Pos.Col, diags[0].Message); !strings.Contains(got, want) || diags[0].Code != "test/syntax" {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	tree, diags := TOML(Input{File: "x", Data: []byte("a = 1 # x\n[[b]]\nc = [ # y\n 1, # z\n 2]\n[b.d]\ne = 1\n[[b]]\nc = []\n[b.d]\ne = 2\n")}, "test")
	if got := fmt.Sprint(tree.Any()); got != "map[a:1 b:[map[c:[1 2] d:map[e:1]] map[c:[] d:map[e:2]]]]" || diags != nil {
		t.Errorf("%s, %v", got, diags)
	}
	if at := tree.Get("b").Item(0).Get("c").Item(1).At(); at.Line != 5 || at.Col != 2 || at.EndCol != 3 {
		t.Errorf("the second number stands at %+v", at)
	}
}
