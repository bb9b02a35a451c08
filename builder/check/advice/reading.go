package advice

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// Reading says how hard a page is to read.
type Reading struct {
	// Grade is the reading grade of the page's prose without quoted speech, or 0
	// if there is too little of it. Limit is the highest that the settings accept.
	Grade float64
	Limit int
	// Longest is the longest sentence and Pos its position. Without text it has no
	// words.
	Longest prose.Sentence
	Pos     diag.Position
}

// Read measures how hard a page is to read.
func (e *Editor) Read(p *site.Page, doc *markdown.Document) Reading {
	if !p.Written() {
		return Reading{}
	}
	r := &review{Editor: e, page: p, doc: doc}
	result := Reading{Limit: r.limit()}
	var longest markdown.Prose // the piece with the longest sentence
	for _, piece := range r.doc.Prose {
		if !isRunningText(piece.Kind) {
			continue
		}
		own, _ := splitSpeech(piece)
		r.sum = r.sum.Add(r.meter.Measure(own))
		for _, s := range prose.Sentences(piece.Text) {
			if s.Words > result.Longest.Words {
				result.Longest, longest = s, piece
			}
		}
	}
	if result.Longest.Words > 0 {
		result.Pos = longest.At(result.Longest.Offset, len(firstWords(result.Longest.Text)))
	}
	if r.sum.Words > gradedWords {
		result.Grade = r.sum.Grade()
	}
	return result
}
