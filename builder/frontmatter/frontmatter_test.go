package frontmatter

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
)

func TestParseTakesWhatHugoTakes(t *testing.T) {
	const yaml = "---\ntitle: Water\nWeight: 20\ndraft: yes\ndate: 2026-11-22\ntags: [1.10, calm]\naliases: /old/\nparams:\n  mood: calm\n  n: 3\n---\nText.\n"
	const toml = "+++\ntitle = \"Water\"\nweight = 20\ndraft = true\ndate = 2026-11-22\ntags = [\"1.10\", \"calm\"]\naliases = [\"/old/\"]\n[params]\nmood = \"calm\"\nn = 3\n+++\nText.\n"
	for name, src := range map[string]string{
		"yaml": yaml, "toml": toml, "CRLF": strings.ReplaceAll(yaml, "\n", "\r\n"), "CR": strings.ReplaceAll(yaml, "\n", "\r"),
		"BOM": "\xef\xbb\xbf" + yaml, "toml CRLF": strings.ReplaceAll(toml, "\n", "\r\n"),
	} {
		m, body, diags := Parse("a.md", []byte(src))
		if len(diags) > 0 {
			t.Errorf("%s: %v", name, diags)
		}
		if m.Title != "Water" || m.Weight != 20 || !m.Draft || m.Date != time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC) ||
			len(m.Tags) != 2 || m.Tags[0] != "1.10" || len(m.Aliases) != 1 || m.Params["mood"] != "calm" || m.Params["n"] != 3 {
			t.Errorf("%s: %+v", name, m)
		}
		if got := string(src[body:]); !strings.HasPrefix(got, "Text.") {
			t.Errorf("%s: the body begins %q", name, got)
		}
	}
}

func TestParseFindsTheBody(t *testing.T) {
	tests := []struct{ src, body string }{
		{"", ""},
		{"Text.", "Text."},
		{"\xef\xbb\xbfText.", "Text."},
		{"---\n---\n", ""},
		{"---\n---", ""},
		{"---\ntitle: a\n---\n---\nrule", "---\nrule"},
		{"--- \ntitle: a\n---\t\nText", "Text"},
		{"----\nnot front matter", "----\nnot front matter"},
		{"---", ""},
		{"---\nopen", ""},
	}
	for _, tt := range tests {
		_, body, _ := Parse("a.md", []byte(tt.src))
		if got := tt.src[body:]; got != tt.body {
			t.Errorf("%q: body %q, want %q", tt.src, got, tt.body)
		}
	}
}

// Nobody knows whether a page is a draft if its front matter is not where it
// counts, or can't be read.
func TestFrontMatterThatDoesNotCount(t *testing.T) {
	const keys = "title: A\ndraft: true\ntags:\n  - b\n"
	misplaced := map[string]string{
		"without a fence": keys + "Text.", "only one fence": keys + "---\nText.\n", "no more than draft": "draft: true\n\nText.", "at the end": "Text.\n\n---\n" + keys + "---\n",
		"JSON": "{\n  \"title\": \"A\",\n  \"draft\": true\n}\nText.", "JSON on a line": "{\"title\": \"A\", \"draft\": true}\nText.", "JSON in fences": "---json\n{\"draft\": true}\n---\n",
		"harmless keys": "\n---\ntitle: A\nweight: 3\n---\nText.", "without draft": "----\ntitle: A\nslug: b\n----\n", "TOML without a fence": "title = \"A\"\ndraft = true\n\nText.",
		"below a fence of its own": "---\ntitle: A\n---\n---\nweight: 1\nslug: x\n---\n", "below an empty one": "---\n---\n\n---\ndraft: true\n---\n", "a later day": "publishDate: 2099-01-01\n\nText.",
		"Org": "#+title: A\n#+draft: true\n", "capitals": "Draft: True\n\nText.", "YAML's other words": "draft: yes\nText.", "misspelt": "draft: ture\nText.",
		"separated otherwise": "---\u2028title: A\u2028draft: true\u2028---\n", "by paragraphs": "Text.\u2029draft: true\u2029", "by next line": "---\u0085draft: true\u0085---\n", "by tabs upright": "---\vdraft: true\v---\n",
	}
	for name, top := range map[string]string{
		"blank line": "\n---\n", "blank lines": "\n\n\n---\n", "text": "Some text.\n\n---\n", "comment": "<!-- vim: tw=80 -->\n---\n", "title": "# Title\n---\n", "title and blank": "# Title\n\n---\n",
		"two marks": "\ufeff\ufeff---\n", "hidden character": "\u200b---\n", "no-break space": "\u00a0---\n", "indented": "    ---\n", "blank": " ---\n", "tab": "\t---\n", "four": "----\n", "two": "--\n",
		"dash": "—\n", "dashes": "–––\n", "stars": "***\n", "equals": "===\n", "semicolons": ";;;\n", "underscores": "___\n", "spaced": "- - -\n", "named": "---yaml\n", "named apart": "--- yaml\n", "code": "```yaml\n", "tildes": "~~~yaml\n", "plain code": "```\n",
		"quote": "> ---\n", "in a comment": "<!--\n", "four plus": "++++\n", "form feed": "\f---\n", "NUL": "\x00---\n",
	} {
		misplaced[name] = top + keys + "---\nText.\n"
		misplaced[name+", CRLF"] = strings.ReplaceAll(misplaced[name], "\n", "\r\n")
		misplaced[name+", indented"] = top + "  title: A\n  draft: true\n---\nText.\n"
	}
	for name, src := range misplaced {
		m, _, diags := Parse("a.md", []byte(src))
		if !m.Unread || len(diags) != 1 || diags[0].Code != "front-matter/not-at-top" || diags[0].Pos.Line < 1 {
			t.Errorf("%s: %q: %v, %v", name, src, m.Unread, diags)
		}
	}
	for name, src := range map[string]string{
		"never closed": "---\ndraft: true\nText.", "YAML closed by dots": "---\ndraft: true\n...\nText.", "TOML between dashes": "---\ntitle = \"A\"\ndraft = true\n---\n", "YAML between pluses": "+++\ndraft: true\n+++\n",
		"no truth": "---\ndraft: ture\n---\n", "beside a mistake": "---\ntitle: A: b\ndraft: true\n---\n", "twice": "---\ndraft: true\ndraft: false\n---\n", "misspelt": "---\ndraf: true\n---\n", "misspelt more": "---\ndrfat: true\n---\n", "no day": "---\npublishDate: soon\n---\n",
		"misspelt day": "---\npublishdat: 2099-01-01\n---\n", "a list": "---\n- draft\n---\n", "text": "---\ndraft\n---\n", "tab": "---\nparams:\n\tmood: calm\ndraft: true\n---\n", "a list of truths": "---\ndraft: [true]\n---\n", "no key": "---\ndraft true\n---\n",
		"under params": "---\nparams:\n  draft: true\n---\n", "on one line": "---\nparams: {Draft: no}\n---\n", "a day under params": "---\nparams: {publishDate: 2099-01-01}\n---\n", "TOML table": "+++\n[params]\nexpiryDate = 2020-01-01\n+++\n",
	} {
		if m, _, diags := Parse("a.md", []byte(src)); !m.Unread || !diags.HasErrors() {
			t.Errorf("%s: %q: %v, %v", name, src, m.Unread, diags)
		}
	}
	for _, fine := range []string{"Text.\n\n---\nMore.", "A title: with a colon\n---\n", "", "---\n---\n", "- a\n- b\n---\n", "Note: bring tea.\n\nMore.", "----\nA rule.\n----\n", "# Title\n\nNext: a walk.\n\n***\n\nText.",
		"---\ntitle: A\n---\n---\nA rule.\n\n---\n", "---\ntitle: A\n---\n```yaml\ndraft: true\n```\n", "---\ntitle: A\n---\nText.\n\n---\ndraft: true\n---\n", "Note: one.\nQuestion: two?\n\nText.", "The draft: true or false?"} {
		if m, _, diags := Parse("a.md", []byte(fine)); len(diags) != 0 || m.Unread {
			t.Errorf("%q: %v, %v", fine, m.Unread, diags)
		}
	}
	for _, wrong := range []string{"---\nweight: x\n---\n", "---\ncolour: red\n---\n", "---\nparams: {date: 2020-01-01}\nweight: x\n---\n"} {
		if m, _, diags := Parse("a.md", []byte(wrong)); !diags.HasErrors() || m.Unread {
			t.Errorf("%q hides nothing: %v", wrong, diags)
		}
	}
}

// FuzzPosition puts a draft's front matter below what a writer may have typed
// above it. Wherever that ends, the page is a draft, or is not read.
func FuzzPosition(f *testing.F) {
	for _, top := range []string{"", "\n", "# A\n", "<!-- a -->\n", "\ufeff", "text\n\n", "    ", "***\n", "---\n---\n", "+++\n"} {
		f.Add(top)
	}
	f.Fuzz(func(t *testing.T, top string) {
		if len(top) > 1000 || strings.Count(normal(top), "\n") > longestMatter/2 {
			return
		}
		m, body, _ := Parse("a.md", []byte(top+"\n---\ntitle: A\ndraft: true\n---\nText.\n"))
		if !m.Draft && !m.Unread && body == bomLength([]byte(top)) {
			t.Errorf("%q: the draft is published", top)
		}
	})
}

func normal(s string) string { return string(diag.LineFeeds([]byte(s))) }

func TestPositionsCountFromTheTop(t *testing.T) {
	const src = "---\ntitle: A\nrelated: [one.md, two.md]\n---\n"
	m, _, _ := Parse("a.md", []byte(src))
	for got, want := range map[diag.Position]string{
		m.Position("related", 1):  "a.md:3:19",
		m.Position("related", -1): "a.md:3:10",
		m.Position("title", -1):   "a.md:2:8",
		m.Position("next", -1):    "a.md",
	} {
		if got.String() != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// Whatever a file holds, parsing ends, the body lies inside it, and every
// diagnostic points into it.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: A: b\n---\n", "---\ntitle: [a\n---\n", "---\na: &a [*a]\n---\n", "+++\na.b.c = 1\n[a]\nb = {c = [1, 2]}\n+++\n",
		"+++\n[[a]]\n[[a.b]]\n[a.b.c]\n+++\n", "---\n\"a\": 'b'\n? c\n: d\n---\n", "---\r\ntitle: \"\\u00e9\"\r\n---\r\n", "---\ndate: 2026-13-45\ndrat: true\n---\n",
		"---\nparams: {a: {b: {c: [1, {d: 2}]}}}\n---\n", "---\n# only a comment\n---\n", "---\ntitle: é日 : x\n---\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 64<<10 {
			return
		}
		m, body, diags := Parse("a.md", src)
		if m == nil || body < 0 || body > len(src) {
			t.Fatalf("body at %d of %d", body, len(src))
		}
		lines := 2 + bytes.Count(src, []byte("\n")) + bytes.Count(src, []byte("\r"))
		for _, d := range diags {
			if d.Pos.File != "a.md" || d.Pos.Line < 0 || d.Pos.Line > lines || d.Pos.Col < 0 || d.Code == "" || d.Message == "" {
				t.Errorf("%+v does not point into %d lines", d, lines)
			}
		}
		again, _, _ := Parse("a.md", src)
		if again.Title != m.Title || again.Draft != m.Draft {
			t.Error("two readings differ")
		}
	})
}

// A first heading is the title; one of level two only where the file is nothing
// but that heading's text.
func TestTitleFromHeading(t *testing.T) {
	for src, want := range map[string]string{
		"# Tea\nText": "Tea\nText", "\n## Tea\n\n### Pot\n": "Tea\n\n### Pot\n", "\ufeff## Tea\nText": "Tea\nText",
		"## Tea\n## Pot\n":              "\n## Tea\n## Pot\n",
		"---\nweight: 1\n---\n## Tea\n": "\n## Tea\n", "---\ntitle: Cup\n---\n## Tea\n": "Cup\n## Tea\n",
		"### Tea\n": "\n### Tea\n",
	} {
		m, body, _ := Parse("a.md", []byte(src))
		if got := m.Title + "\n" + src[body:]; got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// A title in a heading is plain text.
func TestPlainTitles(t *testing.T) {
	for heading, want := range map[string]string{
		"Tea": "Tea", " Tea  ": "Tea", "*Warm* `tea`": "Warm tea", "[Tea](tea.md) time": "Tea time", "Tea {#tea .x}": "Tea", "Tea ##": "Tea", "Tea # 2": "Tea # 2", `\*`: "", "C#": "C", "[a](b": "[a](b", "{#x}": "",
	} {
		if got := plainTitle(heading); got != want {
			t.Errorf("%q: %q, want %q", heading, got, want)
		}
	}
	for src, want := range map[string]string{
		"# {#x}\nText": "\n# {#x}\nText", "#Tea\n": "\n#Tea\n", "Text\n# Tea": "\nText\n# Tea", "# Tea\r\nText": "Tea\nText", "# Tea": "Tea\n", "\r\n\r\n# Tea\rText": "Tea\nText",
		"## Tea {#t}\n": "\n## Tea {#t}\n", "# \n# Tea\n": "\n# \n# Tea\n", "---\n---\n# Tea\nText": "Tea\nText",
	} {
		m, body, _ := Parse("a.md", []byte(src))
		if got := m.Title + "\n" + src[body:]; got != want {
			t.Errorf("%q: %q, want %q", src, got, want)
		}
	}
}

// A page appears when it says so, else on its date.
func TestAppears(t *testing.T) {
	for matter, want := range map[string]string{"": "0001", "date: 2020-01-01": "2020", "publishDate: 2021-01-01": "2021", "date: 2020-01-01\npublishDate: 2021-01-01": "2021"} {
		m, _, _ := Parse("a.md", []byte("---\n"+matter+"\n---\n"))
		if got := m.Appears().Format("2006"); got != want {
			t.Errorf("%q: %s, want %s", matter, got, want)
		}
	}
}

// Values are found by their key in any case, and items as far as there are some.
func TestPositions(t *testing.T) {
	m, _, _ := Parse("a.md", []byte("\ufeff---\r\ntitle: A\r\nTags:\r\n- one\r\n- two\r\ndraft:\r\n---\r\n"))
	for _, tt := range []struct {
		key  string
		i    int
		want string
	}{{"TITLE", -1, "a.md:2:8"}, {"title", 0, "a.md:2:8"}, {"tags", 0, "a.md:4:3"}, {"tags", 1, "a.md:5:3"}, {"tags", 2, "a.md:4:1"}, {"tags", -1, "a.md:4:1"}, {"slug", 3, "a.md"}} {
		if got := m.Position(tt.key, tt.i).String(); got != tt.want {
			t.Errorf("%s, %d: %s, want %s", tt.key, tt.i, got, tt.want)
		}
	}
	if got := new(Matter).Position("title", -1); got != (diag.Position{}) {
		t.Errorf("of nothing: %v", got)
	}
}

// Every key of another program that is known here is none of ours, and says what
// to write, in any case.
func TestKeysOfOtherPrograms(t *testing.T) {
	m := new(Matter)
	for _, key := range []string{"categories", "Menu", "cascade", "resources", "author", "authors", "toc", "permalink", "redirect_from", "id", "sidebar_position", "nav_order", "order", "build", "sidebar_label", "LANG", "image", "published"} {
		if m.Instead(key) == "" {
			t.Errorf("%s: nothing is said", key)
		}
	}
	for _, key := range append(keys(), "", "zzz") {
		if got := m.Instead(key); got != "" {
			t.Errorf("%q: %s", key, got)
		}
	}
	if got := strings.Join(keys(), " "); !strings.HasPrefix(got, "title linkTitle description ") || !strings.HasSuffix(got, " allow tier") || strings.Contains(got, "  ") {
		t.Errorf("keys are %s", got)
	}
	_, _, diags := Parse("a.md", []byte("---\nmenu: main\ncategories: []\nresources:\n---\n"))
	if len(diags) != 1 || diags[0].Pos.Line != 2 || diags[0].Hint != m.Instead("menu") {
		t.Errorf("%v", diags)
	}
}

// Front matter gone wrong is looked for in the first lines alone, and told at the
// line that gives it away.
func TestWhereMisplacedFrontMatterStands(t *testing.T) {
	for _, tt := range []struct {
		src  string
		line int
	}{
		{"Text.\n\ndraft: true\n", 3},
		{strings.Repeat("\n", longestMatter-1) + "draft: true\n", longestMatter},
		{strings.Repeat("\n", longestMatter) + "draft: true\n", 0},
		{"title: A\nslug: b\n---\n", 3},
		{"\n---\ntitle: A\nslug: b\n---\n", 4},
		{"title: A\n---\n", 2},
		{"slug: a\n---\n", 0},
		{"title: A\nText.\n---\n", 0},
		{"title: A\n# comment\n  - item\n\titem\n- item\n---\n", 6},
		{"---\ntitle: A\n---\n\n---\nslug: b\n---\n", 7},
		{"---\ntitle: A\n---\n---\n---\n", 0},
		{"---\ntitle: A\n---\nslug: b\n---\n", 0},
	} {
		_, _, diags := Parse("a.md", []byte(tt.src))
		line := 0
		if len(diags) == 1 && diags[0].Code == "front-matter/not-at-top" {
			line = diags[0].Pos.Line
		}
		if line != tt.line || tt.line == 0 && diags != nil {
			t.Errorf("%q: in line %d, want %d: %v", strings.TrimLeft(tt.src, "\n"), line, tt.line, diags)
		}
	}
}

// The caller may use the bytes for the next file.
func TestParseKeepsNothingOfItsInput(t *testing.T) {
	for _, text := range []string{
		"---\ntitle: Water\ntags: [calm, \"sl\\u0065ep\"]\nparams: {a: {b: [c]}}\nodd: x\n---\nText.\n",
		"+++\ntitle = 'Water'\ntags = [\"calm\", \"sl\\u0065ep\"]\nodd = \"x\"\n[params]\na = {b = [\"c\"]}\n+++\nText.\n",
		"# Water and *rest*\n\nText.\n",
		"---\ntitle: \"never closed\n---\n",
	} {
		src := []byte(text)
		matter, body, found := Parse("content/a.md", src)
		for i := range src {
			src[i] = 'x'
		}
		want, wantBody, wantFound := Parse("content/a.md", []byte(text))
		if !reflect.DeepEqual(matter, want) || body != wantBody || !reflect.DeepEqual(found, wantFound) {
			t.Errorf("%q: what was read changes with the bytes:\n%+v\n%v", text, matter, found)
		}
	}
}
