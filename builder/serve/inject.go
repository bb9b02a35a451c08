package serve

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"aftercare/builder/rewrite"
)

// inject adds the preview's script to a page and allows it to connect to this
// server. Otherwise the page keeps its published policy, so that a writer
// notices what it forbids. The script comes first because it has to see the page
// as it was sent.
func (s *Server) inject(page []byte, name string, version int) []byte {
	own := fmt.Appendf(nil, `<script type="module" src="%[1]spreview.js" data-token="%[2]s" data-file="%[3]s" data-version="%[4]d"></script>`,
		reserved, s.token, html.EscapeString(name), version)
	injected := false
	page = rewrite.Tags(page, func(t *rewrite.Tag) bool {
		switch {
		case t.Name == "head" && !t.End && !injected:
			t.After(own)
			injected = true
		case t.Name == "meta" && t.Is("http-equiv", "Content-Security-Policy"):
			t.Set("content", widen(t.Attribute("content")))
		}
		return t.Name != "body" && !(t.Name == "head" && t.End)
	})
	if !injected {
		return slices.Concat(own, page)
	}
	return page
}

// widen adds 'self' to connect-src of a Content-Security-Policy (CSP Level 3).
func widen(policy string) string {
	directives := strings.Split(policy, ";")
	for i, directive := range directives {
		words := strings.Fields(directive)
		if len(words) == 0 || !strings.EqualFold(words[0], "connect-src") {
			continue
		}
		if len(words) == 2 && strings.EqualFold(words[1], "'none'") {
			words = words[:1]
		}
		if !strings.Contains(strings.ToLower(directive), "'self'") {
			words = append(words, "'self'")
		}
		lead := directive[:len(directive)-len(strings.TrimLeft(directive, " "))]
		directives[i] = lead + strings.Join(words, " ")
		return strings.Join(directives, ";")
	}
	return strings.TrimRight(policy, "; ") + "; connect-src 'self'"
}
