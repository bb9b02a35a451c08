package check

import (
	"aftercare/builder/check/allowance"
	"aftercare/builder/check/locate"
	"aftercare/builder/documents"
	"aftercare/builder/layout"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// Input is what there is to check.
type Input struct {
	Site      *site.Site
	Tree      *source.Tree
	Documents *documents.Documents
	Sets      map[string]*layout.Set // by language
	// Made makes a finished page, for anchors that a layout adds.
	Made func(*site.Page) ([]byte, error)
	// Templates are the files below layouts that some page is made with.
	Templates func() map[string]bool
	// Lenient makes links to pages that are not published warnings.
	Lenient bool
}

// layout names the template of a page below layouts, without .html.
func (in Input) layout(p *site.Page) string {
	return in.Sets[p.Lang].Name(p.Section(), p.Matter.Layout, string(p.Kind))
}

// set is that of the guide's first language.
func (in Input) set() *layout.Set { return in.Sets[in.Site.Settings.Language] }

func (in Input) text(name string) *locate.Text { return locate.In(in.Tree, name) }

func (in Input) allowances() allowance.Input {
	return allowance.Input{Site: in.Site, Tree: in.Tree, Facts: in.Documents.Facts}
}
