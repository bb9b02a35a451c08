package output

import "aftercare/builder/site"

// addSearch adds the files of the word indexes.
func (f *FS) addSearch(in Input) {
	for _, index := range in.Search {
		for _, name := range index.Names() {
			f.add(name, func() ([]byte, error) { return index.ReadFile(name) })
		}
	}
}

// indexing makes a page and lets the word indexes take it in while its parsed
// text is at hand, which spares them to parse it again.
func indexing(in Input, p *site.Page, render func() ([]byte, error)) func() ([]byte, error) {
	return func() ([]byte, error) {
		data, err := render()
		if err != nil {
			return nil, err
		}
		for _, index := range in.Search {
			if err := index.Add(p); err != nil {
				return nil, err
			}
		}
		return data, nil
	}
}
