package layout

import "aftercare/builder/site"

// UsedSource is a source with the pages that rest on it.
type UsedSource struct {
	*site.Reference
	// Pages are those that rest on it.
	Pages []*Page
}

// Sources are all sources of the guide with where each is used.
func (s *Site) Sources() ([]UsedSource, error) {
	used := make(map[string][]*Page)
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
			used[c.ID] = append(used[c.ID], page)
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
