// Package check finds what is wrong with a site that could be assembled: dead
// links and anchors, unknown sources, what the Markdown of each page reports.
// It reads the facts of each document and, only where they do not settle a
// question, the finished page.
package check

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/site"

	"golang.org/x/net/html"
)

// Input is what there is to check.
type Input struct {
	Site      *site.Site
	Documents map[string]*site.Documents // by language
	// Render makes the finished page, for anchors that a layout adds.
	Render func(*site.Page) ([]byte, error)
	// Lenient makes links to pages that are not published warnings.
	Lenient bool
}

// Content checks the text of every page. The error is the machine's.
func Content(ctx context.Context, in Input) (diag.List, error) {
	c := checker{Input: in, anchors: make(map[*site.Page]map[string]bool)}
	lists := make([]diag.List, len(in.Site.Pages))
	err := pool.Each(ctx, len(in.Site.Pages), func(i int) (err error) {
		lists[i], err = c.page(in.Site.Pages[i])
		return err
	})
	var all diag.List
	for _, l := range lists {
		all = append(all, l...)
	}
	return all, err
}

type checker struct {
	Input
	mu      sync.Mutex
	anchors map[*site.Page]map[string]bool
}

func (c *checker) page(p *site.Page) (diag.List, error) {
	doc, err := c.Documents[p.Lang].Facts(p)
	if err != nil {
		return nil, err
	}
	diags := own(p, doc.Diagnostics)
	for _, l := range doc.Links {
		if err := c.link(&diags, p, l); err != nil {
			return nil, err
		}
	}
	for _, cite := range doc.Cites {
		if c.Site.References.Get(cite.ID) == nil {
			diags.Errorf("source/unknown", cite.Pos, "unknown source %q", cite.ID).DidYouMean(cite.ID, c.Site.References.IDs())
		}
	}
	return diags, nil
}

// own returns what the Markdown of a page reports. The headings of the glossary
// carry attributes that are data for the site, not for the page.
func own(p *site.Page, reported diag.List) diag.List {
	var diags diag.List
	for _, d := range reported {
		if p.Path != site.GlossaryPath || d.Code != "markdown/bad-attribute" {
			diags = append(diags, d)
		}
	}
	return diags
}

func (c *checker) link(diags *diag.List, p *site.Page, l markdown.Link) error {
	link := c.Site.Resolve(p, l.Dest)
	switch {
	case link.External:
		return nil
	case link.Problem != "":
		if l.Kind == markdown.LinkImage && link.Code == "link/dead-page" {
			link.Code, link.Problem = "image/missing", fmt.Sprintf("there is no image %q", l.Dest)
		}
		link.Report(diags, l.Pos, l.Dest, c.Lenient)
		return nil
	case l.Kind == markdown.LinkImage && link.File == nil:
		diags.Errorf("image/missing", l.Pos, "%q is not an image", l.Dest)
		return nil
	case link.Fragment == "" || link.Page == nil || link.Fragment == "top":
		return nil
	}
	ok, err := c.hasAnchor(link.Page, link.Fragment)
	if err == nil && !ok {
		known, _ := c.known(link.Page)
		diags.Errorf("link/dead-anchor", l.Pos, "%s has no heading or anchor #%s", link.Page.Name(), link.Fragment).DidYouMean(link.Fragment, known)
	}
	return err
}

func (c *checker) known(p *site.Page) ([]string, error) {
	doc, err := c.Documents[p.Lang].Facts(p)
	if err != nil {
		return nil, err
	}
	return doc.Anchors, nil
}

// hasAnchor looks at the document first and then, since layouts add anchors of
// their own, at the finished page.
func (c *checker) hasAnchor(p *site.Page, id string) (bool, error) {
	anchors, err := c.known(p)
	if err != nil {
		return false, err
	}
	for _, a := range anchors {
		if a == id {
			return true, nil
		}
	}
	c.mu.Lock()
	ids, ok := c.anchors[p]
	c.mu.Unlock()
	if !ok {
		page, err := c.Render(p)
		if err != nil {
			page = nil // reported where the page is made
		}
		ids = idsOf(page)
		c.mu.Lock()
		c.anchors[p] = ids
		c.mu.Unlock()
	}
	return ids[id], nil
}

func idsOf(page []byte) map[string]bool {
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
