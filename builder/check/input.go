package check

import (
	"aftercare/builder/check/allowance"
	"aftercare/builder/check/locate"
	"aftercare/builder/documents"
	"aftercare/builder/layout"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Input is the snapshot to check.
type Input struct {
	Site      *site.Site
	Tree      *source.Tree
	Documents *documents.Documents
	Sets      map[string]*layout.Set // by language
	// Made returns the finished page, whose layout may add anchors.
	Made func(*site.Page) ([]byte, error)
	// Templates returns the files below layouts that pages are made with.
	Templates func() map[string]bool
	// Lenient makes a link to an unpublished page a warning.
	Lenient bool
}

// layout returns the name of a page's template below layouts, without .html.
func (in Input) layout(p *site.Page) string {
	return in.Sets[p.Lang].Name(p.Section(), p.Matter.Layout, string(p.Kind))
}

// set returns the layouts of the guide's first language.
func (in Input) set() *layout.Set { return in.Sets[in.Site.Settings.Language] }

func (in Input) text(name string) *locate.Text { return locate.In(in.Tree, name) }

func (in Input) allowances() allowance.Input {
	return allowance.Input{Site: in.Site, Tree: in.Tree, Facts: in.Documents.Facts}
}
