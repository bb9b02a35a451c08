package check

import (
	"bytes"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// headings holds the headings of a text to an order that can be listened to:
// the title of the page is level one, and no level is left out on the way
// down.
func (r *Run) headings(f *facts) {
	level, titles := 1, 0
	for _, h := range f.doc.Headings {
		switch {
		case strings.TrimSpace(h.Text) == "":
			f.diags.Errorf("heading/empty", h.Pos, "a heading without words").WithHint("write it, or take the line out")
		case h.Level == 1:
			titles++
			f.diags.Errorf("heading/second-title", h.Pos, "a heading of level one beside the page's title").
				WithHint("begin with ## %s", h.Text)
		case h.Level > level+1:
			f.diags.Errorf("heading/skipped-level", h.Pos, "a heading of level %d below one of level %d", h.Level, level).
				WithHint("make it %s %s", strings.Repeat("#", level+1), h.Text)
		}
		level = h.Level
	}
	r.oneTitle(f, titles)
}

// oneTitle looks at the finished page, if it was made. What the text itself
// does wrong has been said.
func (r *Run) oneTitle(f *facts, own int) {
	r.mu.Lock()
	n, made := r.titles[f.page]
	r.mu.Unlock()
	if !made || n == 1 || n > 0 && n-own <= 1 {
		return
	}
	pos := diag.Position{File: f.page.Name()}
	if n == 0 {
		f.diags.Warnf("output/one-title", pos, "the finished page has no heading of level one").
			WithHint("the layout %q gives it: <h1>{{ .Title }}</h1>", r.Layout(f.page))
		return
	}
	f.diags.Warnf("output/one-title", pos, "the finished page has %d headings of level one", n-own).
		WithHint("one is enough: look into the layout %q", r.Layout(f.page))
}

func (r *Run) countTitles(p *site.Page, finished []byte) {
	n := bytes.Count(finished, []byte("<h1>")) + bytes.Count(finished, []byte("<h1 "))
	r.mu.Lock()
	r.titles[p] = n
	r.mu.Unlock()
}
