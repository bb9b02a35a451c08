package markdown

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"aftercare/builder/markdown/escape"

	"pgregory.net/rapid"
)

// TestTermsAsInAPlainSearch compares the trie with a search that tries every
// form at every place, over texts and forms made of few letters.
func TestTermsAsInAPlainSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.StringMatching(`[aBé](?:[ab’' -]?[abÉ]){0,3}`)
		var terms []Term
		for i := range rapid.IntRange(1, 5).Draw(t, "terms") {
			terms = append(terms, Term{fmt.Sprint(i), rapid.SliceOfN(form, 1, 3).Draw(t, "forms")})
		}
		text := rapid.StringMatching(`[aAbBéÉ’' .&-]{0,30}`).Draw(t, "text")
		text = strings.Join(strings.Fields(text), " ")
		d := New(Options{Terms: terms}).Parse("a.md", []byte("x "+text), 0)
		var got []string
		for i, s := range d.Slots {
			got = append(got, d.Terms[i]+":"+string(d.HTML[s.Offset:s.End]))
		}
		want := plainSearch(terms, string(escape.Append(nil, strings.TrimSpace("x "+text))))
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("in %q with %q: got %q, want %q", text, terms, got, want)
		}
	})
}

func plainSearch(terms []Term, text string) (found []string) {
	fold := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "’", "'")) }
	seen := map[int]bool{}
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		if runes[i] == '&' {
			for runes[i] != ';' {
				i++
			}
			continue
		}
		inWord := i > 0 && (isWord(runes[i-1]) || runes[i-1] == '-' && i > 1 && isWord(runes[i-2]))
		if !isWord(runes[i]) || inWord {
			continue
		}
		best, length := -1, 0
		for n, term := range terms {
			for _, form := range term.Forms {
				f := []rune(fold(strings.Join(strings.Fields(string(escape.Append(nil, form))), " ")))
				rest := runes[i:]
				if len(f) > length && len(rest) >= len(f) && fold(string(rest[:len(f)])) == string(f) && !goesOn(rest[len(f):]) {
					best, length = n, len(f)
				}
			}
		}
		if best >= 0 {
			if !seen[best] {
				found = append(found, terms[best].ID+":"+string(runes[i:i+length]))
			}
			seen[best] = true
			i += length - 1
		}
	}
	return found
}

// goesOn reports whether a word goes on with a letter, or with a hyphen and one.
func goesOn(rest []rune) bool {
	if len(rest) > 1 && rest[0] == '-' {
		rest = rest[1:]
	}
	return len(rest) > 0 && isWord(rest[0])
}

func isWord(c rune) bool { return c == '_' || unicode.In(c, unicode.L, unicode.N, unicode.M) }

func TestFirstOfTwoTermsWithTheSameFormWins(t *testing.T) {
	d := New(Options{Terms: []Term{{"a", []string{"Drop"}}, {"b", []string{"drop", "low"}}}}).Parse("a.md", []byte("drop low"), 0)
	if got := fmt.Sprint(d.Terms); got != "[a b]" {
		t.Errorf("got %s", got)
	}
}

func TestTermsWithoutFormsAreHarmless(t *testing.T) {
	d := New(Options{Terms: []Term{{"a", nil}, {"b", []string{"", "  "}}}}).Parse("a.md", []byte("a b"), 0)
	if len(d.Terms) > 0 {
		t.Errorf("got %v", d.Terms)
	}
}
