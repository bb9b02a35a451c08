package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// answers fills a sheet for one person: rated questions and notes as far as
// the two shares say.
func filled(f *Form, name string, answers, notes int) *Sheet {
	p := Person{Name: name, Answers: map[string]Answer{}}
	for i, q := range f.Questions() {
		if i%100 >= answers || q.Private {
			continue
		}
		var a Answer
		if q.Type == Rate {
			a.Want = q.Wants()[i*7%len(q.Wants())]
			a.Give = gives[i*5%4]
			if q.When {
				a.When = []string{times[i%5]}
			}
		}
		if len(q.Options) > 0 && q.Type != Slots {
			a.Picks = []string{q.Options[i%len(q.Options)].ID}
		}
		if q.Type == Slots {
			a.Slots = []Slot{{Slot: q.Options[0].ID, By: "message", At: "21:00", Who: "me"}}
		}
		switch note := realNote(q, i); {
		case q.Type == Slots || i%100 >= notes:
		case q.inWords():
			a.Text = note
		default:
			a.How = note
		}
		if !a.empty() {
			p.Answers[q.ID] = a
		}
	}
	return &Sheet{People: []Person{p}}
}

// realNote is a note of the length that people write: the example of the
// question, shortened to 19 characters on average as in the measured bank.
func realNote(q *Question, i int) string {
	note := q.Example
	if note == "" {
		note = "in your own words"
	}
	return cutUnits(note, 14+i%3*5)
}

// TestLinksStayShort holds the promise that one person's sheet fits in a link
// of 2,000 characters with an address of 30, also with every note filled in.
func TestLinksStayShort(t *testing.T) {
	f := guide(t)
	for _, test := range []struct {
		name           string
		answers, notes int
	}{{"light", 22, 6}, {"typical", 52, 38}, {"every note", 100, 100}} {
		s := filled(f, "Sam", test.answers, test.notes)
		link, err := f.EncodeLink(s, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		chars := 0
		for _, a := range s.People[0].Answers {
			chars += units(a.How + a.Text)
		}
		t.Logf("%s: %d answers, %d characters of notes, %d of the link",
			test.name, len(s.People[0].Answers), chars, len(link)+31)
		if len(link)+31 > 2000 {
			t.Errorf("%s: the link has %d characters", test.name, len(link)+31)
		}
	}
}

func TestRandomSheetsSurviveFileAndLink(t *testing.T) {
	f := small(t)
	rapid.Check(t, func(t *rapid.T) {
		s := drawSheet(t, f)
		data, err := f.MarshalFile(s)
		if err != nil {
			t.Fatal(err)
		}
		check := func(how string, got *Sheet, report Report, err error) {
			if err != nil || report.Lost > 0 {
				t.Fatalf("%s: %v, lost %d", how, err, report.Lost)
			}
			if diff := cmp.Diff(s, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", how, diff)
			}
		}
		got, report, err := f.UnmarshalFile(data)
		check("file", got, report, err)
		link, err := f.EncodeLink(s, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		got, report, err = f.DecodeLink("https://example.org/#"+link+".", "")
		check("link", got, report, err)
	})
}

func TestLockedLinkOpensWithItsPhraseAlone(t *testing.T) {
	f := small(t)
	s := &Sheet{People: []Person{{Name: "Sam", Answers: map[string]Answer{"held": {Want: "must"}}}}}
	link, err := f.EncodeLink(s, "lamp river otter", bytes.NewReader(make([]byte, 28)))
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := f.DecodeLink(link, " Lamp river-OTTER")
	if diff := cmp.Diff(s, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, _, err := f.DecodeLink(link, ""); !errors.Is(err, Locked) {
		t.Errorf("without a phrase: %v", err)
	}
	if _, _, err := f.DecodeLink(link, "lamp river"); !errors.Is(err, WrongPhrase) {
		t.Errorf("with another phrase: %v", err)
	}
}

func drawSheet(t *rapid.T, f *Form) *Sheet {
	s := &Sheet{Solo: rapid.Bool().Draw(t, "solo")}
	for n := range rapid.IntRange(0, 3).Draw(t, "own items") {
		s.Custom = append(s.Custom, Custom{fmt.Sprintf("own-%d", n+1), fmt.Sprintf("item %d", n)})
	}
	for range rapid.IntRange(1, 3).Draw(t, "people") {
		p := Person{Name: drawLine(t), Answers: map[string]Answer{}}
		questions := f.Questions()
		for _, c := range s.Custom {
			questions = append(questions, &Question{ID: c.ID, Type: Rate, When: true})
		}
		for _, q := range questions {
			if a := drawAnswer(t, q); !a.empty() {
				p.Answers[q.ID] = a
			}
		}
		s.People = append(s.People, p)
	}
	return s
}

func drawAnswer(t *rapid.T, q *Question) Answer {
	var a Answer
	if rapid.Bool().Draw(t, "skip") {
		return a
	}
	some := func(list []string) []string {
		var out []string
		for _, id := range list {
			if rapid.Bool().Draw(t, id) {
				out = append(out, id)
			}
		}
		return out
	}
	if q.Type == Rate {
		a.Want = rapid.SampledFrom(append(slices.Clone(q.Wants()), "")).Draw(t, "want")
		a.Give = rapid.SampledFrom(append(slices.Clone(gives), "")).Draw(t, "give")
		if q.When {
			a.When = some(times)
		}
	}
	switch {
	case q.Type == Slots:
		for _, id := range some(q.optionIDs()) {
			a.Slots = append(a.Slots, Slot{Slot: id, By: "call", At: drawLine(t), Who: "them", Else: drawLine(t)})
		}
		return a
	case q.Type == Contacts:
		a.Contacts = []Contact{{"Jo", drawLine(t)}}
	case q.Type == Choice:
		a.Picks = some(q.optionIDs()[:1])
	default:
		a.Picks = some(q.optionIDs())
	}
	if q.inWords() {
		a.Text = new(reader).text(rapid.String().Draw(t, "text"), maxText)
	} else if q.Type != Contacts {
		a.How = new(reader).text(rapid.String().Draw(t, "how"), maxText)
	}
	if q.Private && !a.empty() {
		private := false
		a.Private = &private
	}
	return a
}

func drawLine(t *rapid.T) string { return new(reader).line(rapid.String().Draw(t, "line"), maxName) }

func FuzzDecodeLink(f *testing.F) {
	form := small(f)
	for _, g := range goldens(f, "testdata/v1/links.json") {
		f.Add(g.Link)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, _, err := form.DecodeLink(text, "")
		checkRead(t, s, err)
	})
}

// FuzzUnpack goes past the checksum, which the other target hardly ever does.
func FuzzUnpack(f *testing.F) {
	form := small(f)
	for _, g := range goldens(f, "testdata/v1/links.json") {
		if s, _, err := form.DecodeLink(g.Link, g.Phrase); err == nil {
			f.Add(form.pack(s))
		}
	}
	f.Fuzz(func(t *testing.T, body string) {
		s, _, err := form.unpack(strings.ToValidUTF8(body, "?"))
		checkRead(t, s, err)
		if err != nil {
			return
		}
		again, report, err := form.unpack(form.pack(s))
		if err != nil || report.Lost > 0 {
			t.Fatalf("%v, lost %d", err, report.Lost)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Fatalf("what was read is not what is written:\n%s", diff)
		}
	})
}

func FuzzUnmarshalFile(f *testing.F) {
	form := small(f)
	for _, g := range goldens(f, "testdata/v1/files.json") {
		f.Add(g.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, _, err := form.UnmarshalFile([]byte(text))
		checkRead(t, s, err)
	})
}

func checkRead(t *testing.T, s *Sheet, err error) {
	t.Helper()
	if err != nil {
		var refusal Refusal
		if !errors.As(err, &refusal) {
			t.Fatalf("not a refusal: %v", err)
		}
		return
	}
	if len(s.People) == 0 || len(s.People) > maxPeople || len(s.Custom) > maxCustom {
		t.Fatalf("%d people, %d own items", len(s.People), len(s.Custom))
	}
	for _, p := range s.People {
		for id, a := range p.Answers {
			if units(a.How) > maxText || units(a.Text) > maxText || a.empty() {
				t.Fatalf("%s: %+v", id, a)
			}
		}
	}
}
