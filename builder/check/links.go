package check

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"

	"golang.org/x/net/html"
)

// link judges one link or image of a page.
func (r *Run) link(p *site.Page, f *facts, l markdown.Link) error {
	if l.Kind == markdown.LinkText && l.Text == "" {
		f.diags.Errorf("link/empty-text", l.Pos, "this link to %q has no words", l.Dest).
			WithHint("say where it leads: [the name of the page](%s)", l.Dest)
	}
	link := r.Site.Resolve(p, l.Dest)
	switch {
	case link.External:
		judgeAddress(&f.diags, l.Pos, l.Dest)
		return nil
	case link.Problem != "":
		r.dead(p, f, l, link)
		return nil
	case link.File != nil:
		f.files = append(f.files, link.File)
		return nil
	case l.Kind == markdown.LinkImage:
		f.diags.Errorf("image/missing", l.Pos, "%q is not an image", l.Dest).WithHint("without the ! it is a link: [%s](%s)", l.Text, l.Dest)
		return nil
	}
	if link.Page != p {
		f.pages = append(f.pages, link.Page)
	}
	return r.anchor(f, l, link)
}

func (r *Run) dead(p *site.Page, f *facts, l markdown.Link, link site.Link) {
	if l.Kind == markdown.LinkImage && link.Code == "link/dead-page" {
		link.Code, link.Problem = "image/missing", fmt.Sprintf("there is no image %q", l.Dest)
	}
	d := f.diags.Errorf(link.Code, l.Pos, "%s", link.Problem)
	if r.Lenient && link.LeftOut != "" {
		d.Severity = diag.Warning
	}
	if f.dead++; f.dead > diag.MostOfAKind {
		return // listed no more
	}
	if d.Hint = r.deadHint(p, l.Dest); d.Hint == "" {
		d.Hint = link.Hint()
	}
}

// deadHint knows destinations that are no path but were meant to be something
// else, "" for others.
func (r *Run) deadHint(p *site.Page, dest string) string {
	path, id, _ := strings.Cut(dest, "#")
	switch {
	case strings.HasSuffix(path, questionsFile):
		sheet := strings.TrimSuffix(path, questionsFile) + "_index.md"
		if r.Site.Resolve(p, sheet).Page == nil {
			return ""
		}
		if id != "" {
			sheet += "#" + questionPrefix + id
		}
		return fmt.Sprintf("readers find the questions on the page of the sheet: %q", sheet)
	case strings.HasPrefix(dest, "www."), strings.HasPrefix(dest, "//"):
		return fmt.Sprintf("for another site, write %q", "https://"+strings.TrimLeft(dest, "/"))
	case isMail(dest):
		return fmt.Sprintf("for a mail address, write %q", "mailto:"+dest)
	}
	for _, scheme := range []string{"https", "http"} {
		if rest, ok := strings.CutPrefix(dest, scheme); ok && strings.HasPrefix(strings.TrimLeft(rest, ":"), "/") {
			return fmt.Sprintf("for another site, write %q", "https://"+strings.TrimLeft(rest, ":/"))
		}
	}
	return ""
}

// The questions of the sheet are no page; each stands on the sheet's page under
// an id that begins with the prefix.
const (
	questionsFile  = "questions.md"
	questionPrefix = "q-"
)

// anchor checks that the place on the page is there.
func (r *Run) anchor(f *facts, l markdown.Link, link site.Link) error {
	if link.Fragment == "" || link.Fragment == "top" {
		return nil
	}
	doc, err := r.documentFacts(link.Page)
	if err != nil || f.hasAnchor(doc, link.Fragment) {
		return err
	}
	ids := r.idsOf(link.Page)
	if ids[link.Fragment] {
		return nil
	}
	d := f.diags.Errorf("link/dead-anchor", l.Pos, "%s has no heading or anchor #%s", link.Page.Name(), link.Fragment)
	if ids[questionPrefix+link.Fragment] {
		d.WithHint("did you mean the question %q?", questionPrefix+link.Fragment)
		return nil
	}
	if f.dead++; f.dead > diag.MostOfAKind {
		return nil // listed no more
	}
	candidates := doc.Anchors
	if strings.HasPrefix(link.Fragment, questionPrefix) {
		candidates = slices.Sorted(maps.Keys(ids))
	}
	d.DidYouMean(link.Fragment, candidates)
	return nil
}

// hasAnchor looks for an anchor in a document, and remembers those of the last
// one, to which a long list of links mostly leads.
func (f *facts) hasAnchor(doc *markdown.Document, id string) bool {
	if len(doc.Anchors) < 32 {
		return slices.Contains(doc.Anchors, id)
	}
	if f.target != doc {
		f.target, f.anchors = doc, make(map[string]bool, len(doc.Anchors))
		for _, anchor := range doc.Anchors {
			f.anchors[anchor] = true
		}
	}
	return f.anchors[id]
}

// idsOf are the ids of a finished page, which has those of its layout beside
// those of its text.
func (r *Run) idsOf(p *site.Page) map[string]bool {
	r.mu.Lock()
	ids, ok := r.anchors[p]
	r.mu.Unlock()
	if ok {
		return ids
	}
	page, err := r.Made(p)
	if err != nil {
		page = nil // reported where the page is made
	}
	ids = idsIn(page)
	r.mu.Lock()
	r.anchors[p] = ids
	r.mu.Unlock()
	return ids
}

func idsIn(page []byte) map[string]bool {
	ids := make(map[string]bool)
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ids
		case html.StartTagToken, html.SelfClosingTagToken:
			for more := true; more; {
				var key, value []byte
				key, value, more = z.TagAttr()
				if string(key) == "id" {
					ids[string(value)] = true
				}
			}
		}
	}
}

// references checks what the data files lead to: sources and services.
func (r *Run) references(diags *diag.List) {
	if refs := r.Site.References; refs != nil {
		data := r.source(site.SourcesFile)
		for _, ref := range refs.List {
			if ref.DOI != "" && !isDOI(ref.DOI) {
				diags.Errorf("source/bad-doi", data.find(ref.Pos.Line, ref.DOI), "%q is not a DOI", ref.DOI).
					WithHint("it looks like 10.1002/sm2.74, without https://doi.org/")
			}
			if ref.URL != "" {
				judgeAddress(diags, data.find(ref.Pos.Line, ref.URL), ref.URL)
			}
		}
	}
	data := r.source(site.ServicesFile)
	for _, s := range r.Site.Services {
		from := data.find(1, "id: "+s.ID).Line
		if s.Web != "" {
			judgeAddress(diags, data.find(from, s.Web), s.Web)
		}
		if s.Source != "" && r.Site.References.Get(s.Source) == nil {
			diags.Errorf("source/unknown", data.find(from, s.Source), "unknown source %q", s.Source).
				DidYouMean(s.Source, r.Site.References.IDs())
		}
		if r.editor != nil {
			r.serviceDue(diags, s, data.find(from, s.Checked))
		}
	}
}

// bytes are those of a source file, nil if there is none; one that changes
// while it is read is noticed elsewhere.
func (r *Run) bytes(name string) []byte {
	f := r.Tree.Get(name)
	if f == nil {
		return nil
	}
	data, err := f.Read()
	if err != nil {
		return nil
	}
	return data
}

// source is a source file to find things in.
func (r *Run) source(name string) *text { return newText(name, r.bytes(name)) }
