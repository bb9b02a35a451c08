package advice

import (
	"fmt"
	"strings"
	"testing"
)

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
