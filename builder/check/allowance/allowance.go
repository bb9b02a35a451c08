// Package allowance takes out of what the checks found what a writer lets stand
// and gives a reason for. An allowance stands in the front matter of a page, for
// all of it; in a comment, for the block or line that follows; or in the
// settings, for a file that can hold neither:
//
//	allow: {style/long-sentence: the words of the law}
//	[//]: # (aftercare: allow style/long-sentence: the words of the law)
//
// What is wrong with allowances is found as well: an unknown code, no reason,
// and one that silences nothing.
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

// allowance is something that a writer allows in spite of a check.
type allowance struct {
	code, reason string
	pos          diag.Position // where it is allowed
	// from and to are the lines for which it holds, to not included. whole
	// says that it holds for what is said of the file as a whole, and without
	// lines for everything in it.
	from, to int
	whole    bool
	used     bool // it allows something that was found
}

func (w *allowance) covers(line int) bool {
	if line == 0 || w.from == 0 {
		return w.whole
	}
	return w.from <= line && line < w.to
}

// Word begins every remark that allows something.
const Word = "aftercare: allow"

// allowText is such a remark: aftercare: allow code: reason. In a data file or
// a layout it stands in a comment.
var allowText = regexp.MustCompile(`aftercare: allow[ \t]+([^\s:]+)[ \t]*(?::[ \t]*(.*?))?[ \t]*(?:\*/|-->|$)`)

// Input is what allowances are read from.
type Input struct {
	Site *site.Site
	Tree *source.Tree
	// Facts is a page's text, parsed, with its comments.
	Facts func(*site.Page) (*markdown.Document, error)
}

// ledger reads the allowances of files when they are asked for. It belongs to
// one goroutine.
type ledger struct {
	in       Input
	register func() *rules.Register
	files    map[string][]*allowance
	diags    diag.List // what is wrong with them
}

func newLedger(in Input) *ledger {
	return &ledger{in: in, register: sync.OnceValue(rules.Load), files: make(map[string][]*allowance)}
}

// allows reports whether a diagnostic is allowed, and notes by what.
func (l *ledger) allows(d diag.Diagnostic) (allowed bool) {
	l.read(d.Pos.File)
	for _, w := range l.files[d.Pos.File] {
		if w.code == d.Code && w.covers(d.Pos.Line) {
			w.used, allowed = true, true
		}
	}
	return allowed
}

// Apply takes out of a list what writers allow with a reason.
func Apply(in Input, found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), newLedger(in).allows)
}

// ApplyAll takes out of a list what writers allow with a reason, and adds what is
// wrong with the allowances themselves. The list is all that can be found, so
// that an allowance that silences nothing can be told; asked says that other
// sites were asked. pages are the files of the pages that allow something.
func ApplyAll(in Input, found diag.List, pages []string, asked bool) diag.List {
	l := newLedger(in)
	for _, file := range allowingFiles(in, pages) {
		l.read(file)
	}
	kept := slices.DeleteFunc(slices.Clone(found), l.allows)
	return slices.Concat(kept, l.diags, l.unused(asked))
}

func (l *ledger) unused(asked bool) (diags diag.List) {
	unpublished := make(map[string]bool) // few rules have been applied to these
	for _, out := range l.in.Site.LeftOut {
		unpublished[out.Page.Name()] = true
	}
	for file, list := range l.files {
		for _, w := range list {
			if !w.used && !unpublished[file] && l.applied(w.code, asked) {
				diags.Advisef("allow/unused", w.pos, "%q is allowed here and does not happen", w.code).WithHint("take this away, so that it hides no later mistake")
			}
		}
	}
	return diags
}

func (l *ledger) applied(code string, asked bool) bool {
	rule, ok := l.register().Get(code)
	return ok && (rule.Family != rules.Editorial || l.in.Site.Settings.Editorial) && (rules.Group(code) != externalGroup || asked)
}

// externalGroup are the codes that only asking other sites can give.
const externalGroup = "external"

// allowingFiles are the files that may allow something, also those that no
// diagnostic names; pages are those of which it is known.
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

// read reads what a file allows, once: in its front matter, in remarks, and in the
// settings.
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
			l.remarks(name, doc.Comments)
		}
	case strings.HasSuffix(name, ".md"): // the questions of the sheet
		if data := l.in.Tree.Bytes(name); bytes.Contains(data, []byte(Word)) {
			l.remarks(name, markdown.New(markdown.Options{}).Parse(name, data, 0).Comments)
		}
	case isText(name):
		l.comments(name, l.in.Tree.Bytes(name))
	}
	l.settings(name)
}

func (l *ledger) page(name string, p *site.Page) {
	if len(p.Matter.Allow) == 0 {
		return
	}
	src, from := locate.In(l.in.Tree, name), p.Matter.Position("allow", -1).Line
	for code, reason := range p.Matter.Allow {
		l.add(name, allowance{code: code, reason: reason, pos: src.Find(from, code), whole: true})
	}
}

// settings reads what the settings allow for a file that can't say it itself.
func (l *ledger) settings(name string) {
	own := l.in.Site.Settings.Allow[name]
	if len(own) == 0 {
		return
	}
	data := locate.In(l.in.Tree, site.SettingsFile)
	at := data.Find(1, name)
	for code, reason := range own {
		l.add(name, allowance{code: code, reason: reason, pos: data.Find(at.Line, code), whole: true})
	}
	if l.in.Tree.Get(name) == nil {
		l.diags.Errorf("settings/unknown-page", at, "there is no file %q", name).DidYouMean(name, l.in.Tree.Names())
	}
}

// add takes an allowance of a file if it is one, and says what is wrong with it if not.
func (l *ledger) add(file string, w allowance) {
	rule, ok := l.register().Get(w.code)
	switch {
	case !ok:
		l.diags.Errorf("allow/unknown-code", w.pos, "there is no check %q", w.code).WithHint("%s", l.register().Hint(w.code))
	case rule.Kept || rules.Group(w.code) == "allow":
		l.diags.Errorf("allow/kept", w.pos, "%q can't be allowed on a page", w.code).WithHint("%s can change it for the whole guide", site.SettingsFile)
	case strings.TrimSpace(w.reason) == "":
		l.diags.Errorf("allow/no-reason", w.pos, "%q is allowed without a reason", w.code).WithHint("say why, in a few words for the next writer: %s: …", w.code)
	default:
		l.files[file] = append(l.files[file], &w)
	}
}

// remarks reads those remarks of a text that allow something for the block that
// follows them.
func (l *ledger) remarks(file string, comments []markdown.Comment) {
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

// comments reads what the comments of a data file or a layout allow. Each stands
// for its own line, the next, and what is said of the file as a whole.
func (l *ledger) comments(name string, src []byte) {
	number := 0
	for line := range bytes.Lines(src) {
		number++
		i := bytes.Index(line, []byte(Word))
		if i < 0 {
			continue
		}
		line = bytes.TrimRight(line, "\r\n")
		pos := diag.Position{File: name, Line: number, Col: i + 1, EndCol: len(line) + 1}
		l.parse(name, string(line[i:]), allowance{pos: pos, from: number, to: number + 2, whole: true}, "# aftercare: allow source/unused: for the next edition")
	}
}
