package svg_test

import (
	"fmt"
	"strings"
	"testing"

	"aftercare/builder/svg"

	"github.com/google/go-cmp/cmp"
)

const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">`

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{
		`<script>alert(1)</script>`,
		`<title><script>alert(1)</script></title>`,
		`<desc><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></desc>`,
		`<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>`,
		`<g><s:script xmlns:s="http://www.w3.org/2000/svg" href="x.js"/></g>`,
		`<style>@import "https://example.org/x.css";</style>`,
		`<style><script>alert(1)</script></style>`,
		`<rect style="fill:url(https://example.org/#a)"/>`,
		`<rect style="fill:u\72l(x)"/>`,
		`<rect style="background:red"/>`,
		`<rect fill="url(//example.org/a.svg#b)"/>`,
		`<rect fill="url(a.svg#b)"/>`,
		`<rect fill="image(x)"/>`,
		`<rect onclick="alert(1)"/>`,
		`<rect ONCLICK="alert(1)"/>`,
		`<a href="https://example.org/"><rect/></a>`,
		`<image href="https://example.org/a.png"/>`,
		`<image xlink:href="data:image/svg+xml,x"/>`,
		`<feImage href="a.png"/>`,
		`<use href="https://example.org/a.svg#b"/>`,
		`<use xlink:href="a.svg#b"/>`,
		`<use href="javascript:alert(1)"/>`,
		`<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>`,
		`<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>`,
		`<animate attributeName="href" to="javascript:alert(1)"/>`,
		`<set attributeName="onclick" to="alert(1)"/>`,
		`<handler xmlns="http://www.w3.org/2001/xml-events"/>`,
		`<x:thing xmlns:x="urn:x"/>`,
		`<undeclared:rect/>`,
		`<rect xml:base="https://example.org/"/>`,
		`<g i:label="x" xmlns:i="http://www.inkscape.org/namespaces/inkscape"/>`,
		`<rect unknown="1"/>`,
		`<title><g/></title>`,
		`<metadata><g/></metadata>`, `<metadata><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></metadata>`,
		`<script/>`, `<style/>`, `<a/>`, `<image/>`, `<animate/>`, `<set/>`, `<foreignObject/>`, `<filter/>`, `<view/>`, `<switch/>`, `<discard/>`,
		`loose text`,
		`<?xml-stylesheet href="x.css"?>`,
		`&nbsp;`,
		`<svg/>`,
	} {
		t.Run(in, func(t *testing.T) {
			text := "<!-- drawn by hand -->\n" + head + in + "</svg>"
			_, problems := svg.Parse([]byte(text))
			if len(problems) == 0 {
				t.Fatal("nothing is wrong with it")
			}
			if problems[0].Line != 2 {
				t.Errorf("the problem is on line %d, want 2: %v", problems[0].Line, problems)
			}
		})
	}
	for _, in := range []string{
		"", "text", "<p>x</p>", "<svg/>", head, head + "</svg><svg xmlns='http://www.w3.org/2000/svg'/>",
		`<!DOCTYPE svg [<!ENTITY x "<script/>">]>` + head + `&x;</svg>`,
		`<!DOCTYPE svg SYSTEM "a.dtd" []>` + head + `</svg>`, `<!DOCTYPE html>` + head + `</svg>`, `<!ENTITY x "y">` + head + `</svg>`,
		`<?xml version="1.0" encoding="UTF-7"?>` + head + `</svg>`,
		"\xff\xfe<\x00s\x00v\x00g\x00", "<html><svg/></html>",
		head + strings.Repeat("<g>", 100) + strings.Repeat("</g>", 100) + "</svg>",
		head + strings.Repeat(" ", svg.MaxSize) + "</svg>",
	} {
		if _, problems := svg.Parse([]byte(in)); len(problems) == 0 {
			t.Errorf("nothing is wrong with %.80q", in)
		}
	}
}

func TestAppendTo(t *testing.T) {
	for _, c := range []struct{ in, label, want string }{
		{
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20" fill="none" stroke="currentColor">
<title>Two</title><desc>Two rounds.</desc>
<!-- drawn by hand --><circle class="shape-1" fill="#efc4a0" cx="8" cy="8" r="6"/><g transform="rotate(-24 10 10)"><path d="M1 1q2-1 4 0z"/></g></svg>`,
			`Two "rounds" & more`,
			`<svg class="drawing" viewBox="0 0 40 20" width="40" height="20" fill="none" stroke="currentColor" role="img" aria-label="Two &#34;rounds&#34; &amp; more"><circle class="shape-1" fill="#efc4a0" cx="8" cy="8" r="6"></circle><g transform="rotate(-24 10 10)"><path d="M1 1q2-1 4 0z"></path></g></svg>`,
		},
		{
			head + `<s:rect xmlns:s="http://www.w3.org/2000/svg" style=" fill : none; stroke:currentColor"/><text x="1">a &lt; <tspan>b</tspan></text></svg>`,
			"",
			`<svg class="drawing" viewBox="0 0 10 10" aria-hidden="true"><rect fill="none" stroke="currentColor"></rect><text x="1">a &lt; <tspan>b</tspan></text></svg>`,
		},
	} {
		d, problems := svg.Parse([]byte(c.in))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if !d.Inlines() {
			t.Error("it can't stand in a page")
		}
		if diff := cmp.Diff(c.want, string(d.AppendTo(nil, c.label))); diff != "" {
			t.Error(diff)
		}
	}
}

func TestDrawingKnowsItsSizeWordsAndColours(t *testing.T) {
	d, problems := svg.Parse([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="40.4px" height="2em">
<title>Lamp</title><desc>A lamp.</desc>
<rect fill="red"/><rect fill="red" class="lit"/><rect fill="none" stroke="currentColor"/>
<rect style="stroke: #123"/></svg>`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := fmt.Sprintln(d.Width, d.Height, d.Title, d.Description, d.FixedColours)
	want := "40 0 Lamp A lamp. [{3 1 has a fixed colour, fill=red} {4 1 has a fixed colour, stroke=#123}]\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What drawing programs write around a drawing is no part of it.
func TestDrawingOfAProgram(t *testing.T) {
	in := `<?xml version="1.0" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
 "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
` + head + `<metadata>Created by a program &amp; a hand</metadata><path d="M0 0h9"/></svg>`
	d, problems := svg.Parse([]byte(in))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := `<svg class="drawing" viewBox="0 0 10 10" aria-hidden="true"><path d="M0 0h9"></path></svg>`
	if diff := cmp.Diff(want, string(d.AppendTo(nil, ""))); diff != "" {
		t.Error(diff)
	}
}

func TestDrawingWithNamesStaysAFile(t *testing.T) {
	for _, in := range []string{
		`<g id="a"/>`, `<use href="#a"/>`, `<rect fill="url(#a)"/>`, `<path d="` + strings.Repeat("m1 1", 10000) + `"/>`,
	} {
		d, problems := svg.Parse([]byte(head + in + "</svg>"))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		if d.Inlines() {
			t.Errorf("%.40s would be put into a page", in)
		}
	}
}

// What is put into a page is a drawing that passes again, and stays the same.
func FuzzParse(f *testing.F) {
	f.Add([]byte(head + `<circle class="a" fill="red" r="1"/><text>x</text></svg>`))
	f.Add([]byte(head + `<rect style="fill:url(#a)" xlink:href="#b"/></svg>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, problems := svg.Parse(data)
		if len(problems) > 0 {
			return
		}
		once := d.AppendTo(nil, "x")
		inner := strings.Replace(string(once), "<svg ", `<svg xmlns="http://www.w3.org/2000/svg" `, 1)
		again, problems := svg.Parse([]byte(inner))
		if len(problems) > 0 {
			t.Fatalf("%s\nis refused: %v", inner, problems)
		}
		if twice := again.AppendTo(nil, "x"); string(twice) != string(once) {
			t.Fatalf("%s\nbecomes\n%s", once, twice)
		}
	})
}
