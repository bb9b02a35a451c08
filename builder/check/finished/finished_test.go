package finished

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"aftercare/builder/svg"

	"golang.org/x/net/html"
)

// clean is a page that has one of everything that may be there.
const clean = `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="stylesheet" href="a.css"><link rel="canonical" href="https://example.org/">
<link rel="icon" href="data:image/svg+xml,x"><meta property="og:image" content="https://example.org/card.png"><meta http-equiv="refresh" content="5">
<script type="module" src="../a.js"></script><script type="application/ld+json">{"@context":"https://schema.org"}</script></head>
<body><p id="a">Come on over. <a href="https://example.org/">out</a> <a href="mailto:a@example.org">write</a> <a href="tel:112" rel="external">call</a></p>
<img src="data:image/png;base64,AA==" srcset="a.png 1x, data:image/png;base64,A, 2x" alt="https://example.org/"><blockquote cite="https://example.org/">x</blockquote>
<svg viewBox="0 0 9 9" aria-hidden="true"><title>A cup</title><linearGradient id="g"><stop offset="1"/></linearGradient><path fill="url(#g)" d="M0 0"/><use href="#g"/></svg>
<site-search data-from="https://example.org/" label="Words: all"><input value="//x" placeholder="https://…" autocomplete="off"></site-search>
<video poster="a.jpg" controls><source src="a.mp4"><track src="a.vtt"></video><noscript><p>Off.</p></noscript></body></html>`

func codes(name, text string) string { return inspected(name, text, false) }

func inspected(name, text string, copied bool) string {
	var list []string
	for _, d := range Inspect(name, []byte(text), copied).Found {
		list = append(list, strings.TrimPrefix(d.Code, "output/"))
	}
	return strings.Join(list, " ")
}

// Every member of a class is refused, however it is written.
func TestPagesRefuse(t *testing.T) {
	for want, members := range map[string][]string{
		"": {
			clean, "a <> b", "<p title='a>b'>", "<!-- <style> -->", "<title><style></title>", "<textarea><form></textarea>",
			`<a href="a/b:c">x</a>`, `<a href="#x:y">x</a>`, `<a href="?q=javascript:x">x</a>`, `<svg><path d="M0"/></svg><title></title>`,
			`<svg class="w-1/2 md:h-4" data-icon="a:b" tabindex="-1" focusable="false"><title>&lt;script></title><use xlink:href="#g"/></svg>`, `<svg/><p>x</p>`,
			`<meta charset="UTF-8">`, `<meta http-equiv="content-type" content="text/html; charset=utf-8">`, `<meta http-equiv="content-type" content="text/html">`,
			`<link rel="icon" href="data:,">`, `<p>ZgotmplZ</p>`,
		},
		"inline-script": {
			`<script>x</script>`, `<SCRIPT>x</SCRIPT>`, "<script\nasync>x</script>", `<script type="module">x</script>`, `<script src="">x</script>`,
			`<script type="application/javascript">x</script>`, `<script type="text/javascript">x</script>`, `<script type="importmap">{}</script>`,
			`<script type="speculationrules">{}</script>`, `<script type="application/ecmascript">x</script>`, `<script type>x</script>`,
			`<script src="data:text/javascript,x"></script>`, `<img src="javascript:x">`, `<img src="data:text/html,x">`, `<video poster="JaVaScRiPt:x"></video>`,
			"<img src=' java\tscript:x'>", `<x-y anything="javascript:x"></x-y>`, `<meta http-equiv="refresh" content="0;url=javascript:x">`,
			`<link rel="stylesheet" href="data:text/css,x">`, `<link rel="stylesheet" href="data:,">`, `<link rel="icon" href="data:,x">`,
		},
		"inline-style":   {`<p style="color:red">`, `<P STYLE=x>`, `<style>p{}</style>`, "<p\tstyle=\"x\">", "<p/style=\"x\">", "<style media=print>p{}</style>"},
		"inline-handler": {`<p onclick="x()">`, `<p OnClick=x>`, `<a href="x"onclick="y">`, `<p/onfocus=x>`, `<details ontoggle=x>`, `<x-y on-anything>`},
		"form":           {`<form action="/">`, "<form\f>", `<button formaction="/x">`, `<input formaction="https://example.org/">`, `<FORM>`},
		"forbidden-element": {
			`<iframe src="a.html"></iframe>`, `<object data="a.pdf"></object>`, `<embed src="a.pdf">`, `<base href="/">`, `<frameset></frameset>`, `<frame>`, `<applet>`,
			`<portal>`, `<fencedframe>`, `<xmp></xmp>`, `<noembed></noembed>`, `<noframes></noframes>`, `<plaintext>`, `<image src="a.png">`, `<bgsound src="a.mp3">`,
			`<math></math>`, `<isindex>`, `<keygen>`, `<unheard>`, `<meta http-equiv="set-cookie" content="a=b">`, `<meta http-equiv="pics-label">`,
			`<noscript><p title="</noscript>"></noscript>`,
			`<meta charset="iso-2022-jp">`, `<meta http-equiv="content-type" content="text/html; charset=shift_jis">`, `<meta charset=utf-7>`, `<meta http-equiv="Content-Type" content="a; charset = 'gbk'">`,
		},
		"off-site": {
			`<noscript><img src="//example.org/x.png"></noscript>`,
			`<img src="https://example.org/x.png">`, `<img src="//example.org/x.png">`, `<img src="\\example.org/x.png">`, `<img src="https:\\example.org">`,
			`<img src="/\example.org">`, `<img src="https:example.org">`, "<img src='/\t/example.org'>", `<img src=" //example.org">`, `<img src="HTTPS://example.org">`,
			`<img src="&#47;&#47;example.org">`, `<img srcset="a.png 1x, https://example.org/x.png 2x">`, `<img srcset="data:image/png,x 1x,//example.org 2x">`,
			`<source srcset="//example.org/x">`, `<link rel="preload" imagesrcset="//example.org/x 1x">`, `<video poster="https://example.org/x.jpg">`, `<video src="//example.org">`,
			`<audio src="ftp://example.org">`, `<track src="//example.org">`, `<input type="image" src="//example.org">`, `<script src="https://example.org/a.js"></script>`,
			`<link rel="stylesheet" href="https://example.org/x.css">`, `<link rel="dns-prefetch" href="//example.org">`, `<link rel="preconnect" href="//example.org">`,
			`<link rel="alternate stylesheet" href="//example.org/x.css">`, `<link href="//example.org">`, `<link rel="manifest" href="//example.org">`, `<link rel="modulepreload" href="//example.org">`,
			`<link rel="prerender" href="//example.org">`, `<body background="//example.org/x.png">`, `<table background="https://example.org/x.png">`, `<html manifest="//example.org">`,
			`<a href="x" ping="y">`, `<a href="x" ping="https://example.org/">`, `<img longdesc="//example.org">`, `<img lowsrc="//example.org">`, `<img attributionsrc="https://example.org/">`,
			`<p data="//example.org">`, `<x-y from="a, //example.org">`, `<video src="blob:x">`, `<img src="file:///etc/passwd">`, `<meta http-equiv="refresh" content="0; URL='https://example.org/'">`,
			`<meta http-equiv="Refresh" content="0;//example.org">`,
		},
		"unsafe-svg": {
			`<svg><foreignObject></foreignObject></svg>`, `<svg><a/></svg>`, `<svg><animate/></svg>`, `<svg><title><b></b></title></svg>`, `<svg><p></p></svg>`, `<svg><g></svg>`,
			`<svg><![CDATA[x]]></svg>`, `<svg><image/></svg>`, `<svg><feImage/></svg>`, `<svg><use href="https://example.org/a.svg#b"/></svg>`, `<svg><use xlink:href="//example.org/a.svg#b"/></svg>`,
			`<svg><path fill="url(https://example.org/#a)"/></svg>`, `<svg><path fill="URL('//example.org/#a')"/></svg>`, `<svg><path mask="u\72l(x)"/></svg>`, `<svg onload="x"/>`, `<svg><g style="fill:red"/></svg>`,
			`<svg><!--><script>x</script>--></svg>`, `<svg><?x><script>x</script>?></svg>`, `<svg><title><title>x</title></title></svg>`, `<svg><desc><g aria-label="&lt;/title>"/></desc></svg>`, `<svg><style/></svg>`,
			`<svg><script/></svg>`, `<svg><g title=x/></svg>`, `<svg>`, `<svg><g/>`, `<svg><g id="a"/></SVG>`, `<SVG/>`, `<svg><svg/></svg>`, `<svg>&nbsp;</svg>`, `<svg/onload=x>`, `<svg><text>a<p/></text></svg>`,
		},
		"address": {
			`<a href="javascript:x">x</a>`, `<a href="JAVASCRIPT:x">x</a>`, "<a href='java\nscript:x'>x</a>", "<a href='\x01javascript:x'>x</a>", `<a href="vbscript:x">x</a>`,
			`<a href="data:text/html,x">x</a>`, `<area href="file:///x">`, `<a href="blob:x">x</a>`, `<a href="view-source:x">x</a>`, `<link rel="author" href="javascript:x">`, `<a href="unheard:x">x</a>`,
		},
		"unsafe-value": {`<a href="#ZgotmplZ">x</a>`, `<img src="ZgotmplZ">`, `<svg><path d="ZgotmplZ"/></svg>`},
		"duplicate-id": {`<p id="a"><b id="a">`, `<p id=a><p ID="a">`, `<p id="&amp;"><p id="&">`, `<p id=a><svg><g id="a"/></svg>`, `<svg id="a"/><svg id="a"/>`},
	} {
		for _, text := range members {
			got := codes("x.html", text)
			if got != want {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
		}
	}
}

// hashOfRed is the output of
// printf 'p{color:red}' | openssl dgst -sha256 -binary | base64.
const hashOfRed = "p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64="

func TestStyleAllowedByItsHash(t *testing.T) {
	policy := `<meta http-equiv="Content-Security-Policy" content="style-src 'sha256-` + hashOfRed + `'">`
	for text, want := range map[string]string{
		policy + `<style>p{color:red}</style>`:          "",
		policy + `<style>p{color:tan}</style>`:          "inline-style",
		`<style>p{color:red}</style>` + policy:          "inline-style",
		policy + `<style></style><p onclick="x">`:       "inline-style inline-handler",
		policy + `<script>p{color:red}</script>`:        "",
		policy + `<script></script><p onclick="x"></p>`: "inline-script inline-handler",
	} {
		if got := codes("x.html", text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	// Whoever contributes a page can state a policy for it.
	for text, want := range map[string]string{policy + `<style>p{color:red}</style>`: "", policy + `<script>p{color:red}</script><p onclick=x>`: "inline-script inline-handler"} {
		if got := inspected("x.html", text, true); got != want {
			t.Errorf("copied: %s: %q, want %q", text, got, want)
		}
	}
}

// A page that a browser would read in another way than this program says so.
func TestBytesOfPagesAreUTF8(t *testing.T) {
	for _, text := range []string{
		"\xff\xfe<\x00s\x00c\x00r\x00i\x00p\x00t\x00>\x00", "\xfe\xff\x00<\x00p\x00>", "<p title=\"\x1b$B\">\x1b(B\" onclick=x>", "<p>\xe9t\xe9", "<scr\x00ipt>",
	} {
		for _, name := range []string{"a.html", "a.css"} {
			if got := inspected(name, text, true); got != "unread" {
				t.Errorf("%s: %q: %q", name, text, got)
			}
		}
	}
	if got := codes("a.html", "\ufeff<p>été"); got != "" {
		t.Error(got)
	}
}

// Hosts give a type to every ending that they know, skip others, and leave a
// file without one to the browser, which looks inside.
func TestKindIsThatOfTheName(t *testing.T) {
	const text = `<script xmlns="http://www.w3.org/1999/xhtml">x</script>`
	for want, names := range map[string]string{
		"inline-script":         "x.html x.HTML x.htm a/x.Htm a.html.de a.de.html a.html.en.bak a.HTML.de a.htm.orig a.html.x-y a.php.txt.html",
		"unsafe-svg unsafe-svg": "x.svg x.SVG a.svg.de a.svg.bak",
		"unsafe-xml":            "x.xml feed.atom x.RSS feed.xml.de x html LICENSE a/x.foo a.md a.de a.2024 x. a.kml",
		"unread":                "x.xhtml x.XHT x.svgz x.mht x.shtml x.hta x.xsl a.xhtml.de a.html.gz a.de.html.br a.HTML.gz a.svg.gz a.xml.gz a.css.zst a.php a.phtml a.html.gz.de a.jsp a.shtml.en",
		"":                      "x.txt x.js a.html.txt a.html.pdf a.svg.png a.js.gz a.html.tar.gz a.txt.de a.zip a.mp4 a.html.zip a.docx",
	} {
		for name := range strings.FieldsSeq(names) {
			if got := codes(name, text); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
			if Inspects(name) != (want != "") {
				t.Errorf("%s: inspected: %v", name, Inspects(name))
			}
		}
	}
	for text, want := range map[string]string{
		"<!doctype html><p onclick=x>": "inline-handler", "\n\t <HTML><p onclick=x>": "inline-handler", "\ufeff<!-- --><p onclick=x>": "inline-handler",
		`<?xml version="1.0"?><p xmlns="http://www.w3.org/1999/xhtml"/>`: "unsafe-xml", `<a><b xmlns="http://www.w3.org/2000/svg"/></a>`: "unsafe-xml",
		"words <script>x</script>": "", "/* /index.html 200": "", "": "", "{}": "", "\x7fELF<html>": "", "<opml/>": "",
	} {
		if got := codes("x", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestXMLIsData(t *testing.T) {
	const sitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><xhtml:link rel="alternate" hreflang="de" href="https://example.org/de/"/></url></urlset>`
	for text, bad := range map[string]bool{
		sitemap: false, `<rss version="2.0"><channel><title>T</title></channel></rss>`: false, `<opml/>`: false,
		`<a xmlns:h="http://www.w3.org/1999/xhtml"><h:img src="x"/></a>`:                              true,
		`<a><svg xmlns="http://www.w3.org/2000/svg"/></a>`:                                            true,
		`<html xmlns="http://www.w3.org/1999/xhtml"/>`:                                                true,
		`<a xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org/"/>`:                   true,
		`<?xml-stylesheet href="x.xsl"?><a/>`:                                                         true,
		`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`:                            true,
		`<x:stylesheet xmlns:x="http://www.w3.org/1999/XSL/Transform"/>`:                              true,
		`<a><link xmlns="http://www.w3.org/1999/xhtml" rel="alternate" onclick="x" href="y"/></a>`:    true,
		`<a><link xmlns="http://www.w3.org/1999/xhtml" rel="stylesheet" href="//example.org/x"/></a>`: true,
		`<a>`: true, `<a>&nbsp;</a>`: true,
	} {
		if got := Inspect("x.xml", []byte(text), false).Found; (len(got) > 0) != bad {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestFindingsHaveTheirLine(t *testing.T) {
	for name, text := range map[string]string{
		"x.html": "<!doctype html>\n<p title=\"a\nb\">\n<p onclick=x>",
		"x.svg":  "<!-- a -->\n\n<svg xmlns='http://www.w3.org/2000/svg'>\n<script/></svg>",
		"x.xml":  "<a>\n\n\n<?php x ?></a>",
	} {
		if found := Inspect(name, []byte(text), false).Found; len(found) != 1 || found[0].Pos.Line != 4 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

func TestTitlesAreCounted(t *testing.T) {
	for text, want := range map[string]int{"<h1>a</h1><H1 class=x>b</H1>": 2, "<title><h1></title><!-- <h1> -->": 0, "<h10>": 0} {
		if got := Inspect("x.html", []byte(text), false).Titles; got != want {
			t.Errorf("%s: %d titles, want %d", text, got, want)
		}
	}
}

func TestCandidates(t *testing.T) {
	for list, want := range map[string]string{
		"a.png": "a.png", " a.png 1x,b.png 2x ": "a.png|b.png", "a.png, b.png": "a.png|b.png", "data:image/png,x 1x, b": "data:image/png,x|b",
		"a,b 1x": "a,b", ",, a": "a", "": "",
	} {
		var got []string
		for c := range candidates(list) {
			got = append(got, c)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", list, got, want)
		}
	}
}

// A page that passes has nothing in it that a browser would run, however it
// builds its tree of the page, with scripts and without.
func FuzzPage(f *testing.F) {
	for _, text := range []string{
		clean, `<svg><title><g/></title><path fill="url(#a)"/></svg>`, `<noscript><p title="</noscript><img onerror=x>">`, `<table><svg><desc>x</desc></svg><textarea></table>`,
		`<select><title></select><p onclick=x></title>`, `<template><p></template><!--><b>--!><i>`, `<a href="java&#10;script:x">`, `<p/onclick=x>`, `<svg></p><title><a></svg>`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(Inspect("x.html", []byte(text), true).Found) > 0 {
			return
		}
		for _, scripting := range []bool{true, false} {
			root, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(scripting))
			if err != nil {
				continue // deeper than the parser goes
			}
			for n := range root.Descendants() {
				if what := runs(n); what != "" {
					t.Fatalf("with scripts %v, %q has %s", scripting, text, what)
				}
			}
		}
	})
}

// runs says what a browser would run of a node.
func runs(n *html.Node) string {
	if n.Type != html.ElementNode {
		return ""
	}
	inert, bare := false, n.Namespace != "" || n.Data == "iframe" || n.Data == "base" || n.Data == "object" || n.Data == "embed"
	if n.Namespace == "svg" {
		_, ids, problems := svg.Embedded([]byte("<svg><" + n.Data + "/></svg>"))
		bare = len(problems) > len(ids) && n.Data != "svg"
	}
	address := regexp.MustCompile(`(?i)^[\x00-\x20]*j[\t\n\r]*a[\t\n\r]*v[\t\n\r]*a[\t\n\r]*s[\t\n\r]*c[\t\n\r]*r[\t\n\r]*i[\t\n\r]*p[\t\n\r]*t[\t\n\r]*:`)
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "href" && address.MatchString(a.Val) || a.Key == "srcdoc" {
			return a.Key + "=" + a.Val
		}
		inert = inert || n.Data == "script" && (a.Key == "type" && isData(a.Val) || a.Key == "src" && isSameHost(a.Val))
	}
	if bare || !inert && (n.Data == "script" || n.Data == "style") {
		return "<" + n.Data + ">"
	}
	return ""
}

func BenchmarkPage(b *testing.B) {
	text := []byte(strings.Repeat(strings.Replace(clean, ` id="a"`, "", 1), 6))
	text = []byte(strings.ReplaceAll(string(text), ` id="g"`, ""))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if d := Inspect("x.html", text, false).Found; len(d) > 0 {
			b.Fatal(d)
		}
	}
}

// Styles load nothing from elsewhere, in a file of their own and where a page
// allows them by their hash.
func TestStylesRefuse(t *testing.T) {
	for want, members := range map[string][]string{
		"": {
			`a{color:red}`, `a{background:url(a.png)}`, `a{background:url("../a.png")}`, `@import "b.css";`, `@import url(b.css);`,
			`a{background:url(data:image/png;base64,AA)}`, `/* url(https://x.example/) */`, `a::after{content:"see: https"}`, `a::after{content:"//"}`,
			`a{content:"\201C"}`, `a{background:url()}`, `a:not(.b):hover{color:rgb(0 0 0/50%)}`, `@font-face{src:url(a.woff2) format("woff2")}`,
			`a::after{content:"url("}`, `a{b:"\"url(//x.example)"}`,
		},
		"off-site": {
			`@import "https://x.example/a.css";`, `@import 'HTTPS://x.example/a.css' layer(a);`, `@import url(//x.example/a.css);`, `@import url("http://x.example");`,
			`@IMPORT"//x.example";`, `@\69mport "https://x.example";`, `@import/**/"//x.example";`, `a{background:url(https://x.example/a.png)}`,
			`a{background:URL( 'https://x.example/a.png' )}`, `a{background:u\72l(https://x.example/a.png)}`, `a{background:\000075rl(//x.example)}`,
			`a{background:url(\68ttps://x.example)}`, `a{background:url(h\74 tps://x.example)}`, `a{background:image-set("https://x.example/a.png" 1x)}`,
			`a{background:-webkit-image-set("//x.example/a.png" 1x)}`, `a{background:src("https://x.example")}`, `a{background:src(//x.example)}`,
			`a{list-style:url(ftp://x.example)}`, `a{cursor:url(\\\\x.example),auto}`, `@font-face{src:url(https://x.example/a.woff2)}`,
			`a{-moz-binding:url(//x.example#x)}`, `a{behavior:url(javascript:x)}`, `a{background:url(data:text/html,x)}`, `a{background:url(blob:x)}`,
			`a{filter:url("https://x.example/f.svg#a")}`, `@namespace url(http://x.example);`, `a{--x:url(//x.example)}`, `@import "ht\
tps://x.example";`, "a{background:url(\n//x.example)}", `a{background:url(//x.example`, `a{background:cross-fade(url(//x.example),red)}`,
			`@media print{a{background:url("wss://x.example")}}`, `@supports(background:url(//x.example)){}`, `@document url-prefix(https://x.example){}`,
			`a{background:url(x:y)}`, "a{b:'x\n;background:url(//x.example)}",
		},
	} {
		for _, text := range members {
			if got := codes("a.css", text); got != want {
				t.Errorf("%s: %q, want %q", text, got, want)
			}
			sum := sha256.Sum256([]byte(text))
			page := fmt.Sprintf(`<meta http-equiv="content-security-policy" content="style-src 'sha256-%s'"><style>%s</style>`, base64.StdEncoding.EncodeToString(sum[:]), text)
			if got := codes("a.html", page); got != want {
				t.Errorf("in a page: %s: %q, want %q", text, got, want)
			}
		}
	}
	if d := Inspect("a.css", []byte("a{}\n\nb{c:url(//x.example)}"), false).Found; d[0].Pos.Line != 3 {
		t.Errorf("line %d", d[0].Pos.Line)
	}
}

func FuzzStyle(f *testing.F) {
	f.Add("a{background:u\\72l(https://x.example/)}")
	f.Fuzz(func(t *testing.T, text string) {
		plain := Inspect("a.css", []byte(text), false).Found
		if strings.ContainsAny(text, "\\\"'(/*") {
			return
		}
		if more := Inspect("a.css", []byte(text+"\n;a{b:url(//x.example)}"), false).Found; len(more) != len(plain)+1 {
			t.Errorf("an address behind %q is not seen", text)
		}
	})
}
