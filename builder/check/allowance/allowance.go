// Package allowance removes the findings that a writer allows with a reason. An
// allowance is in the front matter, for the whole page; in a comment, for the next
// block or line; or in the settings, for files that can have neither:
//
//	allow: {style/long-sentence: the words of the law}
//	[//]: # (aftercare: allow style/long-sentence: the words of the law)
//
//	found = allowance.Apply(input, found)
//
// ApplyAll also reports allowances with an unknown code, without a reason, or
// that allow nothing.
package allowance

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"aftercare/builder/check/locate"
	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// allowance lets findings of one code stand in one file.
type allowance struct {
	code, reason string
	pos          diag.Position // of the allowance itself
	// It covers the lines from ≤ line < to. With ofFile it also covers findings
	// without a line, and if from is 0 everything in the file.
	from, to int
	ofFile   bool
	used     bool // it has removed a finding
}

func (w *allowance) covers(line int) bool {
	if line == 0 || w.from == 0 {
		return w.ofFile
	}
	return w.from <= line && line < w.to
}

// Prefix begins every comment that allows something.
const Prefix = "aftercare: allow"

// allowText matches aftercare: allow code: reason, up to the end of the comment.
var allowText = regexp.MustCompile(`aftercare: allow[ \t]+([^\s:]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*(?:\*/|-->|$)`)

// Input is where allowances are read from.
type Input struct {
	Site *site.Site
	Tree *source.Tree
	// Facts returns a page's parsed text with its comments.
	Facts func(*site.Page) (*markdown.Document, error)
}

// ledger reads the allowances of each file on demand and notes which are used. It
// is not safe for concurrent use.
type ledger struct {
	in       Input
	registry func() *rules.Registry
	files    map[string][]*allowance
	diags    diag.List // about the allowances themselves
}

func newLedger(in Input) *ledger {
	return &ledger{in: in, registry: sync.OnceValue(rules.Load), files: make(map[string][]*allowance)}
}

// allows reports whether a finding is allowed, and marks what allows it as used.
func (l *ledger) allows(d diag.Diagnostic) (allowed bool) {
	l.read(d.Pos.File)
	for _, w := range l.files[d.Pos.File] {
		if w.code == d.Code && w.covers(d.Pos.Line) {
			w.used, allowed = true, true
		}
	}
	return allowed
}

// Apply returns the findings that writers do not allow.
func Apply(in Input, found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), newLedger(in).allows)
}

// ApplyAll returns the findings that writers do not allow, and those about the
// allowances themselves. found has to be complete, or used allowances are reported
// as unused. pages names the files of all pages that allow something; external
// says that other sites were asked.
func ApplyAll(in Input, found diag.List, pages []string, external bool) diag.List {
	l := newLedger(in)
	for _, file := range allowingFiles(in, pages) {
		l.read(file)
	}
	kept := slices.DeleteFunc(slices.Clone(found), l.allows)
	return slices.Concat(kept, l.diags, l.unused(external))
}

func (l *ledger) unused(external bool) (diags diag.List) {
	unpublished := make(map[string]bool) // pages that most rules skip
	for _, out := range l.in.Site.LeftOut {
		unpublished[out.Page.Name()] = true
	}
	for file, list := range l.files {
		for _, w := range list {
			if !w.used && !unpublished[file] && l.applied(w.code, external) {
				diags.Advisef("allow/unused", w.pos, "%q is allowed here but never found", w.code).WithHint("remove this, or it may hide a later mistake")
			}
		}
	}
	return diags
}

// applied reports whether the rule of a code has been applied in this run.
func (l *ledger) applied(code string, external bool) bool {
	rule, ok := l.registry().Get(code)
	return ok && (rule.Family != rules.Editorial || l.in.Site.Settings.Editorial) && (rules.Group(code) != "external" || external)
}

// allowingFiles adds to pages the other files that may allow something, even if
// nothing was found in them.
func allowingFiles(in Input, pages []string) []string {
	files := slices.Clone(pages)
	for _, layer := range []string{"content", "layouts"} {
		for _, f := range in.Tree.Files(layer) {
			if !f.Shipped && (layer == "layouts" || !strings.HasSuffix(f.Path, ".md")) && isText(f.Path) {
				files = append(files, f.Name())
			}
		}
	}
	return slices.AppendSeq(files, maps.Keys(in.Site.Settings.Allow))
}

func isText(name string) bool {
	return slices.ContainsFunc([]string{".md", ".yaml", ".html", ".css", ".js"}, func(ext string) bool { return strings.HasSuffix(name, ext) })
}

func (in Input) pageOf(name string) *site.Page {
	for _, out := range in.Site.LeftOut {
		if out.Page.Name() == name {
			return out.Page
		}
	}
	return in.Site.PageOf(name)
}

// read reads the allowances for a file, once: in its front matter, its comments
// and the settings.
func (l *ledger) read(name string) {
	if _, known := l.files[name]; known {
		return
	}
	l.files[name] = nil
	p := l.in.pageOf(name)
	switch {
	case p != nil:
		l.page(name, p)
		if doc, err := l.in.Facts(p); err == nil {
			l.textComments(name, doc.Comments)
		}
	case strings.HasSuffix(name, ".md"): // the questions of the sheet
		if data := l.in.Tree.Bytes(name); bytes.Contains(data, []byte(Prefix)) {
			l.textComments(name, markdown.New(markdown.Options{}).Parse(name, data, 0).Comments)
		}
	case isText(name):
		l.dataComments(name, l.in.Tree.Bytes(name))
	}
	l.settings(name)
}

func (l *ledger) page(name string, p *site.Page) {
	if len(p.Matter.Allow) == 0 {
		return
	}
	src, from := locate.In(l.in.Tree, name), p.Matter.Position("allow", -1).Line
	for code, reason := range p.Matter.Allow {
		l.add(name, allowance{code: code, reason: reason, pos: src.Find(from, code), ofFile: true})
	}
}

// settings reads what the settings allow for a file.
func (l *ledger) settings(name string) {
	own := l.in.Site.Settings.Allow[name]
	if len(own) == 0 {
		return
	}
	data := locate.In(l.in.Tree, site.SettingsFile)
	at := data.Find(1, name)
	for code, reason := range own {
		l.add(name, allowance{code: code, reason: reason, pos: data.Find(at.Line, code), ofFile: true})
	}
	if l.in.Tree.Get(name) == nil {
		l.diags.Errorf("settings/unknown-page", at, "there is no file %q", name).DidYouMean(name, l.in.Tree.Names())
	}
}

// add adds a valid allowance to a file, and reports any other.
func (l *ledger) add(file string, w allowance) {
	rule, ok := l.registry().Get(w.code)
	switch {
	case !ok:
		l.diags.Errorf("allow/unknown-code", w.pos, "there is no check %q", w.code).WithHint("%s", l.registry().Hint(w.code))
	case rule.Kept || rules.Group(w.code) == "allow":
		l.diags.Errorf("allow/kept", w.pos, "%q can't be allowed on a page", w.code).WithHint("%s can change it for the whole guide", site.SettingsFile)
	case strings.TrimSpace(w.reason) == "":
		l.diags.Errorf("allow/no-reason", w.pos, "%q is allowed without a reason", w.code).WithHint("say why, in a few words for the next writer: %s: …", w.code)
	default:
		l.files[file] = append(l.files[file], &w)
	}
}

// textComments reads the allowances in a text's comments. Each covers the block
// that follows it.
func (l *ledger) textComments(file string, comments []markdown.Comment) {
	for _, c := range comments {
		if strings.HasPrefix(strings.TrimSpace(c.Text), "aftercare:") {
			l.parse(file, c.Text, allowance{pos: c.Pos, from: max(c.From, 1), to: c.To}, "[//]: # (aftercare: allow style/long-sentence: the words of the law)")
		}
	}
}

func (l *ledger) parse(file, text string, w allowance, example string) {
	m := allowText.FindStringSubmatch(text)
	if m == nil {
		l.diags.Errorf("allow/no-reason", w.pos, "this allows nothing").WithHint("%s", example)
		return
	}
	w.code, w.reason = m[1], m[2]
	l.add(file, w)
}

// dataComments reads the allowances in the comments of a data file or a layout.
// Each covers its own line, the next, and findings about the file as a whole.
func (l *ledger) dataComments(name string, src []byte) {
	number := 0
	for line := range bytes.Lines(src) {
		number++
		i := bytes.Index(line, []byte(Prefix))
		if i < 0 {
			continue
		}
		line = bytes.TrimRight(line, "\r\n")
		pos := diag.Position{File: name, Line: number, Col: i + 1, EndCol: len(line) + 1}
		l.parse(name, string(line[i:]), allowance{pos: pos, from: number, to: number + 2, ofFile: true}, "# aftercare: allow source/unused: for the next edition")
	}
}
