package layout

import (
	"bytes"
	"errors"
	"html/template"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	for _, tt := range []struct{ root, url, query, fragment, want string }{
		{"../", "help/", "", "", "../help/"},
		{"./", "help/", "", "", "help/"},
		{"./", "", "", "", "./"},
		{"", "", "", "top", "#top"},
		{"../", "faq/", "a=1&b=2", "über", "../faq/?a=1&b=2#%C3%BCber"},
		{"https://example.org/", "a/", "", "", "https://example.org/a/"},
	} {
		if got := withFragment(hrefFrom(tt.root, tt.url), tt.query, tt.fragment); got != tt.want {
			t.Errorf("%+v: %s", tt, got)
		}
	}
	for dest, want := range map[string]bool{"https://a.org": true, "//a.org": true, "mailto:a@b.org": false, "a/b.md": false} {
		if isWeb(dest) != want {
			t.Errorf("%s is of the web: %v", dest, !want)
		}
	}
}

func TestTitlesAreSortedByWhatIsRead(t *testing.T) {
	for title, want := range map[string]string{"“I” statements": "i” statements", "Über Nähe": "uber nahe", "… and then": "and then", "24 hours": "24 hours"} {
		if got := sortKey(&Page{LinkTitle: title}); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

func TestHeadingsAreMadeOneLevelLower(t *testing.T) {
	const text = `<h2 id="a">A</h2><h5>B</h5><hr><h6>C</h6><header>`
	if got, want := demote(text), `<h3 id="a">A</h3><h6>B</h6><hr><h6>C</h6><header>`; string(got) != want {
		t.Errorf("got %s", got)
	}
}

func TestWordsAreFilledIn(t *testing.T) {
	words := Words{"pages": "{n} of {all} pages"}
	if got, err := words.Word("pages", "n", 3, "all", 7); got != "3 of 7 pages" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := words.Word("page"); err == nil || !strings.Contains(err.Error(), `"page"`) {
		t.Errorf("a word that is not there: %v", err)
	}
}

func TestFunctionsOfTemplates(t *testing.T) {
	for text, want := range map[string]string{
		`{{ capital "über" }}{{ capital "" }}`:                   "Über",
		`{{ "" | default "y" }}{{ "x" | default "y" }}`:          "yx",
		`{{ with dict "a" 1 "b" "c" }}{{ .a }}{{ .b }}{{ end }}`: "1c",
		`{{ dict "a" }}`:   "error",
		`{{ dict 1 "a" }}`: "error",
	} {
		var b strings.Builder
		parsed, err := template.New("").Funcs(builtins).Parse(text)
		if err == nil {
			err = parsed.Execute(&b, nil)
		}
		if got := b.String(); err != nil && want != "error" || err == nil && got != want {
			t.Errorf("%s: %q, %v", text, got, err)
		}
	}
}

// A loop that writes nothing ends, too, when it has gone round too often.
func TestTemplatesEnd(t *testing.T) {
	for text, want := range map[string]error{
		`{{ range . }}{{ range $ }}{{ end }}{{ end }}`: errSteps,
		`{{ range . }}x{{ end }}`:                      nil,
	} {
		loop, err := load(t, "_partials/loop.html", text).partials["loop"]()
		if err != nil {
			t.Fatal(err)
		}
		err = loop.ExecuteTemplate(&limited{buffer: new(bytes.Buffer), steps: maxSteps - 1000}, "_partials/loop.html", make([]int, 100))
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", text, err, want)
		}
	}
}

func TestHugosFunctionsHaveTheirNamesHere(t *testing.T) {
	if got := instead(`template: a:1: function "relURL" not defined`); got != "write {{ .Root }} before the address" {
		t.Errorf("relURL: %q", got)
	}
	if got := instead(`template: a:1: function "printq" not defined`); got != "" {
		t.Errorf("a mistake of spelling: %q", got)
	}
}
