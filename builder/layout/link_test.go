package layout

import (
	"errors"
	"strings"
	"testing"

	"aftercare/builder/source"
)

// load reads layouts from path and text in turns.
func load(t testing.TB, layouts ...string) *Set {
	t.Helper()
	tree, err := source.Load([]source.Layer{{Name: "layouts", FS: files(layouts...)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	set, diags, err := Load(tree, "en", func(entry string) (string, error) {
		if entry == "styles/main.css" {
			return "assets/main.ABC.css", nil
		}
		return "", errors.New("there is no asset " + entry)
	})
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	return set
}

func TestLayoutsAreLinked(t *testing.T) {
	const words = "menu: Menu & more\nminutes: \"{n} minutes\"\n"
	for _, test := range []struct {
		name  string
		files []string
		data  any
		want  string
	}{
		{"a block takes the place of its default", []string{"baseof.html", `[{{block "main" .}}default{{end}}]`, "page.html", `{{define "main"}}own{{end}}`}, nil, "[own]"},
		{"an empty block leaves the default", []string{"baseof.html", `{{block "main" .}}default{{end}}`, "page.html", `{{define "main"}}{{end}}`}, nil, "default"},
		{"a file without blocks has the defaults", []string{"baseof.html", `{{block "main" .}}default{{end}}`, "page.html", ``}, nil, "default"},
		{"partials call partials", []string{"baseof.html", `{{template "_partials/a.html" .}}`, "_partials/a.html", `a{{template "_partials/b.html" .}}`, "_partials/b.html", `b{{.}}`, "page.html", ``}, "!", "ab!"},
		{"a partial may define for all", []string{"baseof.html", `{{template "shared"}}`, "_partials/a.html", `{{define "shared"}}of a{{end}}`, "page.html", ``}, nil, "of a"},
		{"words are escaped where they stand", []string{"baseof.html", `<p title="{{T "menu"}}">{{T "menu"}}</p>`, "page.html", ``}, nil, `<p title="Menu &amp; more">Menu &amp; more</p>`},
		{"words are escaped for addresses and scripts", []string{"baseof.html", `<a href="/{{T "menu"}}" {{if .}}b{{end}} c={{T "menu"}}></a><script>var x = {{T "menu"}}</script>`, "page.html", ``}, nil, `<a href="/Menu%20&amp;%20more"  c=Menu&#32;&amp;&#32;more></a><script>var x = "Menu \u0026 more"</script>`},
		{"words take values", []string{"baseof.html", `{{T "minutes" "n" "5"}} {{T "minutes" "n" .}} {{len (T "menu")}} {{T "menu" | upper}}`, "page.html", ``}, 6, "5 minutes 6 minutes 11 MENU &amp; MORE"},
		{"assets have their published names", []string{"baseof.html", `<link href="{{asset "styles/main.css"}}">`, "page.html", ``}, nil, `<link href="assets/main.ABC.css">`},
		{"what is not executed does not fail", []string{"baseof.html", `{{if .}}{{T "none"}}{{asset "none"}}{{end}}ok`, "page.html", ``}, nil, "ok"},
	} {
		t.Run(test.name, func(t *testing.T) {
			set := load(t, append(test.files, "words/en.yaml", words)...)
			link, err := set.find("", "", "page")
			if err != nil {
				t.Fatal(err)
			}
			if got, err := execute(link, test.data); err != nil || string(got) != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
}

func TestMistakesOfLayoutsAreReported(t *testing.T) {
	for layout, want := range map[string]string{
		`{{T "mneu"}}`:                       `layouts/baseof.html:1:3: error[words/unknown]: there is no word "mneu"`,
		`{{asset "scripts/none.js"}}`:        `layouts/baseof.html:1:3: error[layout/execute]:`,
		`a{{template "none.html"}}`:          `layouts/baseof.html:1:13: error[layout/execute]: no such template "none.html"`,
		"a\n<a href={{.}}{{if .}}\"{{end}}>": `layouts/baseof.html: error[layout/execute]:`,
	} {
		set := load(t, "baseof.html", strings.ReplaceAll(layout, "\\n", "\n"), "page.html", "", "words/en.yaml", "menu: Menu\n")
		link, _ := set.find("", "", "page")
		if _, err := execute(link, nil); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v", layout, err)
		}
	}
}

func TestPartialsStandAlone(t *testing.T) {
	set := load(t, "baseof.html", "", "_partials/a.html", `a{{template "_partials/b.html"}}`, "_partials/b.html", "b", "_partials/sub/c.html", "c")
	var b strings.Builder
	for name, want := range map[string]string{"a": "ab", "sub/c": "c"} {
		b.Reset()
		partial, err := set.partials[name]()
		if err != nil {
			t.Fatal(err)
		}
		if err := partial.ExecuteTemplate(&b, partials+name+".html", nil); err != nil || b.String() != want {
			t.Errorf("partial %s: %q, %v; want %q", name, b.String(), err, want)
		}
	}
}
