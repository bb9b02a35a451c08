// Package check applies the rules to an assembled guide. A rule is a function
// from its subject to its findings. There are rules for
//
//   - the text of one page: headings, and writing advice where the settings ask
//     for it;
//   - one page in its guide: links and anchors, sources, front matter;
//   - the whole guide: settings, dates, data files, layouts, pictures, files that
//     nothing links to.
//
// Package finished checks the finished files, and package rules explains every
// code.
//
//	run, err := check.New(input, memory)
//	err = run.Page(page, &file)               // for pages that were just made
//	list, err := run.Finish(ctx, more, false) // checks all other pages, then the guide
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
	memory *Memory

	placeholders *placeholders

	mu    sync.Mutex
	pages map[*site.Page]*checkedPage
}

type checkedPage struct {
	text textFindings
	made *finished.File
}

// New begins a run. A memory carries the findings that depend on the bytes of a
// single file from one run to the next; nil means none. The error is an I/O error.
func New(in Input, memory *Memory) (*Run, error) {
	placeholders, err := newPlaceholders(in.Tree)
	r := &Run{in: in, memory: cmp.Or(memory, NewMemory()), placeholders: placeholders, pages: make(map[*site.Page]*checkedPage)}
	if in.Site.Settings.Editorial {
		r.editor = advice.New(in.Site)
	}
	r.memory.begin(in.Tree, textRules{in.Site.Vocabulary, in.Site.Settings.Editorial, in.Site.Settings.Reading, in.Site.Settings.Language, placeholders})
	return r, err
}

// Page applies the rules for one page's text. Call it right after the page was
// made, while its parsed document is still cached. made holds the findings in
// the finished page, or is nil if the page has not been made. The error is an I/O
// error.
func (r *Run) Page(p *site.Page, made *finished.File) error {
	r.mu.Lock()
	checked, known := r.pages[p]
	if !known {
		checked = new(checkedPage)
		r.pages[p] = checked
	}
	if made != nil {
		checked.made = made
	}
	r.mu.Unlock()
	if known || !p.Written() {
		return nil
	}
	text, err := r.memory.text(r.in.Site.Text(p), func() (textFindings, error) { return checkText(r.in, r.editor, r.placeholders, p) })
	r.mu.Lock()
	defer r.mu.Unlock()
	checked.text = text
	return err
}

// Finish applies all other rules. It returns the findings of the run together
// with more, which were found elsewhere, minus those that writers allow. external
// says whether other sites were asked; see [allowance.ApplyAll]. The error is an
// I/O error or that of ctx.
func (r *Run) Finish(ctx context.Context, more diag.List, external bool) (diag.List, error) {
	pages, err := r.finishPages(ctx)
	if err != nil {
		return nil, err
	}
	inData, err := r.placeholders.inData(r.in)
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
	return allowance.ApplyAll(r.in.allowances(), append(found, more...), allowing, external), nil
}

// finishPages applies the rules that hold each page against the guide.
func (r *Run) finishPages(ctx context.Context) ([]pageFindings, error) {
	pages := r.in.Site.Pages
	if err := pool.Each(ctx, len(pages), func(i int) error { return r.Page(pages[i], nil) }); err != nil {
		return nil, err
	}
	titles := 0 // in all texts, because a page may show texts of others
	for _, checked := range r.pages {
		titles += checked.text.titles
	}
	anchors := &finishedAnchors{make: r.in.Made, ids: make(map[*site.Page]map[string]bool)}
	findings := make([]pageFindings, len(pages))
	err := pool.Each(ctx, len(pages), func(i int) (err error) {
		checked := r.pages[pages[i]]
		findings[i], err = checkPage(r.in, r.editor, pages[i], checked.text, checked.made, titles, anchors)
		return err
	})
	suggestTargets(findings)
	return findings, err
}

// Allow removes the findings that writers allow with a reason.
func Allow(in Input, found diag.List) diag.List { return allowance.Apply(in.allowances(), found) }
