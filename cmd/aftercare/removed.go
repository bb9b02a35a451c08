package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"aftercare/builder"
	"aftercare/builder/diag"
	"aftercare/builder/publish"
	"aftercare/builder/site"
)

// printRemoved lists pages and documents that are no longer published, each with
// the alias that would redirect its address: readers have bookmarks, and other
// sites link to it. It skips pages that are left out, which are listed elsewhere.
func printRemoved(p *program, s *site.Site, removed, added []string) {
	var gone []string
	for _, name := range removed {
		address := strings.TrimSuffix(name, "index.html")
		if _, left := s.LeftOutAt(address); !left && slices.Contains([]string{".html", ".pdf", ".docx", ".odt", ".epub", ".ics", ".csv"}, path.Ext(name)) {
			gone = append(gone, address)
		}
	}
	if len(gone) == 0 {
		return
	}
	fmt.Fprintf(p.stdout, "%s gone; old links break:\n", plural(len(gone), "published address is", "published addresses are"))
	for i, address := range gone {
		if i == placesShown {
			fmt.Fprintf(p.stdout, "  … and %d more\n", len(gone)-i)
			break
		}
		file := "the page that has its text now"
		if page := successor(s, added, address); page != nil {
			file = page.Name()
		}
		fmt.Fprintf(p.stdout, "  /%s    to redirect it, add to the front matter of %s: aliases: [/%s]\n", diag.VisibleLines(address), diag.VisibleLines(file), diag.VisibleLines(address))
	}
}

// printRemovedSinceBuild lists what the next build would remove.
func (g *guideFlags) printRemovedSinceBuild(p *program, s *builder.Snapshot) error {
	published, err := publish.Published(g.destination())
	if err != nil || len(published) == 0 {
		return err
	}
	now := s.Names()
	printRemoved(p, s.Site, missing(published, now), missing(now, published))
	return nil
}

func missing(names, other []string) []string {
	there := make(map[string]bool, len(other))
	for _, name := range other {
		there[name] = true
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return there[name] })
}

// successor guesses which new page has the text of a removed one: the one with
// the most similar last part of its address, or else the only one, or nil.
func successor(s *site.Site, added []string, address string) *site.Page {
	var pages []*site.Page
	var parts []string
	for _, name := range added {
		if page := s.PageIn(name); page != nil && page.Written() {
			pages = append(pages, page)
			parts = append(parts, path.Base(page.URL))
		}
	}
	if best, ok := diag.Nearest(path.Base(address), parts); ok {
		return pages[slices.Index(parts, best)]
	}
	if len(pages) == 1 {
		return pages[0]
	}
	return nil
}
