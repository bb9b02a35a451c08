// Package handbook embeds the program's handbook. It is a guide like any other, of
// Markdown and pictures alone, built with the program's own layouts:
//
//	layers, err := handbook.Layers()
//
// The explanations of the checks are pages of it, too. Tests of this package and of
// cmd/aftercare generate its references from the code (go test -update) or compare
// them with it.
package handbook

import (
	"embed"
	"io/fs"

	"aftercare/builder/check/rules"
	"aftercare/builder/source"
)

//go:embed all:content
var pages embed.FS

// Layers returns the sources of the handbook, without layouts and static files.
func Layers() ([]source.Layer, error) {
	content, err := fs.Sub(pages, "content")
	if err != nil {
		return nil, err
	}
	return []source.Layer{{Name: "content", FS: content}, {Name: "content", FS: rules.Pages}}, nil
}
