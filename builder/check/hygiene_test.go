package check

import (
	"strings"
	"testing"
)

// hashOfRed is the output of
// printf 'p{color:red}' | openssl dgst -sha256 -binary | base64.
const hashOfRed = "p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64="

func TestHygiene(t *testing.T) {
	const clean = `<!doctype html><html lang="en"><head><link rel="stylesheet" href="a.css"><link rel="canonical" href="https://example.org/">` +
		`<script type="module" src="../a.js"></script><script type="application/ld+json">{"a":1}</script></head>` +
		`<body><p id="a">Come on over. <a href="https://example.org/">out</a></p><img src="data:image/png;base64,AA=="><p id="b">x</p></body></html>`
	tests := []struct{ name, in, want string }{
		{"clean", clean, ""},
		{"inline script", clean + `<script>alert(1)</script>`, "output/inline-script"},
		{"script element in upper case", clean + `<script type="module">x</script>`, "output/inline-script"},
		{"style attribute", clean + `<p style="color:red">`, "output/inline-style"},
		{"style element", clean + `<style>p{}</style>`, "output/inline-style"},
		{"handler", clean + `<p onclick="x()">`, "output/inline-handler"},
		{"form", clean + `<form action="/">`, "output/form"},
		{"frame", clean + `<iframe src="a.html"></iframe>`, "output/forbidden-element"},
		{"image of another host", clean + `<img src="https://example.org/x.png">`, "output/off-site"},
		{"image without a scheme", clean + `<img src="//example.org/x.png">`, "output/off-site"},
		{"style of another host", clean + `<link rel="stylesheet" href="https://example.org/x.css">`, "output/off-site"},
		{"srcset", clean + `<img srcset="a.png 1x, https://example.org/x.png 2x">`, "output/off-site"},
		{"disarmed value", clean + `<a href="#ZgotmplZ">x</a>`, "output/unsafe-value"},
		{"style allowed by its hash", `<meta http-equiv="Content-Security-Policy" content="style-src 'sha256-` + hashOfRed + `'"><style>p{color:red}</style>`, ""},
		{"style with another hash", `<meta http-equiv="Content-Security-Policy" content="style-src 'sha256-` + hashOfRed + `'"><style>p{color:tan}</style>`, "output/inline-style"},
		{"disarmed text", clean + `<p>ZgotmplZ</p>`, "output/unsafe-value"},
		{"id twice", clean + `<p id="a">x</p>`, "output/duplicate-id"},
		{"an empty tag", clean + `<p>a <> b</p>`, ""},
		{"no page", "on=1 <script>", ""},
	}
	for _, tt := range tests {
		name := "x.html"
		if tt.name == "no page" {
			name = "x.txt"
		}
		var codes []string
		for _, d := range Hygiene(name, []byte(tt.in)) {
			codes = append(codes, d.Code)
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestDrawings(t *testing.T) {
	for in, want := range map[string]int{
		`<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/><use href="#a"/></svg>`:         0,
		`<svg><script>alert(1)</script></svg>`:                                                   1,
		`<svg onload="alert(1)"/>`:                                                               1,
		`<svg><a xlink:href="javascript:alert(1)"/></svg>`:                                       1,
		`<svg><image href="https://example.org/x.png"/></svg>`:                                   1,
		`<svg><foreignObject><iframe src="https://example.org/"></iframe></foreignObject></svg>`: 2,
		`<svg><image href="data:image/png;base64,AA=="/></svg>`:                                  0,
	} {
		if got := Hygiene("x.SVG", []byte(in)); len(got) != want {
			t.Errorf("%s: %v, want %d", in, got, want)
		}
	}
}

func BenchmarkHygieneOfCleanPage(b *testing.B) {
	page := []byte(strings.Repeat(`<p id="x">Some words on a page with <a href="../x/">links</a>.</p>`, 150))
	page = []byte(strings.Replace(string(page), ` id="x"`, "", -1))
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if d := Hygiene("x.html", page); len(d) > 0 {
			b.Fatal(d)
		}
	}
}

// FuzzSuspicious holds that a page which is passed over without a closer look
// has nothing that a closer look would find.
func FuzzSuspicious(f *testing.F) {
	for _, s := range []string{
		`<p id="a">x</p><p id="a">`, `<a href="x" onclick="y">`, `<p style=x>`, `<P ONCLICK="x">`, "<p\tstyle=\"x\">", "<p/style=\"x\">",
		`<script src="a.js"></script>`, `<script>x</script>`, "<script\nasync>x", `<link rel="stylesheet" href="//x">`, `<img src="a"src="//b">`,
		`<>`, `<`, `<!-- <style> -->`, `<p title="a>b" onclick="x">`, `<title><style></title>`, `ZgotmplZ`, `<svg/onload="x">`, "<form\f>", `<p a = "x" style = "y">`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if !suspicious([]byte(page)) {
			if found := inspect("x.html", []byte(page)); len(found) > 0 {
				t.Errorf("%q passes, though %v", page, found)
			}
		}
	})
}
