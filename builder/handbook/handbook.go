// Package handbook holds the program's handbook: a guide of its own, made of
// Markdown and pictures alone, so that it is built with the program's layouts as
// anybody's guide is. The explanations of the checks are pages of it, too.
//
// Its references are written by tests from the code (go test -update), or held
// to it by them; see the tests of this package and of cmd/aftercare.
package handbook

import (
	"embed"
	"io/fs"

	"aftercare/builder/check/rules"
	"aftercare/builder/source"
)

//go:embed all:content
var pages embed.FS

// Layers are the sources of the handbook. They hold no layouts and no static
// files.
func Layers() ([]source.Layer, error) {
	content, err := fs.Sub(pages, "content")
	if err != nil {
		return nil, err
	}
	return []source.Layer{{Name: "content", FS: content}, {Name: "content", FS: rules.Pages}}, nil
}
