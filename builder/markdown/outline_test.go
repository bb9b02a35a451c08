package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestOutline(t *testing.T) {
	const front = "---\ntitle: x\n---\n"
	const body = "Intro *text* `code`.\n\n## Question {#q1 .choice max=3 tone=\"a b\"}\n\n- one\n- [x] two\n\n  more\n\n1. first\n\n> [!SAY] T\n> quoted\n\n> plain\n\n```yaml\na: b\n```\n\n| a |\n|---|\n\nTerm\n: Def\n\n[ref]: x.md\n"
	want := `paragraph "Intro text code." 4:1 [Intro *text*]
heading 2 q1 [choice] [{max 3} {tone a b}] "Question" 6:1 [## Question ]
list ordered=false 8:1 [- one]
  item 8:1 [- one]
    paragraph "one" 8:3 [one]
  item 9:1 [- [x] two]
    paragraph "two" 9:3 [[x] two]
    paragraph "more" 11:3 [more]
list ordered=true 13:1 [1. first]
  item 13:1 [1. first]
    paragraph "first" 13:4 [first]
quote say 15:1 [> [!SAY] T]
  paragraph "quoted" 16:3 [quoted]
quote  18:1 [> plain]
  paragraph "plain" 18:3 [plain]
code "a: b\n" 20:1 [` + "```yaml" + `]
other 24:1 [| a |]
other 27:1 [Term]
`
	for _, end := range []string{"\n", "\r\n", "\r"} {
		src := strings.ReplaceAll(front+body, "\n", end)
		blocks, diags := Outline("a.md", []byte(src), len(strings.ReplaceAll(front, "\n", end)))
		if len(diags) > 0 {
			t.Errorf("diagnostics %v", diags)
		}
		var b strings.Builder
		describeBlocks(&b, blocks, src, "")
		if got := b.String(); got != want {
			t.Errorf("with %q:\n%s\nwant\n%s", end, got, want)
		}
	}
}

func describeBlocks(b *strings.Builder, blocks []Block, src, indent string) {
	for _, x := range blocks {
		piece := strings.FieldsFunc(src[x.Start:x.End]+"\n", func(c rune) bool { return c == '\n' || c == '\r' })[0]
		piece = piece[:min(len(piece), 12)]
		b.WriteString(indent)
		switch x.Kind {
		case BlockParagraph:
			fmt.Fprintf(b, "paragraph %q", x.Text)
		case BlockHeading:
			fmt.Fprintf(b, "heading %d %s %v %v %q", x.Level, x.ID, x.Classes, x.Attributes, x.Text)
		case BlockList:
			fmt.Fprintf(b, "list ordered=%t", x.Ordered)
		case BlockItem:
			b.WriteString("item")
		case BlockQuote:
			fmt.Fprintf(b, "quote %s", x.Callout)
		case BlockCode:
			fmt.Fprintf(b, "code %q", x.Text)
		default:
			b.WriteString("other")
		}
		fmt.Fprintf(b, " %d:%d [%s]\n", x.Pos.Line, x.Pos.Col, piece)
		describeBlocks(b, x.Children, src, indent+"  ")
	}
}

// TestOutlinePiecesRender holds that a block can be parsed by itself, with
// positions from the top of the file.
func TestOutlinePiecesRender(t *testing.T) {
	src := []byte("---\n---\n## A\n\ntext [a](b.md)\r\n\r\n- x\n- y [c](d.md)\n")
	blocks, _ := Outline("a.md", src, 8)
	var got []string
	for _, b := range blocks {
		d := New(Options{}).Parse("a.md", src[:b.End], b.Start)
		for _, l := range d.Links {
			got = append(got, fmt.Sprint(l.Pos))
		}
	}
	if want := "[a.md:5:6 a.md:8:5]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

func TestOutlineReportsDuplicateIDs(t *testing.T) {
	_, diags := Outline("a.md", []byte("## A {#x}\n\n## B {#x}\n"), 0)
	if len(diags) != 1 || diags[0].Code != codeDuplicateID || diags[0].Pos.Line != 3 || len(diags[0].Notes) != 1 || diags[0].Notes[0].Pos.Line != 1 {
		t.Errorf("got %v", diags)
	}
}
