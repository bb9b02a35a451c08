package builder

import (
	"path"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// conflicts holds the marks of unfinished merges by file. Pages are not among
// them: their marks are found when their front matter is read.
type conflicts map[*source.File]diag.List

// readConflicts looks for merge marks in every file that people merge by hand.
// Files that last has are not read again.
func readConflicts(tree *source.Tree, pages map[*source.File]page, last conflicts) (conflicts, error) {
	c := make(conflicts)
	for _, layer := range []string{"content", "layouts", "static"} {
		for _, f := range tree.Files(layer) {
			if _, page := pages[f]; page || f.Shipped || !mergeable(f) {
				continue
			}
			found, known := last[f]
			if !known {
				data, err := f.Read()
				if err != nil {
					return nil, err
				}
				found = source.Conflict(f.Name(), data)
			}
			c[f] = found
		}
	}
	return c, nil
}

func (c conflicts) found() (found diag.List) {
	for _, list := range c {
		found = append(found, list...)
	}
	return found
}

func mergeable(f *source.File) bool {
	const mostWritten = 4 << 20
	return f.Size <= mostWritten && slices.Contains([]string{
		"", ".md", ".markdown", ".yaml", ".yml", ".toml", ".json", ".html", ".htm", ".xml", ".svg", ".css", ".js", ".mjs", ".ts",
		".txt", ".csv", ".ics", ".vtt", ".webmanifest",
	}, strings.ToLower(path.Ext(f.Path)))
}
