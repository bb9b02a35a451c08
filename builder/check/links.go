package check

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
	"aftercare/builder/rewrite"
	"aftercare/builder/site"
)

func (c *pageCheck) link(l markdown.Link) error {
	if l.Kind == markdown.LinkText && l.Text == "" {
		c.found.Errorf("link/empty-text", l.Pos, "this link to %q has no words", l.Dest).
			WithHint("say where it leads: [the name of the page](%s)", l.Dest)
	}
	link := c.Site.Resolve(c.page, l.Dest)
	switch {
	case link.External:
		c.found = append(c.found, judgeAddress(l.Pos, l.Dest)...)
		return nil
	case link.Problem != "":
		c.deadLink(l, link)
		return nil
	case link.File != nil:
		c.files = append(c.files, link.File)
		return nil
	case l.Kind == markdown.LinkImage:
		c.found.Errorf("image/missing", l.Pos, "%q is not an image", l.Dest).WithHint("without the ! it is a link: [%s](%s)", l.Text, l.Dest)
		return nil
	}
	if link.Page != c.page {
		c.pages = append(c.pages, link.Page)
	}
	return c.anchor(l, link)
}

func (c *pageCheck) deadLink(l markdown.Link, link site.Link) {
	if l.Kind == markdown.LinkImage && link.Code == "link/dead-page" {
		link.Code, link.Problem = "image/missing", fmt.Sprintf("there is no image %q", l.Dest)
	}
	d := c.found.Errorf(link.Code, l.Pos, "%s", link.Problem)
	if c.Lenient && link.LeftOut != "" {
		d.Severity = diag.Warning
	}
	if c.dead++; c.dead > diag.MaxOfAKind {
		return // listed no more
	}
	if d.Hint = deadHint(c.Site, c.page, l.Dest); d.Hint == "" {
		c.lost = append(c.lost, lostLink{found: len(c.found) - 1, link: link, text: l.Text})
	}
}

// lostLink is a dead link for which nobody has looked yet what it meant.
type lostLink struct {
	found int // its place among what was found of the page
	link  site.Link
	text  string
}

// findLost looks for what the first dead links meant, in the order of the pages.
func findLost(pages []pageFindings) {
	left := site.MaxSearches
	for _, p := range pages {
		n := min(left, len(p.lost))
		for _, l := range p.lost[:n] {
			p.found[l.found].Hint = l.link.Hint(l.text)
		}
		left -= n
	}
}

// deadHint knows destinations that are no path but were meant to be something
// else, "" for others.
func deadHint(s *site.Site, p *site.Page, dest string) string {
	path, id, _ := strings.Cut(dest, "#")
	switch {
	case strings.HasSuffix(path, questionsFile):
		sheet := strings.TrimSuffix(path, questionsFile) + "_index.md"
		if s.Resolve(p, sheet).Page == nil {
			return ""
		}
		if id != "" {
			sheet += "#" + questionPrefix + id
		}
		return fmt.Sprintf("readers find the questions on the page of the sheet: %q", sheet)
	case strings.HasPrefix(dest, "www."), strings.HasPrefix(dest, "//"):
		return fmt.Sprintf("for another site, write %q", "https://"+strings.TrimLeft(dest, "/"))
	case site.IsMail(dest):
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

func (c *pageCheck) anchor(l markdown.Link, link site.Link) error {
	if link.Fragment == "" || link.Fragment == "top" {
		return nil
	}
	doc, err := c.Documents.Facts(link.Page)
	if err != nil || c.hasAnchor(doc, link.Fragment) {
		return err
	}
	ids := c.anchors.of(link.Page)
	if ids[link.Fragment] {
		return nil
	}
	d := c.found.Errorf("link/dead-anchor", l.Pos, "%s has no heading or anchor #%s", link.Page.Name(), link.Fragment)
	if ids[questionPrefix+link.Fragment] {
		d.WithHint("did you mean the question %q?", questionPrefix+link.Fragment)
		return nil
	}
	if c.dead++; c.dead > diag.MaxOfAKind {
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
func (c *pageCheck) hasAnchor(doc *markdown.Document, id string) bool {
	if len(doc.Anchors) < 32 {
		return slices.Contains(doc.Anchors, id)
	}
	if c.target != doc {
		c.target, c.targetIDs = doc, make(map[string]bool, len(doc.Anchors))
		for _, anchor := range doc.Anchors {
			c.targetIDs[anchor] = true
		}
	}
	return c.targetIDs[id]
}

// finishedAnchors knows the ids of finished pages, which have those of their
// layouts beside those of their texts. It is safe for concurrent use.
type finishedAnchors struct {
	make func(*site.Page) ([]byte, error)

	mu  sync.Mutex
	ids map[*site.Page]map[string]bool
}

func (a *finishedAnchors) of(p *site.Page) map[string]bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	ids, ok := a.ids[p]
	if !ok {
		page, err := a.make(p)
		if err != nil {
			page = nil // reported where the page is made
		}
		ids = idsIn(page)
		a.ids[p] = ids
	}
	return ids
}

func idsIn(page []byte) map[string]bool {
	ids := make(map[string]bool)
	rewrite.Tags(page, func(t *rewrite.Tag) bool {
		ids[t.Attribute("id")] = true
		return true
	})
	return ids
}
