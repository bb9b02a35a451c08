package terms

import (
	"fmt"
	"testing"
)

func TestEach(t *testing.T) {
	index := New([][]string{{"drop", "drops"}, {"sub drop"}, {"it’s"}, {"Drop"}, {"sub"}, {"", " "}, {"Ökoraum", "öko"}})
	for text, want := range map[string]string{
		"a drop of":              "0:drop ",
		"DROPS, drop":            "0:DROPS 0:drop ",
		"sub\ndrop":              "1:sub\ndrop ",
		"drop-in, raindrop":      "",
		"sub dropped, subs, SUB": "4:sub 4:SUB ",
		"ÖKORAUM öko":            "6:ÖKORAUM 6:öko ",
		"it's and it’s":          "2:it's 2:it’s ",
		`<a title="drop">x</a>`:  "",
		"&drop; drop":            "0:drop ",
	} {
		got := ""
		index.Each([]byte(text), func(term, start, end int) { got += fmt.Sprintf("%d:%s ", term, text[start:end]) })
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
