package finished

import (
	"bytes"
	"net/http"
	"path"
	"slices"
	"strings"
)

type kind int

const (
	unknown  kind = iota // hosts don't know the ending, so browsers sniff the bytes
	resource             // nothing that a browser runs or renders as a page
	page
	drawing
	document // XML other than a drawing
	style
	packed // compressed; the ending before says what
	unread // a browser may render it as a page, but we have no parser for it
)

// kinds follows the media types that hosts give to file name endings.
var kinds = kindsOf(map[kind]string{
	page:     "html htm",
	drawing:  "svg",
	style:    "css",
	document: "xml rss atom rdf",
	packed:   "gz br zst bz2 xz z deflate",
	unread:   "xhtml xht shtml shtm stm mht mhtml hta htc svgz xsl xslt xul swf mml mathml php phtml phar asp aspx jsp jspx cfm cgi fcgi",
	resource: `txt csv js mjs json map webmanifest vtt ics pdf epub doc docx odt xls xlsx ods ppt pptx odp rtf
		png jpg jpeg gif webp avif ico bmp tif tiff heic woff woff2 ttf otf mp3 m4a ogg oga opus wav flac aac
		mp4 m4v webm ogv mov mkv avi zip tar tgz 7z iso bin exe dmg apk deb wasm`,
})

func kindsOf(lists map[kind]string) map[string]kind {
	kinds := make(map[string]kind)
	for kind, list := range lists {
		for ending := range set(list) {
			kinds[ending] = kind
		}
	}
	return kinds
}

// kindOf looks at every ending of a name, from the last on. Hosts skip endings that
// they don't know and those of languages: a.html.de is a page.
func kindOf(name string) kind {
	compressed := false
	for _, ending := range slices.Backward(strings.Split(strings.ToLower(path.Base(name)), ".")[1:]) {
		switch k := kinds[ending]; {
		case k == packed:
			compressed = true
		case k == resource || k != unknown && !compressed:
			return k
		case k != unknown:
			return unread
		}
	}
	return unknown
}

// sniff guesses the kind from the first bytes (WHATWG MIME Sniffing, 7.1). What
// starts with a tag and may be XML is treated as a document, for which the rules
// are stricter, in case a host does know the ending.
func sniff(data []byte) kind {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), " \t\n\f\r")
	switch {
	case !bytes.HasPrefix(data, []byte("<")):
		return resource
	case strings.HasPrefix(http.DetectContentType(data), "text/html") && !bytes.Contains(data, []byte("xmlns")) && !bytes.Contains(data, []byte("<?xml")):
		return page
	}
	return document
}
