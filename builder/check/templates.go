package check

import (
	"path"
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// unusedLayouts finds templates of the guide that neither a page nor another used
// template needs.
func unusedLayouts(in Input) (diags diag.List) {
	used := in.Templates()
	for _, f := range in.Tree.Files("layouts") {
		if path.Ext(f.Path) == ".html" && !f.Shipped && !used[f.Path] && !isStandard(f.Path) {
			diags.Advisef("layout/unused", diag.Position{File: f.Name()}, "no page uses this template").
				WithHint("the layout of a page is named in its front matter, or after its kind: %s", "page.html, section.html")
		}
	}
	return diags
}

// isStandard reports whether a template is the default for a kind of page. A guide
// may have it before it has a page of that kind.
func isStandard(name string) bool {
	return slices.Contains([]string{"home", "index", "section", "list", "taxonomy", "term", "page", "single", "all"}, strings.TrimSuffix(name, ".html"))
}
