package finished

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// activeNamespaces are those whose elements a browser renders, runs or loads
// wherever they are. All others are data.
var activeNamespaces = map[string]string{
	"http://www.w3.org/1999/xhtml":                                  "HTML",
	"http://www.w3.org/2000/svg":                                    "a drawing",
	"http://www.w3.org/1998/Math/MathML":                            "a formula",
	"http://www.w3.org/1999/XSL/Transform":                          "a transformation",
	"http://www.w3.org/1999/xlink":                                  "a link to be followed",
	"http://www.w3.org/2001/xml-events":                             "an event handler",
	"http://www.w3.org/2001/XInclude":                               "a part to be loaded",
	"http://www.mozilla.org/xbl":                                    "a binding",
	"http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul": "a user interface",
}

// inspectXML checks feeds, sitemaps and other XML data.
func inspectXML(name string, data []byte) diag.List {
	var found diag.List
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		line, col := d.InputPos()
		unsafe := func(format string, args ...any) {
			found.Errorf("output/unsafe-xml", diag.Position{File: name, Line: line, Col: col}, format, args...).
				WithHint("put a page into an .html file, a drawing into an .svg file")
		}
		token, err := d.Token()
		if err != nil {
			if !errors.Is(err, io.EOF) {
				line, col = d.InputPos()
				unsafe("the file is not XML: %s", strings.TrimPrefix(err.Error(), "XML syntax error on line "+strconv.Itoa(line)+": "))
			}
			return found
		}
		switch t := token.(type) {
		case xml.StartElement:
			if what := activeNamespaces[t.Name.Space]; what != "" && !isAlternate(t) {
				unsafe("<%s> is %s", t.Name.Local, what)
			}
			for _, a := range t.Attr {
				if what := activeNamespaces[a.Name.Space]; what != "" {
					unsafe("<%s> has %s", t.Name.Local, what)
				}
			}
		case xml.Directive:
			unsafe("the file has a document type, which may stand for anything")
		case xml.ProcInst:
			if t.Target != "xml" {
				unsafe("the file has a processing instruction <?%s", t.Target)
			}
		}
	}
}

// isAlternate reports whether an element is a sitemap's link to a translation.
func isAlternate(e xml.StartElement) bool {
	return e.Name.Local == "link" && len(e.Attr) > 0 && !hasHandler(e.Attr) && attr(e.Attr, "rel") == "alternate"
}

func attr(list []xml.Attr, name string) string {
	for _, a := range list {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func hasHandler(list []xml.Attr) bool {
	return slices.ContainsFunc(list, func(a xml.Attr) bool {
		return strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || a.Name.Local == "style"
	})
}
