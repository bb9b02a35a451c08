// Package finished inspects the files of a finished site, one at a time and by
// their bytes alone. It reads pages as HTML, and drawings and other XML as XML, the
// way browsers do, and compares them with lists of what is allowed. Unknown elements
// and schemes are refused, and the value of an unknown attribute counts as an address
// that the browser loads, so that new ones can't load from other hosts or run code.
//
//	file := finished.Inspect("types/water/index.html", data, false)
//	for _, d := range file.Found { … }
//
// Positions are lines of the finished file. The caller knows which source it was
// made from.
package finished

import (
	"bytes"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/svg"
)

// File is the result of inspecting a finished file.
type File struct {
	Found  diag.List
	Titles int // headings of level one
}

// Inspect checks a finished file. Its kind follows from its name, as on a static
// host. copied says that the file was contributed and is published unchanged: then
// a policy in it can't allow an inline script.
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

// Inspects reports whether Inspect checks files of this name. Others need not be
// made for a check.
func Inspects(name string) bool { return kindOf(name) != resource }

func inspectDrawing(name string, data []byte) (found diag.List) {
	_, problems := svg.Parse(data)
	for _, p := range problems {
		found.Errorf("output/unsafe-svg", diag.Position{File: name, Line: p.Line, Col: p.Column}, "this SVG %s", p.Text).WithHint("save it as plain SVG, or take it out if it is a font: browsers no longer read those")
	}
	return found
}
