package prose

import "strings"

// quotedWords is the length from which a quotation is speech. A shorter one is
// a word or a name that is being talked about: “drop”, “best ever”.
const quotedWords = 4

// Apart takes a text apart into what its writer says and the speech that it
// quotes, which is shorter and simpler than the prose around it and would hide
// how that reads. Of a quotation, “…” stays behind, so that the sentence around
// it keeps its place. Quotes inside quotes belong to the outer ones; a quote
// that is not closed is none.
func Apart(text string) (own, speech string) {
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
