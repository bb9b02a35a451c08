package markdown

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"aftercare/builder/markdown/leftover"
)

// TestLeftoverTable holds what is reported of a text to the marks that its
// writer meant. Each case lists the codes, without their family, in order.
func TestLeftoverTable(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		// emphasis that is not taken
		{"这是**「重点」**内容", "unused-mark"},
		{"これは**「強調」**です。", "unused-mark"},
		{"これは*「強調」*です。", "unused-mark"},
		{"内容__「重点」__内容", "unused-mark"},
		{"강조**(중요)**는", "unused-mark"},
		{"这是 **「重点」** 内容", ""},
		{"这是**重点**内容", ""},
		{"**bold", "unused-mark"},
		{"** bold **", "unused-mark"},
		{"** bold**", "unused-mark"},
		{"**bold\n\nother** end", "unused-mark unused-mark"},
		{"__ bold__ text", ""},
		{"~~gone ~~ is", "unused-mark"},
		{"2 ** 3 and 2 ** 4", ""},
		{"src/**/*.md and a/**", ""},
		{`\*\*as it is\*\* and \**`, ""},
		{"s**t happens", ""},
		{"Name: ____ Date: ____", ""},
		{"5 * 3 * 2, 4*(2+3)*5", ""},
		{"snake__case__name and a_b", ""},
		{"`**` and `[x](`", ""},
		// links
		{"[tea](my tea.md)", "unused-mark"},
		{"[tea](tea.md", "unused-mark"},
		{"[a [b](b.md) c](c.md)", "unused-mark"},
		{"[tea] (tea.md)", "unused-mark"},
		{"(tea)[https://example.org]", "unused-mark"},
		{"[text][nosuch]", "unused-mark"},
		{"[text][]", "unused-mark"},
		{"[text][id]\n\n[id]: b.md", ""},
		{"a[i][j], [1][2], [sic] (see below)", ""},
		{`\[x\]\(y\)`, ""},
		{`\[not a link](/foo)`, ""},
		{"\\`not code`", ""},
		// code
		{"an `open one", "unused-mark"},
		{"``a`", "unused-mark unused-mark"},
		{"Hawai`i", ""},
		{"Hawai`i and `code`", "unused-mark"},
		// other tools
		{`{{< figure "a.png" >}}`, "other-markup"},
		{"{{% note %}}\n\ntext\n\n{{% /note %}}", "other-markup other-markup"},
		{`[x]({{< link "b.md" >}})`, "other-markup"},
		{"{{#include a.rs}}", "other-markup"},
		{"```rust\n{{#rustdoc_include a.rs:3:9}}\n```", "other-markup"},
		{"```\n\\{{#include a.rs}}\nx {{#include a.rs}}\n```", ""},
		{"{% include a.html %}", "other-markup"},
		{"{{ page.title }}", "other-markup"},
		{":::note\ntext\n:::", "other-markup other-markup"},
		{"::: warning Title", "other-markup"},
		{"see [[Some Page]]", "other-markup"},
		{"![[a.png]]", "other-markup"},
		{"[[Page|words]]", "other-markup"},
		{"$E=mc^2$", "other-markup"},
		{"$$\nx\n$$", "other-markup other-markup"},
		{"$$x^2$$", "other-markup"},
		{"$5 and $6, US$5 = C$7; $$ places; $A_B and $C", ""},
		{"==mark== it", "other-markup"},
		{"a == b, x==1 and y==2", ""},
		{"hi :smile:", "other-markup"},
		{"10:30:45, a:b:c, ::before::, note: this", ""},
		{"text {.class}", "other-markup"},
		{"{: .note }", "other-markup"},
		{"[a](b.md){target=_blank}", "other-markup"},
		{"a set {1, 2}, {...}", ""},
		{"!!! note\n\ntext", "other-markup"},
		{`??? info "Title"`, "other-markup"},
		{"!!! wow, this", ""},
		{".. note:: text", "other-markup"},
		{"[!NOTE]\ntext", "other-markup"},
		{"> [!NOTE]\n> text", ""},
		{"[TOC]", "other-markup"},
		{"```go {hl_lines=[1] style=emacs}\na\n```", "other-markup"},
		{"```go {1,3}\na\n```", "other-markup"},
		{"```go title=\"a.go\"\na\n```", "other-markup"},
		{"```go\n{{< x >}} ** [[a]] :b:\n```", ""},
		// what stands alone on a line
		{"+++", "unused-mark"},
		{"text\n\n====", "unused-mark"},
		{"##Title", "unused-mark"},
		{"#hashtag", ""},
		{"a <!-- b", "unused-mark"},
		{"<!-- a\n\n<!-- b -->\n\n-->", "unused-mark"},
		{"a --> b", ""},
		// what the parser drops
		{"| a | b |\n|---|---|\n| `x|y` | c |", "dropped-text"},
		{"| a | b |\n|---|---|\n| 1 | 2 | 3 |", "dropped-text"},
		{"a | b\n---|---\n1 | 2 | 3", "dropped-text"},
		{"| a | b |\n|---|---|\n| 1 | 2 |\n| 1 |\n| 1 | 2 | |\n| `x\\|y` | c |", ""},
		{"[Tip]: Drink", "dropped-text"},
		{"[id]: b.md\n\n[//]: # (a remark)\n\n[comment]: <>", ""},
		{"<!-- a --> text", "dropped-text"},
		{"<!-- a\n\ntext", "dropped-text"},
		{"<!-- a -->\n\ntext", ""},
		{"a ~5-~10 b", ""},
		{"~$5 to ~$6, or ~5~10", "accidental-strikethrough"},
		{"H~2~O", "accidental-strikethrough"},
		{"~gone~ and ~~5 gone~~, ~5 or ~ 6", ""},
		{"a\x07b\x7f", "control-character control-character"},
		{"caf\uFFFD", "control-character"},
		// what one other tool or another reads
		{`The law \(E = mc^2\), \[\frac{1}{2}\], \begin{equation}`, "other-markup other-markup other-markup"},
		{`\(as it is\), \[x\], C:\beginning, \[\\\]`, ""},
		{"x^2^ and 10^-3^, a note^[inline], text ^block", "other-markup other-markup other-markup other-markup"},
		{"2 ^ 3 ^ 4, ^_^ and ^_^", ""},
		{"++ctrl+c++", "other-markup"},
		{"i++ and ++i, C++ and G++", ""},
		{"%% a remark %%", "other-markup"},
		{"100%% sure, 50 %% off", ""},
		{"||hidden|| text", "other-markup"},
		{"a || b || c", ""},
		{"&nosuch; and AT&T; and &copy; &#9749;", "other-markup"},
		{"{++in++} {--out--} {>>why<<}", "other-markup other-markup other-markup"},
		{"{info}x{info}, see {ref}`there`", "other-markup other-markup other-markup"},
		{"[b]bold[/b] [caption id=\"x\"]a[/caption] [a|https://example.org]", "other-markup other-markup other-markup other-markup"},
		{"the file <b.md> and <%= title %>", "other-markup other-markup"},
		{"'''bold''' words", "other-markup"},
		{"[[_TOC_]]", "other-markup"},
		{"$x$ and :+1:", "other-markup other-markup"},
		{"$5$ and US$5$", ""},
		{"> [!NOTE]- Folded\n> text", "other-markup"},
		{"```mermaid\na\n```", "other-markup"},
		{"```{.python .numberLines}\na\n```", "other-markup"},
		{"=== \"Tab\"", "other-markup"},
		{"== Title ==", "other-markup"},
		{"--8<-- \"a.md\"", "other-markup"},
		{"#+BEGIN_QUOTE\ntext", "other-markup"},
		{"*[HTML]: words", "other-markup"},
		{"'''\ncode\n'''", "other-markup"},
		{"import X from \"y\"", "other-markup"},
		{"import this from there\n\nexport your data", ""},
		{"!!!note", "other-markup"},
		// lists, tables, code and headings that are none, or that nobody meant
		{"-one\n-two", "unused-mark"},
		{"1.one\n2.two", "unused-mark"},
		{"Text\n2. two\n3. three", "unused-mark"},
		{"The year was\n2024. It was late", ""},
		{"• one", "unused-mark"},
		{"one • two", ""},
		{"| a | b |\n|---|\n| 1 | 2 |", "unused-mark"},
		{"| a | b |\n| 1 | 2 |", "unused-mark"},
		{"|x| is a size", ""},
		{"| a | b |\n|---|---|\ntext", "unused-mark"},
		{"| a | b |\n|---|---|\n| 1 |", ""},
		{"```\ncode", "unused-mark"},
		{"> ```\n> code\n> ```\n\n- ~~~\n  code\n  ~~~", ""},
		{"Some words.\n---", "unused-mark"},
		{"Title\n---\n\n## Title.", ""},
		{"**bold*", "unused-mark"},
		{"He said *\"stop.\"*Then he left", "unused-mark"},
		{"![a](b.png =10x20)", "unused-mark"},
		{"![a] (b.png), [b] (/b/), (c)[/c/]", "unused-mark unused-mark unused-mark"},
		// in every kind of block
		{"## A **b", "unused-mark"},
		{"- a **b", "unused-mark"},
		{"> a **b", "unused-mark"},
		{"> [!NOTE] a **b\n> c", "unused-mark"},
		{"| a **b | c |\n|---|---|\n| d **e | f |", "unused-mark unused-mark"},
		{"a\n: b **c", "unused-mark"},
		{"a[^1]\n\n[^1]: b **c", "unused-mark"},
		{"[a **b](c.md) *d **e*", "unused-mark unused-mark"},
	} {
		var codes []string
		for _, d := range New(Options{}).Parse("a.md", []byte(tt.text), 0).Diagnostics {
			switch code := strings.TrimPrefix(d.Code, "markdown/"); code {
			case "unused-mark", "other-markup", "dropped-text", "accidental-strikethrough", "control-character":
				codes = append(codes, code)
				if d.Hint == "" || d.Pos.Line == 0 {
					t.Errorf("%q: %v has no hint or place", tt.text, d)
				}
			}
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

// A film is not shown in a page, and the way out is a link to it.
func TestVideoStaysALink(t *testing.T) {
	for text, want := range map[string]string{
		"![Tea](https://www.youtube.com/watch?v=1)": "without the !",
		"![Tea](https://youtu.be/1)":                "without the !",
		"![Tea](https://player.vimeo.com/1)":        "without the !",
		"![Tea](https://example.org/a.png)":         "beside the page",
		"![Tea](https://notyoutube.com/a.png)":      "beside the page",
	} {
		found := New(Options{}).Parse("a.md", []byte(text), 0).Diagnostics
		if len(found) != 1 || !strings.Contains(found[0].Hint, want) {
			t.Errorf("%s: %v", text, found)
		}
	}
	doc := New(Options{}).Parse("a.md", []byte("[Tea](https://youtu.be/1)"), 0)
	if len(doc.Diagnostics) > 0 || len(doc.Links) != 1 {
		t.Errorf("a link to a film: %v", doc.Diagnostics)
	}
}

// The first picture of a page is mostly on screen when it opens, so it is not
// put off; where several texts share a page none of them knows which is first.
func TestFirstPictureIsNotLazy(t *testing.T) {
	doc := New(Options{}).Parse("a.md", []byte("![A](a.png)\n\n![B](b.png)\n"), 0)
	for prefix, want := range map[string]string{"": "a eager, b lazy", "q-": "a lazy, b lazy"} {
		var got []string
		for line := range strings.Lines(string(doc.AppendHTML(nil, prefix, goldenSite{}))) {
			how := " eager"
			if strings.Contains(line, `loading="lazy"`) {
				how = " lazy"
			}
			got = append(got, string(line[strings.Index(line, `src="`)+5])+how)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%q: %s, want %s", prefix, s, want)
		}
	}
}

// TestLeftoversInTheSpecifications lists the examples of CommonMark and GFM in
// which something is reported: those that show how a mark stays text, or how
// text is left out. Where the mark is escaped or is code nothing is said.
func TestLeftoversInTheSpecifications(t *testing.T) {
	for name, tt := range map[string]struct {
		examples []example
		want     string
	}{
		"commonmark": {commonMarkExamples(t), "28 30 41 42 44 45 63 91 93 95 97 126 127 137 139 143 177 216 237 327 343 344 345 346 347 348 349 368 379 380 391 392 417 442 443 444 445 446 447 454 455 456 457 458 459 471 476 480 488 490 491 493 494 497 508 513 518 519 520 545 548 590"},
		"gfm":        {gfmExamples(t), "12 14 15 33 61 63 65 67 96 97 107 109 113 146 185 202 203 204 215 307 324 326 337 353 354 355 356 357 358 359 377 388 389 400 401 426 451 452 453 454 455 456 463 464 465 466 467 468 480 485 489 492 493 498 500 501 503 504 517 522 527 528 529 554 557 599 627"},
	} {
		var got []string
		for _, e := range tt.examples {
			for _, d := range New(Options{}).Parse("a.md", []byte(e.Markdown), 0).Diagnostics {
				if slices.Contains([]string{leftover.CodeUnusedMark, leftover.CodeOtherMarkup, codeDroppedText, codeAccidental, codeControl}, d.Code) {
					got = append(got, strconv.Itoa(e.Example))
					break
				}
			}
		}
		if list := strings.Join(got, " "); list != tt.want {
			t.Errorf("%s: %s", name, list)
		}
	}
}

// The time that leftovers take grows with the text, not with its square, which a
// megabyte full of marks would show.
func TestLeftoversOfAMegabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 10 seconds; the audit runs it")
	}
	for _, mark := range []string{"{{ a ", "a](b ", ": a ", "$a\\ ", "==a ", ") [a][b "} {
		New(Options{}).Parse("a.md", []byte(strings.Repeat(mark, maxBody/len(mark))), 0)
	}
}
