package search_test

import (
	"slices"
	"testing"
)

// half is how a half of the list of people's searches does.
type half struct{ first, third, all, needFirst, need int }

func (h *half) count(q question, pages []string) bool {
	at := slices.IndexFunc(pages, func(p string) bool { return slices.Contains(q.Want, p) })
	h.all++
	if at == 0 {
		h.first++
	}
	if at >= 0 && at < 3 {
		h.third++
	}
	if !q.Need {
		return at >= 0 && at < 3
	}
	h.need++
	if at == 0 {
		h.needFirst++
	}
	return at == 0
}

// Every second search of the list is held out: nobody looks at which of them
// fail, so that its figures say how the search does on what it was not made for.
func TestPeopleFindTheirPages(t *testing.T) {
	s := guide(t)
	list := questions(t, "testdata/people.yaml")
	if len(list) != 200 {
		t.Fatalf("%d searches, not 200", len(list))
	}
	var texts []string
	for _, q := range list {
		texts = append(texts, q.Ask)
		for _, want := range q.Want {
			if s.Site.PageAt(want) == nil {
				t.Errorf("%q wants %s, which is no page", q.Ask, want)
			}
		}
	}
	var tuned, heldOut half
	for i, a := range ask(t, write(t, s), s.Site.Settings.Language, texts) {
		if i%2 == 1 {
			heldOut.count(list[i], a.Pages)
		} else if !tuned.count(list[i], a.Pages) {
			t.Logf("%q: wants %v, finds %v", list[i].Ask, list[i].Want, a.Pages[:min(3, len(a.Pages))])
		}
	}
	for name, h := range map[string]half{"tuned": tuned, "held out": heldOut} {
		t.Logf("%s: %d first, %d among three of %d; in need: %d first of %d", name, h.first, h.third, h.all, h.needFirst, h.need)
		if h.third*100 < 95*h.all || h.needFirst < h.need {
			t.Errorf("%s: %d of %d searches find their page among the first three, and %d of %d in need first", name, h.third, h.all, h.needFirst, h.need)
		}
	}
}
