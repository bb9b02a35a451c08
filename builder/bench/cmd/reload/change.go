package main

import (
	"bytes"
	"fmt"
	"path"
	"regexp"

	"aftercare/builder/bench/corpus"
)

// A change is one kind of edit that a writer makes again and again.
type change struct {
	name string
	file string // below the guide's folder
	edit func(text []byte, mark string) []byte
	// shows are the addresses that a writer looks at: each has to show the mark.
	shows []string
	// later are others that show it too. They are asked once, when the writer
	// has seen the change; one that lacks it is stale.
	later []string
}

// The article that is edited, the next one of its section, which names it in a
// link, and the section.
var (
	article   = corpus.Address(0) + "/"
	neighbour = corpus.Address(corpus.Sections) + "/"
	list      = path.Dir(corpus.Address(0)) + "/"
)

var changes = []change{
	{
		name: "body", file: "content/" + corpus.Name(0), shows: []string{article},
		edit: func(text []byte, mark string) []byte { return fmt.Appendf(bytes.Clone(text), "\n\n%s\n", mark) },
	},
	{
		name: "title", file: "content/" + corpus.Name(0), shows: []string{article, list}, later: []string{neighbour},
		edit: func(text []byte, mark string) []byte {
			return titleLine.ReplaceAllLiteral(text, []byte("title: "+mark))
		},
	},
	{
		name: "layout", file: "layouts/baseof.html", shows: []string{article}, later: []string{list, neighbour, ""},
		edit: func(text []byte, mark string) []byte {
			return bytes.ReplaceAll(text, []byte("Made for measuring"), []byte(mark))
		},
	},
}

var titleLine = regexp.MustCompile(`(?m)^title: .*$`)
