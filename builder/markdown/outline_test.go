package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestOutline(t *testing.T) {
	const front = "---\ntitle: x\n---\n"
	const body = "Intro *text* `code`.\n\n## Question {#q1 .choice max=3 tone=\"a b\"}\n\n- one\n- [x] two\n\n  more\n\n1. first\n\n> [!SAY] T\n> quoted\n\n> plain\n\n```yaml\na: b\n```\n\n| a |\n|---|\n\nTerm\n: Def\n\n[ref]: x.md\n"
	want := `paragraph "Intro text code." 4:1
heading 2 q1 [choice] [{max 3} {tone a b}] "Question" 6:1
list 8:1
  item 8:1
    paragraph "one" 8:3
  item 9:1
    paragraph "two" 9:3
    paragraph "more" 11:3
list 13:1
  item 13:1
    paragraph "first" 13:4
quote 15:1
  paragraph "quoted" 16:3
quote 18:1
  paragraph "plain" 18:3
code "a: b\n" 20:1
other 24:1
other 27:1
`
	for _, end := range []string{"\n", "\r\n", "\r"} {
		src := strings.ReplaceAll(front+body, "\n", end)
		blocks, _, diags := Outline("a.md", []byte(src), len(strings.ReplaceAll(front, "\n", end)))
		if len(diags) > 0 {
			t.Errorf("diagnostics %v", diags)
		}
		var b strings.Builder
		describeBlocks(&b, blocks, "")
		if got := b.String(); got != want {
			t.Errorf("with %q:\n%s\nwant\n%s", end, got, want)
		}
	}
}

func describeBlocks(b *strings.Builder, blocks []Block, indent string) {
	for _, x := range blocks {
		b.WriteString(indent)
		switch x.Kind {
		case BlockParagraph:
			fmt.Fprintf(b, "paragraph %q", x.Text)
		case BlockHeading:
			fmt.Fprintf(b, "heading %d %s %v %v %q", x.Level, x.ID, x.Classes, x.Attributes, x.Text)
		case BlockList:
			b.WriteString("list")
		case BlockItem:
			b.WriteString("item")
		case BlockQuote:
			b.WriteString("quote")
		case BlockCode:
			fmt.Fprintf(b, "code %q", x.Text)
		default:
			b.WriteString("other")
		}
		fmt.Fprintf(b, " %d:%d\n", x.Pos.Line, x.Pos.Col)
		describeBlocks(b, x.Children, indent+"  ")
	}
}

func TestOutlineReportsDuplicateIDs(t *testing.T) {
	_, _, diags := Outline("a.md", []byte("## A {#x}\n\n## B {#x}\n"), 0)
	if len(diags) != 1 || diags[0].Code != codeDuplicateID || diags[0].Pos.Line != 3 || len(diags[0].Notes) != 1 || diags[0].Notes[0].Pos.Line != 1 {
		t.Errorf("got %v", diags)
	}
}
