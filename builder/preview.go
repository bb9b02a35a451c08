package builder

import (
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"aftercare/builder/check"
	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Broken reports whether a file of the site is not what its writer means,
// because where its front matter ends can't be told.
func (s *Snapshot) Broken(name string) bool {
	e, _ := s.Entry(name)
	return e.Page != nil && e.Page.Written() && s.broken(s.Site.Text(e.Page).File)
}

func (s *Snapshot) broken(f *source.File) bool {
	return s.pages[f].broken
}

// Change is a source file in which two snapshots differ.
type Change struct {
	// Kind is saved, new, deleted or moved; From is the former name of a file
	// that has moved.
	Kind, File, From string
	// Title and Name are those of the page that is made from the file, or was.
	// Copied says that the file is published as it is, under Name.
	Title, Name string
	Copied      bool
}

// Desk tells a writer about the pages of a guide what does not show in them.
// It remembers from one snapshot to the next what became of pages that are
// gone. It is safe for concurrent use.
type Desk struct {
	mu     sync.Mutex
	former map[string]formerPage // by the file that was published
	links  linkIndex
}

// formerPage is a page that is no longer where it was.
type formerPage struct {
	file string
	to   string // the file's new name, if it has moved
}

// mostFormer bounds what is remembered of a preview that runs for weeks.
const mostFormer = 1000

// NewDesk returns a Desk that has not seen anything yet.
func NewDesk() *Desk { return &Desk{former: make(map[string]formerPage)} }

// Changes tells in which sources two snapshots differ, by file.
func (d *Desk) Changes(before, after *Snapshot) []Change {
	var list []Change
	for _, name := range after.Tree.Differences(before.Tree) {
		c := Change{Kind: "saved", File: name}
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
		list[i].describe(before, after)
		d.notePageGone(list[i], before, after)
	}
	return list
}

// joinMoves makes one change of a file that is gone and a new one that is it.
func joinMoves(list []Change, before, after *Snapshot) []Change {
	for i := range list {
		if list[i].Kind != "new" {
			continue
		}
		moved := slices.IndexFunc(list, func(c Change) bool {
			return c.Kind == "deleted" && sameFile(before.Tree.Get(c.File), after.Tree.Get(list[i].File), before, after)
		})
		if moved >= 0 {
			list[i].Kind, list[i].From = "moved", list[moved].File
			list[moved].Kind = ""
		}
	}
	return slices.DeleteFunc(list, func(c Change) bool { return c.Kind == "" })
}

// sameFile reports whether a new file is a former one under another name: it
// has its bytes or, if it is a page, its title.
func sameFile(old, now *source.File, before, after *Snapshot) bool {
	if path.Ext(old.Path) != path.Ext(now.Path) || old.Layer != now.Layer {
		return false
	}
	was, oldPage := before.pages[old]
	is, newPage := after.pages[now]
	if oldPage && newPage && was.Matter.Title != "" && was.Matter.Title == is.Matter.Title {
		return true
	}
	a, errOld := old.Hash()
	b, errNow := now.Hash()
	return errOld == nil && errNow == nil && a == b
}

// describe adds what is made of the file.
func (c *Change) describe(before, after *Snapshot) {
	s := after
	if c.Kind == "deleted" {
		s = before
	}
	f := s.Tree.Get(c.File)
	if p := s.Site.PageOf(c.File); p != nil {
		c.Title, c.Name = p.Title(), site.OutputPath(p.URL)
	} else if s.Site.Files[f.Path] == f {
		c.Name, c.Copied = f.Path, true
	}
}

// notePageGone remembers whose page was at an address that has none now.
func (d *Desk) notePageGone(c Change, before, after *Snapshot) {
	name, to := c.File, ""
	if c.Kind == "moved" {
		name, to = c.From, c.File
	}
	was := before.Site.PageOf(name)
	if was == nil || after.Site.PageAt(was.URL) != nil {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.former) >= mostFormer {
		clear(d.former)
	}
	d.former[site.OutputPath(was.URL)] = formerPage{name, to}
}

// PageFacts is what a writer is told of a page.
type PageFacts struct {
	File string `json:"file"`
	// Gone says why there is no such page: deleted, moved, draft, future or
	// expired. To is the file that it became and Name what is made of it.
	Gone string `json:"gone,omitempty"`
	To   string `json:"to,omitempty"`
	Name string `json:"-"`

	Marks   []Mark      `json:"marks"`
	Words   int         `json:"words"`
	Grade   float64     `json:"grade"`
	Limit   int         `json:"limit"`
	Longest *Passage    `json:"longest,omitempty"`
	Cited   []SourceUse `json:"cited"`
	Unused  []SourceUse `json:"unused"` // named in the front matter, and not cited
	Linked  []*PageLink `json:"linked"`
	Count   bool        `json:"counting"` // more may be linked: not every page has been read yet
	Blocks  []TextBlock `json:"blocks"`
}

// Mark is something that a reader of the published guide would not see, or
// not yet: draft, future, expired, review due.
type Mark struct {
	Name string `json:"name"`
	Date string `json:"date,omitempty"` // as 2006-01-02
}

// Passage is a piece of text and where it stands.
type Passage struct {
	Words int    `json:"words"`
	Text  string `json:"text"`
	Line  int    `json:"line"`
}

// SourceUse is a source and the line that names it.
type SourceUse struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Line  int    `json:"line"`
}

// PageLink is a place of another page that leads to this one. Href is the
// address of that page, which the preview fills in.
type PageLink struct {
	Title string `json:"title"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Name  string `json:"-"`
	Href  string `json:"href"`
}

// TextBlock is the plain text of a block and the line that it begins in.
type TextBlock struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Page tells about a file of a snapshot, or about the page that was there; nil
// if there never was one, or none that a source file stands behind.
func (d *Desk) Page(s *Snapshot, name string) (*PageFacts, error) {
	e, _ := s.Entry(name)
	if e.Page == nil {
		return d.gone(s, name), nil
	}
	p := e.Page
	if !p.Written() {
		return nil, nil
	}
	doc, err := s.documents.Document(p)
	if err != nil {
		return nil, err
	}
	facts := &PageFacts{File: p.Name(), Marks: marks(p, s.Site.Now()), Words: doc.Words}
	reading, err := check.Read(check.Input{Site: s.Site, Documents: s.documents}, p)
	if err != nil {
		return nil, err
	}
	facts.Grade, facts.Limit = reading.Grade, reading.Limit
	if reading.Longest.Words > 0 {
		facts.Longest = &Passage{reading.Longest.Words, reading.Longest.Text, reading.Pos.Line}
	}
	for _, c := range doc.Cites {
		facts.Cited = append(facts.Cited, s.use(c.ID, c.Pos))
	}
	for i, id := range p.Matter.Sources {
		if !slices.ContainsFunc(facts.Cited, func(u SourceUse) bool { return u.ID == id }) {
			facts.Unused = append(facts.Unused, s.use(id, p.Matter.Position("sources", i)))
		}
	}
	for _, piece := range doc.Prose {
		facts.Blocks = append(facts.Blocks, TextBlock{piece.Pos.Line, piece.Text})
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	facts.Linked, facts.Count = d.links.to(s, p)
	return facts, nil
}

// gone tells what became of a page that was published as name.
func (d *Desk) gone(s *Snapshot, name string) *PageFacts {
	d.mu.Lock()
	was, ok := d.former[name]
	d.mu.Unlock()
	if !ok {
		return nil
	}
	facts := &PageFacts{File: was.file, Gone: "deleted"}
	for _, file := range []string{was.file, was.to} {
		if p := s.Site.PageOf(file); p != nil {
			facts.Gone, facts.To, facts.Name = "moved", file, site.OutputPath(p.URL)
		}
		for _, out := range s.Site.LeftOut {
			if out.Page.Name() == file {
				facts.Gone = string(out.Reason)
			}
		}
	}
	return facts
}

func marks(p *site.Page, now time.Time) []Mark {
	var list []Mark
	add := func(when bool, name string, date time.Time) {
		if when {
			list = append(list, Mark{name, date.Format(time.DateOnly)})
		}
	}
	m := p.Matter
	appears := m.PublishDate
	if appears.IsZero() {
		appears = m.Date
	}
	if m.Draft {
		list = append(list, Mark{Name: "draft"})
	}
	add(appears.After(now), "future", appears)
	add(!m.ExpiryDate.IsZero() && !m.ExpiryDate.After(now), "expired", m.ExpiryDate)
	add(!m.NextReview.IsZero() && m.NextReview.Before(now), "review due", m.NextReview)
	return list
}

func (s *Snapshot) use(id string, pos diag.Position) SourceUse {
	u := SourceUse{ID: id, Line: pos.Line}
	if ref := s.Site.References.Get(id); ref != nil {
		u.Label = strings.Join(slices.DeleteFunc([]string{ref.Authors, ref.Year, ref.Title}, func(s string) bool { return s == "" }), ", ")
	}
	return u
}
