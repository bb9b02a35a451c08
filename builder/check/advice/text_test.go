package advice

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

const vocabulary = `
terms: [neurodivergent]
avoid: {should: could}
spelling: {behavior: behaviour}
sensitive: [sex]
notes: [drug]
synonyms: {chilly: [cold]}
leads: [{to: a.md, for: [chilly feet, zz]}]
signs: [{words: [faint], unless: [feel], urgency: now}, {words: [sore], urgency: week}]
urgency: {now: [call an ambulance], week: [this week]}
`

// one is a guide of one page, a.md, beside its home page.
func one(t *testing.T, text string) (*site.Site, *site.Page, *markdown.Document) {
	t.Helper()
	return guide(t, "a.md", text, vocabulary, "reading: {default: 9}\n")
}

// guide is one of a page with some path beside its home page.
func guide(t *testing.T, path, text, words, settings string) (*site.Site, *site.Page, *markdown.Document) {
	t.Helper()
	folder := fstest.MapFS{"_index.md": &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\n")}, path: &fstest.MapFile{Data: []byte(text)}}
	tree, err := source.Load([]source.Layer{{Name: "content", FS: folder}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var in site.Input
	var found, more diag.List
	in.Vocabulary, found = site.ParseVocabulary([]byte(words))
	in.Settings, more = site.ParseSettings([]byte(settings))
	found = append(found, more...)
	in.Services, more = site.ParseServices([]byte("countries: [{code: GB, name: UK}]\nservices: [{id: a, name: Listeners, kind: crisis, country: GB, phone: '112', source: S, checked: 2026-10}]\n"))
	found = append(found, more...)
	for _, f := range tree.Files("content") {
		data, err := f.Read()
		if err != nil {
			t.Fatal(err)
		}
		matter, body, more := frontmatter.Parse(f.Name(), data)
		found = append(found, more...)
		in.Pages = append(in.Pages, site.Parsed{File: f, Matter: matter, Body: body})
	}
	s, more := site.Assemble(in, site.Options{Now: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if found = append(found, more...).Apply(map[string]diag.Severity{"source/unknown": diag.Off, "link/dead-page": diag.Off}); len(found) > 0 {
		t.Fatal(found)
	}
	p := s.FromFile(path)
	body := s.Text(p).Body
	return s, p, markdown.New(markdown.Options{}).Parse("content/"+path, []byte(text), body)
}

// codes are the findings with their places; those of the leads are left out
// where nobody asks for them.
func codes(list diag.List, leads bool) string {
	list.Sort()
	var all []string
	for _, d := range list {
		if leads || d.Code != "style/lead-unanswered" {
			all = append(all, fmt.Sprintf("%s %d:%d-%d", d.Code, d.Pos.Line, d.Pos.Col, d.Pos.EndCol))
		}
	}
	return strings.Join(all, ", ")
}

func TestAdviceOnTexts(t *testing.T) {
	long, most := strings.Repeat("word ", 25)+"end.", strings.Repeat("word ", 24)+"end."
	for text, want := range map[string]string{
		"Rest well.":                      "",
		"You should rest.":                "style/avoid-word 1:5-11",
		"You `should` rest. You *should*": "style/avoid-word 1:25-31",
		"Their behavior.":                 "style/spelling 1:7-15",
		"A drug, and a drug.":             "style/note-missing 1:3-7",
		long:                              "style/long-sentence 1:1-10",
		most:                              "",
		"## " + long + "\n\n| " + long + " |\n|-|\n| b |": "",
		"A\n: " + long:                                                           "style/long-sentence 2:3-12",
		"One. Two. Three. Four.":                                                 "",
		"Both should be.\n\nYou should, you should.":                             "style/avoid-word 1:6-12, style/avoid-word 3:5-11, style/avoid-word 3:17-23",
		"One. Two. Three. Four. Five.":                                           "style/long-paragraph 1:1-0",
		"- One. Two. Three. Four. Five.":                                         "",
		"A.\n\n## Sex\n\nText.":                                                  "style/neutral-heading 3:1-0",
		"A.\n\n## After-sex talk\n\nText.":                                       "style/neutral-heading 3:1-0",
		"A.\n\n## Sex {#other}\n\nText.":                                         "",
		"About 4 in 10 people.":                                                  "style/number-without-source 1:7-14",
		"About 4 in 10 people [@A].":                                             "",
		"Most [@A].\n\n## B\n\nHalf, 50 %.":                                      "style/number-without-source 5:7-11",
		"[here](b.md) and [a page](b.md).":                                       "style/link-text 1:1-0",
		"![a.jpg](a.jpg) ![Picture of a cat](c.jpg) ![A cat](c.jpg)":             "style/alt-text 1:1-0, style/alt-text 1:17-0",
		"> [!URGENT]\n> Call.\n\n> [!urgent] Call\n> Now.":                       "style/urgent-title 1:3-0",
		"> [!URGENT] A\n> B.\n\n> [!URGENT] A\n> B.\n\n> [!URGENT] A\n> B.":      "style/urgent-count 7:3-0",
		"When they faint, come this week.":                                       "style/other-urgency 1:1-0",
		"When they faint, call an ambulance. If you feel faint, come this week.": "",
		"When they are sore, call an ambulance or come this week.":               "",
		"When they are sore, call an ambulance.":                                 "style/other-urgency 1:1-0",
		"When they faint this week, call an ambulance.":                          "",
		"## Faint this week\n\n| Faint this week. |\n|-|\n| b |":                 "",
		strings.Repeat("Uninterruptedly incomprehensible considerations necessitate neurodivergent reinterpretation. ", 9): "style/reading-grade 0:0-0, style/long-paragraph 1:1-0",
	} {
		s, p, doc := one(t, text)
		if got := codes(New(s).Text(p, doc), false); got != want {
			t.Errorf("%q:\n%s, want\n%s", text, got, want)
		}
	}
}

// A page that the search leads to says a word of each phrase, or another form or
// a synonym of one.
func TestPagesAnswerTheirLeads(t *testing.T) {
	for text, want := range map[string]string{
		"Warm hands.": "style/lead-unanswered 8:9-0",
		"Cold hands.": "", // of chilly
		"Your feet.":  "",
	} {
		s, p, doc := one(t, text)
		if got := codes(New(s).Text(p, doc), true); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestAdviceOnFrontMatter(t *testing.T) {
	for matter, want := range map[string]string{
		"title: A\ndescription: B":            "",
		"title: A":                            "style/description-missing 0:0-0",
		"title: After sex\ndescription: Sex.": "style/neutral-title 2:8-0, style/neutral-description 3:14-0",
		"title: " + strings.Repeat("long ", 13) + "\ndescription: B":       "style/title-length 2:8-0",
		"title: A\ndescription: " + strings.Repeat("long ", 32):            "style/description-length 3:14-0",
		"title: A\ndescription: You should.":                               "style/avoid-word 3:18-24",
		"title: A\ndescription: B\nkeyPoints: [one, bad behavior]":         "style/spelling 4:22-30",
		"title: A\ndescription: B\nnextReview: 2026-11-22":                 "review/due 4:13-0",
		"title: A\ndescription: B\nnextReview: 2026-11-23\nquestion: Sex?": "",
		"title: A\ndescription: B\nslug: sex":                              "style/neutral-address 0:0-0",
	} {
		text := "---\n" + matter + "\n---\nText.\n"
		s, p, doc := one(t, text)
		found, err := New(s).FrontMatter(p, doc)
		if got := codes(found, true); err != nil || got != want {
			t.Errorf("%s:\n%s, want\n%s, %v", matter, got, want, err)
		}
	}
}

// Speech counts for itself, and so does every section.
func TestFiguresAboutTexts(t *testing.T) {
	s, p, doc := one(t, "We rest a lot and then we eat some food. “Would you like some water?”\n\n> [!SAY]\n> Do you want to stop?\n\n[a](_index.md)")
	reading := New(s).Read(p, doc)
	if reading.Limit != 9 || reading.Longest.Words != 10 || reading.Pos.Line != 1 {
		t.Errorf("the page reads as %+v", reading)
	}
	rows, err := Measure(context.Background(), s, func(p *site.Page) (*markdown.Document, error) {
		if p == s.Home {
			return &markdown.Document{}, nil
		}
		return doc, nil
	})
	if err != nil || len(rows) != 2 || rows[1].Section != "all" {
		t.Fatal(rows, err)
	}
	if all := rows[1]; all.Pages != 2 || all.SpeechWords != 10 || all.Links != 1 || all.WorstPage != "content/a.md" || all.MedianGrade != all.WorstGrade || all.LongSentences != 0 {
		t.Errorf("figures %+v", all)
	}
}

func TestLimitKeysNameThePageAndItsSection(t *testing.T) {
	for path, want := range map[string]string{
		"a.md": "[a]", "types/water.md": "[types/water types]", "types/_index.md": "[types/_index types types]", "types/tea/index.md": "[types/tea/index types types/tea]",
	} {
		if got := fmt.Sprint(LimitKeys(&site.Page{Path: path})); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}

// A page says what comes next, and lists what it cites, if it is an article of a
// section.
func TestAdviceOnWhereToGoOn(t *testing.T) {
	for _, tt := range []struct{ path, matter, text, want string }{
		{"s/a.md", "", "", "style/next-missing 0:0-0, style/related-missing 0:0-0"},
		{"s/a.md", "next: ../_index.md", "", "style/related-missing 0:0-0"},
		{"s/a.md", "related: [../_index.md]", "", "style/next-missing 0:0-0"},
		{"s/a.md", "layout: own", "", ""},
		{"s/_index.md", "", "", ""},
		{"a.md", "", "", ""},
		{"s/a.md", "next: ../_index.md\nrelated: [../_index.md]\nsources: [A, B]", "[@A]", "source/not-cited 6:14-0"},
		{"s/a.md", "next: ../_index.md\nrelated: [../_index.md]\nsources: [A]", "[@A; @B]", "source/not-listed 8:6-8"},
	} {
		s, p, doc := guide(t, tt.path, "---\ntitle: A\ndescription: B\n"+tt.matter+"\n---\n"+tt.text+"\n", "", "")
		found, err := New(s).FrontMatter(p, doc)
		if got := codes(found, true); err != nil || got != tt.want {
			t.Errorf("%s: %s, %s:\n%s, want\n%s, %v", tt.path, tt.matter, tt.text, got, tt.want, err)
		}
	}
}

// Lengths are those of characters, and the last that fits is fine.
func TestLengthsInFrontMatter(t *testing.T) {
	for matter, want := range map[string]string{
		"title: " + strings.Repeat("é", 60) + "\ndescription: " + strings.Repeat("é", 155):       "",
		"title: " + strings.Repeat("é", 61) + "\ndescription: " + strings.Repeat("é", 156):       "style/title-length 2:8-0, style/description-length 3:14-0",
		"title: A\ndescription: B\nlinkTitle: You should\nsummary: You should\nnote: You should": "style/avoid-word 4:16-22, style/avoid-word 5:14-20, style/avoid-word 6:11-17",
		"title: A\ndescription: drug, sexy, sex-":                                                "style/neutral-description 3:14-0",
		"title: A\ndescription: B\nurl: /a/sex/b":                                                "style/neutral-address 0:0-0",
	} {
		s, p, doc := one(t, "---\n"+matter+"\n---\nText.\n")
		found, err := New(s).FrontMatter(p, doc)
		if got := codes(found, true); err != nil || got != want {
			t.Errorf("%s:\n%s, want\n%s, %v", matter, got, want, err)
		}
	}
}

// The words that a guide lists are those of its own language; everything else is
// looked at in all.
func TestAdviceInAnotherLanguage(t *testing.T) {
	const text = "---\ntitle: A\ndescription: should\n---\nYou should. A drug. [here](a.de.md) 50 %.\n"
	const settings = "languages: {de: {}}\n"
	s, p, doc := guide(t, "a.de.md", text, strings.Replace(vocabulary, "leads: [{to: a.md, for: [chilly feet, zz]}]\n", "", 1), settings)
	e := New(s)
	if got, want := codes(e.Text(p, doc), true), "style/link-text 5:21-0, style/number-without-source 5:37-41"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if found, err := e.FrontMatter(p, doc); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}

func TestNotesAreAskedForOnce(t *testing.T) {
	const want = "style/note-missing"
	for _, tt := range []struct{ path, text, want string }{
		{"a.md", "A drug.\n\nA drug.", want}, {"glossary.md", "## Drug {#drug}\n\nA drug.", ""}, {"a.md", "---\nnote: Drugs.\n---\nA drug.", ""},
	} {
		s, p, doc := guide(t, tt.path, tt.text, "notes: [Drug]\n", "")
		var got []string
		for _, d := range New(s).Text(p, doc) {
			got = append(got, d.Code)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q: %v, want %s", tt.path, tt.text, got, tt.want)
		}
	}
}

// The words of a picture say what it shows, in as many as can be followed.
func TestWordsOfLinksAndPictures(t *testing.T) {
	long := strings.Repeat("é", 150)
	for text, want := range map[string]string{
		"![](a.jpg)": "", "![A](a.jpg)": "are a file name", "![A.JPG](b.jpg)": "are a file name", "![cup.webp](b.jpg)": "are a file name", "![a.b](c.jpg)": "", "![cup](b/CUP.png)": "are a file name",
		"![Image of a cup](a.jpg)": `begin with "Image of"`, "![Photograph of](a.jpg)": `begin with "Photograph of"`, "![Imagery](a.jpg)": "",
		"![" + long + "](a.jpg)": "", "![" + long + "é](a.jpg)": "have 151 characters; at most 150",
		"[Here →](b.md)": `the link "Here →" does not say`, "[Read more…](b.md)": "does not say", "[here it is](b.md)": "", "[HERE!](b.md)": "does not say",
	} {
		s, p, doc := one(t, text)
		got := ""
		for _, d := range New(s).Text(p, doc) {
			if d.Code == "style/alt-text" || d.Code == "style/link-text" {
				got += d.Message + "; " + d.Hint
			}
		}
		if !strings.Contains(got, want) || (got == "") != (want == "") {
			t.Errorf("%.40s: %q, want %q", text, got, want)
		}
	}
	s, p, doc := guide(t, "a.md", "[here](b.md) [dort](b.md)", "vagueLinks: [dort]\n", "")
	if got := codes(New(s).Text(p, doc), false); got != "style/link-text 1:14-0" {
		t.Errorf("with vague words of its own: %s", got)
	}
}

// A lead is answered by what it means, where it says so; by the services that a
// page shows; and by any word that is long enough to mean something.
func TestWhatAnswersALead(t *testing.T) {
	for _, tt := range []struct{ lead, matter, text, want string }{
		{"for: [whatsit], means: blanket", "", "Blankets.", ""},
		{"for: [blanket], means: quilt", "", "Blankets.", `"quilt"`},
		{"for: [listener]", "", "Text.", `"listener"`},
		{"for: [listener]", "params: {call: [crisis]}\n", "Text.", ""},
		{"for: [tea, omg, no]", "", "Text.", ""},
		{"for: [warm tea]", "", "Tea.", ""},
		{"for: [te warm]", "", "Text.", `"te warm"`},
		{"for: [self-soothing]", "", "Self-soothe.", ""},
		{"for: [blankets]", "question: Why blankets?\n", "Text.", ""},
		{"for: [blankets]", "keyPoints: [Blankets]\n", "Text.", ""},
		{"for: [warming]", "", "A ward.", `"warming"`},
		{"for: [warmest]", "", "Warmer.", ""},
	} {
		s, p, doc := guide(t, "a.md", "---\n"+tt.matter+"---\n"+tt.text, "leads: [{to: a.md, "+tt.lead+"}]\n", "")
		got := ""
		for _, d := range New(s).Text(p, doc) {
			got += d.Code + d.Message
		}
		if !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%s, %s%s: %q, want %s", tt.lead, tt.matter, tt.text, got, tt.want)
		}
	}
}

// hard is a sentence of a high grade and easy one of a low grade, of eight and of
// fourteen words.
const (
	hard = "Incomprehensible considerations necessitate uninterrupted reinterpretation of organizational responsibilities. "
	easy = "We sit and talk and then we eat a lot of warm good food. "
)

// The grade is that of the writer's own prose, from fifty words on; the hardest
// sentence is shown with it.
func TestReadingGrade(t *testing.T) {
	for _, tt := range []struct{ text, settings, want string }{
		{strings.Repeat(hard, 6), "", ""},
		{strings.Repeat(hard, 7), "", "at most 7 here; the hardest sentence: “Incomprehensible considerations necessitate uninterrupted reinterpretation of organizational responsibilities.” at 1:1-32"},
		{strings.Repeat(easy, 5), "", ""},
		{"Incomprehensible reinterpretation. " + strings.Repeat(hard, 7), "", " at 1:36-67"},
		{easy + strings.Repeat(hard, 7), "", "at 1:58-89"},
		{"> [!SAY]\n> " + strings.Repeat(hard, 7) + "\n\n> [!INSTEAD]\n> " + strings.Repeat(hard, 7), "", ""},
		{strings.Repeat(hard, 7), "reading: {default: 99}", ""},
		{strings.Repeat(hard, 7), "reading: {a: 99, default: 1}", ""},
		{strings.Repeat(hard, 7), "language: de", ""},
		{strings.Repeat("Incomprehensible, ", 9) + "incomprehensible. " + strings.Repeat(hard, 6), "", " incomprehensible.” at"},
		{strings.Repeat("Incomprehensible, ", 10) + "incomprehensible. " + strings.Repeat(hard, 6), "", " Incomprehensible, …” at"},
	} {
		s, p, doc := guide(t, "a.md", tt.text, "", tt.settings)
		got := ""
		for _, d := range New(s).Text(p, doc) {
			if d.Code == "style/reading-grade" {
				got = fmt.Sprintf("%s; %s at %d:%d-%d", d.Message, d.Notes[0].Message, d.Notes[0].Pos.Line, d.Notes[0].Pos.Col, d.Notes[0].Pos.EndCol)
			}
		}
		if !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") {
			t.Errorf("%.60s, %s: %q, want %q", tt.text, tt.settings, got, tt.want)
		}
	}
	s, p, doc := guide(t, "a.md", strings.Repeat(hard, 7)+"“Do you want to sit by the window?”", "terms: [Incomprehensible]\n", "")
	e := New(s)
	with := e.Read(p, doc).Grade
	s.Vocabulary.Terms = nil
	if without := New(s).Read(p, doc).Grade; with <= 0 || with >= without {
		t.Errorf("with a word that everybody knows, the grade is %.1f, and %.1f without", with, without)
	}
	if short := guideOf(t, strings.Repeat(hard, 6)); short.Grade != 0 || short.Longest.Words != 8 {
		t.Errorf("a short text reads as %+v", short)
	}
	if none := guideOf(t, "## "+hard); none.Longest.Words != 0 || none.Pos != (diag.Position{}) {
		t.Errorf("headings read as %+v", none)
	}
	if first := guideOf(t, "A b.\n\n"+easy+hard+easy); first.Longest.Words != 14 || first.Pos.Line != 3 || first.Pos.Col != 1 || first.Pos.EndCol != 7 {
		t.Errorf("the longest sentence is %+v", first)
	}
	if tag := e.Read(&site.Page{Path: "tags"}, doc); tag != (Reading{}) {
		t.Errorf("a page without a text reads as %+v", tag)
	}
}

func guideOf(t *testing.T, text string) Reading {
	t.Helper()
	s, p, doc := guide(t, "a.md", text, "", "")
	return New(s).Read(p, doc)
}

// The figures of a section are those of its pages, the median between the middle
// two.
func TestMeasure(t *testing.T) {
	s, p, doc := guide(t, "s/a.md", "", "", "")
	texts := map[*site.Page]string{p: easy + easy + "[@A] [a](../_index.md) [b](https://b.example)", s.Home: hard + strings.Repeat("Word ", 20) + "end. " + strings.Repeat("Word ", 19) + "end.\n\n| " + strings.Repeat("word ", 29) + " |\n|-|\n| b |"}
	parse := func(p *site.Page) (*markdown.Document, error) {
		return markdown.New(markdown.Options{}).Parse(p.Name(), []byte(texts[p]), 0), nil
	}
	rows, err := Measure(t.Context(), s, parse)
	if err != nil || len(rows) != 3 {
		t.Fatal(rows, err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%s: %d pages, %d words, %d citations, %d links, %.2f long, worst %s", r.Section, r.Pages, r.Words, r.Citations, r.Links, r.LongSentences, r.WorstPage))
	}
	if want := ": 1 pages, 79 words, 0 citations, 0 links, 0.33 long, worst content/_index.md; s: 1 pages, 30 words, 1 citations, 1 links, 0.00 long, worst content/s/a.md; all: 2 pages, 109 words, 1 citations, 1 links, 0.20 long, worst content/_index.md"; strings.Join(got, "; ") != want {
		t.Errorf("got\n%s, want\n%s", strings.Join(got, "; "), want)
	}
	if all := rows[2]; all.MedianGrade != (rows[0].MedianGrade+rows[1].MedianGrade)/2 || all.WorstGrade != rows[0].WorstGrade || rows[0].WorstGrade <= rows[1].WorstGrade {
		t.Errorf("grades %+v", rows)
	}
	if rows, err = Measure(t.Context(), s, func(*site.Page) (*markdown.Document, error) { return &markdown.Document{}, nil }); err != nil || rows[2].MedianGrade != 0 || rows[2].LongSentences != 0 || rows[2].WorstPage != "" {
		t.Errorf("of empty pages: %+v, %v", rows, err)
	}
	if _, err := Measure(t.Context(), s, func(*site.Page) (*markdown.Document, error) { return doc, source.ErrChanged }); err != source.ErrChanged {
		t.Errorf("a text that changed: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := Measure(ended, s, parse); err != context.Canceled {
		t.Errorf("when nobody wants to know any more: %v", err)
	}
}
