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

// allowWord is in every line that allows something.
const allowWord = "aftercare: allow"

var (
	// allowLine is a link definition that is never used, which CommonMark
	// renders to nothing (section 4.7): [//]: # (aftercare: allow code: reason)
	allowLine = regexp.MustCompile(`^[ \t>]*\[//\]: *# +(?:\((.*)\)|"(.*)"|'(.*)')[ \t]*\r?$`)
	// allowText is what stands in it, or in a comment of a data file or layout.
	allowText = regexp.MustCompile(`aftercare: allow[ \t]+([^\s:]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*(?:\*/|-->|$)`)
)

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

// readAll reads the allowances of files that no diagnostic need name: data
// files and layouts. Those of pages are read with the page.
func (r *Run) readAll() {
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
	var data []byte
	if isText(name) {
		data = r.bytes(name)
	}
	r.readAllowances(name, data, r.pageOf(name))
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.allowed[name]
}

// pageOf is the page that a source file is, or nil.
func (r *Run) pageOf(name string) *site.Page {
	for _, p := range r.Site.Pages {
		if p.File != nil && p.Name() == name {
			return p
		}
	}
	for _, out := range r.Site.LeftOut {
		if out.Page.Name() == name {
			return out.Page
		}
	}
	return nil
}

// readAllowances reads what a file allows: in its front matter, on lines of its
// own, and in the settings.
func (r *Run) readAllowances(name string, src []byte, p *site.Page) {
	a := &allowances{register: r.register}
	if p != nil {
		for _, code := range slices.Sorted(maps.Keys(p.Matter.Allow)) {
			from := p.Matter.Position("allow", -1).Line
			a.add(allowance{code: code, reason: p.Matter.Allow[code], pos: positionOf(name, src, from, code), whole: true})
		}
	}
	if bytes.Contains(src, []byte(allowWord)) {
		if strings.HasSuffix(name, ".md") {
			a.markdown(name, src, bodyOf(p, src))
		} else {
			a.comments(name, src)
		}
	}
	if own := r.Site.Settings.Allow[name]; len(own) > 0 {
		settings := r.bytes(site.SettingsFile)
		from := positionOf(site.SettingsFile, settings, 1, name).Line
		for _, code := range slices.Sorted(maps.Keys(own)) {
			a.add(allowance{code: code, reason: own[code], pos: positionOf(site.SettingsFile, settings, from, code), whole: true})
		}
		if r.Tree.Get(name) == nil {
			a.diags.Errorf("settings/unknown-page", positionOf(site.SettingsFile, settings, from, name), "there is no file %q", name).
				DidYouMean(name, r.fileNames())
		}
	}
	r.mu.Lock()
	r.allowed[name] = a
	r.mu.Unlock()
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

// bodyOf is where the Markdown of a file begins; the sheet's questions are no
// page and have no front matter to speak of.
func bodyOf(p *site.Page, src []byte) int {
	if p == nil {
		return 0
	}
	return min(p.Body, len(src))
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

// markdown reads the lines of a text that allow something for the block that
// follows them.
func (a *allowances) markdown(name string, src []byte, body int) {
	blocks, _ := markdown.Outline(name, src, body)
	number, offset := 0, 0
	for line := range bytes.Lines(src) {
		number++
		start := offset
		offset += len(line)
		i := bytes.Index(line, []byte(allowWord))
		if i < 0 || start < body {
			continue
		}
		line = bytes.TrimRight(line, "\n")
		pos := diag.Position{File: name, Line: number, Col: i + 1, EndCol: len(line) + 1}
		words := strings.Join(strings.Fields(string(line[i:]))[:2], " ")
		switch place := placeOf(blocks, start, words, endless); {
		case place.code:
		case place.shown || !allowLine.Match(line):
			a.diags.Errorf("allow/shown", pos, "this line would be shown to readers").
				WithHint(`a line of its own after an empty line: [//]: # "aftercare: allow code: reason"`)
		default:
			text := bytes.Join(allowLine.FindSubmatch(line)[1:], nil)
			a.parse(text, allowance{pos: pos, from: max(place.from, 1), to: place.to}, `[//]: # (aftercare: allow style/long-sentence: the words of the law)`)
		}
	}
}

// parse reads the code and the reason of an allowance.
func (a *allowances) parse(text []byte, w allowance, example string) {
	m := allowText.FindSubmatch(text)
	if m == nil {
		a.diags.Errorf("allow/no-reason", w.pos, "this allows nothing").WithHint("%s", example)
		return
	}
	w.code, w.reason = string(m[1]), string(m[2])
	a.add(w)
}

// place is what a line means in a text: the lines of the block that follows
// it, or that it is no definition at all.
type place struct {
	from, to    int
	code, shown bool
}

// endless is a line after every other.
const endless = 1 << 30

// placeOf finds the block after an offset: the next one among its own
// siblings, or else after what they stand in. limit is the line at which that
// ends. Nothing follows where the place is zero.
func placeOf(blocks []markdown.Block, offset int, words string, limit int) place {
	for i, b := range blocks {
		to := limit
		if i+1 < len(blocks) {
			to = blocks[i+1].Pos.Line
		}
		switch {
		case b.Start > offset:
			return place{from: b.Pos.Line, to: to}
		case offset >= b.End:
			continue
		case b.Children == nil && strings.Contains(b.Text, words):
			return place{code: b.Kind == markdown.BlockCode, shown: b.Kind != markdown.BlockCode}
		}
		if inner := placeOf(b.Children, offset, words, to); inner != (place{}) {
			return inner
		}
	}
	return place{}
}

// comments reads the comments of a data file or layout. One stands for its own
// line, the next, and what is said of the file as a whole.
func (a *allowances) comments(name string, src []byte) {
	number := 0
	for line := range bytes.Lines(src) {
		number++
		i := bytes.Index(line, []byte(allowWord))
		if i < 0 {
			continue
		}
		line = bytes.TrimRight(line, "\r\n")
		pos := diag.Position{File: name, Line: number, Col: i + 1, EndCol: len(line) + 1}
		a.parse(line[i:], allowance{pos: pos, from: number, to: number + 2, whole: true}, "# aftercare: allow source/unused: for the next edition")
	}
}
