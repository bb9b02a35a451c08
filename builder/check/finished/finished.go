// Package finished judges the files of a finished site, one at a time and by
// their bytes alone. Pages are read as HTML, drawings and other XML as XML,
// always in the way in which browsers read them, and against lists of what may
// be there: a new element, attribute or scheme that leads out of the site, or
// runs something, is refused before anybody has heard of it.
//
//	file := finished.Inspect("types/water/index.html", data)
//	for _, d := range file.Found { … }
//
// Positions name the file that was given, with the line that something stands
// in. Whoever made the file from a source knows better which file to blame.
package finished

import (
	"bytes"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/svg"
)

// File is what a finished file shows by itself.
type File struct {
	Found  diag.List
	Titles int // headings of level one
}

// Inspect judges a finished file. What kind it is says its name, as it does to
// a host of static files. In one that is copied as somebody contributed it, a
// policy that it states for itself allows no script.
func Inspect(name string, data []byte, copied bool) File {
	kind := kindOf(name)
	if kind == unknown {
		kind = sniff(data)
	}
	switch {
	case kind == unread:
		return refused(name, "a browser may show this file as a page, and nothing can be told about it", "save it as .html, or as a PDF")
	case (kind == page || kind == style) && (!utf8.Valid(data) || copied && bytes.ContainsAny(data, "\x00\x1b")):
		return refused(name, "a browser may read this file in another way than it looks: it has signs that are not UTF-8, or control characters", "save it as UTF-8")
	case kind == page:
		return inspectPage(name, data, copied)
	case kind == drawing:
		return File{Found: inspectDrawing(name, data)}
	case kind == document:
		return File{Found: inspectXML(name, data)}
	case kind == style:
		return File{Found: inspectStyle(name, data)}
	}
	return File{}
}

func refused(name, why, hint string) (file File) {
	file.Found.Errorf("output/unread", diag.Position{File: name}, "%s", why).WithHint("%s", hint)
	return file
}

// Judges reports whether Inspect has anything to say about files of this name,
// so that others need not be made.
func Judges(name string) bool { return kindOf(name) != resource }

func inspectDrawing(name string, data []byte) (found diag.List) {
	_, problems := svg.Parse(data)
	for _, p := range problems {
		found.Errorf("output/unsafe-svg", diag.Position{File: name, Line: p.Line, Col: p.Column}, "this SVG %s", p.Text).WithHint("save it as plain SVG, or take it out if it is a font: browsers no longer read those")
	}
	return found
}
