// Package layout turns pages into HTML with the templates of the folder layouts. A
// [Set] holds the parsed templates of one language. A [Page] is all that a template
// sees, and its only way to the site:
//
//	set, diags, err := layout.Load(tree, "en-GB", assetPath)
//	r := &layout.Renderer{Site: s, Documents: docs, Sets: map[string]*layout.Set{"en-GB": set}, Assets: assets}
//	html, err := r.Page(page)
//
// Templates are chosen as in Hugo: by the front matter's layout, else by the page's
// kind. A file in a folder named after the page's section wins over one at the top.
// Each template defines blocks that baseof.html arranges.
package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// Set is the templates of one language. It is safe for concurrent use.
type Set struct {
	layouts  map[string]linked // by name without .html
	partials map[string]linked // by the name that Part knows them by
	words    InterfaceWords
	files    map[string]asks // by path below layouts

	translation string   // the first file of words in a language other than English
	missing     []string // words that it lacks
}

// InterfaceWords returns those of the set's language.
func (s *Set) InterfaceWords() InterfaceWords { return s.words }

// Missing returns the words that exist only in English, sorted, and the first file of
// words in the set's language, "" if it has none.
func (s *Set) Missing() (words []string, file string) { return s.missing, s.translation }

const (
	base      = "baseof.html"
	partials  = "_partials/"
	wordsDir  = "words/"
	parseCode = "layout/syntax"
)

// Load parses the templates and words of a language. assetPath returns the published
// path of an asset; it is called when templates are executed.
func Load(tree *source.Tree, lang string, assetPath func(entry string) (string, error)) (*Set, diag.List, error) {
	l := loader{
		set: &Set{
			layouts: make(map[string]linked), partials: make(map[string]linked),
			words: make(InterfaceWords), files: make(map[string]asks),
		},
		texts: make(map[string]string), shipped: make(map[string]bool),
	}
	own, err := l.readWords(tree, lang)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range tree.Files("layouts") {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		data, err := f.Read()
		if err != nil {
			return nil, nil, err
		}
		l.texts[f.Path] = string(data)
	}
	l.parse(template.FuncMap{
		// T "minutes" "n" "3": the interface word with this key, with {n} filled in
		"T": l.set.words.Word,
		// asset "styles/main.css": the address of a bundled style or script, below
		// the root
		"asset": assetPath,
	})
	l.unknownWords(own)
	return l.set, l.diags, nil
}

type loader struct {
	set   *Set
	texts map[string]string // templates by path
	diags diag.List
	// shipped are the keys of the program's words.
	shipped map[string]bool
}

// parse parses every file by itself. Templates are linked on first use: html/template
// needs a copy of every template for every layout, and most programs that load
// layouts use a few of them once.
func (l *loader) parse(funcs template.FuncMap) {
	link := linker{funcs: funcs, shared: make(map[string]*parse.Tree)}
	own := map[string]map[string]*parse.Tree{}
	for _, name := range slices.Sorted(maps.Keys(l.texts)) {
		trees := l.parseFile(name, funcs)
		switch {
		case strings.Contains(name, partials):
			l.set.partials[strings.TrimSuffix(strings.TrimPrefix(name, partials), ".html")] = link.later(name, nil)
			maps.Copy(link.shared, trees)
		case name == base:
			maps.Copy(link.shared, trees)
		case trees != nil && !strings.Contains(name, "/_") && !strings.HasPrefix(name, "_"):
			own[name] = trees
		}
	}
	for name, trees := range own {
		l.set.layouts[strings.TrimSuffix(name, ".html")] = link.later(base, trees)
	}
}

// parseFile returns nil for a file with a mistake.
func (l *loader) parseFile(name string, funcs template.FuncMap) map[string]*parse.Tree {
	t, err := template.New(name).Funcs(printing).Funcs(builtins).Funcs(funcs).Parse(l.texts[name])
	if err != nil {
		pos, message := errorPosition(err)
		if pos.File == "layouts/" {
			pos.File += name
		}
		l.diags.Errorf(parseCode, pos, "%s", message).Hint = instead(message)
		return nil
	}
	trees := map[string]*parse.Tree{}
	var asked asks
	for _, part := range t.Templates() {
		if part.Tree != nil {
			trees[part.Name()] = part.Tree
			asked.collect(part.Tree.Root)
		}
	}
	l.set.files[name] = asked
	return trees
}

// find tries candidates from the most to the least specific, each in the section's
// folder and then at the top.
func (s *Set) find(section, layout, kind string) (linked, error) {
	if name := s.Name(section, layout, kind); name != "" {
		return s.layouts[name], nil
	}
	names := fallbacks[kind]
	if layout != "" {
		names = append([]string{layout}, names...)
	}
	return nil, fmt.Errorf("no layout for %s: one of %s is needed under layouts/", kind, strings.Join(names, ", "))
}

// Name returns the path below layouts, without .html, of the template for a page, or
// "". layout is the one that the page asks for, or "".
func (s *Set) Name(section, layout, kind string) string {
	for i := -1; i < len(fallbacks[kind]); i++ {
		name := layout
		if i >= 0 {
			name = fallbacks[kind][i]
		}
		if own := section + "/" + name; section != "" && s.layouts[own] != nil {
			return own
		}
		if s.layouts[name] != nil {
			return name
		}
	}
	return ""
}

// Has reports whether a layout with this name exists for a section or at the top.
func (s *Set) Has(section, name string) bool {
	return s.layouts[section+"/"+name] != nil || s.layouts[name] != nil
}

// Names returns the names of all layouts, without folders, for did-you-mean hints.
func (s *Set) Names() []string {
	var names []string
	for name := range s.layouts {
		names = append(names, path.Base(name))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// fallbacks are Hugo's names for the layouts of each kind, old and new.
var fallbacks = map[string][]string{
	"home":     {"home", "index", "list", "all"},
	"section":  {"section", "list", "all"},
	"taxonomy": {"taxonomy", "list", "section", "all"},
	"term":     {"term", "list", "section", "all"},
	"page":     {"page", "single", "all"},
	"404":      {"404"},
}

// execute runs a template. A mistake in it is a diag.Diagnostic.
func execute(link linked, data any) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(usualPage)
	t, err := link()
	if err == nil {
		err = t.ExecuteTemplate(&limited{buffer: &b}, base, data)
	}
	if err == nil {
		return b.Bytes(), nil
	}
	pos, message := errorPosition(err)
	own, ok := errors.AsType[diag.Diagnostic](err)
	switch {
	case ok && own.Pos.File == "":
		own.Pos = pos
		return nil, own
	case ok:
		return nil, own
	case errors.Is(err, source.ErrChanged):
		return nil, err
	}
	return nil, diag.Diagnostic{Severity: diag.Error, Code: "layout/execute", Pos: pos, Message: message}
}

// usualPage is the size in bytes that most pages do not exceed.
const usualPage = 16 << 10

// templateError parses the messages of text/template and html/template: "template:
// name:line:col: rest", of which col or both may be missing.
var templateError = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:\s]+\.html):(?:(\d+):)?(?:(\d+):)? (.*)$`)

func errorPosition(err error) (diag.Position, string) {
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil {
		return diag.Position{File: "layouts/"}, err.Error()
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	if col > 0 {
		col++ // the template packages count columns from 0
	}
	return diag.Position{File: "layouts/" + m[1], Line: line, Col: col}, m[4]
}
