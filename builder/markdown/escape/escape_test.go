package escape

import (
	"html"
	"testing"
	"testing/quick"
)

// CommonMark 0.31.2, 2.4 and 2.5: what is escaped or a known entity is decoded, and
// all else stays as it is.
func TestDecoded(t *testing.T) {
	for text, want := range map[string]string{
		"plain":                             "plain",
		`\*a\* \\ \a`:                       `*a* \ \a`,
		`\`:                                 `\`,
		"&amp;&copy;&#35;":                  "&©#",
		"&#X22;&#xcab;":                     "\"ಫ",
		"&ngE;":                             "≧̸",
		"&#0;&#x110000;":                    "��",
		"&#87654321;&#xabcdef0":             "&#87654321;&#xabcdef0",
		"&nosuch; &copy &;&#;":              "&nosuch; &copy &;&#;",
		`\&amp; a < b > "c"`:                `&amp; a < b > "c"`,
		"a\x00b":                            "a�b",
		"&CounterClockwiseContourIntegral;": "∳",
	} {
		if got := Decoded([]byte(text)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whatever is appended is read back by HTML as it was, but for what no page can
// hold.
func TestAppend(t *testing.T) {
	if got := string(Append([]byte("x"), "<a href=\"b\">&\x00\xff")); got != "x&lt;a href=&quot;b&quot;&gt;&amp;��" {
		t.Errorf("got %q", got)
	}
	back := func(letters []rune) bool {
		text := ""
		for _, c := range letters {
			if c > 0 {
				text += string(c)
			}
		}
		return html.UnescapeString(string(Append(nil, text))) == text
	}
	if err := quick.Check(back, nil); err != nil {
		t.Error(err)
	}
}

func TestAppendURL(t *testing.T) {
	for address, want := range map[string]string{
		"a/b?c=d&e#f": "a/b?c=d&amp;e#f",
		"a b":         "a%20b",
		"%20 % %zz":   "%20%20%25%20%25zz",
		`"<>\^[]{}|`:  "%22%3C%3E%5C%5E%5B%5D%7B%7D%7C",
		"ü":           "%C3%BC",
	} {
		if got := string(AppendURL(nil, address)); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	if got := string(Plain([]byte("\x00a\\&amp;\x00"))); got != "�a\\&amp;�" {
		t.Errorf("got %q", got)
	}
}

func TestSplitScheme(t *testing.T) {
	for address, want := range map[string][2]string{
		"https://a.example/b:c":   {"https", "//a.example/b:c"},
		"MailTo:a@b.example":      {"mailto", "a@b.example"},
		" \n\u00a0java\tscript:x": {"javascript", "x"},
		"java\x01script\x7f:x":    {"javascript", "x"},
		"a+b-c.1:x":               {"a+b-c.1", "x"},
		"1a:x":                    {"", "1a:x"},
		":x":                      {"", ":x"},
		"../a.md":                 {"", "../a.md"},
		"a/b:c":                   {"", "a/b:c"},
		"//b.example":             {"", "//b.example"},
		"\u00e4a:x":               {"", "\u00e4a:x"},
		"":                        {"", ""},
	} {
		if scheme, rest := SplitScheme(address); scheme != want[0] || rest != want[1] {
			t.Errorf("%q: %q and %q, want %q", address, scheme, rest, want)
		}
	}
}
