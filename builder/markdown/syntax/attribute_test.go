package syntax

import (
	"fmt"
	"strings"
	"testing"
)

func TestReadAttributes(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"## Title {#id}", "9 [{id id}]"},
		{"Title {.a .b}", "6 [{class a b}]"},
		{`Title {#id .a key=value other="two words"}`, `6 [{id id} {class a} {key value} {other two words}]`},
		{"Title {version=1.10}", "6 [{version 1.10}]"},
		{"Title {#one #two}", "6 [{id two}]"},
		{"Title {.a class=b}", "6 [{class a b}]"},
		{"Title {KEY=a key=b}", "6 [{key b}]"},
		{"Title {\t#id\t.a } \t\n", "6 [{id id} {class a}]"},
		{"{#id}", "0 [{id id}]"},
		{"Title\t{#id}", "6 [{id id}]"},
		{"a {b} {#id}", "6 [{id id}]"},
		{"a {#b} {#id}", "7 [{id id}]"},
		{"Title {#über-日本.a:b_c}", "6 [{id über-日本.a:b_c}]"},
		{`Title {a="b \" \\ \c {d} #e"}`, `6 [{a b " \ \c {d} #e}]`},
		{`Title {a=""}`, "6 [{a }]"},
		{"", ""},
		{"}", ""},
		{"Title {}", ""},
		{"Title{#id}", ""},
		{"Title {#}", ""},
		{"Title {.}", ""},
		{"Title {#a b}", ""},
		{"Title {#a!}", ""},
		{"Title {a=}", ""},
		{"Title {=a}", ""},
		{"Title {#id.}x", ""},
		{`Title {a="open}`, ""},
		{`Title {a="b\"}`, ""},
		{`Title {a="b"c=d}`, ""},
		{`Title {a=b"c"}`, ""},
		{`Title {id="a b"}`, ""},
		{`Title {id=""}`, ""},
		{"Title {#a\x01}", ""},
		{"T {#" + strings.Repeat("a", maxAttributes-len("{#}")) + "}", fmt.Sprintf("2 [{id %s}]", strings.Repeat("a", maxAttributes-len("{#}")))},
		{"T {#" + strings.Repeat("a", maxAttributes-len("{#}")+1) + "}", ""},
	} {
		got := ""
		if start, list := readAttributes([]byte(tt.line)); list != nil {
			got = fmt.Sprint(start, " ", list)
		}
		if got != tt.want {
			t.Errorf("%.80q: %.80q, want %.80q", tt.line, got, tt.want)
		}
	}
}

// What is read as attributes is no part of the heading's text, nor are the marks
// that close it.
func TestHeadingsWithAttributes(t *testing.T) {
	for text, want := range map[string]string{
		"## T {#a} ##":       `heading "T", id=a`,
		"## T ## {.x}":       `heading "T", class=x`,
		"## T## {.x}":        `heading "T##", class=x`,
		"## T # # {.x}":      `heading "T #", class=x`,
		"## ## {.x}":         `heading "", class=x`,
		"## {.x}":            `heading "", class=x`,
		"T ## {.x}\n===":     `heading "T ##", class=x`,
		"One\nTwo {.x}\n---": "heading \"One\\nTwo\", class=x",
		"One\n{.x}\n---":     "heading \"One\\n\", class=x",
		"One {.x}\nTwo\n---": "heading \"One {.x}\\nTwo\"",
		"{.x}\n---":          `heading "", class=x`,
		"text {.x}":          "",
		"> ## T {.x}":        `blockquote, heading "T", class=x`,
	} {
		if got := outline(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}
