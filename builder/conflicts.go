package builder

import (
	"path"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// conflicts are the marks of unfinished merges, by the file that was looked at.
// Pages are looked at where their front matter is read.
type conflicts map[*source.File]diag.List

// readConflicts looks at the files that a person may have merged and that are
// no pages; those that the last snapshot has looked at are not read again.
func (s *Snapshot) readConflicts(last *Snapshot) error {
	s.conflicts = make(conflicts)
	for _, layer := range []string{"content", "layouts", "static"} {
		for _, f := range s.Tree.Files(layer) {
			if _, page := s.pages[f]; page || f.Shipped || !mergeable(f) {
				continue
			}
			found, known := last.conflicts[f]
			if !known {
				data, err := f.Read()
				if err != nil {
					return err
				}
				found = source.Conflict(f.Name(), data)
			}
			s.conflicts[f] = found
			s.diags = append(s.diags, found...)
		}
	}
	return nil
}

// mergeable reports whether a file is a text, of a size that people write.
func mergeable(f *source.File) bool {
	const mostWritten = 4 << 20
	return f.Size <= mostWritten && slices.Contains([]string{
		"", ".md", ".markdown", ".yaml", ".yml", ".toml", ".json", ".html", ".htm", ".xml", ".svg", ".css", ".js", ".mjs", ".ts",
		".txt", ".csv", ".ics", ".vtt", ".webmanifest",
	}, strings.ToLower(path.Ext(f.Path)))
}
