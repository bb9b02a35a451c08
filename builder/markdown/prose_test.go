package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/prose"

	"pgregory.net/rapid"
)

// A word is found where it stands as prose, not in an address, in code or in a
// citation before it, and of two equal ones the right one.
func TestProseAt(t *testing.T) {
	for name, tt := range map[string]struct{ src, word, want string }{
		"plain":             {"You should.", "should", "1:5"},
		"second":            {"should it? It should.", "should@2", "1:15"},
		"after a link":      {"[a](should.md) should", "should", "1:16"},
		"link with a title": {`[a](x.md "should") should`, "should", "1:20"},
		"reference":         {"[a][should] should\n\n[should]: x.md\n", "should", "1:13"},
		"after code":        {"`should` should", "should", "1:10"},
		"code block":        {"```\nshould\n```\n\nshould\n", "should", "5:1"},
		"citation":          {"[@should] should", "should", "1:11"},
		"autolink":          {"<https://should.example/> should", "should@2", "1:27"},
		"heading id":        {"## One {#should}\n\nshould\n", "should", "3:1"},
		"emphasis":          {"**You** *should*", "should", "1:10"},
		"in a quote":        {"> one\n> should", "should", "2:3"},
		"item":              {"- one\n- two should", "should", "2:7"},
		"across lines":      {"one\ntwo\nshould", "should", "3:1"},
		"part of a word":    {"shoulder should", "should", "1:10"},
		"umlauts":           {"Für über should", "should", "1:12"},
		"table":             {"| a | b |\n|---|---|\n| should | x |\n", "should", "3:3"},
		"carriage returns":  {"one\r\ntwo should\r\n", "should", "2:5"},
		"after an escape":   {`\*one\* should`, "should", "1:9"},
		"after an entity":   {"a &amp; b should", "should", "1:11"},
		"after blanks":      {"a  b   should", "should", "1:8"},
		"after a break":     {"one\\\ntwo should", "should", "2:5"},
		"heading with code": {"## `one` should", "should", "1:10"},
		"code in a heading": {"## one `should`", "should", "1:9"},
		"picture in a link": {"[![one](a.png) should](b.md)", "should", "1:16"},
		"words of a mark":   {"well [@A]. should", "should", "1:12"},
	} {
		doc := New(Options{}).Parse("a.md", []byte(tt.src), 0)
		word, number, _ := strings.Cut(tt.word, "@")
		wanted := max(1, len(number)*2) // "@2" or nothing
		seen, got := 0, ""
		for _, piece := range doc.Prose {
			rest := 0
			for w := range prose.Words(piece.Text) {
				at := rest + strings.Index(piece.Text[rest:], w)
				rest = at + len(w)
				if w == word {
					if seen++; seen == wanted {
						got = strings.TrimPrefix(piece.At(at, len(w)).String(), "a.md:")
					}
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// Whatever a text is made of, a word of its prose is found at the very bytes of
// that word, or at its first byte if it has marks within, or else where the piece
// begins.
func TestProseAnywhere(t *testing.T) {
	pieces := []string{"word ", "other ", "*word* ", "`word` ", "[word](word.md) ", "[@word] ", "<word> ", "\n", "\n\n", "- ", "> ", "## ", "é ", "word", "{#word} ", "![word](word.png) ", "\\[word ", "&amp; "}
	rapid.Check(t, func(t *rapid.T) {
		src := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "pieces"), ""))
		doc := New(Options{}).Parse("a.md", src, 0)
		starts := diag.LineStarts(src)
		for _, piece := range doc.Prose {
			rest := 0
			for w := range prose.Words(piece.Text) {
				at := rest + strings.Index(piece.Text[rest:], w)
				rest = at + len(w)
				pos := piece.At(at, len(w))
				if pos == piece.Pos {
					continue
				}
				if pos.EndCol == 0 { // there is a mark within it
					_, first := utf8.DecodeRuneInString(w)
					w = w[:first]
				}
				start := starts[pos.Line-1] + pos.Col - 1
				if pos.EndCol == 0 {
					w = w[:1] // marks stand within the word
				}
				if got := string(src[start : start+len(w)]); got != w {
					t.Fatalf("%q is found at %q in %q", w, got, src)
				}
			}
		}
	})
}
