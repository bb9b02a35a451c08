package search

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLevelsGrowAndSaturate(t *testing.T) {
	last := uint8(0)
	for worth := uint64(0); worth < 1<<24; worth = worth*3/2 + 1 {
		l := level(worth)
		if l < last || l < 1 || l > levels {
			t.Fatalf("%d hundredths are level %d, less ones %d", worth, l, last)
		}
		last = l
	}
	if level(uint64(boostText)) >= level(uint64(boostHeading)) || level(uint64(boostHeading)) >= level(uint64(boostTitle)) {
		t.Error("a title does not stand out from a heading, or a heading from text")
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
		}), 1, 5).Draw(t, "sections")
		type place struct {
			word    string
			section uint8
		}
		worth, out := make(map[place]uint64), make(map[place]bool)
		for i, s := range sections {
			for _, f := range s.fields {
				for _, w := range strings.Fields(f.text) {
					worth[place{w, uint8(i)}] += uint64(f.boost)
					out[place{w, uint8(i)}] = out[place{w, uint8(i)}] || f.boost > boostText
				}
			}
		}
		l := newLexicon("und") // without stems
		var d digest
		d.read(sections)
		d.number(l)
		names := make(map[int32]string)
		for _, w := range l.words {
			names[w.stem] = w.text
		}
		seen := 0
		unpack(d.pack(l, nil), func(stem int32, section, lev uint8, standsOut bool) {
			p := place{names[stem], section}
			if lev != level(worth[p]) || standsOut != out[p] || worth[p] == 0 {
				t.Errorf("%v is level %d (stands out: %v), worth %d (%v)", p, lev, standsOut, worth[p], out[p])
			}
			seen++
		})
		if seen != len(worth) {
			t.Errorf("%d of %d words came out", seen, len(worth))
		}
	})
}

func TestSynonyms(t *testing.T) {
	l := newLexicon("en")
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
		var got []string
		for i := range d.tokens {
			meant.at(l, d.tokens, i, func(also int32) { got = append(got, l.words[also].text) })
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is also found by %q, not %q", text, got, want)
		}
	}
	var d digest
	d.read([]section{{fields: []field{{"emergency", boostText, true}, {"pills", boostText, true}}}})
	d.number(l)
	meant.at(l, d.tokens, 0, func(also int32) { t.Error("a phrase goes on from one field into the next") })
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
