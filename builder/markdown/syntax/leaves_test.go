package syntax

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// leaves is all that a reader would see of a text, in the order of the tree: a
// space for a line end, addresses in angles, citations in braces, and a bar
// between blocks.
func leaves(text string) string {
	source := []byte(text)
	var b strings.Builder
	_ = ast.Walk(New().Parse(source).Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock && n.FirstChild() != nil && n.FirstChild().Type() == ast.TypeInline && b.Len() > 0 {
			b.WriteByte('|')
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.AutoLink:
			b.WriteString("<" + string(n.Label(source)) + ">")
		case *Cite:
			b.WriteString("{" + string(n.Segment.Value(source)) + string(n.Mark) + "}")
		case *extast.TaskCheckBox:
			b.WriteByte('#')
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// Whatever is read as more than text takes its own place, and leaves what stands
// around it as it is.
func TestWhatStandsAroundOurConstructs(t *testing.T) {
	for text, want := range map[string]string{
		"see https://a.example, b":                  "see <https://a.example>, b",
		"see www.a.example b www.c.example":         "see <www.a.example> b <www.c.example>",
		"a@b.example c d@e.example.":                "<a@b.example> c <d@e.example>.",
		"write mailto:a@b.example!":                 "write <mailto:a@b.example>!",
		"ask a_b_c@d.example now":                   "ask <a_b_c@d.example> now",
		"*a* a_b*@c.example":                        "a a_b*@c.example",
		"_ *a http://b.example *c*":                 "_ *a <http://b.example> c",
		"*a https://b.example/* c":                  "a <https://b.example/> c",
		"~~ (www.a.example) ~~":                     "~~ (<www.a.example>) ~~",
		"a\nhttps://b.example\nc":                   "a <https://b.example> c",
		"a  \nwww.b.example":                        "a <www.b.example>",
		"a\\\nwww.b.example":                        "a <www.b.example>",
		"|a|b|\n|-|-|\n|www.c.example|d@e.example|": "a|b|<www.c.example>|<d@e.example>",
		"-\twww.a.example\n\n\thttps://b.example":   "<www.a.example>|<https://b.example>",
		"https:// a www. b @ c.d e@ f":              "https:// a www. b @ c.d e@ f",
		"3:4 a.b wwww.c d://e.f":                    "3:4 a.b wwww.c d://e.f",
		"well [@A]. So [@B; @C]!":                   "well {[@A].} So {[@B; @C]!}",
		"odd [@A b], so":                            "odd {[@A b]}, so",
		"[@A]":                                      "{[@A]}",
		"- [x]  a\n- [ ] b\n- [x]c":                 "#a|#b|[x]c",
		"> [!NOTE] a *b*\n> c\n> d":                 "a b|c d",
		"> [!NOTE]\n> c":                            "c",
		"> [!NOTE] a":                               "a",
		"> [!NOTE]":                                 "",
		"[b]: c\n[d]: e\nf [b] [d]":                 "f b d",
		"a\n[b]: c":                                 "a [b]: c",
	} {
		if got := leaves(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// A quote that is too deep to be one is text, and so is the rest of its line.
func TestWhatIsTooMuchIsText(t *testing.T) {
	if got := leaves(strings.Repeat("> ", maxDepth+2) + "a"); got != "> > a" {
		t.Errorf("quotes beyond the limit become %q", got)
	}
	long := strings.Repeat("*a ", 6000)
	if got := leaves(long + "\n\n*b* [c](d)"); !strings.HasSuffix(got, "|*b* [c](d)") || !strings.HasPrefix(got, "*a *a ") {
		t.Errorf("marks beyond the limit become %q", got[len(got)-20:])
	}
	many := strings.Repeat("*a ", 1000) + "\n\n"
	if p := New().Parse([]byte(strings.Repeat(many, 20))).Problems; p != nil {
		t.Errorf("paragraphs of %d bytes with 1000 marks: %v", len(many), p)
	}
	if got := leaves(strings.Repeat("[a]: b\n", 3200)); !strings.HasPrefix(got, "[a]: b") {
		t.Errorf("definitions beyond the limit become %.20q", got)
	}
	if got := leaves(table(981)); !strings.HasPrefix(got, "|a|a") {
		t.Errorf("a table beyond the limit becomes %.20q", got)
	}
}
