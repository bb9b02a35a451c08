package check

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// templateCall finds the templates that a template includes: by {{ template }}
// and by {{ .Part "name" }}.
var templateCall = regexp.MustCompile(`\btemplate\s+"([^"]+\.html)"|\.Part\s+"([^"]+)"`)

const (
	baseTemplate = "baseof.html"
	partials     = "_partials/"
)

// unusedLayouts finds the writer's own templates that neither a page nor
// another template in use asks for.
func unusedLayouts(in Input) (diags diag.List, err error) {
	texts := make(map[string]string)
	var own []*source.File
	for _, f := range in.Tree.Files("layouts") {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		texts[f.Path] = string(data)
		if !f.Shipped {
			own = append(own, f)
		}
	}
	used := make(map[string]bool)
	for _, name := range templates(in) {
		follow(texts, used, name)
	}
	for _, f := range own {
		if !used[f.Path] && !isStandard(f.Path) {
			diags.Advisef("layout/unused", diag.Position{File: f.Name()}, "no page uses this template").
				WithHint("the layout of a page is named in its front matter, or after its kind: %s", "page.html, section.html")
		}
	}
	return diags, nil
}

// isStandard tells the templates that a kind of page gets by itself, which a
// guide has ready even while it has no page of that kind.
func isStandard(name string) bool {
	return slices.Contains([]string{"home", "index", "section", "list", "taxonomy", "term", "page", "single", "all"}, strings.TrimSuffix(name, ".html"))
}

// templates are those that pages begin with.
func templates(in Input) []string {
	names := []string{baseTemplate, "404.html"}
	for _, p := range in.Site.Pages {
		names = append(names, in.Layout(p)+".html")
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func follow(texts map[string]string, used map[string]bool, name string) {
	text, ok := texts[name]
	if !ok || used[name] {
		return
	}
	used[name] = true
	for _, m := range templateCall.FindAllStringSubmatch(text, -1) {
		if m[1] != "" {
			follow(texts, used, m[1])
		} else {
			follow(texts, used, partials+strings.TrimSuffix(m[2], ".html")+".html")
		}
	}
}
