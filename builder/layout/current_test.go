package layout

import (
	"html/template"
	"testing"
)

func TestPartsMarkTheCurrentPage(t *testing.T) {
	part := template.HTML("<a href=\"a/\"\x00a/\x00>A</a><a href=\"b/\"\x00b/\x00>B</a>")
	for url, want := range map[string]string{
		"a/": `<a href="a/" aria-current="page">A</a><a href="b/">B</a>`,
		"b/": `<a href="a/">A</a><a href="b/" aria-current="page">B</a>`,
		"c/": `<a href="a/">A</a><a href="b/">B</a>`,
	} {
		if got := fillCurrent(part, &Page{URL: url}); string(got) != want {
			t.Errorf("%s: got %s", url, got)
		}
	}
}
