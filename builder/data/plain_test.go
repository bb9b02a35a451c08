package data

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// plain are pieces of YAML that the quick reader is meant for.
var plain = []string{
	typical,
	"title: Water\n",
	"# a comment\n\ntitle: Water   \n\n# another\ndraft: true",
	"aliases:\n  - /old/\n  - \"an old one\"\n# between\n  - 'x'\ntitle: Ä ö 日本\n",
	"tags:\n- a\n- b\ntitle: x\n",
	"tags: [ a , b c,\"d e\" ]\n",
	"url: https://example.org/a?b=c#d\n",
	"Title: 1.10\nmy-key_2: 5–10 minutes, or more (maybe) [not a list] {x}\n",
	"date: 2026-01-02T10:00:00+01:00\nversion: 0x1F\nyes: no\n",
	"empty: \"\"\nquoted: '#  : '\n",
}

// odd are pieces that are left to the library.
var odd = []string{
	"", "\n", "# only\n", "---\na: b\n", "a: b\n...\n", "a:b\n", "a: b: c\n", "a: b #c\n", "a: null\n", "a: ~\n", "a:\n", "a:\n\nb: c\n",
	"a: b\n  c\n", "a: |\n  b\n", "a: >\n  b\n", "a: {b: c}\n", "a: [b, [c]]\n", "a: []\n", "a: [b,]\n", "a: [b, c\n", "a: *b\n", "a: &b c\n", "a: !!str b\n",
	"a: \"b\\n\"\n", "a: 'it''s'\n", "a: \"b\" c\n", "a: b\na: c\n", "a:\n  b: c\n", "a:\n  - b: c\n", "a:\n  - b\n   - c\n", "a:\n - b\n- c\n", "a:\n  -b\n", "a:\n  -  b\n",
	"a:\tb\n", "a: b\r\n", "a: b\u2028c\n", "a: \u0085\n", "? a\n: b\n", "- a\n", "\"a\": b\n", "a: - b\n", "a: %b\n", "a: @b\n", "a: `b`\n", "a: -1\n", " a: b\n", "a: b\n c: d\n",
	"a: [b, #c]\n", "a: [b: c]\n", "a: [null]\n", "a: ]\n", "a: [\"b\"c]\n", "a: b:\n", "<<: a\n", "a: b\n\tc: d\n", "a: \xff\n", "\ufeffa: b\n", "a : b\n", "a:\n  - null\n", "a:\n  - b\n  c\n", "a: [\"b]\n", "a: [\"b\", c\"]\n", "tags: [\"d, e\"]\n",
}

func TestPlainYAMLReadsWhatItIsMeantFor(t *testing.T) {
	for _, text := range plain {
		if plainYAML(Input{File: "a.md", Data: []byte(text)}) == nil {
			t.Errorf("left to the library: %q", text)
		}
	}
}

func TestPlainYAMLLeavesTheRestToTheLibrary(t *testing.T) {
	for _, text := range odd {
		in := Input{File: "a.md", Data: []byte(text), Line: 1}
		if quick := plainYAML(in); quick != nil {
			agree(t, in, quick)
		}
	}
}

// tester is what testing and rapid have in common.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

func agree(t tester, in Input, quick *Value) {
	t.Helper()
	slow, diags := libraryYAML(in, "test")
	if len(diags) > 0 {
		t.Fatalf("%q is not valid: %v", in.Data, diags)
	}
	if diff := cmp.Diff(slow, quick); diff != "" {
		t.Fatalf("%q: the library and the quick reader differ (-library +quick):\n%s", in.Data, diff)
	}
}

// TestPlainYAMLAgreesOnPieces puts front matter together from pieces that are
// likely to be read differently.
func TestPlainYAMLAgreesOnPieces(t *testing.T) {
	words := rapid.SampledFrom([]string{
		"a", "Ä", "日本", "-", "- ", "#", " #", ": ", ":", ",", "[", "]", "{", "}", "\"", "'", "\\", " ", "  ", "null", "~", "1", "-1", ".", "...", "---", "/", "?", "? ",
		"!", "&a", "*a", "|", ">", "%", "@", "true", "2026-01-02", "b c", "[a, b]", "[ä , \"b\"]", "\"q\"", "'q'",
	})
	line := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			key := rapid.StringMatching(`[a-c]{1,2}`).Draw(t, "key")
			return key + ": " + strings.Join(rapid.SliceOfN(words, 0, 4).Draw(t, "value"), "")
		}),
		rapid.Custom(func(t *rapid.T) string {
			indent := strings.Repeat(" ", rapid.IntRange(0, 3).Draw(t, "indent"))
			return indent + "- " + strings.Join(rapid.SliceOfN(words, 0, 3).Draw(t, "item"), "")
		}),
		rapid.SampledFrom([]string{"", "# c", "a:", "b:", "  ", " # c", "a: b"}),
	)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(line, 1, 6).Draw(t, "lines")
		in := Input{File: "a.md", Data: []byte(strings.Join(lines, "\n") + "\n"), Line: 1}
		if quick := plainYAML(in); quick != nil {
			agree(t, in, quick)
		}
	})
}

// FuzzPlainYAML holds that what the quick reader accepts it reads as the
// library does, positions included.
func FuzzPlainYAML(f *testing.F) {
	for _, text := range append(plain, odd...) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		in := Input{File: "a.md", Data: data, Line: 3}
		if quick := plainYAML(in); quick != nil {
			agree(t, in, quick)
		}
	})
}
