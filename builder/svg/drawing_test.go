package svg_test

import (
	"fmt"
	"strings"
	"testing"

	"aftercare/builder/svg"
)

// said is what is wrong with a drawing, in one line.
func said(problems []svg.Problem) string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Text))
	}
	return strings.Join(all, "; ")
}

// A problem says what and where, in words and bytes that its writer can find.
func TestProblemsSayWhatAndWhere(t *testing.T) {
	long := strings.Repeat("é", 41)
	for in, want := range map[string]string{
		"":                "1:1 holds no <svg>",
		"\n <!-- é -->\n": "1:1 holds no <svg>",
		"<p/>":            "1:1 has a <p> that is not SVG",
		`<g xmlns="http://www.w3.org/2000/svg"/>`:                            "1:1 begins with <g> instead of <svg>",
		head + "\n<rect/>é<a/></svg>":                                        "2:8 has text outside of <text>; 2:10 has a <a>",
		head + "\r\n\r\n<script/></svg>":                                     "3:1 has a <script>",
		head + "\n<g></svg>":                                                 "2:10 is no XML: element <g> closed by </svg>",
		head + "\n" + `<g class="a" foo="b"/></svg>`:                         "2:1 has an attribute foo",
		head + "\n" + `<g ` + strings.Repeat("x", 41) + `=""/></svg>`:        "2:1 has an attribute " + strings.Repeat("x", 39) + "…",
		head + "\n" + `<g fill="` + strings.Repeat("x", 40) + `;"/></svg>`:   "2:1 has a value of fill that is not understood: " + strings.Repeat("x", 39) + "…",
		head + "\n" + `<use href="` + long + `"/></svg>`:                     "2:1 leads to " + long[:2*39] + "…",
		head + "\n" + `<g style="fill:red;x:y;;"/></svg>`:                    "2:1 has a style x",
		head + "\n" + `<g width="a;b"/></svg>`:                               "2:1 has a value of width that is not understood: a;b",
		head + "\n" + `<g xml:base="x"/></svg>`:                              "2:1 has an attribute xml:base",
		head + "\n" + `<g a:b="x" xmlns:a="urn:a"/></svg>`:                   "2:1 has an attribute b of another vocabulary; save it as plain SVG",
		head + "\n" + `<?php x?></svg>`:                                      "2:1 has a processing instruction <?php",
		head + `</svg>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg"/>`: "2:1 has a second <svg>",
		`<!DOCTYPE svg []>` + head + `</svg>`:                                "1:1 has a document type with definitions; take it away",
	} {
		d, problems := svg.Parse([]byte(in))
		if got := said(problems); got != want || d != nil {
			t.Errorf("%.150q:\n got %s\nwant %s", in, got, want)
		}
	}
}

// The limits hold to the byte, and what is wrong a hundred times is told twenty
// times.
func TestLimits(t *testing.T) {
	nested := func(n int) string { return head + strings.Repeat("<g>", n-1) + strings.Repeat("</g>", n-1) + "</svg>" }
	for name, tt := range map[string]struct{ in, want string }{
		"as deep as may be":  {nested(64), ""},
		"deeper":             {nested(65), "1:293 has elements more than 64 deep"},
		"as large as may be": {head + strings.Repeat(" ", svg.MaxSize-len(head)-len("</svg>")) + "</svg>", ""},
		"larger":             {head + strings.Repeat(" ", svg.MaxSize-len(head)-len("</svg>")+1) + "</svg>", "1:1 has more than 1024 KiB"},
	} {
		if _, problems := svg.Parse([]byte(tt.in)); said(problems) != tt.want {
			t.Errorf("%s: %s, want %s", name, said(problems), tt.want)
		}
	}
	if _, problems := svg.Parse([]byte(head + strings.Repeat("<a/>", 100) + "</svg>")); len(problems) != 20 {
		t.Errorf("%d problems are told", len(problems))
	}
	d, _ := svg.Parse([]byte(head + strings.Repeat(`<g fill="red"/>`, 100) + "</svg>"))
	if len(d.FixedColours) != 20 {
		t.Errorf("%d fixed colours are told", len(d.FixedColours))
	}
	const path = `<path d=""></path>`
	for length, inlines := range map[int]bool{24 << 10: true, 24<<10 + 1: false} {
		d, _ := svg.Parse([]byte(head + strings.Replace(path, `""`, `"`+strings.Repeat("m", length-len(path))+`"`, 1) + "</svg>"))
		if d.Inlines() != inlines {
			t.Errorf("a drawing of %d bytes stands in a page: %v", length, !inlines)
		}
	}
	if d, _ := svg.Parse([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`)); d.Inlines() {
		t.Error("a drawing without a view stands in a page")
	}
}

// Lengths are rounded to pixels; what has another unit, or no sense, is none.
func TestSizes(t *testing.T) {
	for width, want := range map[string]int{
		"9": 9, " 9.5px ": 10, "9.49": 9, "0": 0, "": 0, "-1": 0, "9em": 0, "100%": 0, "1048575": 1048575, "1048576": 0, "1e3": 1000, "NaN": 0, "Inf": 0, "px": 0,
	} {
		d, problems := svg.Parse([]byte(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="%[1]s" height="%[1]s"/>`, width)))
		if len(problems) > 0 || d.Width != want || d.Height != want {
			t.Errorf("%q: %d × %d, want %d: %v", width, d.Width, d.Height, want, problems)
		}
		if has := strings.Contains(string(d.AppendTo(nil, "")), " width="); has != (want > 0) {
			t.Errorf("%q: the page states a size: %v", width, has)
		}
	}
}

// What stands in a page is what the file draws, and no more.
func TestWhatStandsInAPage(t *testing.T) {
	for in, want := range map[string]string{
		`<g aria-label="a &amp; b" data-x="1" class="c" role="img" tabindex="0"/>`: `<g aria-label="a &amp; b" data-x="1" class="c" role="img" tabindex="0"></g>`,
		`<g xml:space="preserve" xml:lang="en" xlink:title="x"/>`:                  `<g></g>`,
		`<g xmlns:a="urn:a"/>`: `<g></g>`,
		`<text> <tspan>a</tspan>` + "\n\t" + `<tspan>b</tspan></text>`: `<text> <tspan>a</tspan> <tspan>b</tspan></text>`,
		`<g><title>t</title><desc>d</desc><metadata>m</metadata></g>`:  `<g></g>`,
		`<text>a &lt; "b" <![CDATA[<c>]]></text>`:                      `<text>a &lt; &#34;b&#34; &lt;c&gt;</text>`,
		`<g transform="rotate(1) translateX(2)" fill="rgb(1 2 3)"/>`:   `<g transform="rotate(1) translateX(2)" fill="rgb(1 2 3)"></g>`,
		`<g style="FILL: none ; ;stroke:currentColor"/>`:               `<g fill="none" stroke="currentColor"></g>`,
		`<g fill="rgba(0,0,0,.5)" stroke="hsl(1deg 2% 3%)"/>`:          `<g fill="rgba(0,0,0,.5)" stroke="hsl(1deg 2% 3%)"></g>`,
	} {
		d, problems := svg.Parse([]byte(head + in + "</svg>"))
		if len(problems) > 0 {
			t.Errorf("%s: %s", in, said(problems))
			continue
		}
		if got := string(d.AppendTo(nil, "")); got != `<svg class="drawing" viewBox="0 0 10 10" aria-hidden="true">`+want+`</svg>` {
			t.Errorf("%s becomes %s", in, got)
		}
	}
	d, _ := svg.Parse([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 &quot;1" class="c" role="x" aria-label="y" aria-hidden="true" version="1" x="1" y="2" opacity="1"/>`))
	if got := string(d.AppendTo([]byte("before "), "")); got != `before <svg class="drawing" viewBox="0 &#34;1" opacity="1" aria-hidden="true"></svg>` {
		t.Errorf("the outermost element passes on %s", got)
	}
}

// A colour stays the same in the dark only where no style could change it.
func TestFixedColours(t *testing.T) {
	for in, want := range map[string]string{
		`<g fill="#fff"/>`: "has a fixed colour, fill=#fff", `<g color="red"/>`: "has a fixed colour, color=red", `<stop stop-color="red"/>`: "has a fixed colour, stop-color=red",
		`<g fill="none" stroke="inherit" color="transparent"/>`: "", `<g fill="context-fill" stroke="context-stroke"/>`: "",
		`<g fill="url( '#a' )" stroke='url("#b")'/>`: "", `<g opacity="1" d="red"/>`: "", `<g fill="red" class="c"/>`: "", `<g class="c" fill="red"/>`: "",
	} {
		d, problems := svg.Parse([]byte(head + in + "</svg>"))
		if len(problems) > 0 {
			t.Fatalf("%s: %s", in, said(problems))
		}
		got := ""
		for _, p := range d.FixedColours {
			got += p.Text
		}
		if got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// A drawing within a page ends where its element does; whatever HTML would read
// otherwise is refused.
func TestEmbedded(t *testing.T) {
	for _, tt := range []struct{ page, drawing, ids, want string }{
		{`<svg><g id="a"/><g id="b"/></svg><p id="c">`, `<svg><g id="a"/><g id="b"/></svg>`, "a b", ""},
		{`<svg/><p>`, `<svg/>`, "", ""},
		{`<svg><g id="a"/><a id="b"/></svg><p>`, `<svg><g id="a"/><a id="b"/></svg>`, "a b", "1:17 has a <a>"},
		{`<svg><!-- x --></svg>`, `<svg><!-- x -->`, "", "1:6 has a comment or a marked section, which readers take apart differently in a page"},
		{`<svg><![CDATA[x]]></svg>`, `<svg><![CDATA[x]]>`, "", "1:6 has a comment or a marked section, which readers take apart differently in a page"},
		{`<svg><?xml x?></svg>`, `<svg><?xml x?>`, "", "1:6 has a comment or a marked section, which readers take apart differently in a page"},
		{`<svg><g style="fill:red"/></svg>`, `<svg><g style="fill:red"/></svg>`, "", "1:6 has a style attribute, which the policy of pages forbids"},
		{`<svg><g></svg>x`, `<svg><g></svg>`, "", "1:15 is no XML: element <g> closed by </svg>"},
		{`<svg><g>`, `<svg><g>`, "", "1:9 is no XML: unexpected EOF"},
	} {
		length, ids, problems := svg.Embedded([]byte(tt.page))
		if tt.page[:min(length, len(tt.page))] != tt.drawing || strings.Join(ids, " ") != tt.ids || said(problems) != tt.want {
			t.Errorf("%s:\n got %.*s, %v, %s", tt.page, length, tt.page, ids, said(problems))
		}
	}
}
