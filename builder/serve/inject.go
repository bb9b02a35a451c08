package serve

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
)

// What inject looks for in a page. A policy has no ">" in it.
var (
	headStart = regexp.MustCompile(`(?i)<head(\s[^>]*)?>`)
	headEnd   = regexp.MustCompile(`(?i)</head\s*>`)
	policyTag = regexp.MustCompile(`(?i)<meta\s[^>]*http-equiv=["']?content-security-policy["']?[^>]*>`)
	content   = regexp.MustCompile(`(?i)(\scontent=)("[^"]*"|'[^']*')`)
)

// inject adds the preview's script to a page and lets the script
// connect to this server. Otherwise the policy is the published one, so that
// what it forbids shows while writing. The script comes before all others: it
// has to see the page as it was sent.
func (s *Server) inject(page []byte, name string, version int) []byte {
	own := fmt.Appendf(nil, `<script type="module" src="%[1]spreview.js" data-token="%[2]s" data-file="%[3]s" data-version="%[4]d"></script>`,
		private, s.token, html.EscapeString(name), version)
	start := headStart.FindIndex(page)
	if start == nil {
		return slices.Concat(own, page)
	}
	head, body := page[start[1]:], []byte(nil)
	if end := headEnd.FindIndex(head); end != nil {
		head, body = head[:end[0]], head[end[0]:]
	}
	return slices.Concat(page[:start[1]], own, allowConnection(head), body)
}

// allowConnection widens the directive connect-src of a page's policies, all
// of which the browser applies, by 'self'.
func allowConnection(head []byte) []byte {
	return policyTag.ReplaceAllFunc(head, func(tag []byte) []byte {
		return content.ReplaceAllFunc(tag, func(attribute []byte) []byte {
			parts := content.FindSubmatch(attribute)
			policy := html.UnescapeString(string(parts[2][1 : len(parts[2])-1]))
			return fmt.Appendf(nil, `%s"%s"`, parts[1], strings.ReplaceAll(widen(policy), `"`, "&#34;"))
		})
	})
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
