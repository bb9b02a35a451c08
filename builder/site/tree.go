package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"aftercare/builder/frontmatter"
)

// addSections adds a section for each folder that holds pages but no _index.md,
// and a home page for each language that has pages.
func (a *assembler) addSections() {
	ensured := map[place]bool{}
	for _, p := range slices.Clone(a.Pages) {
		for dir := p.folder(); p.Kind != KindHome && !ensured[place{p.Lang, dir}]; dir = path.Dir(dir) {
			a.ensureSection(p.Lang, dir)
			ensured[place{p.Lang, dir}] = true
		}
	}
	if len(a.Pages) == 0 {
		a.ensureSection(a.Settings.Language, ".")
	}
}

// folder returns the folder whose section holds a page: its own or, for a page
// that stands for its folder, the one above.
func (p *Page) folder() string {
	dir := path.Dir(p.Path)
	if base := path.Base(p.Path); base == "_index.md" || base == "index.md" {
		return path.Dir(dir)
	}
	return dir
}

func (a *assembler) ensureSection(lang, dir string) {
	logical := path.Join(dir, "_index.md")
	if a.byPath[place{lang, logical}] != nil {
		return
	}
	prefix := lang
	if lang == a.Settings.Language {
		prefix = ""
	}
	p := &Page{
		Kind: kindOf(logical), Matter: &frontmatter.Matter{}, Path: logical, Lang: lang,
		URL: addressOf(logical, prefix, "", ""),
	}
	p.Title = a.untitled(p)
	a.byPath[p.place()] = p
	a.Pages = append(a.Pages, p)
}

// addToParents adds each page to its section and sorts the sections.
func (a *assembler) addToParents() {
	sections := map[place]*Page{} // by folder
	for _, p := range a.Pages {
		if p.Kind == KindHome {
			a.Homes = append(a.Homes, p)
			continue
		}
		folder := place{p.Lang, p.folder()}
		if sections[folder] == nil {
			sections[folder] = a.byPath[place{p.Lang, path.Join(folder.logical, "_index.md")}]
		}
		p.Parent = sections[folder]
		p.Parent.Pages = append(p.Parent.Pages, p)
	}
	for _, p := range a.Pages {
		sortPages(p.Pages)
		p.indexPages()
	}
	slices.SortFunc(a.Homes, func(x, y *Page) int { return strings.Compare(x.URL, y.URL) })
	a.Home = a.Homes[0]
	slices.SortFunc(a.LeftOut, func(x, y LeftOut) int { return strings.Compare(x.Page.Name(), y.Page.Name()) })
}

// addTags adds a page for each tag and one that lists the tags, if there are
// any.
func (a *assembler) addTags() {
	for _, home := range a.Homes {
		tags := map[string]*Page{}
		var list *Page
		for _, p := range a.Pages {
			if p.Lang != home.Lang {
				continue
			}
			for _, tag := range p.Matter.Tags {
				if list == nil {
					list = a.virtual(KindTaxonomy, home, "tags/", "Tags")
				}
				slug := Slug(tag)
				if tags[slug] == nil {
					tags[slug] = a.virtual(KindTerm, list, "tags/"+slug+"/", tag)
					list.Pages = append(list.Pages, tags[slug])
				}
				if n := len(tags[slug].Pages); n == 0 || tags[slug].Pages[n-1] != p { // the page may name it twice
					tags[slug].Pages = append(tags[slug].Pages, p)
				}
			}
		}
		if list == nil {
			continue
		}
		a.Pages = append(a.Pages, list)
		for _, tag := range list.Pages {
			sortPages(tag.Pages)
			a.Pages = append(a.Pages, tag)
		}
		slices.SortFunc(list.Pages, func(x, y *Page) int { return strings.Compare(x.URL, y.URL) })
	}
}

func (a *assembler) addVirtual(pages []Virtual) {
	for _, v := range pages {
		lang := cmp.Or(v.Lang, a.Settings.Language)
		parent := a.byPath[place{lang, v.Parent}]
		if parent == nil || a.byPath[place{lang, v.Path}] != nil {
			continue // a page of the writer's own takes its place
		}
		p := &Page{
			Kind: KindPage, Path: v.Path, URL: addressOf(v.Path, v.Lang, "", ""), Lang: parent.Lang, Parent: parent, Title: v.Title,
			Matter: &frontmatter.Matter{Title: v.Title, Description: v.Description, Layout: v.Layout}, NoIndex: v.NoIndex, index: -1,
		}
		a.byPath[p.place()] = p
		a.Pages = append(a.Pages, p)
	}
}

func (a *assembler) virtual(kind Kind, parent *Page, url, title string) *Page {
	home := parent
	for home.Parent != nil {
		home = home.Parent
	}
	return &Page{Kind: kind, Matter: &frontmatter.Matter{}, Path: url, Lang: parent.Lang, URL: home.URL + url, Parent: parent, Title: title}
}

func (a *assembler) translate() {
	if len(a.Homes) < 2 {
		return
	}
	same := map[string][]*Page{}
	for _, p := range a.Pages {
		same[p.Path] = append(same[p.Path], p)
	}
	for _, p := range a.Pages {
		for _, q := range same[p.Path] {
			if q != p {
				p.Translations = append(p.Translations, q)
			}
		}
		slices.SortFunc(p.Translations, func(x, y *Page) int { return strings.Compare(x.Lang, y.Lang) })
	}
}

func (a *assembler) indexURLs() {
	slices.SortFunc(a.Pages, func(x, y *Page) int {
		if c := strings.Compare(x.URL, y.URL); c != 0 {
			return c
		}
		return strings.Compare(x.Name(), y.Name())
	})
	kept, dropped := a.Pages[:0], make(map[*Page]bool)
	for _, p := range a.Pages {
		if first := a.byURL[p.URL]; first != nil {
			a.diags.Errorf("url/duplicate", p.Matter.Position(slugKey(p), -1), "the address /%s is taken by %s", p.URL, first.Name()).
				WithHint("rename the file or give it a slug of its own")
			dropped[p] = true
			continue
		}
		a.byURL[p.URL] = p
		kept = append(kept, p)
	}
	a.Pages = kept
	for _, p := range a.Pages {
		if len(dropped) > 0 && p.IsNode() { // no list shows what is not published
			p.Pages = slices.DeleteFunc(p.Pages, func(q *Page) bool { return dropped[q] })
			p.indexPages()
		}
	}
}

func slugKey(p *Page) string {
	if p.Matter.URL != "" {
		return "url"
	}
	return "slug"
}
