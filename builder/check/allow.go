package check

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
)

// allowance is something that a writer allows in spite of a check.
type allowance struct {
	code, reason string
	pos          diag.Position // where it is allowed
	// from and to are the lines for which it holds, to not included. whole
	// says that it holds for what is said of the file as a whole, and without
	// lines for everything in it.
	from, to int
	whole    bool
	used     bool
}

func (w *allowance) covers(line int) bool {
	if line == 0 || w.from == 0 {
		return w.whole
	}
	return w.from <= line && line < w.to
}

// allowances are those of one file.
type allowances struct {
	register func() *rules.Register
	list     []*allowance
	diags    diag.List
}

// allows marks and reports an allowance for a diagnostic.
func (a *allowances) allows(d diag.Diagnostic) bool {
	if a == nil {
		return false
	}
	allowed := false
	for _, w := range a.list {
		if w.code == d.Code && w.covers(d.Pos.Line) {
			w.used, allowed = true, true
		}
	}
	return allowed
}

// allowWord begins every remark that allows something.
const allowWord = "aftercare: allow"

// allowText is such a remark: aftercare: allow code: reason. In a data file or
// a layout it stands in a comment.
var allowText = regexp.MustCompile(`aftercare: allow[ \t]+([^\s:]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*(?:\*/|-->|$)`)

// Allow takes out of a list what writers allow with a reason, and adds what is
// wrong with the allowances themselves. complete says that the list holds all
// that can be found, with asked that other sites were asked, so that an
// allowance that silences nothing can be told.
func (r *Run) Allow(found diag.List, complete, asked bool) diag.List {
	if complete {
		r.readAll()
	}
	var kept diag.List
	for _, d := range found {
		if !r.allowedIn(d.Pos.File).allows(d) {
			kept = append(kept, d)
		}
	}
	if !complete {
		return kept
	}
	unpublished := make(map[string]bool) // few rules have been applied to these
	for _, out := range r.Site.LeftOut {
		unpublished[out.Page.Name()] = true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, file := range slices.Sorted(maps.Keys(r.allowed)) {
		kept = append(kept, r.allowed[file].diags...)
		for _, w := range r.allowed[file].list {
			if !w.used && !unpublished[file] && r.applies(w.code, asked) {
				kept.Advisef("allow/unused", w.pos, "%q is allowed here and does not happen", w.code).WithHint("take this away, so that it hides no later mistake")
			}
		}
	}
	return kept
}

// applies reports whether a rule has been applied at all.
func (r *Run) applies(code string, asked bool) bool {
	rule, ok := r.register().Get(code)
	return ok && (rule.Family != rules.Editorial || r.editor != nil) && (rules.Group(code) != externalGroup || asked)
}

// externalGroup are the codes that only asking other sites can give.
const externalGroup = "external"

// readAll reads the allowances of all files, also of those that no diagnostic
// names.
func (r *Run) readAll() {
	for _, p := range r.allowing {
		r.allowedIn(p.Name())
	}
	for _, layer := range []string{"content", "layouts"} {
		for _, f := range r.Tree.Files(layer) {
			if !f.Shipped && (layer == "layouts" || !strings.HasSuffix(f.Path, ".md")) && isText(f.Path) {
				r.allowedIn(f.Name())
			}
		}
	}
	for name := range r.Site.Settings.Allow {
		r.allowedIn(name)
	}
}

func isText(name string) bool {
	return slices.ContainsFunc([]string{".md", ".yaml", ".html", ".css", ".js"}, func(ext string) bool { return strings.HasSuffix(name, ext) })
}

// allowedIn returns the allowances of a file, reading them if nobody has.
func (r *Run) allowedIn(name string) *allowances {
	r.mu.Lock()
	a, ok := r.allowed[name]
	r.mu.Unlock()
	if ok {
		return a
	}
	a = r.readAllowances(name)
	r.mu.Lock()
	r.allowed[name] = a
	r.mu.Unlock()
	return a
}

// pageOf is the page that a source file is, or nil.
func (r *Run) pageOf(name string) *site.Page {
	for _, out := range r.Site.LeftOut {
		if out.Page.Name() == name {
			return out.Page
		}
	}
	return r.Site.PageOf(name)
}

// readAllowances reads what a file allows: in its front matter, in remarks, and
// in the settings.
func (r *Run) readAllowances(name string) *allowances {
	a := &allowances{register: r.register}
	p := r.pageOf(name)
	if p != nil && len(p.Matter.Allow) > 0 {
		a.page(p, r.source(name))
	}
	switch {
	case p != nil:
		if doc, err := r.documentFacts(p); err == nil {
			a.remarks(doc.Comments)
		}
	case strings.HasSuffix(name, ".md"): // the questions of the sheet
		if data := r.bytes(name); bytes.Contains(data, []byte(allowWord)) {
			a.remarks(markdown.New(markdown.Options{}).Parse(name, data, 0).Comments)
		}
	case isText(name):
		for _, c := range r.remarksIn(name) {
			a.parse(c.text, c.allowance, "# aftercare: allow source/unused: for the next edition")
		}
	}
	a.settings(r, name)
	return a
}

// page reads what the front matter allows for the whole page.
func (a *allowances) page(p *site.Page, src *text) {
	for _, code := range slices.Sorted(maps.Keys(p.Matter.Allow)) {
		at := src.find(p.Matter.Position("allow", -1).Line, code)
		a.add(allowance{code: code, reason: p.Matter.Allow[code], pos: at, whole: true})
	}
}

// settings reads what the settings allow for a file that can't say it itself.
func (a *allowances) settings(r *Run, name string) {
	own := r.Site.Settings.Allow[name]
	if len(own) == 0 {
		return
	}
	data := r.source(site.SettingsFile)
	at := data.find(1, name)
	for _, code := range slices.Sorted(maps.Keys(own)) {
		a.add(allowance{code: code, reason: own[code], pos: data.find(at.Line, code), whole: true})
	}
	if r.Tree.Get(name) == nil {
		a.diags.Errorf("settings/unknown-page", at, "there is no file %q", name).DidYouMean(name, r.fileNames())
	}
}

func (r *Run) fileNames() []string {
	var names []string
	for _, layer := range []string{"content", "static", "layouts"} {
		for _, f := range r.Tree.Files(layer) {
			names = append(names, f.Name())
		}
	}
	return names
}

// add takes an allowance if it is one, and says what is wrong with it if not.
func (a *allowances) add(w allowance) {
	rule, ok := a.register().Get(w.code)
	switch {
	case !ok:
		meant(a.diags.Errorf("allow/unknown-code", w.pos, "there is no check %q", w.code), a.register(), w.code)
	case rule.Kept || rules.Group(w.code) == "allow":
		a.diags.Errorf("allow/kept", w.pos, "%q can't be allowed on a page", w.code).WithHint("%s can change it for the whole guide", site.SettingsFile)
	case strings.TrimSpace(w.reason) == "":
		a.diags.Errorf("allow/no-reason", w.pos, "%q is allowed without a reason", w.code).WithHint("say why, in a few words for the next writer: %s: …", w.code)
	default:
		a.list = append(a.list, &w)
	}
}

// remarks reads those remarks of a text that allow something for the block that
// follows them.
func (a *allowances) remarks(comments []markdown.Comment) {
	for _, c := range comments {
		if strings.HasPrefix(strings.TrimSpace(c.Text), "aftercare:") {
			a.parse(c.Text, allowance{pos: c.Pos, from: max(c.From, 1), to: c.To}, "[//]: # (aftercare: allow style/long-sentence: the words of the law)")
		}
	}
}

// parse reads the code and the reason of an allowance.
func (a *allowances) parse(text string, w allowance, example string) {
	m := allowText.FindStringSubmatch(text)
	if m == nil {
		a.diags.Errorf("allow/no-reason", w.pos, "this allows nothing").WithHint("%s", example)
		return
	}
	w.code, w.reason = m[1], m[2]
	a.add(w)
}

// remark is a comment that allows something, and where.
type remark struct {
	text string
	allowance
}

// remarksIn reads the comments of a data file or layout, unless the last run
// has read the same file.
func (r *Run) remarksIn(name string) []remark {
	f := r.Tree.Get(name)
	if list, ok := r.Memory.remarksOf(f); ok {
		return list
	}
	list := remarksOf(name, r.bytes(name))
	r.Memory.keepRemarks(f, list)
	return list
}

// remarksOf finds the comments that allow something. One stands for its own
// line, the next, and what is said of the file as a whole.
func remarksOf(name string, src []byte) (list []remark) {
	number := 0
	for line := range bytes.Lines(src) {
		number++
		i := bytes.Index(line, []byte(allowWord))
		if i < 0 {
			continue
		}
		line = bytes.TrimRight(line, "\r\n")
		pos := diag.Position{File: name, Line: number, Col: i + 1, EndCol: len(line) + 1}
		list = append(list, remark{string(line[i:]), allowance{pos: pos, from: number, to: number + 2, whole: true}})
	}
	return list
}
