package check

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/check/advice"
	"aftercare/builder/check/allowance"
	"aftercare/builder/check/finished"
	"aftercare/builder/data"
	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// textFindings is what the rules find in one page's text.
type textFindings struct {
	found  diag.List
	titles int // headings of level one
}

// checkText applies the rules that depend on a page's text alone. Without an
// editor there is no writing advice.
func checkText(in Input, e *advice.Editor, left *placeholders, p *site.Page) (textFindings, error) {
	doc, err := in.Documents.Document(p)
	if err != nil {
		return textFindings{}, err
	}
	var t textFindings
	t.titles = headings(&t.found, doc.Headings, p.Matter.Title != "")
	if p.Matter.Title == "" && t.titles == 0 && p.Kind != site.KindHome {
		title := p.Title
		if len(doc.Headings) > 0 {
			title = doc.Headings[0].Text
		}
		title = data.Plain(title)
		d := t.found.Warnf("markdown/no-title", p.Matter.Position("title", -1), "the page has no title, so it is named after its file: %q", p.Title)
		if d.WithHint("add to the front matter: title: %s", title); in.Site.Text(p).Body == 0 {
			d.WithHint("begin the file with a line ---, a line title: %s and another line ---", title)
		}
	}
	if isEmpty(p, doc) {
		t.found.Warnf("markdown/no-text", diag.Position{File: p.Name()}, "this page is published but has no text").
			WithHint("write it, or keep it back until then with draft: true")
	}
	shownAllowances(&t.found, doc)
	left.onPage(&t.found, p, doc)
	if e != nil {
		t.found = append(t.found, e.Text(p, doc)...)
	}
	return t, nil
}

// shownAllowances finds comments meant for the checks that Markdown takes for text.
func shownAllowances(diags *diag.List, doc *markdown.Document) {
	for _, piece := range doc.Prose {
		if i := strings.Index(piece.Text, allowance.Prefix); i >= 0 {
			diags.Errorf("allow/shown", piece.At(i, len(allowance.Prefix)), "this line would be shown to readers").
				WithHint(`a line of its own after an empty line: [//]: # "aftercare: allow code: reason"`)
		}
	}
}

// isEmpty reports whether a page shows nothing but headings. Sections list their
// pages, and a layout of its own may show more than the text.
func isEmpty(p *site.Page, doc *markdown.Document) bool {
	if p.IsNode() || p.Matter.Layout != "" || len(p.Matter.KeyPoints) > 0 || len(doc.Links) > 0 || bytes.Contains(doc.HTML, []byte("<code")) {
		return false
	}
	return !slices.ContainsFunc(doc.Prose, func(piece markdown.Prose) bool {
		shown := func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }
		return piece.Kind != markdown.ProseHeading && (piece.Text == "" || strings.ContainsFunc(piece.Text, shown))
	})
}

// pageFindings is what was found on one page, and what the rules for the whole
// guide need to know about it.
type pageFindings struct {
	page  *site.Page
	found diag.List
	doc   *markdown.Document // facts only, without HTML and prose
	pages []*site.Page       // that the text links to
	files []*source.File     // that the text links to or shows

	unhinted []deadLink
}

type pageCheck struct {
	Input
	pageFindings
	anchors *finishedAnchors

	dead      int // number of dead links
	target    *markdown.Document
	targetIDs map[string]bool
}

// checkPage applies the rules that hold a page against the guide. made is nil if
// the page has not been made; titles counts the headings of level one in all texts.
func checkPage(in Input, e *advice.Editor, p *site.Page, text textFindings, made *finished.File, titles int, anchors *finishedAnchors) (pageFindings, error) {
	c := pageCheck{Input: in, pageFindings: pageFindings{page: p, found: text.found}, anchors: anchors}
	var err error
	if c.doc, err = in.Documents.Facts(p); err != nil {
		return c.pageFindings, err
	}
	c.found = append(c.found[:len(c.found):len(c.found)], reported(p, c.doc.Diagnostics)...)
	if made != nil {
		c.found = append(c.found, oneTitle(p, in.layout(p), made.Titles, titles)...)
	}
	if name := p.Matter.Layout; name != "" && !strings.HasSuffix("/"+in.layout(p), "/"+name) {
		c.found.Errorf("layout/unknown", p.Matter.Position("layout", -1), "there is no layout %q", name).DidYouMean(name, in.set().Names())
	}
	for _, l := range c.doc.Links {
		if err := c.link(l); err != nil {
			return c.pageFindings, err
		}
	}
	for _, cite := range c.doc.Cites {
		if in.Site.References.Get(cite.ID) == nil && !slices.Contains(p.Matter.Sources, cite.ID) { // else front matter's error
			in.Site.References.ReportUnknown(&c.found, cite.Pos, cite.ID)
		}
	}
	if e != nil && p.Written() {
		advice, err := e.FrontMatter(p, c.doc)
		if err != nil {
			return c.pageFindings, err
		}
		c.found = append(c.found, advice...)
	}
	return c.pageFindings, nil
}

// reported filters the parser's diagnostics for a page. Headings of the glossary
// have attributes that the site reads, not the page.
func reported(p *site.Page, list diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		return p.Path == site.GlossaryPath && d.Code == "markdown/bad-attribute"
	})
}
