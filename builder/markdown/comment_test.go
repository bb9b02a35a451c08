package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// A remark is not shown and knows the lines of the block that it stands before.
func TestComments(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"none":             {"[x]: # (a)\n\n[//] text\n", ""},
		"before a block":   {"[//]: # (one)\n\nText\ngoes on.\n\nMore.\n", "one 1:1 3-6;"},
		"no empty line":    {"[//]: # (one)\nText.\n\nMore.\n", "one 1:1 2-4;"},
		"last block":       {"[//]: # (one)\n\nText.\n", "one 1:1 3-end;"},
		"nothing follows":  {"Text.\n\n[//]: # (one)\n", "one 3:1 0-0;"},
		"several":          {"[//]: # (one)\n[//]: # \"two (2)\"\n\nText.\n\nMore.\n", "one 1:1 4-6;two (2) 2:1 4-6;"},
		"before a list":    {"[//]: # 'one'\n\n- a\n- b\n\nMore.\n", "one 1:1 3-6;"},
		"in an item":       {"- a\n- [//]: # (one)\n\n  b\n- c\n", "one 2:3 4-5;"},
		"last in an item":  {"- a\n\n  [//]: # (one)\n- c\n\nMore.\n", "one 3:3 4-6;"},
		"in a quote":       {"> a\n>\n> [//]: # (one)\n>\n> b\n>\n> c\n", "one 3:3 5-7;"},
		"end of a quote":   {"> [//]: # (one)\n>\n> b\n\nMore.\n", "one 1:3 3-5;"},
		"before a heading": {"[//]: # (one)\n\n## Two\n\nText.\n", "one 1:1 3-5;"},
		"before a table":   {"[//]: # (one)\n\n| a |\n|---|\n| b |\n\nText.\n", "one 1:1 3-7;"},
		"with a footnote":  {"Text.[^1]\n\n[^1]: Note.\n\n[//]: # (one)\n", "one 5:1 0-0;"},
		"escaped":          {"[//]: # (one \\) two)\n\nText.\n", "one ) two 1:1 3-end;"},
		"in code":          {"```\n[//]: # (one)\n```\n", ""},
		"in a paragraph":   {"Text.\n[//]: # (one)\n", ""},
		"not closed":       {"[//]: # (a (b) c)\n\nText.\n", ""},
	} {
		doc := New(Options{}).Parse("a.md", []byte(tt.src), 0)
		got := ""
		for _, c := range doc.Comments {
			to := fmt.Sprint(c.To)
			if c.To == endless {
				to = "end"
			}
			got += fmt.Sprintf("%s %d:%d %d-%s;", c.Text, c.Pos.Line, c.Pos.Col, c.From, to)
			if strings.Contains(string(doc.HTML), c.Text) {
				t.Errorf("%s: %q is shown: %s", name, c.Text, doc.HTML)
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
