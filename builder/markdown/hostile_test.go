package markdown

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"aftercare/builder/markdown/syntax"
)

// TestHostileTextIsBounded parses texts of the largest allowed size that make
// goldmark by itself run for minutes. Each must finish, or be refused with an
// error, within a few seconds.
func TestHostileTextIsBounded(t *testing.T) {
	p := New(Options{Terms: []Term{{"a", []string{"aa", "a a a a a b"}}}})
	p.maxColouring = time.Second
	slowest := time.Duration(0)
	size := maxBody
	if testing.Short() { // the audit looks at the largest texts
		size /= 8
	}
	for _, f := range hostileFamilies() {
		t.Run(f.name, func(t *testing.T) {
			src := []byte(f.text(size))
			start := time.Now()
			d := p.Parse("hostile.md", src[:min(len(src), size)], 0)
			length := len(d.AppendHTML(nil, "", nullResolver{}))
			took := time.Since(start)
			slowest = max(slowest, took)
			if took > 10*time.Second { // far above what it takes, for a busy machine
				t.Errorf("took %v", took)
			}
			if length > 64<<20 {
				t.Errorf("%d MiB of HTML", length>>20)
			}
			if len(d.Diagnostics) > 2000 {
				t.Errorf("%d diagnostics", len(d.Diagnostics))
			}
			for _, x := range d.Diagnostics {
				if x.Code == codeParserFailed {
					t.Errorf("%v", x)
				}
			}
		})
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("slowest %v, %d MiB from the system", slowest, m.Sys>>20)
	if m.Sys > 512<<20 {
		t.Errorf("%d MiB taken from the system; 512 are allowed", m.Sys>>20)
	}
}

func TestTooLargeIsRefusedAtOnce(t *testing.T) {
	start := time.Now()
	for _, src := range [][]byte{make([]byte, 50<<20), []byte(strings.Repeat("\n", syntax.MaxLines+1))} {
		d := New(Options{}).Parse("big.md", src, 0)
		if len(d.HTML) > 0 || len(d.Diagnostics) != 1 || d.Diagnostics[0].Code != codeTooLarge || d.Diagnostics[0].Pos.File != "big.md" {
			t.Errorf("got %d bytes, %v", len(d.HTML), d.Diagnostics)
		}
	}
	if took := time.Since(start); took > time.Second {
		t.Errorf("took %v", took)
	}
}

type hostileFamily struct {
	name string
	text func(size int) string
}

// repeated makes a family of one piece again and again, between two others.
func repeated(name, before, piece, after string) hostileFamily {
	return hostileFamily{name, func(size int) string {
		return before + strings.Repeat(piece, (size-len(before)-len(after))/len(piece)) + after
	}}
}

// counted makes a family of pieces that have their number in them.
func counted(name, format string) hostileFamily {
	return hostileFamily{name, func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size-30 && strings.Count(format, "\n")*i < syntax.MaxLines-10; i++ {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}}
}

// lined is repeated with as many lines as are allowed.
func lined(name, before, piece, after string) hostileFamily {
	return hostileFamily{name, func(size int) string {
		n := min((syntax.MaxLines-100)/max(1, strings.Count(piece, "\n")), (size-len(before)-len(after))/len(piece))
		return before + strings.Repeat(piece, n) + after
	}}
}

func hostileFamilies() []hostileFamily {
	families := []hostileFamily{
		{"brackets in pairs", func(size int) string { return strings.Repeat("[", size/2) + strings.Repeat("]", size/2) }},
		{"links in links", func(size int) string { return strings.Repeat("[a", size/6) + strings.Repeat("](b)", size/6) }},
		{"images in images", func(size int) string { return strings.Repeat("![", size/6) + strings.Repeat("](b)", size/6) }},
		{"growing backticks", func(size int) string {
			var b strings.Builder
			for i := 1; b.Len()+i < size-1; i++ {
				b.WriteString("e" + strings.Repeat("`", i))
			}
			return b.String()
		}},
		{"wide table", func(size int) string {
			return strings.Repeat("|a", 2000) + "\n" + strings.Repeat("|-", 2000) + "\n" + strings.Repeat("a\n", syntax.MaxLines-10)
		}},
		{"long reference", func(size int) string {
			return "[a]: /" + strings.Repeat("x", size/2) + "\n\n" + strings.Repeat("[a] ", size/9)
		}},
		{"nested list lines", func(size int) string {
			var b strings.Builder
			for i := 0; b.Len() < size-500 && i < syntax.MaxLines-10; i++ {
				b.WriteString(strings.Repeat("  ", i%200) + "- a\n")
			}
			return b.String()
		}},
		{"deep quotes, lazy lines", func(size int) string { return strings.Repeat(">", 5000) + strings.Repeat("a\n", syntax.MaxLines-10) }},
		{"deep list, blank lines", func(size int) string {
			return strings.Repeat("- ", 5000) + "a" + strings.Repeat("\n", syntax.MaxLines-10)
		}},
		{"footnotes and references", func(size int) string {
			var b strings.Builder
			for i := range 2000 {
				fmt.Fprintf(&b, "[^%d]: x\n", i)
			}
			return b.String() + "\n" + strings.Repeat("[^999] ", (size-b.Len())/8)
		}},
		{"unknown footnotes", func(size int) string {
			var b strings.Builder
			for i := range syntax.MaxFootnotes - 1 {
				fmt.Fprintf(&b, "[^%d]: x\n", i)
			}
			for i := 0; b.Len() < size-20; i++ {
				fmt.Fprintf(&b, "[^x%d]\n", i%7)
				if i%10 == 0 {
					b.WriteString("\n")
				}
			}
			return b.String()
		}},
		counted("reference definitions", "[%d]: /x\n"),
		counted("references", "[%d]\n"),
		counted("headings", "# %d\n"),
		counted("footnotes", "[^%d]: x\n"),
		counted("explicit ids", "# a {#x%d}\n"),
		repeated("attributes in attributes", "# a {", "a={", "}"),
		repeated("many attributes", "# a {", ".a ", "}"),
		repeated("attribute values", "# a ", "{a=\"", "}"),
	}
	for _, piece := range []string{
		"*a ", "a**b", "*a_ ", "a* ", "_a __b *c **d ", "*", "_", "** ", "*[a*]", "[*a](", "~a ", "~~a ", // marks
		"[", "]", "[a](", "[a](b ", "[a][", "![", "[a](<b", "[a](b \"", "[a]((((((((((((((((((((((((((((", "[^a", "[^a]", "[@a; ", "[@a]", "[@", // brackets
		">", "> ", "- ", "1. ", ">\t", "-\t", "> - ", ": ", "[^a]: ", "* *", // blocks
		"`a ``b ", "``a` ", "<a ", "<", "<!--", "<!A ", "<?", "<![CDATA[", "<a a=\"", "<b>", "<http:", "</a", "<a@", // code and tags
		"http://a.b", "www.a.b/ ", "a@b ", "a.b-c_d", "a@b.c_", "(http://a.b/", "www.", "a_b@c.d ", "@", ":", "http://a.b/) ", "xhttp://a.b", "xwww.a.b", "http://a", "-a@b.c", // addresses
		"&a", "&#x", "&", "&amp;", "\\", "\\\\", "\t", " ", "\x00", "\xff", "é", "aa ", "a a a a a ", // text
	} {
		families = append(families, repeated(fmt.Sprintf("%q", piece), "", piece, ""))
	}
	for _, piece := range []string{
		"[a]: /x\n", "[a]: /x \"\n", "[a]: /x 'y\n\n", "[\n", "a\n", "a\n: b\n", "a\n\n: b\n", "> a\n", "- a\n\n", "- a\n", "- a\n\n\n", "# a\n", "a\n=\n", "```\n",
		"```go\na\n```\n", "<div>\n", "<x\n", "|a|\n|-|\n", "|a|\n|-|\n\n", "|`a\\|b`|x|\n", "> [!NOTE]\n\n", "> [!SAY]\na\n\n", "* * *\n", "\\\n", "a  \n", "[a](b \"\n",
		"- > - > a\n", "> > > > > > > > > > a\n", "    a\n\n", "\r", "![](x)\n\n", "[^a]\n", "**a\n", "a\\|b|\n",
	} {
		families = append(families, lined(fmt.Sprintf("lines %q", piece), "", piece, ""))
	}
	for language, pieces := range map[string][]string{
		"go": {"\"", "/*", "a/", " "}, "yaml": {"a/", "&", "a:"}, "html": {"<", "&", "<a b=\""}, "css": {"\\", "a-", "#"},
		"json": {"\"a\" ", "#"}, "md": {"[", "*", "`", "1"}, "console": {"a@a"}, "diff": {"+\n"},
		"actionscript": {"/"}, "abap": {"<"}, "arduino": {"a-"}, "c++": {"["}, // some of the slowest of chroma's
	} {
		for _, piece := range pieces {
			families = append(families, hostileFamily{fmt.Sprintf("%s code %q", language, piece), func(int) string {
				return "~~~~" + language + "\n" + strings.Repeat(piece, (maxHighlight-10)/len(piece)) + "\n~~~~\n"
			}})
		}
	}
	return families
}
