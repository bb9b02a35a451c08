package check

import (
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// headings checks that the headings of a text make an outline that a screen
// reader can follow: level one is the page's title, and none skips a level on the
// way down. It returns the number of headings of level one in the text.
func headings(diags *diag.List, list []markdown.Heading, titled bool) (titles int) {
	level := 1
	for _, h := range list {
		if h.Level == 1 {
			titles++
		}
		switch {
		case strings.TrimSpace(h.Text) == "":
			diags.Errorf("heading/empty", h.Pos, "this heading is empty").WithHint("write it, or remove the line")
		case h.Level == 1 && !titled && titles == 1:
			diags.Errorf("heading/second-title", h.Pos, "the title of a page stands in its front matter").
				WithHint("write it between two lines --- at the top of the file, title: %s, and take this line out", data.Plain(h.Text))
		case h.Level == 1:
			diags.Errorf("heading/second-title", h.Pos, "a heading of level one beside the page's title").
				WithHint("begin with ## %s", h.Text)
		case h.Level > level+1:
			diags.Errorf("heading/skipped-level", h.Pos, "a heading of level %d below one of level %d", h.Level, level).
				WithHint("make it %s %s", strings.Repeat("#", level+1), h.Text)
		}
		level = h.Level
	}
	return titles
}

// oneTitle checks that a finished page has one heading of level one. inTexts are
// not counted: headings reports those.
func oneTitle(p *site.Page, layout string, onPage, inTexts int) (diags diag.List) {
	pos := diag.Position{File: p.Name()}
	switch inLayout := onPage - inTexts; {
	case onPage == 0:
		diags.Warnf("output/one-title", pos, "the finished page has no heading of level one").
			WithHint("the layout %q gives it: <h1>{{ .Title }}</h1>", layout)
	case inLayout > 1:
		diags.Warnf("output/one-title", pos, "the finished page has %d headings of level one", inLayout).
			WithHint("one is enough: look into the layout %q", layout)
	}
	return diags
}
