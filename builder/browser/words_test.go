package browser

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// telling are the words that must not stand where somebody else may see them:
// in the title of a tab, an address, a preview, the name of a file (content
// plan, rule 35).
var telling = regexp.MustCompile(`(?i)sex|kink|bdsm|orgasm|trauma|assault|\bpcd\b|rape|abuse`)

// Everything here is read from the files, so every page is looked at always.

func TestNothingThatShowsElsewhereTells(t *testing.T) {
	for _, name := range shared.guide.names {
		if found := telling.FindString(name); found != "" {
			t.Errorf("%s: the address says %q", name, found)
		}
		if path.Ext(name) != ".html" {
			continue
		}
		page := parse(shared.guide.files[name])
		for what, words := range previews(page) {
			if found := telling.FindString(words); found != "" {
				t.Errorf("%s: the %s says %q: %s", name, what, found, words)
			}
		}
	}
}

// previews are the words of a page that others show: tabs, histories, previews
// of links, names of downloads.
func previews(page *html.Node) map[string]string {
	words := make(map[string]string)
	for n := range elements(page, "title", "meta", "a") {
		property := attribute(n, "property") + attribute(n, "name")
		switch {
		case n.Data == "title" && !within(n, "svg"):
			words["title"] = text(n)
		case strings.HasPrefix(property, "og:") || strings.HasPrefix(property, "twitter:"):
			words[property] = attribute(n, "content")
		case n.Data == "a" && attribute(n, "download") != "":
			words["name of a download"] += " " + attribute(n, "download")
		}
	}
	return words
}

func TestTitlesTellPagesApart(t *testing.T) {
	seen := make(map[string]string)
	for _, name := range shared.guide.names {
		if path.Base(name) != "index.html" || isRedirect(shared.guide.files[name]) || strings.HasPrefix(name, "sheet/") || name == "whole/index.html" {
			continue // copies are named after the guide, and the pages of the sheet share one quiet title
		}
		title := previews(parse(shared.guide.files[name]))["title"]
		if title == "" || seen[title] != "" {
			t.Errorf("%s: the title is %q, like that of %q", name, title, seen[title])
		}
		seen[title] = name
	}
}

func TestPagesSayWhatThingsAre(t *testing.T) {
	for _, p := range []*published{shared.guide, shared.small} {
		for _, name := range p.names {
			if path.Ext(name) != ".html" || isRedirect(p.files[name]) {
				continue
			}
			page := parse(p.files[name])
			if err := outline(page); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			for n := range elements(page) {
				if err := thing(n); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
	}
}

// thing checks what a screen reader tells of one element: a row by its first
// cell, a box by whether it can be ticked, the number of a source by its name,
// and a source's strength as a sentence of its own.
func thing(n *html.Node) error {
	switch {
	case n.Data == "tr" && within(n, "tbody"):
		for cell := range elements(n, "th", "td") {
			if cell.Data == "td" && text(cell) != "" || cell.Data == "th" && attribute(cell, "scope") != "row" {
				return fmt.Errorf("a row of a table begins with %q, which is no row header", fold(text(cell)))
			}
			break
		}
	case n.Data == "input" && attribute(n, "type") == "checkbox" && attribute(n, "disabled") != "":
		return fmt.Errorf("a box can't be ticked: %q", fold(text(n.Parent)))
	case attribute(n, "role") == "doc-noteref" && attribute(n, "aria-label") == "":
		return fmt.Errorf("the number %s of a source has no name", text(n))
	case n.Data == "b" && attribute(n.Parent, "class") == "soft" && !strings.HasSuffix(text(n), "."):
		return fmt.Errorf("%q runs into the sentence behind it", text(n))
	}
	return nil
}

// outline checks the language, the landmarks and the order of headings.
func outline(page *html.Node) error {
	tops, mains, last := 0, 0, 0
	for n := range elements(page, "html", "main", "h1", "h2", "h3", "h4", "h5", "h6") {
		switch n.Data {
		case "html":
			if lang := attribute(n, "lang"); len(lang) < 2 || attribute(n, "dir") == "" {
				return fmt.Errorf("lang is %q, dir is %q", lang, attribute(n, "dir"))
			}
		case "main":
			mains++
		default:
			level := int(n.Data[1] - '0')
			if level == 1 {
				tops++
			}
			if level > last+1 {
				return fmt.Errorf("the heading %q is of level %d after one of level %d", fold(text(n)), level, last)
			}
			last = level
		}
	}
	if tops != 1 || mains != 1 {
		return fmt.Errorf("%d main headings, %d main parts", tops, mains)
	}
	return nil
}

// What a page names of its own host is there: a missing icon would show in
// every console.
func TestHeadNamesOnlyFilesThatAreThere(t *testing.T) {
	for _, name := range shared.guide.names {
		if path.Ext(name) != ".html" {
			continue
		}
		for n := range elements(parse(shared.guide.files[name]), "link", "script", "img", "meta") {
			ref := attribute(n, "src") + attribute(n, "href")
			if attribute(n, "property") == "og:image" {
				ref = strings.TrimPrefix(attribute(n, "content"), siteAddress)
				ref = "/" + ref
			}
			if ref == "" || strings.Contains(ref, "://") || strings.HasPrefix(ref, "data:") {
				continue
			}
			file := strings.TrimPrefix(ref, "/")
			if !strings.HasPrefix(ref, "/") {
				file = path.Join(path.Dir(name), ref)
			}
			if _, ok := shared.guide.files[file]; !ok {
				t.Errorf("%s names %s, which is not there", name, ref)
			}
		}
	}
}

// From a number in the text to its source and back to where it first stands, and
// from the list of all sources to that place on each page.
func TestSourcesLeadBack(t *testing.T) {
	places := make(map[string]bool)
	for _, name := range shared.guide.names {
		if path.Ext(name) != ".html" {
			continue
		}
		forth, back := 0, 0
		for n := range elements(parse(shared.guide.files[name])) {
			places[path.Dir(name)+"/#"+attribute(n, "id")] = true
			switch role := attribute(n, "role"); {
			case role == "doc-noteref" && attribute(n, "id") != "":
				forth++
			case role == "doc-backlink":
				back++
				if to := attribute(n, "href"); !strings.Contains(string(shared.guide.files[name]), ` id="`+strings.TrimPrefix(to, "#")+`"`) {
					t.Errorf("%s: a source leads back to %s, which is not there", name, to)
				}
			}
		}
		if forth != back {
			t.Errorf("%s: %d numbers lead to sources, and %d links back", name, forth, back)
		}
	}
	uses := 0
	for n := range elements(shared.guide.page("/about/sources/"), "a") {
		if to := attribute(n, "href"); within(n, "dd") && strings.Contains(to, "#") {
			uses++
			if !places[path.Join("about/sources", to)] {
				t.Errorf("the list of sources leads to %s, which is not there", to)
			}
		}
	}
	if uses < 200 {
		t.Errorf("the list of sources leads to %d places in the guide", uses)
	}
}
