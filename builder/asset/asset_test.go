package asset

import (
	"errors"
	"strings"
	"testing"
)

func bundle(files map[string]string, entries ...string) (*Assets, []string) {
	a, diags := Bundle(Options{Entries: entries, Read: func(name string) ([]byte, error) {
		if s, ok := files[name]; ok {
			return []byte(s), nil
		}
		return nil, errors.New("no such file")
	}})
	var text []string
	for _, d := range diags {
		text = append(text, d.Error())
	}
	return a, text
}

func TestBundleJoinsImportsAndNamesByContent(t *testing.T) {
	files := map[string]string{
		"styles/main.css":   `@import "tokens.css"; a { color: var(--ink) }`,
		"styles/tokens.css": `:root { --ink: #222 }`,
		"scripts/a.js":      `import { b } from "./lib/b.js"; console.log(b)`,
		"scripts/lib/b.js":  `export const b = "hello"`,
	}
	a, diags := bundle(files, "styles/main.css", "scripts/a.js")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	css := string(a.Files[a.Path("styles/main.css")])
	if !strings.Contains(css, "--ink: #222") || !strings.Contains(css, "a{color:var(--ink)}") {
		t.Errorf("css = %q", css)
	}
	if js := string(a.Files[a.Path("scripts/a.js")]); !strings.Contains(js, "hello") {
		t.Errorf("js = %q", js)
	}
	before := a.Path("styles/main.css")
	files["styles/tokens.css"] = `:root { --ink: #333 }`
	if a, _ = bundle(files, "styles/main.css"); a.Path("styles/main.css") == before {
		t.Errorf("the name %s did not change with an imported file", before)
	}
}

func TestMistakesNameFileLineAndColumn(t *testing.T) {
	_, diags := bundle(map[string]string{"scripts/a.js": "let x = 1\nlet = (\n"}, "scripts/a.js")
	if len(diags) == 0 || !strings.HasPrefix(diags[0], "layouts/scripts/a.js:3:1: error[asset/error]") {
		t.Errorf("diags = %q", diags)
	}
	_, diags = bundle(map[string]string{"scripts/a.js": "import './gone.js'"}, "scripts/a.js")
	if len(diags) != 1 || !strings.Contains(diags[0], "there is no file layouts/scripts/gone.js") {
		t.Errorf("diags = %q", diags)
	}
}
