package serve

import (
	"strings"
	"testing"
)

func TestLooksDecideMediaRules(t *testing.T) {
	tests := []struct{ look, css, want string }{
		{"dark", "@media (prefers-color-scheme: dark) {a{}}", "@media all{a{}}"},
		{"dark", "@media (prefers-color-scheme:light){a{}}", "@media not all{a{}}"},
		{"light", "@media (prefers-color-scheme: dark) {a{}}", "@media not all{a{}}"},
		{"print", "@media print {a{}}", "@media all{a{}}"},
		{"print", "@media screen {a{}}", "@media not all{a{}}"},
		{"print", "@media only screen and (min-width: 40rem) {a{}}", "@media not all{a{}}"},
		{"print", "@media print and (min-width: 40rem) {a{}}", "@media (min-width: 40rem){a{}}"},
		{"print", "@media screen, print {a{}}", "@media all{a{}}"},
		{"print", "@media (prefers-color-scheme: dark) {a{}}", "@media not all{a{}}"},
		{"dark", "@media print {a{}}", "@media print{a{}}"},
		{"dark", "@media screen and (prefers-color-scheme: dark) and (min-width: 1px) {a{}}", "@media screen and (min-width: 1px){a{}}"},
		{"dark", "@media not (prefers-color-scheme: dark) {a{}}", "@media not (prefers-color-scheme: dark){a{}}"},
		{"dark", "@media (max-width: 48rem) {a{}}", "@media (max-width: 48rem){a{}}"},
		{"dark", ":root { color-scheme: light dark; }", ":root { color-scheme: dark; }"},
		{"print", ":root{color-scheme:light dark}", ":root{color-scheme: light}"},
	}
	for _, tt := range tests {
		l, ok := mediaNamed(tt.look)
		if got := string(l.emulate([]byte(tt.css))); got != tt.want || !ok {
			t.Errorf("%s: %s is %s, want %s", tt.look, tt.css, got, tt.want)
		}
	}
	if got := string((media{}).emulate([]byte(tests[0].css))); got != tests[0].css {
		t.Errorf("as published: %s", got)
	}
}

func TestLooksAreTheGuideUnderAnotherAddress(t *testing.T) {
	g := guide()
	g["style.css"] = "@media (prefers-color-scheme: dark) { " + strings.Repeat("a{} ", 20_000) + "}"
	r := serving(t, g)
	tests := []struct {
		path     string
		status   int
		contains string
	}{
		{"/_aftercare/as/dark/types/water/", 200, "water " + secret},
		{"/_aftercare/as/dark/style.css", 200, "@media all{"},
		{"/_aftercare/as/light/style.css", 200, "@media not all{"},
		{"/style.css", 200, "@media (prefers-color-scheme: dark)"},
		{"/_aftercare/as/dark/missing", 404, "not found"},
		{"/_aftercare/as/dark/_headers", 404, "not found"},
		{"/_aftercare/as/pink/style.css", 404, "no such look"},
		{"/_aftercare/as/", 404, "no such look"},
		{"/_aftercare/look?path=/types/", 200, "frame.js"},
		{"/_aftercare/look?path=https://evil.example/", 404, ""},
		{"/_aftercare/look?path=//evil.example/", 404, ""},
		{"/_aftercare/look?path=/../x", 404, ""},
		{"/_aftercare/look?path=javascript:alert(1)", 404, ""},
		{"/_aftercare/look", 404, ""},
	}
	for _, tt := range tests {
		answer, body := r.get(tt.path)
		if answer.StatusCode != tt.status || !strings.Contains(body, tt.contains) {
			t.Errorf("%s: %d %.120s", tt.path, answer.StatusCode, body)
		}
		if got := answer.Header.Get("X-Frame-Options"); got != "SAMEORIGIN" {
			t.Errorf("%s: may be framed: %q", tt.path, got)
		}
	}
	if _, body := r.get(`/_aftercare/look?path=/"><script>`); strings.Contains(body, `"><script>`) {
		t.Errorf("unescaped: %s", body)
	}
}
