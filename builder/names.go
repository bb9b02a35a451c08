package builder

import (
	"path"

	"aftercare/builder/diag"
	"aftercare/builder/publish"
	"aftercare/builder/site"
)

// badNames reports names of the site's files that not every host can publish,
// and names of sources that not every computer can store.
func (s *Snapshot) badNames() (found diag.List) {
	blamed := make(map[string]string) // source → reason
	for _, bad := range publish.CheckNames(s.Names()) {
		name := s.sourceOf(bad.Name)
		if blamed[name] == bad.Reason {
			continue // reported for another file in the same folder
		}
		blamed[name] = bad.Reason
		found.Errorf("file/name", diag.Position{File: name}, "%q would be published, and %s", bad.Name, bad.Reason).
			WithHint("rename it; a page can have another address with slug: or url:")
	}
	var names []string
	for _, layer := range []string{"content", "static"} {
		for _, f := range s.Tree.Files(layer) {
			if !f.Shipped {
				names = append(names, f.Name())
			}
		}
	}
	for _, bad := range publish.CheckNames(names) {
		if blamed[bad.Name] == "" {
			found.Warnf("file/name", diag.Position{File: bad.Name}, "the name %s", bad.Reason).
				WithHint("rename it, so that the guide can be written on any computer")
		}
	}
	return found
}

// sourceOf returns the source that gives a file of the site its name; for files
// that the program adds, the settings.
func (s *Snapshot) sourceOf(name string) string {
	switch e, _ := s.Entry(name); {
	case e.File != nil:
		return e.File.Name()
	case e.Page != nil && e.Page.Written():
		return e.Page.Name()
	case e.Page != nil && len(e.Page.Pages) > 0: // of a tag, or of a folder
		return e.Page.Pages[0].Name()
	}
	for _, r := range s.Site.Redirects {
		if site.OutputPath(r.From) == name {
			return r.To.Name()
		}
	}
	if p := s.Site.PageAt(path.Dir(name) + "/"); p != nil && p.Written() {
		return p.Name() // a file that accompanies a page
	}
	return site.SettingsFile
}
