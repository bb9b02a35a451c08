package preview

import (
	"path"
	"slices"

	"aftercare/builder"
	"aftercare/builder/serve"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// changes returns the sources in which two snapshots differ, sorted.
func changes(before, after *builder.Snapshot) []serve.Change {
	var list []serve.Change
	for _, name := range after.Tree.Differences(before.Tree) {
		c := serve.Change{Kind: "saved", File: name}
		switch {
		case before.Tree.Get(name) == nil:
			c.Kind = "new"
		case after.Tree.Get(name) == nil:
			c.Kind = "deleted"
		}
		list = append(list, c)
	}
	list = joinMoves(list, before, after)
	for i := range list {
		describe(&list[i], before, after)
	}
	return list
}

// joinMoves joins a deleted file and a new one that is the same into one change.
func joinMoves(list []serve.Change, before, after *builder.Snapshot) []serve.Change {
	for i := range list {
		if list[i].Kind != "new" {
			continue
		}
		gone := slices.IndexFunc(list, func(c serve.Change) bool {
			return c.Kind == "deleted" && sameFile(c.File, list[i].File, before, after)
		})
		if gone >= 0 {
			list[i].Kind, list[i].From = "moved", list[gone].File
			list[gone].Kind = ""
		}
	}
	return slices.DeleteFunc(list, func(c serve.Change) bool { return c.Kind == "" })
}

// sameFile reports whether a new file seems to be an old one under another name:
// it has the same bytes or, if it is a page, the same title.
func sameFile(old, now string, before, after *builder.Snapshot) bool {
	a, b := before.Tree.Get(old), after.Tree.Get(now)
	if path.Ext(old) != path.Ext(now) || a.Layer != b.Layer {
		return false
	}
	was, is := before.Site.FromFile(old), after.Site.FromFile(now)
	if was != nil && is != nil && was.Matter.Title != "" && was.Matter.Title == is.Matter.Title {
		return true
	}
	return sameBytes(a, b)
}

func sameBytes(a, b *source.File) bool {
	x, errX := a.Hash()
	y, errY := b.Hash()
	return errX == nil && errY == nil && x == y
}

func describe(c *serve.Change, before, after *builder.Snapshot) {
	s := after
	if c.Kind == "deleted" {
		s = before
	}
	f := s.Tree.Get(c.File)
	if p := s.Site.PageOf(c.File); p != nil {
		c.Title, c.Href = p.Title, href(p)
	} else if s.Site.Files[f.Path] == f {
		c.Copy = "/" + f.Path
	}
}

// history keeps the pages that have gone since the preview started, by the name
// of their file in the site.
type history map[string]gonePage

type gonePage struct {
	file string
	to   string // the file's new name, if it has moved
}

// maxGone bounds history in a preview that runs for weeks.
const maxGone = 1000

// add records the pages whose address has no page any more after the changes.
func (h history) add(list []serve.Change, before, after *builder.Snapshot) {
	for _, c := range list {
		gone := gonePage{file: c.File}
		if c.Kind == "moved" {
			gone = gonePage{file: c.From, to: c.File}
		}
		was := before.Site.PageOf(gone.file)
		if was == nil || after.Site.PageAt(was.URL) != nil {
			continue
		}
		if len(h) >= maxGone {
			clear(h)
		}
		h[site.OutputPath(was.URL)] = gone
	}
}

// page says what became of the page in a file of the site, if there was one.
func (h history) page(s *builder.Snapshot, name string) *serve.PageInfo {
	was, ok := h[name]
	if !ok {
		return nil
	}
	page := &serve.PageInfo{File: was.file, Gone: "deleted"}
	for _, file := range []string{was.file, was.to} {
		if p := s.Site.PageOf(file); p != nil {
			page.Gone, page.To, page.Href = "moved", file, href(p)
		} else if p := s.Site.FromFile(file); p != nil {
			if out, ok := s.Site.LeftOutAt(p.URL); ok {
				page.File, page.Gone = file, string(out.Reason)
			}
		}
	}
	return page
}

func href(p *site.Page) string { return "/" + p.URL }
