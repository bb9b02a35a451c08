package syntax

import (
	"fmt"
	"testing"
)

func TestReadAttributes(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"## Title {#id}", "9 [{id id}]"},
		{"Title {.a .b}", "6 [{class a b}]"},
		{`Title {#id .a key=value other="two words"}`, `6 [{id id} {class a} {key value} {other two words}]`},
		{"Title {version=1.10}", "6 [{version 1.10}]"},
		{"Title {#one #two}", "6 [{id two}]"},
		{"Title{#id}", ""},
		{"Title {#}", ""},
		{"Title {#a b}", ""},
		{`Title {a="open}`, ""},
	} {
		got := ""
		if start, list := readAttributes([]byte(tt.line)); list != nil {
			got = fmt.Sprint(start, " ", list)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.line, got, tt.want)
		}
	}
}
