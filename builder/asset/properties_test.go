package asset

import (
	"strings"
	"testing"
)

func TestCustomPropertiesGetTheSameShortNamesInAllStyles(t *testing.T) {
	files := map[string]string{
		"styles/main.css": `:root { --ink: #222; --paper: #fff; --kept: 1px } .a--ink, [title="--ink"] { color: var(--ink); background: var(--paper) }`,
		"styles/more.css": `b { color: var(--ink); outline-color: var(--ink, red); width: var(--kept) }`,
		"scripts/a.js":    `console.log(getComputedStyle(document.body).getPropertyValue("--kept"))`,
	}
	a, diags := bundled(files, "styles/main.css", "styles/more.css", "scripts/a.js")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	const (
		main = `:root{--a:#222;--b:#fff;--kept: 1px }.a--ink,[title=--ink]{color:var(--a);background:var(--b)}`
		more = `b{color:var(--a);outline-color:var(--a, red);width:var(--kept)}`
	)
	for entry, want := range map[string]string{"styles/main.css": main, "styles/more.css": more} {
		if got := strings.TrimSpace(string(a.Files[a.Path(entry, "en")])); got != want {
			t.Errorf("%s = %s\nnot %s", entry, got, want)
		}
	}
}

// A browser keeps a file for ever by its name, so what another file does to
// the contents has to show in the name as well.
func TestAStyleThatOnlyGetsOtherNamesHasAnotherFileName(t *testing.T) {
	files := map[string]string{
		"styles/main.css": `b { color: var(--ink) }`,
		"styles/more.css": `i { color: var(--paper) }`,
	}
	a, _ := bundled(files, "styles/main.css", "styles/more.css")
	before := a.Path("styles/main.css", "en")
	files["styles/more.css"] = `i { color: var(--accent); background: var(--accent) }`
	if a, _ = bundled(files, "styles/main.css", "styles/more.css"); a.Path("styles/main.css", "en") == before {
		t.Errorf("%s stayed, with %s in it", before, a.Files[before])
	}
}
