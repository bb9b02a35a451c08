package leftover

import (
	"fmt"
	"strings"
	"testing"
)

// marks lists what is found in a block, each as its code's last part and the
// marked text.
func marks(text string) string {
	var segments []Segment
	for start := 0; start < len(text); {
		length := strings.IndexByte(text[start:]+"\n", '\n')
		segments = append(segments, Segment{start, start + length})
		start += length + 1
	}
	var found []string
	for _, m := range Find([]byte(text), segments) {
		found = append(found, fmt.Sprintf("%s %q", m.Code[len("markdown/"):], text[m.Offset:m.Offset+m.Length]))
	}
	return strings.Join(found, ", ")
}

func TestFind(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Plain text, 3 * 4 = 12 and a_name_here.", ``},
		{"This *is not closed.", ``},
		{"**Bold ** with a blank", `unused-mark "**"`},
		{"~~struck ~", `unused-mark "~~"`},
		{"It`s `code not closed", "unused-mark \"`\""},
		{"An apostrophe`s sign", ``},
		{"\\[meant](as it is)", ``},
		{"[a](b c.md)", `unused-mark "]("`},
		{"[a] (b.md)", `unused-mark "] "`},
		{"(a)[b.md]", `unused-mark ")[b.md]"`},
		{"[[Page]]", `other-markup "[[Page]]"`},
		{"[a][nowhere]", `unused-mark "[a][nowhere]"`},
		{"[!NOTE] a note", `other-markup "[!NOTE]"`},
		{"[TOC]", `other-markup "[TOC]"`},
		{"{{< figure src=\"a.png\" >}}", `other-markup "{{< figure src=\"a.png\" >}}"`},
		{"{% include a %}", `other-markup "{% include a %}"`},
		{"{: .class}", `other-markup "{: .class}"`},
		{"text {#id .class}", `other-markup "{#id .class}"`},
		{"$$x^2$$", `other-markup "$$x^2$$"`},
		{"costs $5 and $6", ``},
		{"an $x^2$ here", `other-markup "$x^2$"`},
		{"==marked==", `other-markup "==marked=="`},
		{"A title\n===", `unused-mark "==="`},
		{":::note\ntext\n:::", `other-markup ":::note", other-markup ":::"`},
		{":smile: at 10:30:45", `other-markup ":smile:"`},
		{"!!! note", `other-markup "!!! note"`},
		{"<!-- a comment", `unused-mark "<!--"`},
		{"--> after", ``},
		{"+++", `unused-mark "+++"`},
		{"#Heading", ``},
		{"# 1 of 3", ``},
		{"see https://example.org/a_b_c", ``},
		{"日本*語*です", `unused-mark "*"`},
		{"a \n* b", ``},
	} {
		if got := marks(tt.text); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// What is said fits what was meant: a picture is no link, a tip no note.
func TestSaid(t *testing.T) {
	for text, want := range map[string]string{
		"[a](b c.md)":               "this is not a link, and readers will see its brackets; put an address with spaces between < and >: [words](<b c.md>)",
		"![a](b c.png)":             "this is not a picture, and readers will see its brackets; put an address with spaces between < and >: ![what it shows](<b c.png>)",
		"![a](b c.png) [a](b c.md)": "this is not a link, and readers will see its brackets; put an address with spaces between < and >: [words](<b c.md>)",
		"a](b c.md)":                "this is not a link, and readers will see its brackets; put an address with spaces between < and >: [words](<b c.md>)",
		":::tip Tea":                ":::tip Tea is not Markdown and would be shown as it is; write a callout: > [!TIP]",
		"!!! warning":               "!!! warning is not Markdown and would be shown as it is; write a callout: > [!WARNING]",
		":::danger":                 ":::danger is not Markdown and would be shown as it is; write a callout: > [!NOTE]",
		"{{% caution %}}":           "{{% caution %}} is not Markdown and would be shown as it is; write a callout: > [!CAUTION]",
	} {
		found := Find([]byte(text), []Segment{{0, len(text)}})
		if len(found) == 0 {
			t.Errorf("%q: nothing found", text)
		} else if said := found[len(found)-1]; said.Message+"; "+said.Hint != want {
			t.Errorf("%q:\n got %s; %s\nwant %s", text, said.Message, said.Hint, want)
		}
	}
}
