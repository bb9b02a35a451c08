package layout

import (
	"bytes"
	"errors"
	"html/template"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/source"
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
	words := InterfaceWords{"pages": "{n} of {all} pages"}
	if got, err := words.Word("pages", "n", 3, "all", 7); got != "3 of 7 pages" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, _ := words.Word("pages", "n", 3, "all"); got != "3 of {all} pages" {
		t.Errorf("without a value: %q", got)
	}
	if _, err := words.Word("page"); err == nil || err.(diag.Diagnostic).Hint != `did you mean "pages"?` || !strings.Contains(err.Error(), `"page"`) {
		t.Errorf("a word that is not there: %v", err)
	}
}

func TestFunctionsOfTemplates(t *testing.T) {
	for text, want := range map[string]string{
		`{{ capital "über" }}{{ capital "" }}`:                     "Über",
		`{{ "" | default "y" }}{{ "x" | default "y" }}`:            "yx",
		`{{ with dict "a" 1 "b" "c" }}{{ .a }}{{ .b }}{{ end }}`:   "1c",
		`{{ index (slice "a" 2) 1 }}{{ len (slice) }}`:             "20",
		`{{ add 1 -2 }}{{ lower "ÄB" }}{{ upper "äb" }}`:           "-1äbÄB",
		`{{ hasPrefix "faq/a" "faq/" }}{{ hasPrefix "a" "faq/" }}`: "truefalse",
		`{{ 0 | default 1 }}{{ false | default "y" }}`:             "1y",
		`{{ join }}`:       "error",
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
		`{{ range . }}{{ range $ }}{{ end }}{{ end }}`:                       errSteps,
		`{{ range . }}x{{ end }}`:                                            nil,
		`{{ range . }}{{ range $ }}{{ range 4 }}{{ end }}{{ end }}{{ end }}`: errSteps,
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

func TestListsOfTemplates(t *testing.T) {
	pages := []*Page{{}, {}, {}}
	for n, want := range map[int]int{0: 0, 2: 2, 3: 3, 4: 3} {
		if got := len(first(n, pages)); got != want {
			t.Errorf("the first %d of 3 are %d", n, got)
		}
	}
	join := builtins["join"].(func(string, []string) (string, error))
	if got, err := join(", ", []string{"a", "b"}); got != "a, b" || err != nil {
		t.Errorf("joined %q, %v", got, err)
	}
	if _, err := join(strings.Repeat(" ", maxText/2+1), []string{"a", "b"}); !errors.Is(err, errText) {
		t.Errorf("joined beyond the limit: %v", err)
	}
	format := builtins["dateFormat"].(func(string, time.Time) string)
	if got := format("2 January 2006", time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)); got != "2 November 2026" {
		t.Errorf("dated %s", got)
	}
}

// The last step and the last byte are free.
func TestLimitsOfTemplates(t *testing.T) {
	steps := &limited{buffer: new(bytes.Buffer), steps: maxSteps - 1}
	if _, err := steps.Write(nil); err != nil {
		t.Errorf("at the last step: %v", err)
	}
	if _, err := steps.Write(nil); !errors.Is(err, errSteps) {
		t.Errorf("beyond the last step: %v", err)
	}
	output := &limited{buffer: bytes.NewBuffer(make([]byte, maxOutput-1, maxOutput))}
	if _, err := output.Write([]byte("a")); err != nil {
		t.Errorf("at the last byte: %v", err)
	}
	if _, err := output.Write([]byte("a")); !errors.Is(err, errOutput) {
		t.Errorf("beyond the last byte: %v", err)
	}
}

// What is wrong with a template or with words is said at its place, with what to
// write instead.
func TestMistakesOfFiles(t *testing.T) {
	for _, tt := range []struct{ name, text, want, hint string }{
		{"page.html", "a\n{{ if }}", "layouts/page.html:2: error[layout/syntax]: missing value for if", ""},
		{"page.html", "{{ relURL `a` }}", `layouts/page.html:1: error[layout/syntax]: function "relURL" not defined`, "write {{ .Root }} before the address"},
		{"page.html", "{{ partial `a` . }}", `layouts/page.html:1: error[layout/syntax]: function "partial" not defined`, "write {{ template \"_partials/NAME.html\" . }}"},
		{"words/en.yaml", "a: b\nc: [d]\n", `layouts/words/en.yaml:2:1: error[words/wrong-type]: "c" wants text`, ""},
		{"words/en.yaml", "a: b: c\n", "layouts/words/en.yaml:1:5: error[words/syntax]: a second colon", ""},
	} {
		tree, err := source.Load([]source.Layer{{Name: "layouts", FS: files("baseof.html", "", tt.name, tt.text)}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, found, err := Load(tree, "en", nil)
		if err != nil || len(found) != 1 || !strings.HasPrefix(found[0].Error(), tt.want) || tt.hint != "" && found[0].Hint != tt.hint {
			t.Errorf("%s: %v, %v; want %s", tt.text, found, err, tt.want)
		}
	}
	if _, err := load(t, "baseof.html", "").find("", "own", "page"); err == nil || !strings.Contains(err.Error(), "one of own, page, single, all is needed") {
		t.Errorf("a layout that is not there: %v", err)
	}
}
