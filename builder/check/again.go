package check

import (
	"context"
	"slices"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// result is what was found of one page. It is not changed once made.
type result struct {
	text     inText
	titles   titles
	finished bool // titles are known
	facts    facts
}

// finish fills in results and broad: from the last run where only the text of
// pages has changed since, as far as what was found does not depend on it.
func (r *Run) finish(ctx context.Context) error {
	pages := r.Site.Pages
	last := r.Memory.lastRun(r)
	r.results = make([]*result, len(pages))
	changed := make([]bool, len(pages))
	var read, again []int
	for p := range r.texts {
		changed[p.Number()] = true
	}
	for i, p := range pages {
		if changed[i] || last == nil || last.files[i] != r.Site.Text(p).File {
			changed[i], read = true, append(read, i)
			continue
		}
		r.results[i] = last.results[i]
	}
	err := pool.Each(ctx, len(read), func(i int) error { return r.Page(pages[read[i]], nil) })
	if err != nil {
		return err
	}
	for i := range pages {
		if changed[i] || last.results[i].facts.looksAt(changed) {
			again = append(again, i)
		}
	}
	err = pool.Each(ctx, len(again), func(i int) (err error) {
		r.results[again[i]], err = r.judge(again[i], last, changed)
		return err
	})
	if err != nil {
		return err
	}
	r.allowing = r.allowers(last, changed)
	if r.broad, err = r.broadly(last, again); err != nil {
		return err
	}
	r.Memory.keepRun(r)
	return nil
}

// looksAt reports whether what was found depends on the anchors of a page that
// has changed.
func (f *facts) looksAt(changed []bool) bool {
	return f.finished || slices.ContainsFunc(f.anchors, func(n int) bool { return changed[n] })
}

// judge makes the result of a page whose text has been read.
func (r *Run) judge(number int, last *lastRun, changed []bool) (*result, error) {
	p := r.Site.Pages[number]
	var page result
	r.mu.Lock()
	if changed[number] {
		page.text = r.texts[p]
		page.titles, page.finished = r.titles[p]
	} else {
		page.text, page.titles, page.finished = last.results[number].text, last.results[number].titles, last.results[number].finished
	}
	r.mu.Unlock()
	var err error
	page.facts, err = r.facts(p, page)
	return &page, err
}

// allowers are the numbers of the pages that allow something.
func (r *Run) allowers(last *lastRun, changed []bool) (numbers []int) {
	if last != nil {
		numbers = slices.DeleteFunc(slices.Clone(last.allowing), func(n int) bool { return changed[n] })
	}
	for n, p := range r.Site.Pages {
		if changed[n] && (len(r.results[n].facts.doc.Comments) > 0 || len(p.Matter.Allow) > 0) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// broadly applies the rules about the guide as a whole, unless no page that was
// judged again tells them anything new.
func (r *Run) broadly(last *lastRun, again []int) (diag.List, error) {
	if last != nil && !slices.ContainsFunc(again, func(i int) bool { return !r.results[i].facts.tellsAs(&last.results[i].facts) }) {
		return last.broad, nil
	}
	return r.whole(r.known())
}

// tellsAs reports whether the rules about the whole guide learn the same from
// two texts.
func (f *facts) tellsAs(g *facts) bool {
	return slices.Equal(f.pages, g.pages) && slices.Equal(f.files, g.files) && slices.Equal(f.doc.Terms, g.doc.Terms) &&
		slices.EqualFunc(f.doc.Cites, g.doc.Cites, func(a, b markdown.Cite) bool { return a.ID == b.ID })
}

// lastRun is what the last run of a Memory has found.
type lastRun struct {
	shape    *site.Shape
	layouts  []*source.File
	style    style
	files    []*source.File // of the pages, by number
	results  []*result
	allowing []int
	broad    diag.List
}

// lastRun returns the last run if only the text of pages has changed since it.
func (m *Memory) lastRun(r *Run) *lastRun {
	if m == nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last == nil || m.last.shape != r.Site.Shape() || !slices.Equal(m.last.layouts, r.Tree.Files("layouts")) || !sameStyle(m.last.style, styleOf(r.Input)) {
		return nil
	}
	return m.last
}

func (m *Memory) keepRun(r *Run) {
	if m == nil {
		return
	}
	last := &lastRun{shape: r.Site.Shape(), layouts: r.Tree.Files("layouts"), style: styleOf(r.Input), results: r.results, allowing: r.allowing, broad: slices.Clip(r.broad)}
	last.files = make([]*source.File, len(r.Site.Pages))
	for i, p := range r.Site.Pages {
		last.files[i] = r.Site.Text(p).File
	}
	m.mu.Lock()
	m.last = last
	m.mu.Unlock()
}
