package sheet

import (
	"regexp"
	"testing"
)

// togetherWords are words that only make sense between people.
var togetherWords = regexp.MustCompile(`(?i)\b(we|us|our|together|their|theirs|partner|each other|either of you|between people|the person I was with|remind me|somebody has|who (starts|begins|goes|says|fetches|comes|brings|does|tidies))\b`)

// TestNobodyAloneIsAskedAboutAnother reads the guide's sheet as somebody does who
// fills it in for themselves.
func TestNobodyAloneIsAskedAboutAnother(t *testing.T) {
	for _, s := range guide(t).Sections {
		var asked bool
		for _, q := range s.Questions {
			if !forAlone(q) {
				continue
			}
			asked = asked || q.Asked()
			texts := []string{or(q.Alone, q.Label), or(q.AloneHint, q.Hint)}
			if q.Alone == "" && q.AloneHint == "" {
				texts = append(texts, q.Example)
			}
			for _, o := range q.Options {
				if !o.Together {
					texts = append(texts, o.Label)
				}
			}
			if len(q.Options) > 0 && len(q.Options) == len(q.Together) {
				t.Errorf("%s leaves somebody alone without options", q.ID)
			}
			for _, text := range texts {
				if m := togetherWords.FindString(text); m != "" {
					t.Errorf("%s: %q in %q", q.ID, m, text)
				}
			}
		}
		if !asked {
			continue
		}
		for _, text := range []string{or(s.AloneTitle, s.Title), or(s.AloneIntro, s.Intro)} {
			if m := togetherWords.FindString(text); m != "" {
				t.Errorf("section %s: %q in %q", s.ID, m, text)
			}
		}
	}
}

func or(alone, text string) string {
	if alone != "" {
		return alone
	}
	return text
}

func forAlone(q *Question) bool {
	for _, c := range q.If {
		if c.ID == "solo" && (c.Value == "true") == c.Not {
			return false
		}
	}
	return true
}
