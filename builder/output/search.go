package output

import (
	"bytes"

	"aftercare/builder/layout"
	"aftercare/builder/rewrite"
)

func (f *FS) addSearch(in Input) {
	for _, index := range in.Search {
		for _, name := range index.Names() {
			f.add(name, func() ([]byte, error) {
				data, err := index.ReadFile(name)
				return bytes.Clone(data), err // a reader may write into it
			})
		}
	}
}

// indexPlace is the id of the element that holds the word index in the standalone
// copy.
const indexPlace = "page:search-index"

// withIndex puts the word index of the default language into the copy, if its layout
// has a place for it.
func withIndex(page []byte, in Input) ([]byte, error) {
	if len(in.Search) == 0 {
		return page, nil
	}
	var err error
	page = rewrite.Tags(page, func(t *rewrite.Tag) bool {
		if t.Name != "script" || !t.Is("id", indexPlace) {
			return true
		}
		var index []byte
		index, err = in.Search[0].Standalone(layout.OnSinglePage)
		t.After(index)
		return false
	})
	return page, err
}
