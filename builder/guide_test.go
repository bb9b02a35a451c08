package builder_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aftercare/builder"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// guide opens the guide of this repository.
func guide(t *testing.T) *builder.Snapshot {
	t.Helper()
	var layers []source.Layer
	for _, name := range []string{"content", "layouts", "static"} {
		root, err := os.OpenRoot("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { root.Close() })
		layers = append(layers, source.Layer{Name: name, FS: root.FS()})
	}
	s, err := builder.New(builder.Options{
		Layers: layers,
		// A day after every date of publication and before every review that is due.
		Clock: func() time.Time { return time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC) }, Site: site.Options{BaseURL: "https://example.org/"},
	}).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The guide holds itself to its own rules: no mistake, and nothing that the
// editorial checks would give advice on.
func TestGuideIsClean(t *testing.T) {
	s := guide(t)
	found, err := s.Check(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Error(d.Error())
	}
}

// Every page is at most three links away from the home page.
func TestGuideIsReachable(t *testing.T) {
	s := guide(t)
	depth := map[*site.Page]int{s.Site.Home: 0}
	queue := []*site.Page{s.Site.Home}
	visit := func(p *site.Page, d int) {
		if _, seen := depth[p]; p != nil && !seen {
			depth[p] = d
			queue = append(queue, p)
		}
	}
	for _, item := range s.Site.Settings.Menu {
		visit(s.Site.Resolve(s.Site.Home, item.Link).Page, 1)
	}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		for _, q := range append(append(p.Pages, p.Related...), p.NextStep) {
			visit(q, depth[p]+1)
		}
	}
	for _, p := range s.Site.Pages {
		if d, ok := depth[p]; p.Written() && (!ok || d > 3) {
			t.Errorf("%s is %d links from home (0: not at all)", p.Name(), d)
		}
	}
}

// Every question stands in one of the groups that its section names: one that
// names another would stand below them all.
func TestGuideQuestionsAreGrouped(t *testing.T) {
	s := guide(t)
	var groups []string
	for _, group := range s.Site.PageAt("faq/").Matter.Params["groups"].([]any) {
		groups = append(groups, group.(map[string]any)["id"].(string))
	}
	for _, p := range s.Site.PageAt("faq/").Pages {
		if group, _ := p.Matter.Params["group"].(string); !slices.Contains(groups, group) {
			t.Errorf("%s names the group %q, not one of %q", p.Name(), group, groups)
		}
	}
}

// An entry of the menu goes by a word of its page's name that no other page
// next to the home page has.
func TestGuideMenuNamesOnePageEach(t *testing.T) {
	s := guide(t)
	for _, item := range s.Site.Settings.Menu {
		named := func(p *site.Page) bool {
			return strings.Contains(strings.ToLower(p.Title+"\n"+p.LinkTitle()), strings.ToLower(item.Title))
		}
		to := s.Site.Resolve(s.Site.Home, item.Link).Page
		if to == nil || !named(to) {
			t.Errorf("%q in the menu is not what %s is called", item.Title, item.Link)
		}
		for _, p := range s.Site.Home.Pages {
			if p != to && named(p) {
				t.Errorf("%q in the menu could be %s", item.Title, p.Name())
			}
		}
	}
}

// Readers look words up by their letters: a glossary in another order looks
// like an alphabet with mistakes.
func TestGuideGlossaryIsInOrder(t *testing.T) {
	data, err := os.ReadFile("../content/glossary.md")
	if err != nil {
		t.Fatal(err)
	}
	before := ""
	for _, term := range regexp.MustCompile(`(?m)^## ([^{\n]+)`).FindAllStringSubmatch(string(data), -1) {
		letters := strings.ToLower(regexp.MustCompile(`\PL`).ReplaceAllString(term[1], ""))
		if letters < before {
			t.Errorf("%s stands behind %s", term[1], before)
		}
		before = letters
	}
	if before == "" {
		t.Error("no words")
	}
}

// The copies have their styles inside, which the policy of the site does not
// let in: opened at its address, each would be a bare page.
func TestGuideCopiesAreDownloads(t *testing.T) {
	s := guide(t)
	headers, err := fs.ReadFile(s, "_headers")
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for _, name := range s.Names() {
		data, err := fs.ReadFile(s, name)
		if err != nil || !strings.HasSuffix(name, ".html") || !strings.Contains(string(data), "<style>") {
			continue
		}
		copies++
		if !strings.Contains(string(headers), "\n/"+name+"\n  Content-Disposition: attachment\n") {
			t.Errorf("%s is no download", name)
		}
	}
	if copies < 2 {
		t.Errorf("%d copies", copies)
	}
}

// Medians and shares of the whole guide stay clearly below those of the
// articles that its plan came from (grade 8.6 to 11.7, 15 to 38 % long).
func TestGuideReadsPlainly(t *testing.T) {
	rows, err := guide(t).Statistics(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := rows[len(rows)-1]
	if all.MedianGrade > 7 || all.WorstGrade > 9 || all.LongSentences > 0.10 {
		t.Errorf("median grade %.1f, worst %.1f (%s), %.1f %% long sentences", all.MedianGrade, all.WorstGrade, all.WorstPage, 100*all.LongSentences)
	}
	// What people say to each other is simpler than the prose around it. Counted
	// in, it would hide how that reads.
	if all.SpeechWords < all.Words/50 || all.SpeechGrade >= all.MedianGrade {
		t.Errorf("%d of %d words are speech, of grade %.1f; the prose has %.1f", all.SpeechWords, all.Words, all.SpeechGrade, all.MedianGrade)
	}
}

// Every file of the site can be made, and none of it breaks the rules of
// fs.FS.
func TestGuideCanBeMade(t *testing.T) {
	s := guide(t)
	for _, name := range s.Names() {
		data, err := fs.ReadFile(s, name)
		if err != nil {
			t.Error(err)
		}
		if len(data) == 0 && name != "robots.txt" {
			t.Errorf("%s is empty", name)
		}
	}
}
