package search

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLevelsGrowAndSaturate(t *testing.T) {
	for _, out := range []bool{false, true} {
		last := uint8(0)
		for worth := boost(0); worth < 1<<24; worth = worth*3/2 + 1 {
			l := sum{worth: worth, out: out}.level()
			if l < last || l < 1 || l > levels || out != (l > textLevels) {
				t.Fatalf("%d hundredths are level %d (standing out: %v), less ones %d", worth, l, out, last)
			}
			last = l
		}
	}
	title, heading := sum{worth: boostTitle, out: true}, sum{worth: boostHeading, out: true}
	if title.level() <= heading.level() {
		t.Error("a title does not stand out from a heading")
	}
}

// What is packed for a page comes out again: each word of each section, with a
// level that says how often and where it stands.
func TestPackedPagesUnpack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[a-d]{1,3}`)
		sections := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) section {
			return section{fields: []field{
				{strings.Join(rapid.SliceOf(word).Draw(t, "text"), " "), boostText, true},
				{strings.Join(rapid.SliceOf(word).Draw(t, "heading"), " "), boostHeading, false},
			}}
		}), 1, 9).Draw(t, "sections")
		type place struct {
			word    string
			section uint8
		}
		want := make(map[place]sum)
		for i, s := range sections {
			for _, f := range s.fields {
				for _, w := range strings.Fields(f.text) {
					s := want[place{w, uint8(i)}]
					s.worth += f.boost
					s.out = s.out || f.boost > boostText
					want[place{w, uint8(i)}] = s
				}
			}
		}
		l := NewLexicon("und", nil, nil) // without stems
		var d digest
		d.read(sections)
		d.number(l)
		names := make(map[int32]string)
		for _, w := range l.words {
			names[w.stem] = w.text
		}
		d.pack(nil) // what a page before leaves in the buffers does no harm
		seen := 0
		unpack(d.pack(nil), func(stem int32, section, level uint8) {
			p := place{names[stem], section}
			if s, ok := want[p]; !ok || level != s.level() {
				t.Errorf("%v is level %d, not that of %+v", p, level, s)
			}
			seen++
		})
		if seen != len(want) {
			t.Errorf("%d of %d words came out", seen, len(want))
		}
	})
}

func TestSynonyms(t *testing.T) {
	l := NewLexicon("en", nil, nil)
	meant := make(synonyms)
	meant.add(l, "emergency pills", []string{"morning-after pill", "Plan B"})
	meant.add(l, "therapist", []string{"counsellor"})
	for text, want := range map[string][]string{
		"An emergency pill works.":   {"morning", "after", "plan", "b"},
		"Two therapists, one pill.":  {"counsellor"},
		"An emergency. Pills, then.": {"morning", "after", "plan", "b"},
		"pills in an emergency":      nil,
	} {
		var d digest
		d.read([]section{{fields: []field{{text, boostText, true}}}})
		d.number(l)
		names := make(map[int32]string)
		for _, w := range l.words {
			if names[w.stem] == "" {
				names[w.stem] = w.text
			}
		}
		var got []string
		for i := range d.tokens {
			meant.at(d.tokens[i:], func(stem int32) { got = append(got, names[stem]) })
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is also found by %q, not %q", text, got, want)
		}
	}
	var d digest
	d.read([]section{{fields: []field{{"emergency", boostText, true}, {"pills", boostText, true}}}})
	d.number(l)
	meant.at(d.tokens, func(int32) { t.Error("a phrase goes on from one field into the next") })
}

// A stem with very many sections keeps the best of them, in order.
func TestTooManySectionsKeepTheBest(t *testing.T) {
	var posts []post
	for i := range 3 * mostPosts {
		posts = append(posts, post(i)<<levelBits|post(1+i%3))
	}
	kept := best(posts)
	if len(kept) != mostPosts || !slices.IsSorted(kept) || slices.ContainsFunc(kept, func(p post) bool { return p.level() != 3 }) {
		t.Errorf("of %d posts %d are kept, from level %d", len(posts), len(kept), kept[0].level())
	}
}

// The words of a page come out as they went in, listed where one of them stands
// in a title, whatever page was read before.
func TestPackedWords(t *testing.T) {
	l := NewLexicon("und", nil, nil)
	var d digest
	for _, sections := range [][]section{
		{{fields: []field{{"warm tea and cold water", boostText, true}}}},
		{{fields: []field{{"Water", boostTerm, false}, {"tea, tea with water", boostText, true}}}},
	} {
		d.read(sections)
		d.number(l)
		want := make(map[string]bool)
		for _, f := range sections[0].fields {
			for _, w := range strings.Fields(strings.ToLower(strings.ReplaceAll(f.text, ",", ""))) {
				want[w] = want[w] || f.boost >= boostTerm
			}
		}
		got := make(map[string]bool)
		unpackWords(d.packWords(), func(word int32, listed bool) { got[l.words[word].text] = listed })
		if !maps.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
}
