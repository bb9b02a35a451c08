package prose

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func TestSyllables(t *testing.T) {
	m := Meter{Terms: map[string]bool{"aftercare": true}}
	for word, want := range map[string]int{
		"a": 1, "the": 1, "water": 2, "blanket": 2, "table": 2, "warmed": 1, "wanted": 2, "makes": 1, "quiet": 2,
		"station": 2, "social": 2, "diary": 3, "aftercare": 2, "communication": 5, "don’t": 1, "31": 1, "places": 2, "people": 2,
	} {
		if got := m.Syllables(word); got != want {
			t.Errorf("%s: %d, want %d", word, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	tests := []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"No end", []string{"No end"}},
		{"One. Two! Three?", []string{"One.", "Two!", "Three?"}},
		{"“Shall I stay?” Wait.", []string{"“Shall I stay?”", "Wait."}},
		{"About 3.7 in 100. Fine.", []string{"About 3.7 in 100.", "Fine."}},
		{"Use e.g. Water or Tea.", []string{"Use e.g. Water or Tea."}},
		{"He said … and left.", []string{"He said … and left."}},
		{"…", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, s := range Sentences(tt.in) {
			got = append(got, s.Text)
			if tt.in[s.Offset:s.Offset+len(s.Text)] != s.Text {
				t.Errorf("%q: offset %d is wrong", tt.in, s.Offset)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
	}
}

// The grade follows the published formula.
func TestGrade(t *testing.T) {
	m := Measure{Sentences: 2, Words: 20, Syllables: 30}
	if got, want := m.Grade(), 0.39*10+11.8*1.5-15.59; math.Abs(got-want) > 1e-9 {
		t.Errorf("grade %v, want %v", got, want)
	}
	plain := Meter{}.Measure("Sit down. Have some tea. We can talk in a bit.")
	stiff := Meter{}.Measure("Subsequently, communication regarding physiological consequences necessitates considerable consideration of individual circumstances.")
	if plain.Grade() > 2 || stiff.Grade() < 20 {
		t.Errorf("plain %.1f, stiff %.1f", plain.Grade(), stiff.Grade())
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("One. “Two?” … Three’s a crowd: 4.5.")
	f.Fuzz(func(t *testing.T, text string) {
		end, words := 0, 0
		for _, s := range Sentences(text) {
			if s.Offset < end || !strings.HasPrefix(text[s.Offset:], s.Text) {
				t.Fatalf("sentence %q at %d is out of order", s.Text, s.Offset)
			}
			end, words = s.Offset+len(s.Text), words+s.Words
		}
		all := 0
		for range Words(text) {
			all++
		}
		if all != words {
			t.Fatalf("%d words in sentences, %d in all", words, all)
		}
	})
}

func TestSplitSpeech(t *testing.T) {
	for _, tt := range []struct{ in, own, speech string }{
		{"No quotes.", "No quotes.", ""},
		{"A “drop” is a word for it.", "A “drop” is a word for it.", ""},
		{"Say “I’d like five minutes” once. “I do not know” will do.", "Say “…” once. “…” will do.", "I’d like five minutes\nI do not know\n"},
		{"“Shall I hold you, or sit close?”", "“…”", "Shall I hold you, or sit close?\n"},
		{"“She said ‘home, love you’ and slept.” Good.", "“…” Good.", "She said ‘home, love you’ and slept.\n"},
		{"An “open quote that never ends.", "An “open quote that never ends.", ""},
	} {
		if own, speech := SplitSpeech(tt.in); own != tt.own || speech != tt.speech {
			t.Errorf("%q: %q and %q, want %q and %q", tt.in, own, speech, tt.own, tt.speech)
		}
	}
	if n := len(Sentences("“Shall I hold you, or sit close?” Then wait.")); n != 2 {
		t.Errorf("%d sentences", n)
	}
	own, _ := SplitSpeech("“Shall I hold you, or sit close?” Then wait.")
	if s := Sentences(own); len(s) != 1 || s[0].Words != 2 {
		t.Errorf("%q: %v", own, s)
	}
}
