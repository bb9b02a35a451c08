package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"strings"
	"sync"

	"aftercare/builder/asset"
	"aftercare/builder/diag"
	"aftercare/builder/documents"
	"aftercare/builder/site"
)

// A Renderer renders the pages of one snapshot. It is safe for concurrent use.
type Renderer struct {
	Site      *site.Site
	Documents *documents.Documents
	Sets      map[string]*Set // by language
	Assets    *asset.Assets

	mu      sync.Mutex
	shown   map[string]bool // see ShownElsewhere
	parts   map[partKey]template.HTML
	images  images
	scratch sync.Pool // of *[]byte, for the text of a page
}

// ShownElsewhere are the sources of the pages whose text has so far been shown
// on pages that are no lists, other than themselves.
func (r *Renderer) ShownElsewhere() map[string]bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := maps.Clone(r.shown)
	if names == nil {
		names = make(map[string]bool)
	}
	return names
}

// noteShown remembers that the text of a page is shown on another.
func (r *Renderer) noteShown(of *site.Page) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shown == nil {
		r.shown = make(map[string]bool)
	}
	r.shown[of.Name()] = true
}

// partKey names a piece of a page that many pages share.
type partKey struct{ partial, lang, section, root string }

// Page renders a page whole. A mistake in a layout is a diag.Diagnostic.
func (r *Renderer) Page(p *site.Page) ([]byte, error) {
	return r.Render(p, p.Matter.Layout, string(p.Kind), nil)
}

// Render renders a page with a named layout, or with the one for kind where
// name is "". data, if not nil, is what the template sees as .Data.
func (r *Renderer) Render(p *site.Page, name, kind string, data any) ([]byte, error) {
	set := r.Sets[p.Lang]
	if name != "" && !set.Has(p.Section(), name) {
		pos := p.Matter.Position("layout", -1)
		d := diag.Diagnostic{Severity: diag.Error, Code: "layout/unknown", Pos: pos, Message: fmt.Sprintf("there is no layout %q", name)}
		d.DidYouMean(name, set.Names())
		return nil, d
	}
	t, err := set.find(p.Section(), name, kind)
	if err != nil {
		return nil, diag.Diagnostic{Severity: diag.Error, Code: "layout/missing", Pos: diag.Position{File: "layouts"}, Message: err.Error()}
	}
	view := r.view(p, site.ToRoot(p.URL))
	view.Data = data
	return set.execute(t, view)
}

// NotFound renders 404.html, whose links start from the base path, because it
// is shown at any address.
func (r *Renderer) NotFound() ([]byte, error) {
	p := r.Site.NotFoundPage()
	set := r.Sets[p.Lang]
	t, err := set.find("", "", "404")
	if err != nil {
		return nil, nil // a guide may do without one
	}
	return set.execute(t, r.view(p, r.basePath()))
}

func (r *Renderer) basePath() string {
	u, err := url.Parse(r.Site.BaseURL)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

// view is the page as it sees itself, with what leads from it to the root.
func (r *Renderer) view(p *site.Page, root string) *Page {
	return (&Page{r: r, from: p, Root: root}).at(p)
}

// part renders a partial that is the same for all pages of a section at one
// depth, once.
func (r *Renderer) part(name string, p *Page) (template.HTML, error) {
	key := partKey{name, p.Lang, p.Section, p.Root}
	r.mu.Lock()
	part, ok := r.parts[key]
	r.mu.Unlock()
	if !ok {
		t, err := r.Sets[p.Lang].partial(name)
		if err != nil {
			return "", err
		}
		if p.parts > maxParts {
			return "", errParts
		}
		common := p.common()
		common.parts++
		var b bytes.Buffer
		if err := t.ExecuteTemplate(&limited{buffer: &b}, partials+name+".html", common); err != nil {
			return "", err
		}
		part = template.HTML(b.String())
		r.mu.Lock()
		if r.parts == nil {
			r.parts = make(map[partKey]template.HTML)
		}
		r.parts[key] = part
		r.mu.Unlock()
	}
	return fillCurrent(part, p), nil
}

// currentMark surrounds the address of a page in a part, where a template asked
// for AriaCurrent. It is in no text, since no source may hold it.
const currentMark = "\x00"

// fillCurrent puts aria-current into the links to a page.
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

// partial returns a partial with what it needs to be executed by itself.
func (s *Set) partial(name string) (*template.Template, error) {
	link := s.partials[name]
	if link == nil {
		return nil, fmt.Errorf("there is no partial %q", name)
	}
	return link()
}
