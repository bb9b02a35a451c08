package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"aftercare/builder"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// It is looked for what was meant by the first dead links of a guide, in the order
// of its pages and however many are checked at a time.
func TestHintsAreOfTheFirstDeadLinks(t *testing.T) {
	content := make(fstest.MapFS)
	const pages = site.MaxSearches + 20
	for i := range pages { // each with a slip in the name of the next
		content[fmt.Sprintf("p%03d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: P%d\nnext: q%03[2]d.md\n---\n[x](q%03[2]d.md)\n", i, (i+1)%pages)}
	}
	snapshot, err := builder.New(options(append([]source.Layer{{Name: "content", FS: content}}, plain()...)...)).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	found, err := snapshot.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dead := 0
	for _, d := range found {
		if d.Code != "link/dead-page" {
			continue
		}
		dead++
		if first := d.Pos.File < fmt.Sprintf("content/p%03d.md", site.MaxSearches); first != (d.Hint != "") {
			t.Errorf("%s: hint %q", d.Pos, d.Hint)
		}
	}
	if want := 2 * len(content); dead != want {
		t.Errorf("%d dead links, want %d", dead, want)
	}
}

// A dead link says what was meant, also where that is no path at all.
func TestHintsOfDeadLinks(t *testing.T) {
	content := fstest.MapFS{
		"b.md":               {Data: []byte("---\ntitle: B\n---\n## How warm {#warm}\n")},
		"moved.md":           {Data: []byte("---\ntitle: A Quiet Evening\naliases: [/old/name/]\n---\nText.\n")},
		"warm.md":            {Data: []byte("---\ntitle: Warm Drinks\n---\nText.\n")},
		"sheet/_index.md":    {Data: []byte("---\ntitle: Sheet\n---\n")},
		"sheet/questions.md": {Data: []byte("## First {#first}\n\n### A drink? {#drink .text n=1}\n")},
		"sheet/numbers.yaml": {Data: []byte("1: drink =15tu\nnext: 2\n")},
	}
	for dest, want := range map[string]string{
		"bb.md":                    `did you mean "b.md"?`,
		"types/b.md":               `did you mean "b.md" (“B”)?`,
		"b.md#wram":                `did you mean "warm"?`,
		"www.example.org":          `for another site, write "https://www.example.org"`,
		"https//example.org/x":     `for another site, write "https://example.org/x"`,
		"http:/example.org":        "https:// and then the name of the site",
		"help@example.org":         `for a mail address, write "mailto:help@example.org"`,
		"sheet/questions.md#drink": `readers find the questions on the page of the sheet: "sheet/_index.md#q-drink"`,
		"sheet/questions.md":       `readers find the questions on the page of the sheet: "sheet/_index.md"`,
		"sheet/_index.md#drink":    `did you mean the question "q-drink"?`,
		"sheet/_index.md#q-drnik":  `did you mean "q-drink"?`,
		"/types/b/":                `did you mean "b.md" (“B”)?`,
		"b/index.html":             `did you mean "b.md"?`,
		"b.markdown":               `did you mean "b.md"?`,
		"htp://example.org":        `did you mean "https://example.org"?`,
		"ttps://example.org":       `did you mean "https://example.org"?`,
		"mailo:a@example.org":      `did you mean "mailto:a@example.org"?`,
		"tell:123":                 `did you mean "tel:123"?`,
		"old/name.md":              `did you mean "moved.md" (“A Quiet Evening”)?`, // by its alias
		"a-quiet-evening.md":       `did you mean "moved.md" (“A Quiet Evening”)?`, // by its title
		"nothing-like-it.md":       `did you mean "warm.md" (“Warm Drinks”)?`,      // by the text of the link
	} {
		text := "x"
		if strings.HasPrefix(dest, "nothing") {
			text = "see warm drinks"
		}
		content["a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\n---\n[" + text + "](" + dest + ")\n")}
		snapshot, err := builder.New(options(append([]source.Layer{{Name: "content", FS: content}}, shipped(t)...)...)).Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		found, err := snapshot.Check(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := "not reported"
		for _, d := range found {
			if d.Pos.File == "content/a.md" {
				got = d.Hint
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", dest, got, want)
		}
	}
}
