package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// TestPositionsWhateverTheLineEnds holds that line and column count from the
// top of the file, in bytes, whatever ends its lines.
func TestPositionsWhateverTheLineEnds(t *testing.T) {
	const front = "---\ntitle: x\n---\n"
	const body = "# Head\n\ntext [a](one.md)\nmore [b](two.md)\n\n- é [c](three.md)\n\n> [!NOTE] T\n> [d](four.md)\n\n    code\n\n| x |\n|---|\n| [e](five.md) |\n\n[f][ref]\n\n[ref]: six.md\n"
	want := "4:1 6:6 7:6 9:6 12:3 18:3 20:1"
	for _, end := range []struct{ name, sign string }{{"LF", "\n"}, {"CRLF", "\r\n"}, {"CR", "\r"}} {
		t.Run(end.name, func(t *testing.T) {
			src := strings.ReplaceAll(front+body, "\n", end.sign)
			start := len(strings.ReplaceAll(front, "\n", end.sign))
			d := New(Options{}).Parse("a.md", []byte(src), start)
			got := fmt.Sprintf("%d:%d", d.Headings[0].Pos.Line, d.Headings[0].Pos.Col)
			for _, l := range d.Links {
				got += fmt.Sprintf(" %d:%d", l.Pos.Line, l.Pos.Col)
			}
			if got != want {
				t.Errorf("positions %s, want %s", got, want)
			}
			if strings.Contains(string(d.HTML), "\r") {
				t.Errorf("CR in %q", d.HTML)
			}
		})
	}
}

func TestSameHTMLWhateverTheLineEnds(t *testing.T) {
	const body = "# A\n\nb  \nc\\\nd\n\n```go\nx := `a\nb`\n```\n\n- a\n\n  b\n- c\n\n***\n\na\n===\n"
	want := string(New(Options{}).Parse("a.md", []byte(body), 0).HTML)
	for _, end := range []string{"\r\n", "\r"} {
		got := string(New(Options{}).Parse("a.md", []byte(strings.ReplaceAll(body, "\n", end)), 0).HTML)
		if got != want {
			t.Errorf("with %q:\n%s\nwant\n%s", end, got, want)
		}
	}
}

func TestOddBytes(t *testing.T) {
	tests := []struct {
		name, src  string
		start      int
		html, diag string
	}{
		{"byte order mark", "\uFEFF# T\n", 0, `<h1 id="t">T</h1>`, ""},
		{"byte order mark passed over by the caller", "\uFEFF# T\n", 3, `<h1 id="t">T</h1>`, ""},
		{
			"NUL", "a\x00b `c\x00` [d](e\x00f)", 0, "<p>a\uFFFDb <code>c\uFFFD</code> <a href=\"e%EF%BF%BDf\">d</a></p>",
			`[a.md:1:2: warning[markdown/control-character]: the text holds the control character U+0000` +
				` a.md:1:7: warning[markdown/control-character]: the text holds the control character U+0000` +
				` a.md:1:15: warning[markdown/control-character]: the text holds the control character U+0000]`,
		},
		{
			"not UTF-8", "ok\n\nabc \xe9t\xe9 <b>", 0, "<p>ok</p>\n<p>abc \uFFFDt\uFFFD </p>",
			`[a.md:3:5: error[markdown/not-utf8]: the file is not in UTF-8 from here on a.md:3:9: error[markdown/raw-html]: HTML is not allowed in a text: <b>]`,
		},
		{"body within a line", "key: # T", 5, `<h1 id="t">T</h1>`, ""},
		{"body past the end", "abc", 99, "", ""},
		{"body before the start", "abc", -1, "<p>abc</p>", ""},
		{"nothing", "", 0, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := New(Options{}).Parse("a.md", []byte(test.src), test.start)
			if got := strings.TrimSpace(string(d.AppendHTML(nil, "", nullResolver{}))); got != test.html {
				t.Errorf("HTML %q, want %q", got, test.html)
			}
			if got := fmt.Sprint(d.Diagnostics); got != test.diag && (test.diag != "" || len(d.Diagnostics) > 0) {
				t.Errorf("diagnostics %s, want %s", got, test.diag)
			}
		})
	}
}

func TestPositionWithByteOrderMark(t *testing.T) {
	d := New(Options{}).Parse("a.md", []byte("\uFEFF[a](b.md)\n[c](d.md)"), 0)
	if got := fmt.Sprint(d.Links[0].Pos, d.Links[1].Pos); got != "a.md:1:4 a.md:2:1" {
		t.Errorf("got %s", got)
	}
}

// Below a title of level two, headings stand one level higher than they are
// written; elsewhere they stand as they are.
func TestHeadingsMoveUpWithTheTitle(t *testing.T) {
	for src, want := range map[string]string{"## A\n\n### B\n\n#### C\n": "23", "\n## A\n### B\n#### C\n": "23", "# A\n### B\n#### C\n": "34", "a\n## A\n### B\n#### C\n": "34"} {
		start := strings.Index(src, "A\n") + 2
		got := ""
		for _, h := range New(Options{}).Parse("a.md", []byte(src), start).Headings {
			got += fmt.Sprint(h.Level)
		}
		if got != want {
			t.Errorf("%q: levels %s, want %s", src, got, want)
		}
	}
}
