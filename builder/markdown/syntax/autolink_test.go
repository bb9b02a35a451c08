package syntax

import (
	"strings"
	"testing"
)

// What counts as a bare address, and where it ends (GFM 6.9).
func TestBareAddresses(t *testing.T) {
	for text, want := range map[string]string{
		// where one may begin
		"(https://a.example)":       "address https://a.example",
		"*https://a.example* b":     "address https://a.example",
		"~~www.a.example~~":         "address http://www.a.example",
		"a\nhttps://a.example":      "address https://a.example",
		"a  \nhttps://a.example":    "address https://a.example",
		"\"https://a.example\"":     "",
		"é://a.example":             "",
		"ahttps://a.example":        "",
		"/www.a.example":            "",
		"**a**https://a.example":    "address https://a.example",
		"|a|\n|-|\n|www.a.example|": "table, address http://www.a.example",
		"- www.a.example":           "address http://www.a.example",
		// schemes
		"ftp://a.example http://b.example": "address ftp://a.example, address http://b.example",
		"gopher://a.example":               "",
		"https:/a.example":                 "",
		"https:a.example":                  "",
		"WWW.a.example":                    "",
		// hosts
		"https://localhost":      "",
		"https://":               "",
		"www.":                   "",
		"https://.a.example":     "",
		"https://-a.example":     "",
		"https://a.b_c.example":  "",
		"https://a.example_b":    "",
		"https://a_b.c.example":  "address https://a_b.c.example",
		"https://bücher.example": "address https://bücher.example",
		"https://a.example:80/b": "address https://a.example:80/b",
		// where it ends
		"https://a.example?":                  "address https://a.example",
		"https://a.example/b!.,:*_~'\"":       "address https://a.example/b",
		"https://a.example/b?c=d&e":           "address https://a.example/b?c=d&e",
		"https://a.example/b&amp;":            "address https://a.example/b",
		"https://a.example/b&amp;&lt;.":       "address https://a.example/b",
		"https://a.example/b;":                "address https://a.example/b;",
		"https://a.example/&;":                "address https://a.example/&;",
		"https://a.example/b;c":               "address https://a.example/b;c",
		"https://a.example/(b)":               "address https://a.example/(b)",
		"https://a.example/(b))":              "address https://a.example/(b)",
		"https://a.example/b)))":              "address https://a.example/b",
		"https://a.example/((b)":              "address https://a.example/((b)",
		"https://a.example/(b).":              "address https://a.example/(b)",
		"https://a.example/b<c":               "address https://a.example/b",
		"https://a.example/b\tc":              "address https://a.example/b",
		"https://a.example/*b*_c_ d":          "address https://a.example/*b*_c",
		"https://a.example https://b.example": "address https://a.example, address https://b.example",
		"[https://a.example](b)":              "link",
		"![www.a.example](b)":                 "",
		"`https://a.example`":                 "",
	} {
		if got := outline(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestBareMail(t *testing.T) {
	long := strings.Repeat("a", mailLimit)
	for text, want := range map[string]string{
		"a@b.example":              "address a@b.example",
		"xa@b.example.":            "address xa@b.example",
		"a.b-c_d+e@b.example":      "address a.b-c_d+e@b.example",
		"a@b+c.example":            "",
		"a@b":                      "",
		"a@b.":                     "",
		"@b.example":               "",
		"a @b.example":             "",
		"a@-b.example":             "",
		"a@b.example-":             "",
		"a@b.example_":             "",
		"a@b.example/c":            "address a@b.example",
		"a@b.example, c@d.example": "address a@b.example, address c@d.example",
		"a@b@c.example":            "address b@c.example",
		"mailto:a@b.example":       "address mailto:a@b.example",
		"xmpp:a@b.example":         "",
		`\a@b.example`:             "",
		"(a@b.example)":            "address a@b.example",
		"_a@b.example_":            "",
		long + "@b.example":        "address " + long + "@b.example",
		"a@" + long + ".example":   "",
	} {
		if got := outline(text); got != want {
			t.Errorf("%.60q:\n got %.80s\nwant %.80s", text, got, want)
		}
	}
}
