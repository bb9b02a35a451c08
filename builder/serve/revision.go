package serve

import (
	"io/fs"

	"aftercare/builder/diag"
)

// Files are the files of a site, made when they are opened. Opened files are
// io.Seekers, and the methods are safe for concurrent use.
type Files interface {
	Has(name string) bool
	fs.FS
}

// Revision is the site after a save, with what is known about it.
type Revision struct {
	Files Files
	// Changes are the sources that differ from the previous revision.
	Changes []Change
	// Found are the mistakes that are known before a check.
	Found diag.List
	// Broken, if set, reports whether the source of a file could not be
	// understood. The file is then shown as an earlier revision had it, if one
	// did.
	Broken func(name string) bool
	// Page, if set, describes the page that a file of the site is, or once was.
	// It returns nil for any other file.
	Page func(name string) *PageInfo
}

// PageInfo is what the preview's bar shows about a page, as JSON (script/server.js).
type PageInfo struct {
	File string `json:"file"`
	// Editor is the address that opens the file in the writer's editor, with %l
	// for the line and %c for the column, or "".
	Editor string `json:"editor,omitempty"`
	// Gone says why there is no such page: deleted, moved, draft, future,
	// expired or unreadable. To is the file that it became, at the address Href.
	Gone string `json:"gone,omitempty"`
	To   string `json:"to,omitempty"`
	Href string `json:"href,omitempty"`

	Marks     []Mark      `json:"marks"`
	Words     int         `json:"words"`
	Grade     float64     `json:"grade"`
	Limit     int         `json:"limit"`
	Longest   *Passage    `json:"longest,omitempty"`
	Cited     []SourceUse `json:"cited"`
	Unused    []SourceUse `json:"unused"` // in the front matter, but not cited
	Backlinks []Backlink  `json:"linked"`
	Counting  bool        `json:"counting"` // Backlinks is incomplete: some pages have not been parsed
	Blocks    []TextBlock `json:"blocks"`
}

// Mark says what the published guide does not show: that a page is a draft, in
// the future, expired or due for review.
type Mark struct {
	Name string `json:"name"`
	Date string `json:"date,omitempty"` // as 2006-01-02
}

// Passage is a piece of text and its line in the source.
type Passage struct {
	Words int    `json:"words"`
	Text  string `json:"text"`
	Line  int    `json:"line"`
}

// SourceUse is a reference to one of the guide's sources.
type SourceUse struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Line  int    `json:"line"`
}

// Backlink is the first link from another page to this one.
type Backlink struct {
	Title string `json:"title"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Href  string `json:"href"`
}

// TextBlock is the plain text of a block and its first line in the source.
type TextBlock struct {
	Line int    `json:"line"`
	Text string `json:"text"`
}
