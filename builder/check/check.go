// Package check finds what is wrong with a guide that could be assembled:
// links and anchors, headings, dates, pictures, what the Markdown of each page
// reports, what a finished page must not hold, and, for guides that ask for
// it, how pages are written. A [Run] checks one snapshot; [Hygiene] judges one
// finished file. What every code means is told by the package rules.
//
// Rules are of two kinds. Those of one page's text are applied when its
// document is at hand ([Run.Page]), so that a build parses each page once;
// those that compare pages are applied at the end ([Run.Finish]), from facts
// alone. [Run.Allow] then takes out what writers allow with a reason.
package check

import (
	"context"
	"strings"
	"sync"

	"aftercare/builder/check/finished"
	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/documents"
	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Input is what there is to check.
type Input struct {
	Site      *site.Site
	Tree      *source.Tree
	Documents *documents.Documents
	// Made makes a finished page, for anchors that a layout adds.
	Made func(*site.Page) ([]byte, error)
	// Layout names the template of a page below layouts, without .html.
	Layout func(*site.Page) string
	// Lenient makes links to pages that are not published warnings.
	Lenient bool
	// Memory, if not nil, keeps from one run to the next what depends on a
	// page's text alone.
	Memory *Memory
}

// Run checks one snapshot. It is safe for concurrent use.
type Run struct {
	Input
	editor   *editor // nil unless the settings ask for advice
	register func() *rules.Register

	mu       sync.Mutex
	texts    map[*site.Page]inText // of the pages that Page was called for
	finished map[*site.Page]finished.File
	anchors  map[*site.Page]map[string]bool // ids of a finished page
	allowed  map[string]*allowances         // by file
	allowing []*site.Page                   // that allow something, once all have been seen
}

// New begins a run.
func New(in Input) *Run {
	r := &Run{
		Input: in, texts: make(map[*site.Page]inText), finished: make(map[*site.Page]finished.File),
		anchors: make(map[*site.Page]map[string]bool), allowed: make(map[string]*allowances),
		register: sync.OnceValue(rules.Load),
	}
	if in.Site.Settings.Editorial {
		r.editor = newEditor(in)
	}
	in.Memory.begin(styleOf(in))
	return r
}

// document is a page's text, parsed.
func (in Input) document(p *site.Page) (*markdown.Document, error) {
	return in.Documents.Document(p)
}

// documentFacts is a page's text, parsed, without most of it; see
// [documents.Documents.Facts].
func (in Input) documentFacts(p *site.Page) (*markdown.Document, error) {
	return in.Documents.Facts(p)
}

// Page applies the rules of one page's text. It is best called right after the
// page was made, while its document is remembered; Finish sees to the pages
// that nobody called it for. made is what was found in the page as it will
// be published, or nil where nobody has made it. The error is the machine's.
func (r *Run) Page(p *site.Page, made *finished.File) error {
	r.mu.Lock()
	_, seen := r.texts[p]
	if !seen {
		r.texts[p] = inText{}
	}
	if made != nil {
		r.finished[p] = *made
	}
	r.mu.Unlock()
	if seen || !p.Written() {
		return nil
	}
	t, ok := r.Memory.recall(r.Site.Text(p))
	if !ok {
		doc, err := r.document(p)
		if err != nil {
			return err
		}
		if t, err = r.text(p, doc); err != nil {
			return err
		}
		r.Memory.keep(r.Site.Text(p), t)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.texts[p] = t
	return nil
}

// text applies the rules that depend on a page's text alone.
func (r *Run) text(p *site.Page, doc *markdown.Document) (inText, error) {
	var t inText
	t.titles = headings(&t.found, doc.Headings)
	reading := reading{editor: r.editor, page: p, doc: doc}
	for _, piece := range doc.Prose {
		if i := strings.Index(piece.Text, allowWord); i >= 0 {
			t.found.Errorf("allow/shown", reading.find(piece, i, len(allowWord)), "this line would be shown to readers").
				WithHint(`a line of its own after an empty line: [//]: # "aftercare: allow code: reason"`)
		}
	}
	if r.editor != nil {
		reading.read()
	}
	t.found = append(t.found, reading.diags...)
	return t, reading.err
}

// Finish applies the rules that need the whole guide and returns all that was
// found, in no order. The error is the machine's.
func (r *Run) Finish(ctx context.Context) (diag.List, error) {
	pages := r.Site.Pages
	if err := pool.Each(ctx, len(pages), func(i int) error { return r.Page(pages[i], nil) }); err != nil {
		return nil, err
	}
	all := make([]facts, len(pages))
	err := pool.Each(ctx, len(pages), func(i int) (err error) {
		all[i], err = r.facts(pages[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	found, err := r.whole(r.known(all))
	if err != nil {
		return nil, err
	}
	for i, p := range pages {
		found = append(append(found, r.texts[p].found...), all[i].diags...)
		if len(all[i].doc.Comments) > 0 || len(p.Matter.Allow) > 0 {
			r.allowing = append(r.allowing, p)
		}
	}
	return found, nil
}

// whole applies the rules about the guide as a whole.
func (r *Run) whole(k *known) (diag.List, error) {
	var diags diag.List
	r.settings(&diags)
	r.dates(&diags)
	r.references(&diags)
	if err := r.layouts(&diags, k); err != nil {
		return nil, err
	}
	if err := r.images(&diags, k); err != nil {
		return nil, err
	}
	if r.editor == nil {
		return diags, nil
	}
	r.editor.site(&diags, k)
	r.translations(&diags)
	err := r.unused(&diags, k)
	return diags, err
}

// facts is what the rules about the whole guide want to know of a page.
type facts struct {
	doc   *markdown.Document
	diags diag.List
	pages []*site.Page   // that the text links to
	files []*source.File // that the text links to or shows

	dead    int // links that lead nowhere
	target  *markdown.Document
	anchors map[string]bool // of target
}

// facts applies the rules that need no more than a page's facts, and gathers
// what others want to know.
func (r *Run) facts(p *site.Page) (facts, error) {
	var f facts
	var err error
	if f.doc, err = r.documentFacts(p); err != nil {
		return f, err
	}
	f.diags = reported(p, f.doc.Diagnostics)
	r.mu.Lock()
	made, ok := r.finished[p]
	own := r.texts[p].titles
	r.mu.Unlock()
	if ok {
		r.oneTitle(p, titles{finished: made.Titles, own: own}, &f)
	}
	for _, l := range f.doc.Links {
		if err := r.link(p, &f, l); err != nil {
			return f, err
		}
	}
	for _, cite := range f.doc.Cites {
		if r.Site.References.Get(cite.ID) == nil {
			f.diags.Errorf("source/unknown", cite.Pos, "unknown source %q", cite.ID).DidYouMean(cite.ID, r.Site.References.IDs())
		}
	}
	if r.editor != nil && p.Written() {
		reading := reading{editor: r.editor, page: p, doc: f.doc}
		reading.frontMatter()
		f.diags, err = append(f.diags, reading.diags...), reading.err
	}
	return f, err
}

// reported returns what the Markdown of a page reports. The headings of the glossary
// carry attributes that are data for the site, not for the page.
func reported(p *site.Page, list diag.List) diag.List {
	var diags diag.List
	for _, d := range list {
		if p.Path != site.GlossaryPath || d.Code != "markdown/bad-attribute" {
			diags = append(diags, d)
		}
	}
	return diags
}

// known is what is known of the whole guide once every page has been seen.
type known struct {
	pages []*site.Page
	facts []facts // of the pages
	// files are the files that something leads to, with the first page that
	// does.
	files map[*source.File]string
}

func (r *Run) known(all []facts) *known {
	k := &known{pages: r.Site.Pages, facts: all, files: make(map[*source.File]string)}
	for i, f := range all {
		for _, file := range f.files {
			k.use(file, k.pages[i].Name())
		}
	}
	return k
}

// linked are the pages that some other page's text leads to.
func (k *known) linked() map[*site.Page]bool {
	linked := make(map[*site.Page]bool)
	for _, f := range k.facts {
		for _, p := range f.pages {
			linked[p] = true
		}
	}
	return linked
}

func (k *known) use(f *source.File, by string) {
	if _, ok := k.files[f]; !ok {
		k.files[f] = by
	}
}
