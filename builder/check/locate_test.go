package check

import (
	"fmt"
	"strings"
	"testing"

	"aftercare/builder/markdown"
	"aftercare/builder/prose"

	"pgregory.net/rapid"
)

// A word is found where it stands as prose, not in an address, in code or in a
// citation before it, and of two equal ones the right one.
func TestLocate(t *testing.T) {
	for name, tt := range map[string]struct{ src, word, want string }{
		"plain":             {"You should.", "should", "1:5"},
		"second":            {"should it? It should.", "should@2", "1:15"},
		"after a link":      {"[a](should.md) should", "should", "1:16"},
		"link with a title": {`[a](x.md "should") should`, "should", "1:20"},
		"reference":         {"[a][should] should\n\n[should]: x.md\n", "should", "1:13"},
		"after code":        {"`should` should", "should", "1:10"},
		"code block":        {"```\nshould\n```\n\nshould\n", "should", "5:1"},
		"citation":          {"[@should] should", "should", "1:11"},
		"autolink":          {"<https://should.example/> should", "should@2", "1:27"},
		"heading id":        {"## One {#should}\n\nshould\n", "should", "3:1"},
		"emphasis":          {"**You** *should*", "should", "1:10"},
		"in a quote":        {"> one\n> should", "should", "2:3"},
		"item":              {"- one\n- two should", "should", "2:7"},
		"across lines":      {"one\ntwo\nshould", "should", "3:1"},
		"part of a word":    {"shoulder should", "should", "1:10"},
		"umlauts":           {"Für über should", "should", "1:12"},
		"table":             {"| a | b |\n|---|---|\n| should | x |\n", "should", "3:3"},
		"carriage returns":  {"one\r\ntwo should\r\n", "should", "2:5"},
	} {
		doc := markdown.New(markdown.Options{}).Parse("a.md", []byte(tt.src), 0)
		word, number, _ := strings.Cut(tt.word, "@")
		wanted := max(1, len(number)*2) // "@2" or nothing
		l, seen, got := newLocator("a.md", []byte(tt.src)), 0, ""
		for _, piece := range doc.Prose {
			rest := 0
			for w := range prose.Words(piece.Text) {
				at := rest + strings.Index(piece.Text[rest:], w)
				rest = at + len(w)
				if w == word {
					if seen++; seen == wanted {
						got = strings.TrimPrefix(l.at(piece, at, len(w)).String(), "a.md:")
					}
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// Whatever a text is made of, a word of its prose is found at the very bytes of
// that word, or else where the piece begins.
func TestLocateAnything(t *testing.T) {
	pieces := []string{"word ", "other ", "*word* ", "`word` ", "[word](word.md) ", "[@word] ", "<word> ", "\n", "\n\n", "- ", "> ", "## ", "é ", "word", "{#word} ", "![word](word.png) ", "\\[word ", "&amp; "}
	rapid.Check(t, func(t *rapid.T) {
		src := []byte(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 30).Draw(t, "pieces"), ""))
		doc := markdown.New(markdown.Options{}).Parse("a.md", src, 0)
		l := newLocator("a.md", src)
		for _, piece := range doc.Prose {
			rest := 0
			for w := range prose.Words(piece.Text) {
				at := rest + strings.Index(piece.Text[rest:], w)
				rest = at + len(w)
				pos := l.at(piece, at, len(w))
				if pos == piece.Pos {
					continue
				}
				start := l.starts[pos.Line-1] + pos.Col - 1
				if got := string(src[start : start+len(w)]); got != w {
					t.Fatalf("%q is found at %q in %q", w, got, src)
				}
			}
		}
	})
}

func TestStatistic(t *testing.T) {
	for text, want := range map[string]string{
		"About 41 % felt low.":              "41 %",
		"About 41% felt low.":               "41%",
		"It was (41%).":                     "41%",
		"That is 12 per cent.":              "12 per",
		"About 4 in 10 people.":             "4 in 10",
		"Sit for 4 in the evening.":         "",
		"Rest for 20 minutes.":              "",
		"Since 2014 nobody asked.":          "",
		"In 3 in 2019 cases, one would say": "",
	} {
		at, got := statistic(text)
		if got != want || !strings.HasPrefix(text[at:], got) {
			t.Errorf("%q: %q at %d, want %q", text, got, at, want)
		}
	}
}

func TestPhrasesAreWholeWords(t *testing.T) {
	p := make(phrases)
	p.add(listAvoid, "both of you", "everyone")
	p.add(listAvoid, "should", "could")
	p.add(listNotes, "self-harm", "")
	for text, want := range map[string]string{
		"Both of you should.":        "Both of you@0 should@12 ",
		"both of your hands":         "",
		"shoulders, shouldn’t":       "",
		"SHOULD (should)":            "SHOULD@0 should@8 ",
		"Some mention self-harm.":    "self-harm@13 ",
		"self-harming, un-self-harm": "",
		"both of":                    "",
	} {
		got := ""
		p.each(text, func(at int, found string, _ phrase) {
			got += fmt.Sprintf("%s@%d ", found, at)
		})
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for host, want := range map[string]bool{
		"example.org": false, "localhost": true, "a.localhost": true, "127.0.0.1": true, "127.1.2.3": true, "::1": true, "10.1.1.1": true,
		"192.168.1.1": true, "172.16.0.1": true, "172.32.0.1": false, "169.254.169.254": true, "0.0.0.0": true, "8.8.8.8": false,
		"fd00::1": true, "fe80::1": true, "2001:4860:4860::8888": false, "printer.local": true, "local.example.org": false, "LOCALHOST.": true,
	} {
		if IsLocal(host) != want {
			t.Errorf("%s: %v", host, !want)
		}
	}
	for doi, want := range map[string]bool{"10.1002/sm2.74": true, "10.1000.10/123": true, "10.12/x": false, "doi:10.1002/x": false, "10.1002/": false, "10.1002/a b": false, "11.1002/x": false} {
		if isDOI(doi) != want {
			t.Errorf("%s: %v", doi, !want)
		}
	}
}
