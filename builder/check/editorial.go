package check

import (
	"bytes"
	"context"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// Editorial gives advice on how pages are written, for guides that switch it
// on (editorial: true in the settings). It never reports an error of its own
// accord; settings may make one of any code.
func Editorial(ctx context.Context, in Input) (diag.List, error) {
	if !in.Site.Settings.Editorial {
		return nil, nil
	}
	e := newEditor(in)
	lists := make([]diag.List, len(in.Site.Pages))
	err := pool.Each(ctx, len(in.Site.Pages), func(i int) (err error) {
		lists[i], err = e.page(in.Site.Pages[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	var all diag.List
	for _, l := range lists {
		all = append(all, l...)
	}
	whole, err := e.site()
	return append(all, whole...), err
}

// The limits of content rules 7 to 9; the reading grades are in the settings.
const (
	longSentence      = 25 // words
	longParagraph     = 4  // sentences
	defaultGrade      = 7
	descriptionLength = 155 // characters
	titleLength       = 60
	maxUrgent         = 2 // callouts on a page
)

// editor holds what the rules look words up in. It is not changed once made.
type editor struct {
	Input
	meter     prose.Meter
	avoid     phrases
	spelling  phrases
	sensitive phrases
	notes     phrases
}

func newEditor(in Input) *editor {
	v := in.Site.Vocabulary
	terms := make(map[string]bool, len(v.Terms))
	for _, t := range v.Terms {
		terms[strings.ToLower(t)] = true
	}
	return &editor{
		Input: in, meter: prose.Meter{Terms: terms},
		avoid: newPhrases(v.Avoid), spelling: newPhrases(v.Spelling),
		sensitive: newPhrases(asMap(v.Sensitive)), notes: newPhrases(asMap(v.Notes)),
	}
}

func asMap(words []string) map[string]string {
	m := make(map[string]string, len(words))
	for _, w := range words {
		m[w] = ""
	}
	return m
}

// page applies the rules that one page can break.
func (e *editor) page(p *site.Page) (diag.List, error) {
	if p.File == nil {
		return nil, nil
	}
	doc, err := e.Documents[p.Lang].Document(p)
	if err != nil {
		return nil, err
	}
	src, err := p.File.Read()
	if err != nil {
		return nil, err
	}
	r := &reading{editor: e, page: p, doc: doc, src: src}
	r.text()
	r.grade()
	r.figures()
	r.note()
	r.urgent()
	r.frontMatter()
	return r.diags, nil
}

// reading is one page under the editor's eyes.
type reading struct {
	*editor
	page  *site.Page
	doc   *markdown.Document
	src   []byte
	sum   prose.Measure
	diags diag.List
}

// running tells prose that is read in sentences from labels and tables.
func running(k markdown.ProseKind) bool {
	switch k {
	case markdown.ProseHeading, markdown.ProseCell, markdown.ProseTerm, markdown.ProseCaption, markdown.ProseCalloutTitle:
		return false
	}
	return true
}

func (r *reading) text() {
	for _, piece := range r.doc.Prose {
		r.words(piece)
		if running(piece.Kind) {
			r.sentences(piece)
		}
	}
}

func (r *reading) sentences(piece markdown.Prose) {
	sentences := prose.Sentences(piece.Text)
	if len(sentences) > longParagraph && piece.Kind == markdown.ProseParagraph {
		r.diags.Advisef("style/long-paragraph", piece.Pos, "a paragraph of %d sentences", len(sentences)).WithHint("three are enough; start a new one with the next idea")
	}
	for _, s := range sentences {
		r.sum = r.sum.Add(r.meter.Measure(s.Text))
		if s.Words > longSentence {
			r.diags.Advisef("style/long-sentence", r.find(piece.Pos, firstWords(s.Text)), "a sentence of %d words", s.Words).WithHint("at most %d; say it in two", longSentence)
		}
	}
}

func firstWords(s string) string {
	fields := strings.Fields(s)
	return strings.Join(fields[:min(2, len(fields))], " ")
}

func (r *reading) words(piece markdown.Prose) {
	r.avoid.each(piece.Text, func(found, better string) {
		r.diags.Advisef("style/avoid-word", r.find(piece.Pos, found), "%q is a word this guide does without", found).WithHint("instead: %s", better)
	})
	r.spelling.each(piece.Text, func(found, better string) {
		r.diags.Advisef("style/spelling", r.find(piece.Pos, found), "%q is spelt %q in this guide", found, better)
	})
}

// find looks for a piece of plain text in the source from a position on; where
// markup comes between, the position itself has to do.
func (r *reading) find(from diag.Position, text string) diag.Position {
	at, line := 0, 1
	for ; line < from.Line; line++ {
		i := bytes.IndexByte(r.src[at:], '\n')
		if i < 0 {
			return from
		}
		at += i + 1
	}
	i := bytes.Index(r.src[at:], []byte(text))
	if i < 0 {
		return from
	}
	before := r.src[at : at+i]
	start := at + bytes.LastIndexByte(before, '\n') + 1
	col := at + i - start + 1
	return diag.Position{File: from.File, Line: line + bytes.Count(before, []byte("\n")), Col: col, EndCol: col + len(text)}
}

func (r *reading) grade() {
	limit := r.limit()
	if grade := r.sum.Grade(); r.sum.Words > 50 && grade > float64(limit) {
		r.diags.Advisef("style/reading-grade", diag.Position{File: r.page.Name()}, "reading grade %.1f; at most %d here", grade, limit).
			WithHint("shorter sentences and shorter words bring it down")
	}
}

// limit is the highest grade for the page: its own, its section's or the
// guide's.
func (r *reading) limit() int {
	grades := r.Site.Settings.Reading
	for _, key := range []string{strings.TrimSuffix(r.page.Path, ".md"), r.page.Section(), "default"} {
		if limit, ok := grades[key]; ok {
			return limit
		}
	}
	return defaultGrade
}

// figures wants a source on a page that gives numbers about people.
func (r *reading) figures() {
	if len(r.doc.Cites) > 0 {
		return
	}
	for _, piece := range r.doc.Prose {
		if figure := statistic(piece.Text); figure != "" {
			r.diags.Advisef("style/number-without-source", r.find(piece.Pos, figure), "the figure %q without a source on the page", figure).WithHint("cite where it comes from: [@ID]")
		}
	}
}

// statistic finds a share of people: "41 %", "12 per cent", "4 in 10".
func statistic(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		number := strings.Trim(w, "(“‘,.;:")
		if number == "" || number[0] < '0' || number[0] > '9' {
			continue
		}
		rest := words[i+1:]
		switch {
		case strings.HasSuffix(strings.TrimRight(number, ",.;:)”"), "%"):
			return w
		case len(rest) > 0 && strings.HasPrefix(rest[0], "%"), len(rest) > 1 && rest[0] == "per" && strings.HasPrefix(rest[1], "cent"):
			return w + " " + rest[0]
		case len(rest) > 1 && rest[0] == "in" && isNumber(rest[1]):
			return strings.Join(words[i:i+3], " ")
		}
	}
	return ""
}

func isNumber(s string) bool {
	s = strings.TrimRight(s, ",.;:)”")
	return s != "" && strings.Trim(s, "0123456789") == "" && len(s) < 4
}

// note wants a content note where listed words are used.
func (r *reading) note() {
	if r.page.Matter.Note != "" || r.page.Path == site.GlossaryPath {
		return
	}
	for _, piece := range r.doc.Prose {
		if found := r.notes.first(piece.Text); found != "" {
			r.diags.Advisef("style/note-missing", r.find(piece.Pos, found), "%q stands on a page without a content note", found).
				WithHint(`add to the front matter: note: This page mentions …`)
			return
		}
	}
}

// urgent looks at the source lines that open an urgent box.
func (r *reading) urgent() {
	count, number := 0, 0
	for line := range bytes.Lines(r.src) {
		number++
		quoted := bytes.TrimLeft(line, "> \t")
		if len(quoted) == len(line) || len(quoted) < len(urgentMark) || !strings.EqualFold(string(quoted[:len(urgentMark)]), urgentMark) {
			continue
		}
		pos := diag.Position{File: r.page.Name(), Line: number, Col: len(line) - len(quoted) + 1}
		if count++; count == maxUrgent+1 {
			r.diags.Advisef("style/urgent-count", pos, "more than %d urgent boxes on a page", maxUrgent).WithHint("where everything is urgent, nothing is")
		}
		if len(bytes.TrimSpace(quoted[len(urgentMark):])) == 0 {
			r.diags.Advisef("style/urgent-title", pos, "an urgent box without a title of its own").WithHint("> [!URGENT] Call an ambulance for …")
		}
	}
}

const urgentMark = "[!URGENT]"
