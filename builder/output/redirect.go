package output

import (
	"fmt"
	"html"
	"net/url"
	"path"
	"strings"

	"aftercare/builder/site"
)

// RedirectScript is the layout script that keeps the #fragment of an old address.
// Without scripts the page has a plain link.
const RedirectScript = "scripts/redirect.js"

// addRedirects adds a page for each alias, and the _redirects file that several
// static hosts read.
func (f *FS) addRedirects(in Input) {
	redirects := in.Site.Redirects
	if len(redirects) == 0 {
		return
	}
	for _, r := range redirects {
		f.add(site.OutputPath(r.From), func() ([]byte, error) { return redirectPage(in, r), nil })
	}
	f.add("_redirects", func() ([]byte, error) {
		var b strings.Builder
		for _, r := range redirects {
			froms := []string{r.From}
			if file, ok := strings.CutSuffix(r.From, "/"); ok && path.Ext(file) != "" {
				froms = append(froms, file) // of another system, perhaps
			}
			for _, from := range froms {
				fmt.Fprintf(&b, "%s %s%s 301\n", hostPath(in.Site, from), hostPath(in.Site, r.To.URL), fragmentOf(r))
			}
		}
		return []byte(b.String()), nil
	})
}

func fragmentOf(r site.Redirect) string {
	if r.Fragment == "" {
		return ""
	}
	return "#" + r.Fragment
}

// hostPath returns the path of an address on the host, including the base URL's.
func hostPath(s *site.Site, address string) string {
	return (&url.URL{Path: s.BasePath() + address}).EscapedPath()
}

// redirectPage has no template because it is small and the same for every guide: a
// script that keeps the fragment, a refresh for browsers without scripts, and a link.
func redirectPage(in Input, r site.Redirect) []byte {
	root := site.ToRoot(r.From)
	to := html.EscapeString(root + r.To.URL + fragmentOf(r))
	script := ""
	if path := in.Assets.Path(RedirectScript, in.Site.Settings.Language); path != "" {
		script = fmt.Sprintf("<script type=\"module\" src=\"%s%s\"></script>\n", root, path)
	}
	canonical := ""
	if abs := in.Site.AbsURL(r.To.URL); abs != "" {
		canonical = fmt.Sprintf("<link rel=\"canonical\" href=\"%s\">\n", html.EscapeString(abs))
	}
	policy := strings.TrimSuffix(contentSecurityPolicy, "; frame-ancestors 'none'")
	return fmt.Appendf(nil, `<!doctype html>
<html lang="%s">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>%s</title>
%s%s<noscript><meta http-equiv="refresh" content="0; url=%s"></noscript>
</head>
<body><main><p><a id="to" href="%s">%s</a></p></main></body>
</html>
`, html.EscapeString(r.To.Lang), policy, html.EscapeString(r.To.Title), canonical, script, to, to, html.EscapeString(r.To.Title))
}
