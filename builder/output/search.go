package output

import (
	"bytes"

	"aftercare/builder/layout"
)

// addSearch adds the files of the word indexes.
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

// indexPlace is where the copy that stands by itself has its word index.
const indexPlace = `<script type="application/json" id="search-index">`

// withIndex puts the word index of the guide's language into the copy, if its
// layout has a place for it.
func withIndex(page []byte, in Input) ([]byte, error) {
	if len(in.Search) == 0 || !bytes.Contains(page, []byte(indexPlace)) {
		return page, nil
	}
	index, err := in.Search[0].Alone(layout.InWhole)
	if err != nil {
		return nil, err
	}
	return bytes.Replace(page, []byte(indexPlace), append([]byte(indexPlace), index...), 1), nil
}
