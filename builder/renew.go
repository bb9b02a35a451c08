package builder

import (
	"reflect"
	"slices"

	"aftercare/builder/site"
	"aftercare/builder/source"
)

// mostRenewed is how many pages may be edited at once before it is quicker, and
// plainer, to assemble the site again.
const mostRenewed = 16

// renew makes the snapshot from the last one if nothing has changed but the text
// of a few pages and what they say about themselves, and reports whether it
// could.
func (s *Snapshot) renew(last *Snapshot) (bool, error) {
	files, ok := s.editedPages(last)
	if !ok {
		return false, nil
	}
	s.pages = last.pages
	edited := make(map[string]site.Edited, len(files))
	for _, f := range files {
		is, e, err := s.editedPage(f, last)
		if err != nil || e.File == nil {
			return false, err
		}
		s.pages = s.pages.with(f, is)
		edited[f.Name()] = e
	}
	if s.Site = last.Site.Renew(edited); s.Site == nil {
		return false, nil
	}
	s.layouts, s.form, s.diags = last.layouts, last.form, last.diags
	s.documents, s.options = last.documents, last.options
	for _, f := range files {
		s.documents[s.Site.PageOf(f.Name()).Lang].Drop(last.Tree.Get(f.Name()))
	}
	s.FS = last.FS.Renew(s.open())
	return true, nil
}

// editedPage reads a page that has changed. The zero Edited says that its site
// has to be assembled again.
func (s *Snapshot) editedPage(f *source.File, last *Snapshot) (is parsedPage, e site.Edited, err error) {
	data, err := f.Read()
	if err != nil {
		return is, e, err
	}
	was, _ := last.pages.get(last.Tree.Get(f.Name()))
	is = s.parsePage(f, data, last)
	if len(was.diags) > 0 || len(is.diags) > 0 || was.broken {
		return is, e, nil
	}
	text := site.Text{File: f, Body: is.Body}
	if reflect.DeepEqual(was.Matter, is.Matter) {
		is.Matter = was.Matter
		return is, site.Edited{Text: text}, nil
	}
	if last.complained(f.Name()) || !site.Renewable(was.Matter, is.Matter) {
		return is, e, nil
	}
	return is, site.Edited{Text: text, Matter: is.Matter}, nil
}

// complained reports whether something was found in a file when it was read,
// which may stand elsewhere in it now.
func (s *Snapshot) complained(name string) bool {
	for _, d := range s.diags {
		if d.Pos.File == name {
			return true
		}
	}
	return false
}

// editedPages are the pages whose files differ from the last snapshot's; ok
// says that nothing else does. Pages that are data for others do not count.
func (s *Snapshot) editedPages(last *Snapshot) (files []*source.File, ok bool) {
	if last.Site == nil {
		return nil, false
	}
	changed, ok := s.Tree.Replaced(last.Tree, mostRenewed)
	if !ok || len(changed) == 0 || slices.ContainsFunc(changed, func(f *source.File) bool {
		return f.Layer != "content" || classify(f.Path) != filePage || f.Path == site.GlossaryPath
	}) {
		return nil, false
	}
	return changed, true
}
