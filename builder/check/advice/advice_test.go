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
		"“4 in 10.”":                        "4 in 10",
		"some, (12 per cent) said":          "12 per",
		"7 in 100, or 9 in 999":             "7 in 100",
		"It is 12":                          "",
		"It is 12 per":                      "",
		"a 12 and cent":                     "",
		"2 of 10, 3 per day":                "",
		"4 or 5 in 10":                      "5 in 10",
		"x41% ( 4 out of 10":                "",
		"4 in 1000":                         "",
		"0 in 10, 9 in 10":                  "0 in 10",
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
	p.add(listNotes, "Self-harm", "")
	for text, want := range map[string]string{
		"Both of you should.":        "Both of you@0 should@12 ",
		"both of your hands":         "",
		"shoulders, shouldn’t":       "",
		"SHOULD (should)":            "SHOULD@0 should@8 ",
		"Some mention self-harm.":    "self-harm@13 ",
		"self-harming, un-self-harm": "",
		"both of":                    "",
		"both off you":               "",
		"a should should":            "should@2 should@9 ",
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
