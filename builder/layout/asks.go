package layout

import (
	"slices"
	"strings"
	"text/template/parse"
)

// asks is what a template file refers to by constant names.
type asks struct{ templates, assets, words, params []string }

// collect adds what a tree refers to: {{ template "x" }}, .Part "x", asset "x", T
// "x", .Param "x" and .Params.x.
func (a *asks) collect(root parse.Node) {
	walk(root, func(n parse.Node) {
		if n, ok := n.(*parse.TemplateNode); ok {
			a.templates = append(a.templates, n.Name)
		}
		call, ok := n.(*parse.CommandNode)
		if !ok {
			return
		}
		if _, key, ok := strings.Cut(call.Args[0].String(), ".Params."); ok {
			a.params = append(a.params, key)
		}
		if len(call.Args) < 2 {
			return
		}
		name, ok := call.Args[1].(*parse.StringNode)
		if !ok {
			return
		}
		switch function := call.Args[0].String(); {
		case function == "asset":
			a.assets = append(a.assets, name.Text)
		case function == "T":
			a.words = append(a.words, name.Text)
		case strings.HasSuffix(function, ".Param"):
			a.params = append(a.params, name.Text)
		case strings.HasSuffix(function, ".Part"):
			a.templates = append(a.templates, partials+name.Text+".html")
		}
	})
}

// Reach returns the files, by path below layouts, that the named templates (see
// [Set.Name]) use, directly or not, and the styles and scripts that these ask for.
func (s *Set) Reach(names []string) (files, assets map[string]bool) {
	files, assets = make(map[string]bool), make(map[string]bool)
	var follow func(file string)
	follow = func(file string) {
		asked, known := s.files[file]
		if !known || files[file] {
			return
		}
		files[file] = true
		for _, name := range asked.assets {
			assets[name] = true
		}
		for _, name := range asked.templates {
			follow(name)
		}
	}
	follow(base)
	for _, name := range names {
		follow(name + ".html")
	}
	return files, assets
}

// Params returns the keys under params that templates ask for, sorted.
func (s *Set) Params() []string {
	var all []string
	for _, asked := range s.files {
		all = append(all, asked.params...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// instead suggests our name for a function of Hugo's, "" for any other mistake.
func instead(message string) string {
	for _, f := range [][2]string{
		{"partial", `{{ template "_partials/NAME.html" . }}`},
		{"partialCached", `{{ .Part "NAME" }}, once for a section`},
		{"i18n", `{{ T "KEY" }}`},
		{"ref", "{{ .Ref PATH }}"},
		{"relref", "{{ .Ref PATH }}"},
		{"relURL", "{{ .Root }} before the address"},
		{"absURL", "{{ .Site.AbsURL PATH }}"},
		{"site", ".Site"},
		{"resources", `{{ asset "styles/NAME.css" }}`},
	} {
		if strings.Contains(message, `function "`+f[0]+`" not defined`) {
			return "write " + f[1]
		}
	}
	return ""
}
