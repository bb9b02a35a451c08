// Package advice suggests how pages could be written better: plainer sentences,
// words that the guide avoids, links that say where they lead, sources near
// figures. All findings have the severity advice, which the settings may raise.
//
//	e := advice.New(site)
//	found := e.Text(page, doc)
//	more, err := e.FrontMatter(page, doc)
package advice

import (
	"path"
	"sort"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// The limits of content rules 7 to 9; the reading grades are in the settings.
const (
	longSentence      = 25 // words
	longParagraph     = 4  // sentences
	defaultGrade      = 7
	gradedWords       = 50 // fewer words are too few for a reading grade
	descriptionLength = 155
	titleLength       = 60 // characters
	maxUrgent         = 2  // callouts on a page
)

// Editor advises on the pages of one guide. It is safe for concurrent use.
type Editor struct {
	site    *site.Site
	meter   prose.Meter
	phrases phrases
	vague   []string // link texts that say nothing, in lower case
}

// New returns an editor that knows the vocabulary of a guide.
func New(s *site.Site) *Editor {
	v := s.Vocabulary
	e := &Editor{site: s, meter: prose.Meter{Terms: make(map[string]bool, len(v.Terms))}, phrases: make(phrases), vague: v.VagueLinks}
	for _, t := range v.Terms {
		e.meter.Terms[strings.ToLower(t)] = true
	}
	for word, better := range v.Avoid {
		e.phrases.add(listAvoid, word, better)
	}
	for word, better := range v.Spelling {
		e.phrases.add(listSpelling, word, better)
	}
	for _, word := range v.Sensitive {
		e.phrases.add(listSensitive, word, "")
	}
	for _, word := range v.Notes {
		e.phrases.add(listNotes, word, "")
	}
	if len(e.vague) == 0 {
		e.vague = []string{"here", "click here", "this", "this page", "this link", "link", "more", "read more", "learn more", "see more", "page", "website"}
	}
	return e
}

// review is the editor's pass over one page.
type review struct {
	*Editor
	page    *site.Page
	doc     *markdown.Document
	sum     prose.Measure
	hardest hardest
	noted   bool // a missing content note has been reported
	diags   diag.List
}

// Text applies the rules that depend on a page's text alone. Those about words and
// reading grades apply to the guide's first language only.
func (e *Editor) Text(p *site.Page, doc *markdown.Document) diag.List {
	r := review{Editor: e, page: p, doc: doc}
	if p.Lang == e.site.Settings.Language {
		for _, piece := range r.doc.Prose {
			r.words(piece)
			if isRunningText(piece.Kind) {
				r.sentences(piece)
			}
		}
		r.grade()
		r.searchLeads()
		r.urgencies()
	}
	r.neutralHeadings()
	r.figures()
	r.urgentBoxes()
	for _, l := range r.doc.Links {
		r.linkText(l)
	}
	return r.diags
}

// isRunningText reports whether prose of a kind consists of sentences, unlike
// labels and tables.
func isRunningText(k markdown.ProseKind) bool {
	switch k {
	case markdown.ProseHeading, markdown.ProseCell, markdown.ProseTerm, markdown.ProseCaption, markdown.ProseCalloutTitle:
		return false
	}
	return true
}

// splitSpeech separates the guide's own prose, which counts towards the reading
// grade, from quoted speech, which does not.
func splitSpeech(piece markdown.Prose) (own, speech string) {
	if piece.Kind == markdown.ProseSay || piece.Kind == markdown.ProseInstead {
		return "", piece.Text
	}
	return prose.SplitSpeech(piece.Text)
}

// words looks for the words on the guide's lists.
func (r *review) words(piece markdown.Prose) {
	r.phrases.each(piece.Text, func(at int, found string, ph phrase) {
		switch ph.list {
		case listAvoid, listSpelling:
			r.reportWord(piece.At(at, len(found)), found, ph)
		case listNotes:
			r.note(piece, at, found)
		}
	})
}

func (r *review) reportWord(pos diag.Position, found string, ph phrase) {
	if ph.list == listAvoid {
		r.diags.Advisef("style/avoid-word", pos, "this guide avoids the word %q", found).WithHint("instead: %s", ph.better)
	} else {
		r.diags.Advisef("style/spelling", pos, "%q is spelt %q in this guide", found, ph.better).WithHint("write %s", ph.better)
	}
}

// note reports the first word that needs a content note on a page without one.
func (r *review) note(piece markdown.Prose, at int, found string) {
	if r.noted || r.page.Matter.Note != "" || r.page.Path == site.GlossaryPath {
		return
	}
	r.noted = true
	r.diags.Advisef("style/note-missing", piece.At(at, len(found)), "%q is used on a page without a content note", found).
		WithHint(`add to the front matter: note: This page mentions …`)
}

func (r *review) sentences(piece markdown.Prose) {
	sentences := prose.Sentences(piece.Text)
	if len(sentences) > longParagraph && piece.Kind == markdown.ProseParagraph {
		r.diags.Advisef("style/long-paragraph", piece.Pos, "a paragraph of %d sentences", len(sentences)).WithHint("three are enough; start a new one with the next idea")
	}
	own, _ := splitSpeech(piece)
	r.sum = r.sum.Add(r.meter.Measure(own))
	for _, s := range sentences {
		m := r.meter.Measure(s.Text)
		m.Sentences = 1
		if m.Words >= hardLength && m.Grade() > r.hardest.grade {
			r.hardest = hardest{m.Grade(), piece, s}
		}
		if s.Words > longSentence {
			r.diags.Advisef("style/long-sentence", piece.At(s.Offset, len(firstWords(s.Text))), "a sentence of %d words", s.Words).WithHint("at most %d; say it in two", longSentence)
		}
	}
}

// hardest is the sentence with the highest reading grade, of those with at least
// hardLength words.
type hardest struct {
	grade float64
	piece markdown.Prose
	prose.Sentence
}

const hardLength = 8 // words

func firstWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[:min(2, len(fields))], " ")
}

// grade checks the reading grade of English pages: the formula fits no other
// language.
func (r *review) grade() {
	if !strings.HasPrefix(r.page.Lang, "en") {
		return
	}
	limit := r.limit()
	if grade := r.sum.Grade(); r.sum.Words > gradedWords && grade > float64(limit) {
		d := r.diags.Advisef("style/reading-grade", diag.Position{File: r.page.Name()}, "reading grade %.1f; at most %d here", grade, limit).
			WithHint("shorter sentences and shorter words bring it down")
		if h := r.hardest; h.Words > 0 {
			d.WithNote(h.piece.At(h.Offset, len(firstWords(h.Text))), "the hardest sentence: “%s”", clipped(h.Text))
		}
	}
}

func clipped(s string) string {
	if fields := strings.Fields(s); len(fields) > 10 {
		return strings.Join(fields[:10], " ") + " …"
	}
	return s
}

// limit returns the highest grade that the settings accept for the page, its
// section or the guide.
func (r *review) limit() int {
	grades := r.site.Settings.Reading
	for _, key := range append(LimitKeys(r.page)[:1:1], r.page.Section(), "default") {
		if limit, ok := grades[key]; ok {
			return limit
		}
	}
	return defaultGrade
}

// LimitKeys returns the keys in the settings that may limit a page's reading grade:
// its own and its section's.
func LimitKeys(p *site.Page) []string {
	keys := []string{strings.TrimSuffix(p.Path, ".md")}
	if section := p.Section(); section != "" {
		keys = append(keys, section)
	}
	if base := path.Base(keys[0]); base == "_index" || base == "index" {
		keys = append(keys, path.Dir(keys[0]))
	}
	return keys
}

// figures reports shares of people without a source under the same heading.
func (r *review) figures() {
	cited := make(map[int]bool) // parts of the page with a citation
	for _, line := range r.doc.CiteLines {
		cited[r.partOf(line)] = true
	}
	for _, piece := range r.doc.Prose {
		if at, figure := statistic(piece.Text); figure != "" && !cited[r.partOf(piece.Pos.Line)] {
			r.diags.Advisef("style/number-without-source", piece.At(at, len(figure)), "the figure %q has no source in this part of the page", figure).
				WithHint("cite where it comes from: [@ID]")
		}
	}
}

func (r *review) partOf(line int) int {
	return sort.Search(len(r.doc.Headings), func(i int) bool { return r.doc.Headings[i].Pos.Line > line })
}

// statistic finds a share of people, such as "41 %", "12 per cent" or "4 in 10",
// and returns its offset and text, or "".
func statistic(text string) (at int, figure string) {
	if !strings.ContainsAny(text, "0123456789") {
		return 0, ""
	}
	words := strings.Fields(text)
	for i, w := range words {
		number := strings.Trim(w, "(“‘,.;:")
		if number == "" || number[0] < '0' || number[0] > '9' {
			continue
		}
		rest := words[i+1:]
		switch {
		case strings.HasSuffix(strings.TrimRight(number, ",.;:)”"), "%"):
			figure = w
		case len(rest) > 0 && strings.HasPrefix(rest[0], "%"), len(rest) > 1 && rest[0] == "per" && strings.HasPrefix(rest[1], "cent"):
			figure = w + " " + rest[0]
		case len(rest) > 1 && rest[0] == "in" && isNumber(rest[1]):
			figure = strings.Join(words[i:i+3], " ")
		}
		if figure != "" {
			figure = strings.Trim(figure, "(“‘,.;:)”")
			return strings.Index(text, figure), figure
		}
	}
	return 0, ""
}

func isNumber(s string) bool {
	s = strings.TrimRight(s, ",.;:)”")
	return s != "" && strings.Trim(s, "0123456789") == "" && len(s) < 4
}

func (r *review) urgentBoxes() {
	for i, box := range r.doc.Urgent {
		if i == maxUrgent {
			r.diags.Advisef("style/urgent-count", box.Pos, "more than %d urgent boxes on a page", maxUrgent).WithHint("where everything is urgent, nothing is")
		}
		if !box.Titled {
			r.diags.Advisef("style/urgent-title", box.Pos, "an urgent box without a title of its own").WithHint("> [!URGENT] Call an ambulance for …")
		}
	}
}
