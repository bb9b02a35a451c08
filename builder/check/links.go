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
		c.found.Errorf("link/empty-text", l.Pos, "the link to %q has no text", l.Dest).
			WithHint("say where it leads: [the name of the page](%s)", l.Dest)
	}
	link := c.Site.Resolve(c.page, l.Dest)
	switch {
	case link.External:
		c.found = append(c.found, checkAddress(l.Pos, l.Dest)...)
		return nil
	case link.Problem != "":
		c.reportDead(l, link)
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

func (c *pageCheck) reportDead(l markdown.Link, link site.Link) {
	if l.Kind == markdown.LinkImage && link.Code == "link/dead-page" {
		link.Code, link.Problem = "image/missing", fmt.Sprintf("there is no image %q", l.Dest)
	}
	d := c.found.Errorf(link.Code, l.Pos, "%s", link.Problem)
	if c.Lenient && link.LeftOut != "" {
		d.Severity = diag.Warning
	}
	if c.dead++; c.dead > diag.MaxOfAKind {
		return // Limit cuts the list here, so a hint would not be seen
	}
	if d.Hint = deadHint(c.Site, c.page, l.Dest); d.Hint == "" {
		c.unhinted = append(c.unhinted, deadLink{index: len(c.found) - 1, link: link, text: l.Text})
	}
}

// deadLink is a dead link without a hint so far.
type deadLink struct {
	index int // in the findings of its page
	link  site.Link
	text  string
}

// suggestTargets adds hints to the first dead links of the guide. It comes after
// the pages were checked in parallel, so that which links get one is always the
// same; see [site.MaxSearches].
func suggestTargets(pages []pageFindings) {
	left := site.MaxSearches
	for _, p := range pages {
		n := min(left, len(p.unhinted))
		for _, l := range p.unhinted[:n] {
			p.found[l.index].Hint = l.link.Hint(l.text)
		}
		left -= n
	}
}

// deadHint returns a hint for destinations that were not meant as paths, such as
// mail addresses, or "".
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

// The questions of the sheet are not a page of their own. Each is on the sheet's
// page, with an id that starts with the prefix.
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
		return nil // as in reportDead
	}
	candidates := doc.Anchors
	if strings.HasPrefix(link.Fragment, questionPrefix) {
		candidates = slices.Sorted(maps.Keys(ids))
	}
	d.DidYouMean(link.Fragment, candidates)
	return nil
}

// hasAnchor looks for an anchor in a document. It caches those of the last one,
// because the links of a long list mostly lead to one document.
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

// finishedAnchors caches the ids of finished pages, which include those that
// layouts add. It is safe for concurrent use.
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
			page = nil // whoever makes the page reports it
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
