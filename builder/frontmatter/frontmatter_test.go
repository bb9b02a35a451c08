package frontmatter

import (
	"bytes"
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

func TestFrontMatterThatDoesNotBeginAtTheTop(t *testing.T) {
	const rest = "title: A\ndraft: true\ntags:\n  - b\n---\nText.\n"
	for _, top := range []string{"\n---\n", "----\n", " ---\n", "--\n", "—\n", "", "\n\n\n---\n"} {
		if _, _, diags := Parse("a.md", []byte(top+rest)); len(diags) != 1 || diags[0].Code != "front-matter/not-at-top" {
			t.Errorf("%q: %v", top, diags)
		}
	}
	for _, fine := range []string{"Text.\n\n---\nMore.", "A title: with a colon\n---\n", "", "---\n---\n", "- a\n- b\n---\n", "Note: bring tea.\n\nMore."} {
		if _, _, diags := Parse("a.md", []byte(fine)); len(diags) != 0 {
			t.Errorf("%q: %v", fine, diags)
		}
	}
}

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
