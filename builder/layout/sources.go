package layout

import "aftercare/builder/site"

// UsedSource is a source and where it is used.
type UsedSource struct {
	*site.Reference
	// Uses are the pages that cite it.
	Uses []Use
}

// Use is a page that cites a source, with the source as it is cited there.
type Use struct {
	// Page is the page that cites it.
	Page *Page
	Cited
}

// Sources are all sources of the guide and where each is used.
func (s *Site) Sources() ([]UsedSource, error) {
	used := make(map[string][]Use)
	for _, p := range s.site.Pages {
		if !p.Written() || p.Lang != s.from.Lang {
			continue
		}
		page := s.from.at(p)
		cited, err := page.References()
		if err != nil {
			return nil, err
		}
		for _, c := range cited {
			used[c.ID] = append(used[c.ID], Use{page, c})
		}
	}
	var list []UsedSource
	if s.site.References != nil {
		for _, ref := range s.site.References.List {
			list = append(list, UsedSource{ref, used[ref.ID]})
		}
	}
	return list, nil
}
