package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"slices"
	"strings"
	"sync"

	"aftercare/builder/diag"
	"aftercare/builder/documents"
	"aftercare/builder/site"
)

// Renderer renders the pages of one snapshot. It is safe for concurrent use.
type Renderer struct {
	Site      *site.Site
	Documents *documents.Documents
	Sets      map[string]*Set // by language

	mu     sync.Mutex
	texts  map[*site.Page]texts
	parts  map[partKey]part
	images sync.Map // imageFacts by *source.File
}

// texts are the pages whose text is shown on a page or in a part.
type texts map[*site.Page]bool

// TextsOn returns the pages, besides p itself, whose text is shown on p. The page
// must have been rendered.
func (r *Renderer) TextsOn(p *site.Page) []*site.Page {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Collect(maps.Keys(r.texts[p]))
}

// partKey identifies a part, a piece that several pages share.
type partKey struct {
	partial, lang, section, root string
	parent                       *site.Page
	alone                        bool
}

type part struct {
	html  template.HTML
	texts texts
}

// Page renders a page. A mistake in a layout is a diag.Diagnostic.
func (r *Renderer) Page(p *site.Page, data any) ([]byte, error) {
	return r.render(&Page{from: p, Root: site.ToRoot(p.URL), Data: data}, p.Matter.Layout, string(p.Kind))
}

// NotFound renders 404.html, if the layouts have it. Its links start from the base
// path, because it is shown at any address.
func (r *Renderer) NotFound() ([]byte, error) {
	p := r.Site.NotFoundPage()
	if r.Sets[p.Lang].Name("", "", "404") == "" {
		return nil, nil
	}
	return r.render(&Page{from: p, Root: r.Site.BasePath()}, "", "404")
}

// render renders a page as it sees itself from where from is set up to be, with the
// layout that is named, or with the one for its kind where there is none.
func (r *Renderer) render(from *Page, layout, kind string) ([]byte, error) {
	set := r.Sets[from.from.Lang]
	t, err := set.find(from.from.Section(), layout, kind)
	if err != nil {
		return nil, diag.Diagnostic{Severity: diag.Error, Code: "layout/missing", Pos: diag.Position{File: "layouts"}, Message: err.Error()}
	}
	from.r, from.texts = r, make(texts)
	view := from.at(from.from)
	view.Data = from.Data
	page, err := execute(t, view)
	if len(view.texts) > 0 {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.texts == nil {
			r.texts = make(map[*site.Page]texts)
		}
		maps.Copy(view.texts, r.texts[view.page]) // of the same page in another file
		r.texts[view.page] = view.texts
	}
	return page, err
}

// part renders a partial that is the same for all pages of a folder, once.
func (r *Renderer) part(name string, p *Page) (template.HTML, error) {
	key := partKey{name, p.Lang, p.Section, p.Root, p.page.Parent, p.alone}
	r.mu.Lock()
	made, ok := r.parts[key]
	r.mu.Unlock()
	if !ok {
		link := r.Sets[p.Lang].partials[name]
		switch {
		case link == nil:
			return "", fmt.Errorf("there is no partial %q", name)
		case p.parts > maxParts:
			return "", errParts
		}
		t, err := link()
		if err != nil {
			return "", err
		}
		common := p.common()
		common.parts++
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&limited{buffer: &b}, partials+name+".html", common); err != nil {
			return "", err
		}
		made = part{template.HTML(b.String()), common.texts}
		r.mu.Lock()
		if r.parts == nil {
			r.parts = make(map[partKey]part)
		}
		r.parts[key] = made
		r.mu.Unlock()
	}
	maps.Copy(p.texts, made.texts)
	return fillCurrent(made.html, p), nil
}

// currentMark surrounds a page's address in a part where a template asked for
// AriaCurrent. No source may contain it, so no text does.
const currentMark = "\x00"

func fillCurrent(part template.HTML, p *Page) template.HTML {
	pieces := strings.Split(string(part), currentMark)
	for i := 1; i < len(pieces); i += 2 {
		if pieces[i] == p.URL {
			pieces[i] = ariaCurrent
		} else {
			pieces[i] = ""
		}
	}
	return template.HTML(strings.Join(pieces, ""))
}
