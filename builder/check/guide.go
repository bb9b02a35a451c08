package check

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

func checkGuide(in Input, pages []pageFindings, memory *Memory) (diag.List, error) {
	uses := usesOf(pages)
	layouts, err := layouts(in, uses)
	if err != nil {
		return nil, err
	}
	images, err := images(in.Site, uses, memory)
	if err != nil {
		return nil, err
	}
	found := slices.Concat(settings(in), params(in), dates(in.Site), references(in), fileNames(in.Site), translations(in), layouts, images)
	if !in.Site.Settings.Editorial {
		return found, nil
	}
	unused, err := unused(in, uses)
	return slices.Concat(found, adviseGuide(in.Site, pages), unused), err
}

// fileNames reports pages whose address differs from the name of their file.
func fileNames(s *site.Site) (diags diag.List) {
	for _, p := range s.Pages {
		name := strings.TrimSuffix(path.Base(strings.TrimSuffix(p.Path, "/_index.md")), ".md")
		other := strings.ContainsFunc(name, func(r rune) bool {
			return r == ' ' || unicode.IsUpper(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Latin, r)
		})
		if low := strings.ToLower(name); low != name && (low == "index" || low == "_index") {
			diags.Warnf("url/name", diag.Position{File: p.Name()}, "this page is not that of its folder, and its address is /%s", p.URL).
				WithHint("rename the file to %s.md, in small letters", low)
			continue
		}
		if other && p.Written() && p.Matter.Slug == "" && p.Matter.URL == "" {
			diags.Advisef("url/name", diag.Position{File: p.Name()}, "the address of this page is /%s", p.URL).
				WithHint("only lower-case letters a to z, digits and hyphens work everywhere: rename the file, or set slug: in its front matter")
		}
	}
	return diags
}

// uses maps each file that is linked to or shown to the first file that does so.
type uses map[*source.File]string

func usesOf(pages []pageFindings) uses {
	u := make(uses)
	for _, f := range pages {
		for _, file := range f.files {
			u.add(file, f.page.Name())
		}
	}
	return u
}

func (u uses) add(f *source.File, by string) {
	if _, ok := u[f]; !ok {
		u[f] = by
	}
}

// adviseGuide gives the writing advice that takes the whole guide to see.
func adviseGuide(s *site.Site, pages []pageFindings) (diags diag.List) {
	used, terms, linked := make(map[string]bool), make(map[string]bool), make(map[*site.Page]bool)
	for _, service := range s.Services {
		used[service.Source] = true
	}
	for _, f := range pages {
		for _, q := range slices.Concat(f.pages, f.page.Related, []*site.Page{f.page.NextStep}) {
			linked[q] = true
		}
		for _, c := range f.doc.Cites {
			used[c.ID] = true
		}
		for _, id := range f.page.Matter.Sources {
			used[id] = true
		}
		for _, id := range f.doc.Terms {
			terms[id] = true
		}
	}
	diags = slices.Concat(unusedData(s, used, terms), repeated(s))
	for _, item := range append(slices.Clone(s.Settings.Menu), s.Settings.Urgent, s.Settings.Services) {
		if item.Link != "" {
			linked[s.Resolve(s.Home, item.Link).Page] = true
		}
	}
	for _, p := range s.Pages {
		if p.Written() && p.Kind == site.KindPage && !linked[p] && p.Parent != s.Home && p.Section() != site.FAQSection {
			diags.Advisef("link/orphan", diag.Position{File: p.Name()}, "no text, next step or list of related pages links to this page").
				WithHint("name it under related: on a page nearby")
		}
	}
	return diags
}

func unusedData(s *site.Site, sources, terms map[string]bool) (diags diag.List) {
	if refs := s.References; refs != nil {
		for _, ref := range refs.List {
			if !sources[ref.ID] {
				diags.Advisef("source/unused", ref.Pos, "no page uses the source %q", ref.ID).WithHint("cite it, [@%s], or take it out", ref.ID)
			}
		}
	}
	if g := s.Glossary; g != nil {
		for _, t := range g.Terms {
			if len(t.Forms) > 0 && !terms[t.ID] {
				diags.Advisef("glossary/unused", t.Pos, "no page uses the word %q", t.Name).WithHint(`name other forms of it: also="…"`)
			}
		}
	}
	return diags
}

func repeated(s *site.Site) (diags diag.List) {
	titles, descriptions := make(map[string]*site.Page), make(map[string]*site.Page)
	for _, p := range s.Pages {
		if !p.Written() {
			continue
		}
		if first := once(titles, p, p.Matter.Title); first != nil {
			diags.Advisef("style/duplicate-title", p.Matter.Position("title", -1), "%s has the same title", first.Name()).WithHint("say what is special about this page")
		}
		if first := once(descriptions, p, p.Matter.Description); first != nil {
			diags.Advisef("style/duplicate-description", p.Matter.Position("description", -1), "%s has the same description", first.Name()).WithHint("say what is special about this page")
		}
	}
	return diags
}

func once(seen map[string]*site.Page, p *site.Page, text string) *site.Page {
	if text == "" {
		return nil
	}
	text = p.Lang + ":" + strings.ToLower(text)
	if first := seen[text]; first != nil {
		return first
	}
	seen[text] = p
	return nil
}
