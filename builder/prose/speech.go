package prose

import "strings"

// quotedWords is the number of words from which a quotation counts as speech. A
// shorter one is a word or name that the text is about: “drop”, “best ever”.
const quotedWords = 4

// SplitSpeech separates the writer's own prose from quoted speech, whose short
// simple sentences would hide how hard the prose is to read. It leaves “…” in place
// of a quotation, so that the sentence around it stays one. Nested quotes belong to
// the outer ones, and an unclosed quote is ignored.
func SplitSpeech(text string) (own, speech string) {
	var o, s strings.Builder
	for {
		before, rest, opened := strings.Cut(text, "“")
		quoted, after, closed := strings.Cut(rest, "”")
		if !opened || !closed {
			o.WriteString(text)
			return o.String(), s.String()
		}
		o.WriteString(before)
		if countWords(quoted) < quotedWords {
			o.WriteString("“" + quoted + "”")
		} else {
			o.WriteString("“…”")
			s.WriteString(quoted + "\n")
		}
		text = after
	}
}

func countWords(text string) int {
	n := 0
	for range Words(text) {
		n++
	}
	return n
}
