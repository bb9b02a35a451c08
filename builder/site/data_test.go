package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aftercare/builder/diag"
)

func TestGlossary(t *testing.T) {
	const text = "Words.\n\n## Check-in {#check-in also=\"check-ins; asking after \"}\n\nA talk afterwards.\n\nMore of it.\n\n## Safeword (sign) {#safeword}\n\nA word.\n\n### Below\n\nText.\n\n" +
		"## Body {#body link=no}\n\nWhat hurts.\n\n## Body memory {#body-memory}\n\nIt is.\n\n## Dress {#dress}\n\nClothes.\n\n## Empty {#empty}\n\n## Nameless\n\nText.\n\n## Odd {#odd alos=\"x\"}\n\nText.\n"
	g, diags := ParseGlossary("content/glossary.md", []byte(text), 0)
	if got := said(diags); got != "glossary/no-id:31 glossary/unknown-key:35 glossary/no-meaning:29" {
		t.Errorf("%s: %v", got, diags)
	}
	for id, want := range map[string]string{
		"check-in":    "A talk afterwards. [Check-in Check-ins check-ins asking after]",
		"safeword":    "A word. [Safeword Safewords]",
		"body":        "What hurts. []",
		"body-memory": "It is. [Body memory]",
		"dress":       "Clothes. [Dress]",
	} {
		i := slices.IndexFunc(g.Terms, func(t Term) bool { return t.ID == id })
		if i < 0 || fmt.Sprint(g.Terms[i].Meaning, " ", g.Terms[i].Forms) != want {
			t.Errorf("%s: %+v, want %s", id, g.Terms, want)
		}
	}
	var none *Glossary
	if none.Forms() != nil || slices.ContainsFunc(g.Terms, func(t Term) bool { return t.ID == "nameless" || t.ID == "" }) {
		t.Error("found a term that is not there")
	}
	for _, term := range g.Forms() {
		if term.ID == "body" {
			t.Error("a word that is not to be linked is")
		}
	}
}

func TestReferences(t *testing.T) {
	const text = "sources:\n- {id: A, title: One, doi: 10.1/x, url: 'https://example.org', strength: strong, status: V}\n- {id: B, url: 'https://example.org/b'}\n" +
		"- {title: Nameless}\n- {id: A}\n- {id: C, strength: stron, status: X}\n- {id: D, titel: x}\n"
	refs, diags := ParseReferences([]byte(text))
	if got := said(diags); got != "sources/no-id:4 sources/duplicate-id:5 sources/unknown-value:6 sources/unknown-value:6 sources/unknown-key:7" {
		t.Errorf("%s: %v", got, diags)
	}
	if got := strings.Join(refs.IDs(), " "); got != "A B C D" {
		t.Errorf("ids %s", got)
	}
	for id, want := range map[string]string{"A": "https://doi.org/10.1/x strong V", "B": "https://example.org/b none U", "D": " none U"} {
		if r := refs.Get(id); r.Address()+" "+r.Strength+" "+r.Status != want {
			t.Errorf("%s: %+v, want %s", id, r, want)
		}
	}
	var none *References
	if none.Get("A") != nil || none.IDs() != nil {
		t.Error("found a source where there are none")
	}
	for id, want := range map[string]string{"AA": `did you mean "A"?`, "unlike": "add it to content/sources.yaml"} {
		var diags diag.List
		refs.ReportUnknown(&diags, diag.Position{}, id)
		if len(diags) != 1 || !strings.Contains(diags[0].Hint, want) {
			t.Errorf("%s: %v, want %s", id, diags, want)
		}
	}
}

func TestSigns(t *testing.T) {
	begins := func(sentence string) func(string) bool {
		return func(beginning string) bool { return strings.Contains(" "+sentence, " "+beginning) }
	}
	sign := Sign{Words: []string{"bleed", "heav"}, Unless: []string{"stop"}}
	for sentence, want := range map[string]bool{
		"bleeding heavily": true, "heavy bleeding": true, "bleeding": false, "bleeding heavily has stopped": false, "": false,
	} {
		if sign.In(begins(sentence)) != want {
			t.Errorf("%q speaks of it: %v", sentence, !want)
		}
	}
	if (Sign{}).In(begins("anything")) {
		t.Error("a sign without words is seen everywhere")
	}
	_, diags := ParseVocabulary([]byte("signs:\n- {words: [bleed], urgency: now}\n- {words: [sad], urgency: weak}\nwords: x\n"))
	if got := said(diags); got != "vocabulary/unknown-key:4 vocabulary/unknown-value:3" {
		t.Errorf("%s: %v", got, diags)
	}
}

// Leads, aliases and what front matter names are resolved as links are.
func TestWhatNamesAPage(t *testing.T) {
	pages := []string{"_index.md: title: Home", "types/water.md: {title: Water, aliases: [/wet/, old.html, /h2o/#hot]}", "types/air.md: title: Air", "pic.png"}
	for _, tt := range []struct{ page, said string }{
		{"x.md: next: types/water.md", ""},
		{"x.md: related: [types/water.md, /types/air/]", ""},
		{"x.md: next: x.md", "front-matter/self:2"},
		{"x.md: related: [types/watre.md]", "link/dead-page:2"},
		{"x.md: next: 'https://example.org'", "link/not-a-page:2"},
		{"x.md: next: pic.png", "link/not-a-page:2"},
		{"x.md: sources: [A]", "source/unknown:2"},
		{"x.md: aliases: [/before/, before.html, '../up/']", "url/bad:2"},
		{"x.md: aliases: ['//example.org/x']", "url/bad:2"},
		{"x.md: aliases: [/types/old.md]", "url/bad:2"},
		{"x.md: aliases: [/types/air/]", "url/alias-taken:2"},
		{"x.md: aliases: [/Types/Air/]", "url/alias-taken:2"},
		{"x.md: aliases: [/wet/]", "url/alias-taken:2"},
		{"x.md: slug: a/b", "url/bad:2"},
		{"x.md: slug: ..", "url/bad:2 url/duplicate:2"},
		{"x.md: url: /a/../b/", "url/bad:2"},
		{"x.md: url: 'https://example.org/'", "url/bad:2"},
		{"x.md: url: /types/air/", "url/duplicate:2"},
	} {
		s, diags := assembled(t, Options{}, "", append(pages, tt.page)...)
		if got := said(diags); got != tt.said {
			t.Errorf("%s: %q, want %q: %v", tt.page, got, tt.said, diags)
		}
		if p := s.PageAt("x/"); tt.said == "" && (p.NextStep == nil) == (len(p.Related) == 0) {
			t.Errorf("%s: leads to %v and %v", tt.page, p.NextStep, p.Related)
		}
	}
	s, _ := assembled(t, Options{}, "", pages...)
	var from []string
	for _, r := range s.Redirects {
		from = append(from, r.From+"#"+r.Fragment)
	}
	if got := strings.Join(from, " "); got != "wet/# types/old.html# h2o/#hot" {
		t.Errorf("redirects from %s", got)
	}
	if link := s.Resolve(s.Home, "h2o/"); link.Page != s.PageAt("types/water/") {
		t.Errorf("an old address leads to %+v", link)
	}
}
