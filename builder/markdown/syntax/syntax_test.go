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
		"> [!NOTE]\t*A*  \n>\n> text":         `blockquote, callout NOTE "*A*"`,
		"> text\n>\n> [!NOTE] x":              "blockquote",
		"> > [!TIP] x\n> > y":                 `blockquote, blockquote, callout TIP "x"`,
		"> [!NOTE]\nlazy":                     `blockquote, callout NOTE ""`,
		"> [!]":                               "blockquote",
		"well [@A].":                          `cite [{A 6}] "."`,
		"[@A; @B-2.c_d]!?":                    `cite [{A 1} {B-2.c_d 5}] "!?"`,
		"[@A B]":                              `cite [] ""`,
		"[@A;]":                               `cite [] ""`,
		"[@ä]":                                `cite [] ""`,
		"[@name](b.md)":                       "link",
		"[@A\n]":                              "",
		"[@]":                                 `cite [] ""`,
		"[@A ;  @B ]":                         `cite [{A 1} {B 7}] ""`,
		"é [@A] (see)":                        `cite [{A 4}] ""`,
		"[@A;; @B].":                          `cite [] ""`,
		"[@A][b]\n\n[b]: c":                   "link",
		"[@A [b]":                             "",
		"[@A":                                 "",
		"`[@A]`":                              "",
		"- [ ] a\n- [x] b\n- [X]\tc":          "box false, box true, box true",
		"- [x](b.md)":                         "link",
		"- [y] a\n- a [x] b\n\n[ ] c":         "",
		"1. [\t] a":                           "box false",
		"- [x]a\n- [x]":                       "",
		"- a\n\n  [x] b":                      "",
		"- > [x] b":                           "blockquote",
		"- ## [x] b":                          `heading "[x] b", box true`,
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
	} {
		if got := outline(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// Whoever asks for more than a text for readers holds is told so, once for each
// limit; the same a little below it is nothing to tell of.
func TestLimits(t *testing.T) {
	lines, definitions, marks := 980, 3162, 4729 // as many as the limits allow, each of which grows with what it is read in
	for name, tt := range map[string]struct {
		below, above string
		at           int
	}{
		"depth":        {strings.Repeat("> ", maxDepth) + "a", strings.Repeat("> ", maxDepth+5) + "a", 2 * maxDepth},
		"depth, lists": {strings.Repeat("- ", maxDepth/2) + "a", strings.Repeat("- ", maxDepth/2+3) + "a", maxDepth},
		"cells":        {table(lines), table(lines + 1), 0},
		"two tables":   {table(lines/2) + "\n" + table(lines/2), table(lines/2) + "\n" + table(lines/2+1), len(table(lines/2)) + 1},
		"footnotes":    {notes(MaxFootnotes), notes(MaxFootnotes + 1), len(notes(MaxFootnotes))},
		"definitions":  {strings.Repeat("[a]: b\n", definitions), strings.Repeat("[a]: b\n", definitions+1), 0},
		"marks":        {strings.Repeat("*a ", marks), strings.Repeat("*a ", marks+1), 3 * marks},
	} {
		if p := New().Parse([]byte(tt.below)).Problems; p != nil {
			t.Errorf("%s: at the limit %v", name, p)
		}
		if p := New().Parse([]byte(tt.above)).Problems; len(p) == 0 || p[0].Code != CodeTooComplex || p[0].Message == "" || p[0].Hint == "" || p[0].Offset != tt.at {
			t.Errorf("%s: above the limit %v", name, p)
		}
	}
}

// table is one of 100 columns, which may count as 102.
func table(lines int) string {
	row := strings.Repeat("|a", 100) + "|\n"
	return row + strings.Repeat("|-", 100) + "|\n" + strings.Repeat(row, lines-2)
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
		"a[^ona]\n\n[^one]: x":              codeUnknownFootnote + " 1 6 did you mean [^one]?",
		"a[^b]":                             codeUnknownFootnote + " 1 4 ",
		"a[^b c] [^] [^d][e]":               "",
		"a[^one]\n\n[^one]: x\n\n[^one]: y": codeDuplicateFootnote + " 20 6 give one of them another name",
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

// Of a mistake that is made again and again, a hundred are told.
func TestFootnoteMistakesAreCounted(t *testing.T) {
	for name, text := range map[string]string{
		"unknown": strings.Repeat("[^a] ", maxProblems+1),
		"twice":   strings.Repeat("[^a]: b\n\n", maxProblems+2),
	} {
		if p := New().Parse([]byte(text)).Problems; len(p) != maxProblems {
			t.Errorf("%s: %d problems, want %d", name, len(p), maxProblems)
		}
	}
}

// A reference is looked for among the footnotes of the whole text.
func TestFootnotesOfATree(t *testing.T) {
	tree := New().Parse([]byte("a[^one]\n\n[^one]: x\n\n> [^two]: y\n\n[^one]: z\n"))
	if got := fmt.Sprint(tree.Footnotes); got != "map[one:9 two:22]" {
		t.Errorf("footnotes %s", got)
	}
	for line, want := range map[string]string{
		"[^a] b": "a 4", "[^a": " 0", "[^]": " 0", "[^a b]": " 0", "[^a](b)": " 0", "[^a][b]": " 0", "[^a]": "a 4", "[a]": " 0", "[^a[b]": " 0", "": " 0",
		"[^" + strings.Repeat("a", 97) + "]": strings.Repeat("a", 97) + " 100", "[^" + strings.Repeat("a", 98) + "]": " 0",
	} {
		if label, length := readReference([]byte(line)); fmt.Sprint(label, " ", length) != want {
			t.Errorf("%q: %q, %d; want %s", line, label, length, want)
		}
	}
}

// A parser may be used by many at once, and has no memory.
func TestParsersAreShared(t *testing.T) {
	p := New()
	for range 4 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			for _, text := range []string{strings.Repeat("> ", maxDepth+5) + "a", "a[^b]", "[^b]: c"} {
				if got, want := p.Parse([]byte(text)).Problems, New().Parse([]byte(text)).Problems; fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%.20q: %v, want %v", text, got, want)
				}
			}
		})
	}
}
