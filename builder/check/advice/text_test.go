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
signs: [{words: [faint], unless: [feel], urgency: now}]
urgency: {now: [call an ambulance], week: [this week]}
`

// one is a guide of one page, a.md, beside its home page.
func one(t *testing.T, text string) (*site.Site, *site.Page, *markdown.Document) {
	t.Helper()
	folder := fstest.MapFS{"_index.md": &fstest.MapFile{Data: []byte("---\ntitle: Home\n---\n")}, "a.md": &fstest.MapFile{Data: []byte(text)}}
	tree, err := source.Load([]source.Layer{{Name: "content", FS: folder}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	words, found := site.ParseVocabulary([]byte(vocabulary))
	settings, more := site.ParseSettings([]byte("reading: {default: 9}\n"))
	found = append(found, more...)
	in := site.Input{Settings: settings, Vocabulary: words}
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
	if found = append(found, more...); len(found) > 0 {
		t.Fatal(found)
	}
	p := s.FromFile("a.md")
	body := s.Text(p).Body
	return s, p, markdown.New(markdown.Options{}).Parse("content/a.md", []byte(text), body)
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
	long := strings.Repeat("word ", 25) + "end."
	for text, want := range map[string]string{
		"Rest well.":                        "",
		"You should rest.":                  "style/avoid-word 1:5-11",
		"You `should` rest. You *should*":   "style/avoid-word 1:25-31",
		"Their behavior.":                   "style/spelling 1:7-15",
		"A drug, and a drug.":               "style/note-missing 1:3-7",
		long:                                "style/long-sentence 1:1-10",
		"One. Two. Three. Four. Five.":      "style/long-paragraph 1:1-0",
		"- One. Two. Three. Four. Five.":    "",
		"A.\n\n## Sex\n\nText.":             "style/neutral-heading 3:1-0",
		"A.\n\n## Sex {#other}\n\nText.":    "",
		"About 4 in 10 people.":             "style/number-without-source 1:7-14",
		"About 4 in 10 people [@A].":        "",
		"Most [@A].\n\n## B\n\nHalf, 50 %.": "style/number-without-source 5:7-11",
		"[here](b.md) and [a page](b.md).":  "style/link-text 1:1-0",
		"![a.jpg](a.jpg) ![Picture of a cat](c.jpg) ![A cat](c.jpg)":                                                       "style/alt-text 1:1-0, style/alt-text 1:17-0",
		"> [!URGENT]\n> Call.\n\n> [!urgent] Call\n> Now.":                                                                 "style/urgent-title 1:3-0",
		"> [!URGENT] A\n> B.\n\n> [!URGENT] A\n> B.\n\n> [!URGENT] A\n> B.":                                                "style/urgent-count 7:3-0",
		"When they faint, come this week.":                                                                                 "style/other-urgency 1:1-0",
		"When they faint, call an ambulance. If you feel faint, come this week.":                                           "",
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
