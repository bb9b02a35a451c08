package search

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// folded are texts in which the browser's words could differ from ours.
var folded = []string{
	"", "Weighted blankets", "Don’t, I’m; it's", "a partner’s hand, the others’ hands", "O'S's ’s’ s's",
	"check-in at 3 a.m.", "Fiancée, naïve, Ångström", "ﬁne ½ ² Ⅷ", "Übergänge в темноте", "שלום עולם", "مرحبا بالعالم",
	"日本語 テスト", "İstanbul ıI", "e\u0301te\u0301’s", "a\u200bb", "ΟΔΟΣ ὈΔΥΣΣΕΎΣ", "ǅ ǆ", "straße STRASSE", "x̂’ŝ",
	"116 123, 0808 801-0302; +44 (0) 20/1", "5 4x 3 2 1", "5 43x", "a5 4", "1 2\u00a03, 4 5's 6", "½ 3", "7\t8",
	"一条毛毯和茶", "毛", "毛毯abc毯子 5毛", "ブランケットとコーヒー", "ผ้าห่มอุ่น", "Ærø Łódź smørrebrød œuvre þing",
	"af\u00adter\u200bcare \ufeffx\u2060y O'S\u200d z's\u200bq",
}

// The words of the index and those that a reader types are made by two
// programs, which have to agree.
func TestBrowserFoldsAlike(t *testing.T) {
	const script = `import { words } from "../../layouts/scripts/search/fold.js";
import { readFileSync } from "node:fs";
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(words)));`
	in, err := json.Marshal(folded)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "--input-type=module", "--eval", script)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node: %v\n%s", err, out)
	}
	var theirs [][]string
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	var f folder
	for i, text := range folded {
		ours := []string{}
		f.eachWord(text, func(w []byte) { ours = append(ours, string(w)) })
		if !slices.Equal(ours, theirs[i]) {
			t.Errorf("%q: the index has %q, a browser looks for %q", text, ours, theirs[i])
		}
	}
}

// Whatever the text, its words are what can be written into an index, and fold
// to themselves.
func FuzzWords(f *testing.F) {
	for _, text := range folded {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var f folder
		var list []string
		f.eachWord(text, func(w []byte) { list = append(list, string(w)) })
		for _, w := range list {
			if w == "" || len(w) > longestWord || !utf8.ValidString(w) || strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
				t.Errorf("%q has the word %q", text, w)
			}
			var again []string
			f.eachWord(w, func(w []byte) { again = append(again, string(w)) })
			if !slices.Equal(again, []string{w}) {
				t.Errorf("%q folds to %q", w, again)
			}
		}
	})
}

// Front coding can be undone, counting as browsers do.
func FuzzFrontCoding(f *testing.F) {
	f.Add("cuddle", "cuddling")
	f.Add("étés", "été")
	f.Add("𝒜b", "𝒜c")
	f.Add("\xff", "\xffa")
	f.Fuzz(func(t *testing.T, last, text string) {
		var b bytes.Buffer
		writeFrontCoded(&b, last, text)
		coded := b.String()
		units := int(strings.IndexByte("0123456789abcdefghijklmnopqrstuvwxyz", coded[0]))
		prefix := last
		for i, r := range last {
			if units == 0 {
				prefix = last[:i]
				break
			}
			units--
			if r > 0xffff {
				units--
			}
		}
		if prefix+coded[1:] != text && units >= 0 {
			t.Errorf("%q after %q is coded as %q", text, last, coded)
		}
	})
}
