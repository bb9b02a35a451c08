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
	"path"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/svg"
)

// File is what a finished file shows by itself.
type File struct {
	Found  diag.List
	Titles int // headings of level one
}

// Inspect judges a finished file. What kind it is says its name, as it does to
// a host of static files.
func Inspect(name string, data []byte) File {
	switch kindOf(name) {
	case page:
		return inspectPage(name, data)
	case drawing:
		return File{Found: inspectDrawing(name, data)}
	case document:
		return File{Found: inspectXML(name, data)}
	case style:
		return File{Found: inspectStyle(name, data)}
	case unread:
		var found diag.List
		found.Errorf("output/unread", diag.Position{File: name}, "a browser shows %s as a page, and nothing can be told about it", path.Ext(name)).
			WithHint("save it as .html, or as a PDF")
		return File{Found: found}
	}
	return File{}
}

// Judges reports whether Inspect has anything to say about files of this name,
// so that others need not be made.
func Judges(name string) bool { return kindOf(name) != resource }

type kind int

const (
	resource kind = iota // shown by nothing but a page
	page
	drawing
	document
	style
	unread
)

// kindOf goes by the media types that hosts give to endings.
func kindOf(name string) kind {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return page
	case ".svg":
		return drawing
	case ".css":
		return style
	case ".xml", ".rss", ".atom", ".rdf":
		return document
	case ".xhtml", ".xht", ".shtml", ".stm", ".mht", ".mhtml", ".hta", ".htc", ".svgz", ".xsl", ".xslt", ".xul", ".swf", ".mml", ".mathml":
		return unread
	}
	return resource
}

func inspectDrawing(name string, data []byte) diag.List {
	var found diag.List
	_, problems := svg.Parse(data)
	for _, p := range problems {
		found.Errorf("output/unsafe-svg", diag.Position{File: name, Line: p.Line, Col: p.Column}, "the drawing %s", p.Text).
			WithHint("save it as plain SVG")
	}
	return found
}
