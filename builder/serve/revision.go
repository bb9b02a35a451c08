package serve

import (
	"io/fs"

	"aftercare/builder/diag"
)

// Site is a finished site, whose files are made when they are asked for. They
// are io.Seekers. Its methods are safe for concurrent use.
type Site interface {
	Has(name string) bool
	fs.FS
}

// Revision is the site that a save brings, and what is known of it.
type Revision struct {
	Site Site
	// Changes are the sources in which it differs from the revision before.
	Changes []Change
	// Found is what is wrong with it, as far as that is known without a check.
	Found diag.List
	// Broken, if set, tells the files that are not what the writer means,
	// because their source could not be understood. What they were in an earlier
	// revision is shown in their place, if anything.
	Broken func(name string) bool
	// Page, if set, tells of the page that a file of the site holds, or held; nil
	// if there is nothing to tell.
	Page func(name string) *Page
}

// Page is what a writer is told of a page of the guide beside the page itself.
// The script takes it as JSON; see Page in script/server.js.
type Page struct {
	File string `json:"file"`
	// Editor is the address that opens the file in the writer's editor, with %l
	// for the line and %c for the column; "" if none is known.
	Editor string `json:"editor,omitempty"`
	// Gone says why there is no such page: deleted, moved, draft, future,
	// expired or unreadable. To is the file that it became and Href the address of that.
	Gone string `json:"gone,omitempty"`
	To   string `json:"to,omitempty"`
	Href string `json:"href,omitempty"`

	Marks   []Mark      `json:"marks"`
	Words   int         `json:"words"`
	Grade   float64     `json:"grade"`
	Limit   int         `json:"limit"`
	Longest *Passage    `json:"longest,omitempty"`
	Cited   []SourceUse `json:"cited"`
	Unused  []SourceUse `json:"unused"` // named in the front matter, and not cited
	Linked  []PageLink  `json:"linked"`
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

// PageLink is a place of another page that leads to this one.
type PageLink struct {
	Title string `json:"title"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Href  string `json:"href"`
}

// TextBlock is the plain text of a block and the line that it begins in.
type TextBlock struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}
