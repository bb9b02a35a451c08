package serve

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// The guide with emulated media is served below as/NAME/, where NAME is light,
// dark or print. look is a page that frames a page of the guide.
const (
	mediaFolder = "as/"
	framePage   = "look"
)

// media are the media features that are emulated, as browsers' developer tools
// do: those that match and those that don't. The browser decides all others.
type media struct {
	yes, no []string
	scheme  string // value of color-scheme; "" for the guide as published
}

// mediaNamed returns the media of a name in mediaFolder.
func mediaNamed(name string) (media, bool) {
	const dark, light = "(prefers-color-scheme:dark)", "(prefers-color-scheme:light)"
	switch name {
	case "light":
		return media{yes: []string{light}, no: []string{dark}, scheme: "light"}, true
	case "dark":
		return media{yes: []string{dark}, no: []string{light}, scheme: "dark"}, true
	case "print":
		return media{yes: []string{"print", light}, no: []string{"screen", dark}, scheme: "light"}, true
	}
	return media{}, false
}

// emulated serves a file of the guide with emulated media. Its links are
// relative, so they stay below the same folder.
func (s *Server) emulated(w http.ResponseWriter, r *http.Request, rest string) {
	name, below, _ := strings.Cut(rest, "/")
	m, ok := mediaNamed(name)
	if !ok {
		http.Error(w, "there is no such look", http.StatusNotFound)
		return
	}
	s.page(w, r, "/"+below, m)
}

var (
	mediaRule   = regexp.MustCompile(`@media([^{;]*)\{`)
	schemeRule  = regexp.MustCompile(`([;{\s]color-scheme\s*:)[^;}]*`)
	whiteSpaces = regexp.MustCompile(`\s+`)
)

// emulate makes a style sheet's media rules and color schemes those of m.
func (m media) emulate(css []byte) []byte {
	if m.scheme == "" {
		return css
	}
	css = mediaRule.ReplaceAllFunc(css, func(rule []byte) []byte {
		query := string(mediaRule.FindSubmatch(rule)[1])
		return fmt.Appendf(nil, "@media %s{", m.query(query))
	})
	return schemeRule.ReplaceAll(css, []byte("${1} "+m.scheme))
}

// query simplifies a list of media queries (Media Queries Level 4). It is "all"
// if one of them matches and "not all" if none can; otherwise what is left
// depends only on features that the browser decides.
func (m media) query(list string) string {
	var left []string
	for one := range strings.SplitSeq(list, ",") {
		switch one = m.one(one); one {
		case "all":
			return "all"
		case "not all":
		default:
			left = append(left, one)
		}
	}
	if left == nil {
		return "not all"
	}
	return strings.Join(left, ", ")
}

// one simplifies a query whose parts are joined by "and", and no other.
func (m media) one(query string) string {
	query = strings.TrimSpace(whiteSpaces.ReplaceAllString(query, " "))
	if strings.HasPrefix(query, "not ") || strings.Contains(query, " or ") {
		return query
	}
	var left []string
	for part := range strings.SplitSeq(query, " and ") {
		plain := strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(strings.TrimSpace(part), "only "), " ", ""))
		switch {
		case slices.Contains(m.no, plain):
			return "not all"
		case !slices.Contains(m.yes, plain):
			left = append(left, part)
		}
	}
	if left == nil {
		return "all"
	}
	return strings.Join(left, " and ")
}

// frame serves the page that frames a page of the guide. Its script reads the
// width, the emulated media and whether scripts run from the query.
func (s *Server) frame(w http.ResponseWriter, r *http.Request) {
	now, ok := s.ready(r.Context())
	if !ok {
		return
	}
	path := r.URL.Query().Get("path")
	if u, err := url.Parse(path); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || !isClean(u) {
		http.Error(w, "there is no such page", http.StatusNotFound)
		return
	}
	const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width">
<title>%[1]s</title>
<link rel="stylesheet" href="/_aftercare/frame.css">
<script type="module" src="/_aftercare/frame.js" data-token="%[2]s" data-version="%[3]d"></script>
</head>
<body></body>
</html>
`
	send(w, r, fmt.Appendf(nil, page, html.EscapeString("Preview of "+path), s.token, now.version), pageType, http.StatusOK)
}
