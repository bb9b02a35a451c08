package markdown

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/syntax"

	"github.com/alecthomas/chroma/v2/lexers"
)

// anyCode has something of many languages in it.
const anyCode = "// a # b -- c\n/* d */ func f(\"x\\\"y\", 'z', `r\nr`) { return 1.5e3 + 0xFF }\n<p class=\"a\">&amp;</p>\n" +
	"- key: [true, null] @x #id .c\n+added\n\t日本語 “é” \\\n$ ls\n/* open \"open\n"

// commonLanguages are named as people name them.
const commonLanguages = "go golang js jsx ts tsx java kotlin swift rust c h c++ cpp hpp c# cs php python py ruby rb bash sh shell zsh lua sql " +
	"toml ini make makefile dockerfile json jsonc yaml yml html xml svg vue css scss markdown md diff patch console GO Python"

// TestHighlightKeepsTheCode holds, for every language, that taking the tags
// out of coloured code gives the code back. Each lexer takes some milliseconds
// to be made.
func TestHighlightKeepsTheCode(t *testing.T) {
	p := New(Options{})
	names := strings.Fields(commonLanguages)
	if !testing.Short() {
		for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
			names = append(names, strings.ToLower(lexer.Config().Name))
		}
	}
	plain := string(p.Parse("a.md", []byte("~~~~\n"+anyCode+"~~~~\n"), 0).HTML)
	for _, name := range names {
		if slices.Contains(plainCode, strings.ToLower(name)) || strings.ContainsAny(name, " \\`*_~") {
			continue
		}
		html := string(p.Parse("a.md", []byte("~~~~"+name+"\n"+anyCode+"~~~~\n"), 0).HTML)
		_, inner, ok := strings.Cut(html, `<pre class="chroma"><code class="language-`)
		if !ok {
			t.Errorf("%s is not coloured: %s", name, html)
			continue
		}
		_, inner, _ = strings.Cut(inner, `">`)
		if got := "<pre><code>" + withoutSpans(inner); got != plain {
			t.Errorf("%s: got %q, want %q", name, got, plain)
		}
	}
}

func TestCommonLanguagesHaveColours(t *testing.T) {
	p := New(Options{})
	for name := range strings.FieldsSeq(commonLanguages) {
		html := string(p.Parse("a.md", []byte("~~~~"+name+"\n"+anyCode+"~~~~\n"), 0).HTML)
		if !strings.Contains(html, "<span class=") {
			t.Errorf("%s has no colours: %s", name, html)
		}
	}
}

// TestLinesKeepTheCode holds that lines which are set apart are the code still,
// each with the number that was asked for.
func TestLinesKeepTheCode(t *testing.T) {
	p, tag := New(Options{}), regexp.MustCompile(`<[^>]*>`)
	plain := p.Parse("a.md", []byte("~~~~\n"+anyCode+"~~~~\n"), 0).HTML
	for name := range strings.FieldsSeq("text go js python html diff") {
		d := p.Parse("a.md", []byte("~~~~"+name+" {linenos=true linenostart=7 hl_lines=[2,\"4-5\"]}\n"+anyCode+"~~~~\n"), 0)
		if got, want := tag.ReplaceAllString(string(d.HTML), ""), tag.ReplaceAllString(string(plain), ""); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
		if n := strings.Count(anyCode, "\n"); strings.Count(string(d.HTML), "data-line=") != n || strings.Count(string(d.HTML), "<mark ") != 3 || !strings.Contains(string(d.HTML), `data-line="`+strconv.Itoa(6+n)+`"`) {
			t.Errorf("%s: %s", name, d.HTML)
		}
	}
}

// TestCodeThatTakesTooLongIsAMistake holds that time never decides what is
// published: the page has an error, and is whole all the same.
func TestCodeThatTakesTooLongIsAMistake(t *testing.T) {
	p := New(Options{})
	p.maxColouring = time.Nanosecond
	d := p.Parse("a.md", []byte("```go\nfunc f() {}\n```\n\n```go\nvar x\n```\n"), 0)
	if len(d.Diagnostics) != 1 || d.Diagnostics[0].Code != syntax.CodeTooComplex || d.Diagnostics[0].Severity != diag.Error || d.Diagnostics[0].Pos.Line != 1 {
		t.Errorf("diagnostics: %v", d.Diagnostics)
	}
	if html := string(d.HTML); strings.Contains(html, "<span") || !strings.Contains(html, "func f() {}\n") || !strings.Contains(html, "var x\n") {
		t.Errorf("HTML: %s", html)
	}
}

func withoutSpans(html string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(html, "<span") {
		if b.Len() > 0 || strings.HasPrefix(part, ` class="`) {
			if _, after, ok := strings.Cut(part, ">"); ok && strings.HasPrefix(part, ` class="`) {
				part = after
			}
		}
		b.WriteString(part)
	}
	return strings.ReplaceAll(b.String(), "</span>", "")
}
