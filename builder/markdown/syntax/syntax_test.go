package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// outline is a tree in a line: each of our own nodes with what it holds, and of
// goldmark's those that are asked for.
func outline(text string) string {
	var found []string
	_ = ast.Walk(New().Parse([]byte(text)).Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *CalloutTitle:
			found = append(found, fmt.Sprintf("callout %s %q", n.Word, n.Lines().Value([]byte(text))))
		case *Cite:
			found = append(found, fmt.Sprintf("cite %v %q", n.IDs, n.Mark))
		case *ast.AutoLink:
			found = append(found, fmt.Sprintf("address %s", n.URL([]byte(text))))
		case *ast.Heading:
			found = append(found, fmt.Sprintf("heading %q", n.Lines().Value([]byte(text))))
			for _, a := range n.Attributes() {
				found = append(found, fmt.Sprintf("%s=%s", a.Name, a.Value))
			}
		case *extast.TaskCheckBox:
			found = append(found, fmt.Sprintf("box %t", n.IsChecked))
		case *extast.Table, *ast.Link, *ast.Blockquote:
			found = append(found, strings.ToLower(n.Kind().String()))
		}
		return ast.WalkContinue, nil
	})
	return strings.Join(found, ", ")
}

func TestOurConstructs(t *testing.T) {
	for text, want := range map[string]string{
		"> [!NOTE] A title \n> text":          `blockquote, callout NOTE "A title"`,
		"> [!note]\n> text":                   `blockquote, callout note ""`,
		"> [!a-b]":                            `blockquote, callout a-b ""`,
		"> [!NOTE]title":                      "blockquote",
		"> [!-a] x":                           "blockquote",
		"> [!N1] x":                           "blockquote",
		"> text\n> [!NOTE]":                   "blockquote",
		"[!NOTE] x":                           "",
		"well [@A].":                          `cite [{A 6}] "."`,
		"[@A; @B-2.c_d]!?":                    `cite [{A 1} {B-2.c_d 5}] "!?"`,
		"[@A B]":                              `cite [] ""`,
		"[@A;]":                               `cite [] ""`,
		"[@ä]":                                `cite [] ""`,
		"[@name](b.md)":                       "link",
		"[@A\n]":                              "",
		"- [ ] a\n- [x] b\n- [X]\tc":          "box false, box true, box true",
		"- [x](b.md)":                         "link",
		"- [y] a\n- a [x] b\n\n[ ] c":         "",
		"| a |\n|---|\n| b |":                 "table",
		"## T {#a .b .c d=\"e \\\" f\"} ":     "heading \"T\", id=a, class=b c, d=e \" f",
		"## T {#a #b k=1.10 K=2}":             "heading \"T\", id=b, k=2",
		"## T ## {.x}":                        "heading \"T\", class=x",
		"## T {x}":                            `heading "T {x}"`,
		"## T {#a b":                          `heading "T {#a b"`,
		"T {#a}\n===":                         `heading "T", id=a`,
		"see https://example.org/a_(b), x":    "address https://example.org/a_(b)",
		"www.example.org.":                    "address http://www.example.org",
		"mail a.b+c@example.org; x@y":         "address a.b+c@example.org",
		"https://a_b.c.example https://x.a_b": "address https://a_b.c.example",
		"xhttps://example.org":                "",
	} {
		if got := outline(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// Whoever asks for more than a text for readers holds is told so, once for each
// limit; the same a little below it is nothing to tell of.
func TestLimits(t *testing.T) {
	for name, tt := range map[string]struct{ below, above string }{
		"depth":       {strings.Repeat("> ", maxDepth-1) + "a", strings.Repeat("> ", maxDepth+5) + "a"},
		"cells":       {table(100, 900), table(100, 1100)},
		"footnotes":   {notes(MaxFootnotes), notes(MaxFootnotes + 2)},
		"definitions": {strings.Repeat("[a]: b\n", 3000), strings.Repeat("[a]: b\n", 3300)},
		"marks":       {strings.Repeat("*a ", 3000), strings.Repeat("*a ", 6000)},
	} {
		if p := New().Parse([]byte(tt.below)).Problems; p != nil {
			t.Errorf("%s: below the limit %v", name, p)
		}
		if p := New().Parse([]byte(tt.above)).Problems; len(p) == 0 || p[0].Code != CodeTooComplex || p[0].Message == "" || p[0].Hint == "" {
			t.Errorf("%s: above the limit %v", name, p)
		}
	}
}

func table(columns, rows int) string {
	row := strings.Repeat("|a", columns) + "|\n"
	return row + strings.Repeat("|-", columns) + "|\n" + strings.Repeat(row, rows)
}

func notes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[^%d]: a\n\n", i)
	}
	return b.String()
}

func TestFootnotesThatAreNotThere(t *testing.T) {
	for text, want := range map[string]string{
		"a[^one] [^1](b)\n\n[^one]: x":      "",
		"a[^ona]\n\n[^one]: x":              CodeUnknownFootnote + " 1 6 did you mean [^one]?",
		"a[^b]":                             CodeUnknownFootnote + " 1 4 ",
		"a[^b c] [^] [^d][e]":               "",
		"a[^one]\n\n[^one]: x\n\n[^one]: y": CodeDuplicateFootnote + " 20 6 give one of them another name",
	} {
		var found []string
		for _, p := range New().Parse([]byte(text)).Problems {
			found = append(found, fmt.Sprintf("%s %d %d %s", p.Code, p.Offset, p.Length, p.Hint))
		}
		if got := strings.Join(found, ", "); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}
