// Package layout turns pages into HTML with the templates of the folder
// layouts. A [Set] holds the templates of one language, parsed once; a [Page]
// is what a template sees, and the only door from a template to the site.
//
// Which template a page gets follows Hugo: the front matter's layout, else the
// page's kind; a file in a folder named after the page's section wins over one
// at the top. Each defines blocks that baseof.html arranges.
package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// A Set is the templates of one language, ready to be executed. It is safe for
// concurrent use.
type Set struct {
	templates map[string]*template.Template // by name without .html
	words     Words
	assets    []string
}

// Assets are the styles and scripts that the templates ask for, in order, so
// that only these are bundled.
func (s *Set) Assets() []string { return s.assets }

// Words are the interface words of the set's language.
func (s *Set) Words() Words { return s.words }

const (
	base      = "baseof.html"
	partials  = "_partials/"
	wordsDir  = "words/"
	parseCode = "layout/syntax"
)

// Load parses the templates and words for a language. assetPath says where an
// asset is published; it is asked when a template is executed.
func Load(tree *source.Tree, lang string, assetPath func(entry string) (string, error)) (*Set, diag.List, error) {
	l := loader{set: &Set{templates: make(map[string]*template.Template), words: make(Words)}, texts: make(map[string]string)}
	for _, f := range tree.Files("layouts") {
		if err := l.read(f, lang); err != nil {
			return nil, nil, err
		}
	}
	l.parse(template.FuncMap{
		"T":     l.set.words.Word,
		"asset": assetPath,
	})
	return l.set, l.diags, nil
}

type loader struct {
	set   *Set
	texts map[string]string // templates by path
	diags diag.List
}

// read takes a template or a file of words; a language falls back to English
// and a regional one (en-GB) to its language.
func (l *loader) read(f *source.File, lang string) error {
	isWords := strings.HasPrefix(f.Path, wordsDir)
	if !isWords && path.Ext(f.Path) != ".html" {
		return nil
	}
	if isWords && !wordsFor(path.Base(f.Path), lang) {
		return nil
	}
	data, err := f.Read()
	if err != nil {
		return err
	}
	if isWords {
		l.diags = append(l.diags, l.set.words.parse(f.Name(), data)...)
	} else {
		l.texts[f.Path] = string(data)
	}
	return nil
}

func wordsFor(file, lang string) bool {
	tag, _, _ := strings.Cut(file, ".")
	primary, _, _ := strings.Cut(lang, "-")
	return tag == "en" || tag == primary || tag == lang
}

// parse makes one template set for each page layout: the partials, baseof and
// the layout itself, whose blocks fill those of baseof.
func (l *loader) parse(funcs template.FuncMap) {
	shared := template.New("layouts").Funcs(builtins).Funcs(funcs).Option("missingkey=error")
	for _, name := range sortedKeys(l.texts) {
		if strings.Contains(name, partials) || name == base {
			l.add(shared, name)
		}
	}
	for _, name := range sortedKeys(l.texts) {
		if strings.Contains(name, partials) || name == base || strings.Contains(name, "/_") || strings.HasPrefix(name, "_") {
			continue
		}
		own, err := shared.Clone()
		if err != nil {
			l.diags.Errorf(parseCode, diag.Position{File: "layouts/" + name}, "%s", err)
			continue
		}
		if l.add(own, name) {
			l.set.templates[strings.TrimSuffix(name, ".html")] = own
		}
	}
	slices.Sort(l.set.assets)
	l.set.assets = slices.Compact(l.set.assets)
}

func (l *loader) add(to *template.Template, name string) bool {
	t, err := to.New(name).Parse(l.texts[name])
	if err != nil {
		pos, message := errorPosition(err)
		if pos.File == "layouts/" {
			pos.File += name
		}
		l.diags.Errorf(parseCode, pos, "%s", message)
		return false
	}
	for _, part := range t.Templates() {
		if part.Tree != nil && part.Tree.ParseName == name {
			l.findAssets(part.Tree.Root)
		}
	}
	return true
}

// findAssets collects the constant arguments of calls to asset.
func (l *loader) findAssets(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				l.findAssets(child)
			}
		}
	case *parse.ActionNode:
		l.findAssets(n.Pipe)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				l.findAssets(c)
			}
		}
	case *parse.CommandNode:
		if len(n.Args) == 2 {
			if name, ok := n.Args[0].(*parse.IdentifierNode); ok && name.Ident == "asset" {
				if arg, ok := n.Args[1].(*parse.StringNode); ok {
					l.set.assets = append(l.set.assets, arg.Text)
				}
			}
		}
		for _, arg := range n.Args {
			l.findAssets(arg)
		}
	case *parse.IfNode:
		l.findBranch(&n.BranchNode)
	case *parse.RangeNode:
		l.findBranch(&n.BranchNode)
	case *parse.WithNode:
		l.findBranch(&n.BranchNode)
	case *parse.TemplateNode:
		l.findAssets(n.Pipe)
	}
}

func (l *loader) findBranch(b *parse.BranchNode) {
	l.findAssets(b.Pipe)
	l.findAssets(b.List)
	l.findAssets(b.ElseList)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Find returns the template for a page: candidates from the most particular to
// the most general, first in the section's folder and then at the top.
func (s *Set) find(section, layout, kind string) (*template.Template, error) {
	names := fallbacks[kind]
	if layout != "" {
		names = append([]string{layout}, names...)
	}
	for _, name := range names {
		if section != "" {
			if t := s.templates[section+"/"+name]; t != nil {
				return t, nil
			}
		}
		if t := s.templates[name]; t != nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("no layout for %s: one of %s is needed under layouts/", kind, strings.Join(names, ", "))
}

// Has reports whether there is a layout with this name, for a section or at
// the top.
func (s *Set) Has(section, name string) bool {
	return s.templates[section+"/"+name] != nil || s.templates[name] != nil
}

// Names returns the names of all layouts, without folders, for did-you-mean.
func (s *Set) Names() []string {
	var names []string
	for name := range s.templates {
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

// Execute renders data with the template found for it. A template's mistake is
// returned as a diag.Diagnostic.
func (s *Set) execute(t *template.Template, data any) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(16 << 10)
	if err := t.ExecuteTemplate(&b, base, data); err != nil {
		var own diag.Diagnostic
		if errors.As(err, &own) {
			return nil, own
		}
		if errors.Is(err, source.ErrChanged) {
			return nil, err
		}
		pos, message := errorPosition(err)
		return nil, diag.Diagnostic{Severity: diag.Error, Code: "layout/execute", Pos: pos, Message: message}
	}
	return b.Bytes(), nil
}

// templateError takes apart the messages of text/template and html/template:
// "template: name:line:col: rest", with or without the column.
var templateError = regexp.MustCompile(`(?s)^(?:html/)?template: ?([^:\s]+\.html):(\d+)(?::(\d+))?: (.*)$`)

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
