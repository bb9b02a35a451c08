package leftover

import (
	"strings"
	"testing"
)

// Every kind of mark that other tools read, beside what looks like it and is
// meant as it is.
func TestKindsOfOtherMarkup(t *testing.T) {
	for text, want := range map[string]string{
		// formulas
		`so \(a^2\) is`: `other-markup "\\(a^2\\)"`, `\[x_1 = 2\]`: `other-markup "\\[x_1 = 2\\]"`, `\(see below\)`: ``, `\[sic\]`: ``, `\begin{align*}`: `other-markup "\\begin{align*}"`, `\newpage`: `other-markup "\\newpage"`, `\newpages`: ``,
		`$$`: `other-markup "$$"`, `a $$ b`: ``, `$$$`: ``, `$$\alpha$$`: `other-markup "$$\\alpha$$"`, `$x$ is`: `other-markup "$x$"`, `$xy$`: ``, `a$x^2$`: ``, `$x^2$b`: ``, `$ x^2 $`: ``, `$5 = $6`: ``,
		// braces
		`{++new++}`: `other-markup "{++new++}"`, `{--old--}`: `other-markup "{--old--}"`, `{>>why<<}`: `other-markup "{>>why<<}"`, `{==x==}`: `other-markup "{==x==}"`, `{info:title=A}`: `other-markup "{info:title=A}"`, "{ref}`": "other-markup \"{ref}`\"", `{nothing}`: ``, `{+x+}`: ``,
		`{{ x }}`: `other-markup "{{ x }}"`, `{{x}}`: `other-markup "{{x}}"`, `{{5}}`: ``, `{{< open`: `other-markup "{{< open"`, `{% raw`: `other-markup "{% raw"`, `{% 5`: ``, `{#id}`: `other-markup "{#id}"`, `(a){width=5}`: `other-markup "{width=5}"`, `a {width=5}`: ``, `{ a = b }`: `other-markup "{ a = b }"`,
		// brackets and angles
		`[b]bold[/b]`: `other-markup "[/b]"`, `[gallery ids="1"]`: `other-markup "[gallery ids=\"1\"]"`, `[Title|https://a.example]`: `other-markup "[Title|https://a.example]"`, `<%= x %>`: `other-markup "<%= x %>"`, `<a.md#b>`: `other-markup "<a.md#b>"`, `1 < 2 > 0`: ``,
		`&lt;`: ``, `&nosuch;`: `other-markup "&nosuch;"`, `&#65;`: ``, `a & b;`: ``, `AT&T;`: ``,
		// carets and quotes
		`x^2^ y`: `other-markup "^2^"`, `(x)^2^`: `other-markup "^2^"`, ` ^2^`: ``, `x^2`: ``, `a^[a note]`: `other-markup "^[a note]"`, "a ^block-1": `other-markup "^block-1"`, "a ^b c": ``, `'''bold'''`: `other-markup "'''bold'''"`, `rock '''n`: ``,
		`++ctrl+c++`: `other-markup "++ctrl+c++"`, `C++ and D++`: ``, `%%hidden%%`: `other-markup "%%hidden%%"`, `50%% of 5%%`: ``, `||spoiler||`: `other-markup "||spoiler||"`, `a || b || c`: ``,
		// lines
		`=== "Tab"`: `other-markup "=== \"Tab\""`, `== Title ==`: `other-markup "== Title =="`, `== Title`: `other-markup "== Title"`, `--8<-- "a.md"`: `other-markup "--8<-- \"a.md\""`, `<<< @/a.js`: `other-markup "<<< @/a.js"`, `#+BEGIN_SRC sh`: `other-markup "#+BEGIN_SRC sh"`, `*[HTML]: words`: `other-markup "*[HTML]: words"`, `'''js`: `other-markup "'''js"`,
		`import A from "a"`: `other-markup "import A from \"a\""`, `export const a = 1`: `other-markup "export const a = 1"`, `import taxes rose`: ``, `export figures`: ``,
		`:::`: `other-markup ":::"`, `::: {.note}`: `other-markup "::: {.note}"`, `a ::: b`: ``, `:smile:`: `other-markup ":smile:"`, `:+1:`: `other-markup ":+1:"`, `10:30:45`: ``, `a:b:`: ``, `::b::`: ``, `:b:c`: ``,
		`!!! tip "A b"`: `other-markup "!!! tip \"A b\""`, `???+ note`: `other-markup "???+ note"`, `!!!`: ``, `a !!! note`: ``, `?? what`: ``, `.. note:: a`: `other-markup ".. note:: a"`, `... and so on`: ``,
		`==a b==`: `other-markup "==a b=="`, `a==b==`: ``, `==b==c`: ``, `a == b ==`: ``, `a === b`: ``,
		// links
		`[[A b|words]]`: `other-markup "[[A b|words]]"`, `[[ ]]`: ``, `[_TOC_]`: `other-markup "[_TOC_]"`, `[toc] a`: ``, `[!TIP]`: `other-markup "[!TIP]"`, `a [!TIP]`: ``,
	} {
		if got := marks(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// Marks of Markdown that its rules did not take.
func TestKindsOfUnusedMarks(t *testing.T) {
	for text, want := range map[string]string{
		// emphasis
		`a **b`: `unused-mark "**"`, `a** b`: `unused-mark "**"`, `a ** b`: ``, `a**b`: ``, `__b`: ``, `__b __`: ``, `a__b__c`: ``, `* b*`: ``, `**a*`: `unused-mark "**"`, `\**a`: ``, `*(a)*b`: `unused-mark "*"`,
		`src/**/a`: ``, `./*.md`: ``, `***a`: ``, `****`: ``, `~~a`: `unused-mark "~~"`, `~a ~`: ``, `这是**「重点」**内容`: `unused-mark "**"`, `a_(b)_c`: ``, `**a**`: `unused-mark "**"`,
		// code
		"a `b": "unused-mark \"`\"", "a``` b": "unused-mark \"```\"", "a ` b": ``, "it`s": ``, "\\`a`": ``,
		// links
		`[a](b`: `unused-mark "]("`, `[a](b "c)`: `unused-mark "]("`, `![a](b =3x4)`: `unused-mark "]("`, `[a](b(c)`: `unused-mark "]("`, `\[a](b c)`: ``, `[a]( {{ x }} )`: `other-markup "{{ x }}"`, `[a] (b)`: ``, `[a] (/b/)`: `unused-mark "] "`, `[a] (see b.md)`: ``, `(a)[https://b]`: `unused-mark ")[https://b]"`, `(a)[1]`: ``,
		`[a b][]`: `unused-mark "[a b][]"`, `[1][2]`: ``, `x[a][b]`: ``, `[c][a][b]`: `unused-mark "[c][a]"`,
		// lists and tables
		"• a": `unused-mark "• a"`, "·a\n·b": `unused-mark "·b"`, "–a": ``, "1)a\n2)b": `unused-mark "2)b"`, "-a\n-b": `unused-mark "-b"`, "-5\n-6": ``, "| a | b |\n| c | d |": `unused-mark "| c | d |"`, "a | b\n--|--": `unused-mark "--|--"`, "| a |": ``, "|\n|": ``,
		// headings, comments, rules
		`##Title`: `unused-mark "##Title"`, `#Title`: ``, `####### a`: `unused-mark "####### a"`, `a ##b`: ``, `a <!-- b`: `unused-mark "<!--"`, `-->`: `unused-mark "-->"`, `a --> b`: ``, `====`: `unused-mark "===="`, `==`: ``, `+++ a`: ``, `> +++`: `unused-mark "+++"`,
	} {
		if got := marks(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// What to write instead fits what was written.
func TestInstead(t *testing.T) {
	for text, want := range map[string]string{
		`[[A Page|words]]`: "[words](a-page.md)", `[[A]]`: "[A](a.md)", `{{< figure src="a" >}}`: "![what it shows]", `{{< ref "a" >}}`: "link to the file", `{% post_url a %}`: "link to the file", `{% hint style="info" %}`: "[!NOTE]", `{{< tip >}}`: "[!TIP]", `{% endhint %}`: "[!NOTE]", `{{< highlight go >}}`: "```",
		`{{< youtube a >}}`: "link to the video", `{{< gallery >}}`: "no shortcodes", `[a](b`: "no ) at its end", `![a](b =3x4)`: "write no size", `[a](b c)`: "(<b c>)", `![a](b(c)d)`: "", `[a][b]`: "[b]: address", `[a][]`: "[a]: address", `[!TIP] x`: "> [!TIP]", `[toc]`: "take it out", `==a==`: "**a**",
		`~~a`: `\~~`, "• a": "begin each item with -", "a | b\n-|--": "|---|---|", `:::warning`: "[!WARNING]", `??? "A"`: "", `!!! danger`: "[!NOTE]", `.. caution:: a`: "[!CAUTION]", `<a.md>`: "[words](page.md)", `^[a]`: "[^1]", `a^2^`: "²", `a ^b`: "take it out",
	} {
		found := Find([]byte(text), []Segment{{0, len(text)}})
		if two := strings.Index(text, "\n"); two > 0 {
			found = Find([]byte(text), []Segment{{0, two}, {two + 1, len(text)}})
		}
		got := ""
		for _, m := range found {
			got += m.Hint
		}
		if !strings.Contains(got, want) || (got == "") != (want == "") && want != "" {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A long line full of marks is looked through in steps, and every mark lies in it.
func TestLongLines(t *testing.T) {
	for _, piece := range []string{"*", "`a ", "[a](", "{{ ", "$x^2$ ", "==a== ", "| a ", ":a: ", "这**", "<!--", "[[a]] ", "\\", "_a ", "~~a", "^a^", "&a;", "`", "~", "$", ":", "=", "#", "+"} {
		text := strings.Repeat(piece, 100_000/len(piece))
		for _, m := range Find([]byte(text), []Segment{{0, len(text)}}) {
			if m.Offset < 0 || m.Length < 1 || m.Offset+m.Length > len(text) || m.Message == "" || m.Hint == "" || len(m.Message) > 400 {
				t.Fatalf("%q: %+v", piece, m)
			}
		}
	}
	if found := Find(nil, nil); found != nil {
		t.Errorf("in nothing: %v", found)
	}
}
