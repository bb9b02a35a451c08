package search

import (
	"slices"
	"strings"
)

// led is a page, by number, and a phrase that puts it first in the results.
type led struct {
	page   int
	phrase []string // its words as they are looked up
	alone  bool     // whether it leads only where nothing else is typed
}

// phrases returns the phrases of the vocabulary that lead to pages of the index.
func (x *Index) phrases() []led {
	var list []led
	leads := x.opts.Site.Leads()
	for i, p := range x.pages {
		for _, lead := range leads[p] {
			for _, phrase := range lead.For {
				if words := wordsOf(phrase); len(words) > 0 {
					list = append(list, led{i, words, strings.HasSuffix(phrase, ".")})
				}
			}
		}
	}
	return list
}

// leads returns the lines of a word file for the phrases that belong there: whoever
// types a phrase loads the files of its words, except fillers.
func (w *writer) leads(shards []shard, at int) []byte {
	var b []byte
	fillers, last := wordsOf(w.opts.InterfaceWords["search.fillers"]), -1
	for _, l := range w.led {
		if !slices.ContainsFunc(anchors(l.phrase, fillers), func(word string) bool { return mayHold(shards, at, word) }) {
			continue
		}
		if l.page != last {
			if last >= 0 {
				b = append(b, '\n')
			}
			b = append(b, ">"+number(l.page)+" "...)
			last = l.page
		} else {
			b = append(b, ',')
		}
		b = append(b, strings.Join(l.phrase, " ")...)
		if l.alone {
			b = append(b, '.')
		}
	}
	if last >= 0 {
		b = append(b, '\n')
	}
	return b
}

// anchors returns the words of a phrase in whose files it is listed: the longest of
// those that are looked up when it is typed.
func anchors(phrase, fillers []string) (longest []string) {
	isFiller := func(word string) bool { return slices.Contains(fillers, word) }
	telling := slices.DeleteFunc(slices.Clone(phrase), isFiller)
	if len(telling) == 0 {
		telling = phrase
	}
	for _, word := range telling {
		if len(longest) == 0 || len(word) > len(longest[0]) {
			longest = []string{word}
		} else if len(word) == len(longest[0]) {
			longest = append(longest, word)
		}
	}
	return longest
}

// mayHold reports whether a word, or one that it starts, is looked up in a file.
func mayHold(shards []shard, at int, word string) bool {
	if at > 0 && shards[at].key == "" {
		return false // an empty file behind the last
	}
	return shards[at].key <= word+"\uffff" && (at+1 == len(shards) || shards[at+1].key == "" || word < shards[at+1].key)
}

func wordsOf(text string) []string {
	var f folder
	var words []string
	f.eachWord(text, func(w []byte) { words = append(words, string(w)) })
	return words
}
