package advice

import (
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// Reading is how a page reads.
type Reading struct {
	// Grade is the reading grade of the page's own prose, without quoted
	// speech, and 0 where there is too little of it for one;
	// Limit is the highest that the settings want.
	Grade float64
	Limit int
	// Longest is the longest sentence, which begins at Pos; it has no words
	// where there is no text.
	Longest prose.Sentence
	Pos     diag.Position
}

// Read tells how a page reads.
func (e *Editor) Read(p *site.Page, doc *markdown.Document) Reading {
	if !p.Written() {
		return Reading{}
	}
	r := &reading{Editor: e, page: p, doc: doc}
	result := Reading{Limit: r.limit()}
	var home markdown.Prose
	for _, piece := range r.doc.Prose {
		if !running(piece.Kind) {
			continue
		}
		own, _ := apart(piece)
		r.sum = r.sum.Add(r.meter.Measure(own))
		for _, s := range prose.Sentences(piece.Text) {
			if s.Words > result.Longest.Words {
				result.Longest, home = s, piece
			}
		}
	}
	if result.Longest.Words > 0 {
		result.Pos = home.At(result.Longest.Offset, len(firstWords(result.Longest.Text)))
	}
	if r.sum.Words > gradedWords {
		result.Grade = r.sum.Grade()
	}
	return result
}
