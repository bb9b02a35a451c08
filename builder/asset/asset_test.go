package asset

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func bundled(files map[string]string, entries ...string) (*Assets, []string) {
	return bundledWith(nil, files, entries...)
}

func bundledWith(words map[string]map[string]string, files map[string]string, entries ...string) (*Assets, []string) {
	a, diags, err := Bundle(Options{Entries: entries, InterfaceWords: words, Read: func(name string) ([]byte, error) {
		if s, ok := files[name]; ok {
			return []byte(s), nil
		}
		return nil, fs.ErrNotExist
	}})
	if err != nil {
		return nil, []string{err.Error()}
	}
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
	a, diags := bundled(files, "styles/main.css", "scripts/a.js")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	css := string(a.Files[a.Path("styles/main.css", "en")])
	if !strings.Contains(css, "--ink: #222") || !strings.Contains(css, "a{color:var(--ink)}") {
		t.Errorf("css = %q", css)
	}
	if js := string(a.Files[a.Path("scripts/a.js", "en")]); !strings.Contains(js, "hello") {
		t.Errorf("js = %q", js)
	}
	before := a.Path("styles/main.css", "en")
	files["styles/tokens.css"] = `:root { --ink: #333 }`
	if a, _ = bundled(files, "styles/main.css"); a.Path("styles/main.css", "en") == before {
		t.Errorf("the name %s did not change with an imported file", before)
	}
}

// What is loaded as a classic script leaves no names behind on the page.
func TestClassicScriptsKeepTheirNames(t *testing.T) {
	files := map[string]string{"scripts/a.js": "export const kept = 1; console.log(kept)", "scripts/b.classic.js": `import { kept } from "./a.js"; console.log(kept + 1)`}
	a, diags := bundled(files, "scripts/a.js", "scripts/b.classic.js")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	if module := string(a.Files[a.Path("scripts/a.js", "en")]); !strings.Contains(module, "export{") {
		t.Errorf("the module exports nothing: %q", module)
	}
	if script := string(a.Files[a.Path("scripts/b.classic.js", "en")]); !strings.HasPrefix(script, "(()=>{") {
		t.Errorf("the classic script is not in a function: %q", script)
	}
}

func TestMistakesNameFileLineAndColumn(t *testing.T) {
	_, diags := bundled(map[string]string{"scripts/a.js": "let x = 1\nlet = (\n"}, "scripts/a.js")
	if len(diags) == 0 || !strings.HasPrefix(diags[0], "layouts/scripts/a.js:3:1: error[asset/error]") {
		t.Errorf("diags = %q", diags)
	}
	_, diags = bundled(map[string]string{"scripts/a.js": "import './gone.js'"}, "scripts/a.js")
	if len(diags) != 1 || !strings.Contains(diags[0], "there is no file layouts/scripts/gone.js") {
		t.Errorf("diags = %q", diags)
	}
}

// A file that changes while it is read is no mistake of the writer's.
func TestAnUnreadFileEndsTheBundling(t *testing.T) {
	changed := errors.New("changed while it was being read")
	_, _, err := Bundle(Options{Entries: []string{"styles/main.css"}, Read: func(name string) ([]byte, error) {
		if name == "styles/main.css" {
			return []byte(`@import "tokens.css";`), nil
		}
		return nil, changed
	}})
	if !errors.Is(err, changed) {
		t.Errorf("got %v", err)
	}
}

// A block that is never closed is found at the end of the file, where nobody
// would look for it.
func TestABlockThatIsNeverClosedNamesWhereItBegins(t *testing.T) {
	a := fstest.MapFS{"styles/a.css": {Data: []byte("a { color: red }\n.b {\n  color: tan;\n\n")}}
	_, diags, err := Bundle(Options{Entries: []string{"styles/a.css"}, Read: a.ReadFile})
	if err != nil || len(diags) != 1 || len(diags[0].Notes) != 1 || diags[0].Notes[0].Pos.String() != "layouts/styles/a.css:2:4" {
		t.Errorf("%v, %v", diags, diags[0].Notes)
	}
}

func TestTheMarksOfAnUnfinishedMergeAreErrors(t *testing.T) {
	_, diags := bundled(map[string]string{
		"styles/a.css": "<<<<<<< HEAD\na { color: red }\n=======\na { color: tan }\n>>>>>>> other\n",
	}, "styles/a.css")
	for i, line := range []string{"1", "3", "5"} {
		if i >= len(diags) || !strings.HasPrefix(diags[i], "layouts/styles/a.css:"+line+":") || !strings.Contains(diags[i], "error[asset/error]") {
			t.Fatalf("diags = %q", diags)
		}
	}
	if _, diags = bundled(map[string]string{"styles/a.css": "a { colr: red }"}, "styles/a.css"); len(diags) != 1 || !strings.Contains(diags[0], "warning[asset/warning]") {
		t.Errorf("diags = %q", diags)
	}
}

func TestScriptsImportTheWordsOfEachLanguage(t *testing.T) {
	words := map[string]map[string]string{
		"en": {"sheet.js.undo": "Undo", "sheet.js.forget": "Forget", "menu": "Menu"},
		"de": {"sheet.js.undo": "Zurück", "sheet.js.forget": "Vergessen", "menu": "Menü"},
	}
	files := map[string]string{
		"scripts/a.js":   `import said from "words:sheet.js."; console.log(said)`,
		"scripts/b.js":   `console.log("no words")`,
		"scripts/bad.js": "\nimport said from \"words:shet.\"; console.log(said)",
	}
	a, diags := bundledWith(words, files, "scripts/a.js", "scripts/b.js")
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for lang, word := range map[string]string{"en": "Undo", "de": "Zurück"} {
		js := string(a.Files[a.Path("scripts/a.js", lang)])
		if !strings.Contains(js, word) || strings.Contains(js, "Men") {
			t.Errorf("%s: %s", lang, js)
		}
	}
	if b := a.Path("scripts/b.js", "de"); b == "" || b != a.Path("scripts/b.js", "en") || len(a.Files) != 3 {
		t.Errorf("a script without words is %q, and there are %d files", b, len(a.Files))
	}
	if _, diags = bundledWith(words, files, "scripts/bad.js"); len(diags) != 2 || !strings.Contains(diags[0], "layouts/scripts/bad.js:2:") || !strings.Contains(diags[0], `no interface word begins with "shet."`) {
		t.Errorf("diags = %q", diags)
	}
}

// What the preview shows can be read, and says where it came from; what is
// published is short, and holds small drawings.
func TestReadableAssets(t *testing.T) {
	read := func(name string) ([]byte, error) {
		return map[string][]byte{"styles/a.css": []byte("a {\n  background: url(x.svg), url(data:image/gif;base64,eA);\n}\n"), "styles/x.svg": []byte("<svg/>"), "scripts/a.js": []byte("const long = 1\nconsole.log(long)\n")}[name], nil
	}
	for _, readable := range []bool{false, true} {
		a, diags, err := Bundle(Options{Entries: []string{"styles/a.css", "scripts/a.js", "styles/none.txt"}, Read: read, Readable: readable, InterfaceWords: map[string]map[string]string{"en": {}, "de": {}}})
		if err != nil || len(diags) > 0 && a == nil {
			t.Fatal(diags, err)
		}
		css, js := string(a.Files[a.Path("styles/a.css", "de")]), string(a.Files[a.Path("scripts/a.js", "en")])
		if strings.Contains(js, "console.log(long)") != readable || strings.Contains(js, "sourceMappingURL=data:") != readable || strings.Contains(css, "a {\n") != readable {
			t.Errorf("readable %v: %s%s", readable, css, js)
		}
		if !strings.Contains(css, "data:image/svg+xml,") || !strings.Contains(css, "data:image/gif;base64,eA") {
			t.Errorf("the drawings are not in the style: %s", css)
		}
		if a.Path("styles/b.css", "en") != "" {
			t.Error("what is no entry has a path")
		}
	}
}
