// Package check finds what is wrong with a guide that could be assembled. Its
// rules are functions from what they judge to what they find:
//
//   - of one page's text: headings, and for guides that ask for it how the text
//     is written;
//   - of one page against the guide: links and anchors, sources, front matter;
//   - of the guide as a whole: settings, dates, data files, layouts, pictures,
//     what nothing leads to.
//
// Finished files are judged by the package finished. What every code means is
// told by the package rules.
//
//	run, err := check.New(input, memory)
//	run.Page(page, &made)           // for every page, in any order
//	list, err := run.Finish(ctx, more, false) // sees to the pages that nobody called Page for
package check

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"aftercare/builder/check/advice"
	"aftercare/builder/check/allowance"
	"aftercare/builder/check/finished"
	"aftercare/builder/diag"
	"aftercare/builder/pool"
	"aftercare/builder/site"
)

// Run applies the rules to one snapshot. It is safe for concurrent use.
type Run struct {
	in     Input
	editor *advice.Editor // nil unless the settings ask for advice
	left   *placeholders
	memory *Memory

	mu    sync.Mutex
	pages map[*site.Page]*seen
}

type seen struct {
	text inText
	made *finished.File
}

// New begins a run. The memory, if not nil, keeps from one run to the next what
// depends on nothing but the bytes of a file. The error is the machine's.
func New(in Input, memory *Memory) (*Run, error) {
	placeholders, err := newPlaceholders(in.Tree)
	r := &Run{in: in, memory: cmp.Or(memory, NewMemory()), left: placeholders, pages: make(map[*site.Page]*seen)}
	if in.Site.Settings.Editorial {
		r.editor = advice.New(in.Site)
	}
	r.memory.begin(in.Tree, style{in.Site.Vocabulary, in.Site.Settings.Editorial, in.Site.Settings.Reading, in.Site.Settings.Language, placeholders})
	return r, err
}

// Page applies the rules of one page's text. It is best called right after the
// page was made, while its document is remembered. made is what was found in
// the page as it will be published, or nil where nobody has made it. The error
// is the machine's.
func (r *Run) Page(p *site.Page, made *finished.File) error {
	r.mu.Lock()
	of, known := r.pages[p]
	if !known {
		of = new(seen)
		r.pages[p] = of
	}
	if made != nil {
		of.made = made
	}
	r.mu.Unlock()
	if known || !p.Written() {
		return nil
	}
	text, err := r.memory.text(r.in.Site.Text(p), func() (inText, error) { return checkText(r.in, r.editor, r.left, p) })
	r.mu.Lock()
	defer r.mu.Unlock()
	of.text = text
	return err
}

// Finish applies all other rules. It returns what the run has found, and more that
// was found elsewhere, without what writers allow; see [allowance.ApplyAll]. The
// error is the machine's.
func (r *Run) Finish(ctx context.Context, more diag.List, asked bool) (diag.List, error) {
	pages, err := r.finishPages(ctx)
	if err != nil {
		return nil, err
	}
	inData, err := r.left.inData(r.in)
	if err != nil {
		return nil, err
	}
	ofGuide, err := checkGuide(r.in, pages, r.memory)
	if err != nil {
		return nil, err
	}
	found := slices.Concat(ofGuide, inData)
	var allowing []string // files of pages that allow something
	for _, p := range pages {
		found = append(found, p.found...)
		if len(p.doc.Comments) > 0 || len(p.page.Matter.Allow) > 0 {
			allowing = append(allowing, p.page.Name())
		}
	}
	return allowance.ApplyAll(r.in.allowances(), append(found, more...), allowing, asked), nil
}

// finishPages applies the rules of each page, once all texts are known.
func (r *Run) finishPages(ctx context.Context) ([]pageFindings, error) {
	pages := r.in.Site.Pages
	if err := pool.Each(ctx, len(pages), func(i int) error { return r.Page(pages[i], nil) }); err != nil {
		return nil, err
	}
	titles := 0 // in all texts: a page may show others than its own
	for _, of := range r.pages {
		titles += of.text.titles
	}
	anchors := &finishedAnchors{make: r.in.Made, ids: make(map[*site.Page]map[string]bool)}
	findings := make([]pageFindings, len(pages))
	err := pool.Each(ctx, len(pages), func(i int) (err error) {
		of := r.pages[pages[i]]
		findings[i], err = checkPage(r.in, r.editor, pages[i], of.text, of.made, titles, anchors)
		return err
	})
	findLost(findings)
	return findings, err
}

// Allow takes out of a list what writers allow with a reason.
func Allow(in Input, found diag.List) diag.List { return allowance.Apply(in.allowances(), found) }
