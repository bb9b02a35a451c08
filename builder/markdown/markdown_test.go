package markdown

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"aftercare/builder/markdown/syntax"
)

// TestWithoutWords holds that a Parser needs no interface words: the reader
// then sees the writer's own marker.
func TestWithoutWords(t *testing.T) {
	d := New(Options{}).Parse("a.md", []byte("> [!Tip]\n> x[^1] [@A]\n\n[^1]: n\n"), 0)
	html := string(d.AppendHTML(nil, "", nullResolver{}))
	if !strings.Contains(html, `id="callout:1">Tip</p>`) || strings.Contains(html, `aria-label=""`) {
		t.Errorf("got %s", html)
	}
}

func TestPrefixIsBeforeEveryID(t *testing.T) {
	src := "# H\n\n> [!NOTE]\n> x[^1] [@A]\n\n[^1]: n\n"
	html := string(goldenParser().Parse("a.md", []byte(src), 0).AppendHTML(nil, "pre-", goldenSite{}))
	for _, name := range []string{`id="`, `aria-labelledby="`, `href="#fn`, `href="#pre-fn`} {
		for rest := html; ; {
			_, after, ok := strings.Cut(rest, name)
			if !ok {
				break
			}
			if !strings.HasPrefix(after, "pre-") && !strings.HasPrefix(name, `href="#pre-`) {
				t.Errorf("%s%.20s has no prefix", name, after)
			}
			rest = after
		}
	}
	if strings.Count(html, "pre-") != 8 {
		t.Errorf("%d prefixes in %s", strings.Count(html, "pre-"), html)
	}
}

func TestDeadTargets(t *testing.T) {
	d := New(Options{}).Parse("a.md", []byte("[a](dead.md) ![alt & text](dead.md)"), 0)
	want := `<p><a class="dead-link">a</a> <span class="dead-image">alt &amp; text</span></p>`
	if got := strings.TrimSpace(string(d.AppendHTML(nil, "", goldenSite{}))); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

type failingParser struct{ parser.Parser }

func (failingParser) Parse(text.Reader, ...parser.ParseOption) ast.Node { panic("a fault") }

// It is what gives markdown/parser-failed.
func TestAFaultOfTheParserIsReported(t *testing.T) {
	p := New(Options{})
	p.syntax.Goldmark = failingParser{p.syntax.Goldmark}
	d := p.Parse("a.md", []byte("x"), 0)
	if len(d.HTML) > 0 || len(d.Diagnostics) != 1 || d.Diagnostics[0].Code != codeParserFailed || d.Diagnostics[0].Pos.File != "a.md" {
		t.Errorf("got %q, %v", d.HTML, d.Diagnostics)
	}
}

// TestParserIsSafeForConcurrentUse is for the race detector.
func TestParserIsSafeForConcurrentUse(t *testing.T) {
	p := goldenParser()
	src := []byte("# drop\n\ndrop [a](b.md) [@AFF14]\n\n```go\nfunc f() {}\n```\n\n```yaml\na: b\n```\n")
	want := string(p.Parse("a.md", src, 0).AppendHTML(nil, "", goldenSite{}))
	d := p.Parse("a.md", src, 0)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				if got := string(p.Parse("a.md", src, 0).AppendHTML(nil, "", goldenSite{})); got != want {
					t.Errorf("got %s", got)
				}
				if got := string(d.AppendHTML(nil, "", goldenSite{})); got != want {
					t.Errorf("got %s", got)
				}
			}
		})
	}
	group.Wait()
}

func TestLimitsAreReported(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"depth", strings.Repeat("> ", 60) + "a", "nested too deep"},
		{"marks", strings.Repeat("*a ", maxBody/4), "too long for the marks"},
		{"cells", strings.Repeat("|a", 500) + "\n" + strings.Repeat("|-", 500) + "\n" + strings.Repeat("a\n", 500), "too many cells"},
		{"definitions", strings.Repeat("[a]: /x\n", 5000), "too many link definitions"},
		{"expansion", "[a]: /" + strings.Repeat("x", 100_000) + "\n\n" + strings.Repeat("[a] ", 100), "used too often"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := New(Options{}).Parse("a.md", []byte(test.src), 0)
			if len(d.Diagnostics) == 0 || d.Diagnostics[0].Code != syntax.CodeTooComplex || !strings.Contains(d.Diagnostics[0].Message, test.want) {
				t.Errorf("got %v", d.Diagnostics)
			}
		})
	}
	var notes strings.Builder
	for i := range syntax.MaxFootnotes + 1 {
		fmt.Fprintf(&notes, "x[^%d]\n\n[^%d]: n\n\n", i, i)
	}
	if d := New(Options{}).Parse("a.md", []byte(notes.String()), 0); !strings.Contains(fmt.Sprint(d.Diagnostics), "too many footnotes") {
		t.Errorf("got %v", d.Diagnostics)
	}
}

// TestLongTextsAreWithinTheLimits holds that nothing a person writes meets a
// limit: a page of a hundred thousand words with links, tables and lists.
func TestLongTextsAreWithinTheLimits(t *testing.T) {
	section := "## Section\n\n" + strings.Repeat("Some *words* with a [link](a.md) and `code`, as in a text. ", 30) + "\n\n" +
		strings.Repeat("- an item with **bold** and [a link](b.md)\n  - and one below\n", 20) + "\n| a | b | c |\n|---|---|---|\n" + strings.Repeat("| 1 | *2* | 3 |\n", 30) + "\n"
	d := New(Options{}).Parse("a.md", []byte(strings.Repeat(section, 165)), 0)
	if len(d.Diagnostics) > 0 || d.Words < 100_000 {
		t.Errorf("%d words, %v", d.Words, d.Diagnostics)
	}
}

func TestReportsAreCapped(t *testing.T) {
	d := New(Options{}).Parse("a.md", []byte(strings.Repeat("<b>\n\n", 3*maxReports)), 0)
	if len(d.Diagnostics) != maxReports {
		t.Errorf("%d diagnostics, want %d", len(d.Diagnostics), maxReports)
	}
}
