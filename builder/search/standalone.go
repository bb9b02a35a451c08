package search

import (
	"encoding/json"
	"path"

	"aftercare/builder/site"
)

// Standalone returns the index as one JSON object, file by name, fit to stand in a
// script element: for a copy of the guide that has no other files. It is
// without the texts to quote, which the copy has, and finds only the pages that
// are there.
func (x *Index) Standalone(there func(*site.Page) bool) ([]byte, error) {
	made, err := x.made()
	if err != nil {
		return nil, err
	}
	named := make(map[string]string, len(made.files))
	for name, data := range made.files {
		named[path.Base(name)] = string(data)
	}
	named[pagesFile] = string(x.table(made, there))
	return json.Marshal(named) // which escapes <, > and &
}
