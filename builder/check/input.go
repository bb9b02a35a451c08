package check

import (
	"aftercare/builder/check/allowance"
	"aftercare/builder/check/locate"
	"aftercare/builder/documents"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Input is what there is to check.
type Input struct {
	Site      *site.Site
	Tree      *source.Tree
	Documents *documents.Documents
	// Made makes a finished page, for anchors that a layout adds.
	Made func(*site.Page) ([]byte, error)
	// Layout names the template of a page below layouts, without .html, and
	// Layouts are all that there are, without folders.
	Layout  func(*site.Page) string
	Layouts func() []string
	// Templates are the files below layouts that some page is made with.
	Templates func() map[string]bool
	// Params are the keys of the writer's own that layouts ask for.
	Params func() []string
	// Lenient makes links to pages that are not published warnings.
	Lenient bool
}

func (in Input) text(name string) *locate.Text { return locate.In(in.Tree, name) }

func (in Input) allowances() allowance.Input {
	return allowance.Input{Site: in.Site, Tree: in.Tree, Facts: in.Documents.Facts}
}
