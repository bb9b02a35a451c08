package check

import (
	"fmt"
	"maps"
	"slices"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// params reports params that seem to be misspellings of those that layouts use,
// and pages in a group that their section does not define.
func params(in Input) (diags diag.List) {
	known := in.set().Params()
	misspelt := func(params map[string]any, at func(key string) diag.Position) {
		for _, key := range slices.Sorted(maps.Keys(params)) {
			if near, ok := diag.Nearest(key, known); ok && near != key {
				diags.Warnf("layout/unknown-param", at(key), "no layout uses %q", key).WithHint("did you mean %q?", near)
			}
		}
	}
	misspelt(in.Site.Settings.Params, in.Site.Settings.ParamAt)
	for _, p := range in.Site.Pages {
		at := func(piece string) diag.Position {
			return in.text(p.Name()).Find(p.Matter.Position("params", -1).Line, piece)
		}
		misspelt(p.Matter.Params, at)
		group := p.Matter.Params["group"]
		if p.Parent == nil || group == nil {
			continue
		}
		if ids := groups(p.Parent); len(ids) > 0 && !slices.Contains(ids, fmt.Sprint(group)) {
			diags.Warnf("layout/unknown-group", at(fmt.Sprint(group)), "the section of this page has no group %q", group).
				DidYouMean(fmt.Sprint(group), ids)
		}
	}
	return diags
}

func groups(section *site.Page) (ids []string) {
	list, _ := section.Matter.Params["groups"].([]any)
	for _, item := range list {
		if group, ok := item.(map[string]any); ok {
			ids = append(ids, fmt.Sprint(group["id"]))
		}
	}
	return ids
}
