package search

import (
	"encoding/json"
	"path"

	"aftercare/builder/site"
)

// Standalone returns the index as one JSON object, file by name, safe inside a script
// element, for a standalone copy of the guide. It has no texts to quote, because the
// copy has them, and only the pages that are there.
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
