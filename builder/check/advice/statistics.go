package advice

import (
	"context"
	"slices"

	"aftercare/builder/markdown"
	"aftercare/builder/prose"
	"aftercare/builder/site"
)

// Statistics describes the pages of one section, or of the whole guide.
type Statistics struct {
	Section       string  `json:"section"`
	Pages         int     `json:"pages"`
	Words         int     `json:"words"`
	MedianGrade   float64 `json:"medianGrade"` // of the pages' own prose, without quoted speech
	WorstGrade    float64 `json:"worstGrade"`
	WorstPage     string  `json:"worstPage"`
	LongSentences float64 `json:"longSentences"` // share of that prose's sentences over 20 words, 0 to 1
	SpeechWords   int     `json:"speechWords"`
	SpeechGrade   float64 `json:"speechGrade"` // of all quoted speech together
	Citations     int     `json:"citations"`
	Links         int     `json:"internalLinks"`

	grades          []float64
	sentences, long int
	speech          prose.Measure
}

// statisticsLong is the number of words above which LongSentences counts a
// sentence.
const statisticsLong = 20

// Measure returns the statistics of every section in the order of the home page,
// then those of the whole guide as "all". Pages outside sections are under "".
func Measure(ctx context.Context, s *site.Site, document func(*site.Page) (*markdown.Document, error)) ([]Statistics, error) {
	e := New(s)
	var list []Statistics
	all := Statistics{Section: "all"}
	for _, p := range s.Pages {
		if !p.Written() {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		doc, err := document(p)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(list, func(row Statistics) bool { return row.Section == p.Section() })
		if i < 0 {
			i = len(list)
			list = append(list, Statistics{Section: p.Section()})
		}
		list[i].add(e, p, doc)
		all.add(e, p, doc)
	}
	list = append(list, all)
	for i := range list {
		list[i].finish()
	}
	return list, nil
}

func (t *Statistics) add(e *Editor, p *site.Page, doc *markdown.Document) {
	var sum prose.Measure
	for _, piece := range doc.Prose {
		if !isRunningText(piece.Kind) {
			continue
		}
		own, speech := splitSpeech(piece)
		t.speech = t.speech.Add(e.meter.Measure(speech))
		for _, s := range prose.Sentences(own) {
			sum = sum.Add(e.meter.Measure(s.Text))
			if s.Words > statisticsLong {
				t.long++
			}
		}
	}
	for _, l := range doc.Links {
		if e.site.Resolve(p, l.Dest).Page != nil {
			t.Links++
		}
	}
	t.Pages++
	t.Words += doc.Words
	t.Citations += len(doc.Cites)
	t.sentences += sum.Sentences
	if sum.Words == 0 {
		return
	}
	grade := sum.Grade()
	if len(t.grades) == 0 || grade > t.WorstGrade {
		t.WorstGrade, t.WorstPage = grade, p.Name()
	}
	t.grades = append(t.grades, grade)
}

func (t *Statistics) finish() {
	slices.Sort(t.grades)
	if n := len(t.grades); n > 0 {
		t.MedianGrade = (t.grades[n/2] + t.grades[(n-1)/2]) / 2
	}
	if t.sentences > 0 {
		t.LongSentences = float64(t.long) / float64(t.sentences)
	}
	t.SpeechWords, t.SpeechGrade = t.speech.Words, t.speech.Grade()
}
