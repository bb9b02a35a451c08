// Package shortcode translates the three Hugo shortcodes that Markdown has an
// equivalent for: ref and relref become the address of a link, figure becomes a
// picture. What others do depends on a theme, so they are left alone.
//
//	text = shortcode.Markdown(text)
package shortcode

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strings"
)

var (
	ref      = regexp.MustCompile("(\\]\\(|\\]:[ \\t]*)(\\{\\{[<%][ \\t]*(?:rel)?ref[ \\t]+(?:\"([^\"<>\\n]*)\"|`([^`<>\\n]*)`|([^\\s\"<>`]+))[ \\t]*[%>]\\}\\})")
	figure   = regexp.MustCompile(`\{\{[<%][ \t]*figure[ \t]+[^\n]*?[%>]\}\}`)
	argument = regexp.MustCompile(`(\w+)="([^"\n]*)"`)
)

// Markdown returns text with shortcodes translated; text itself if it has none. Each
// replacement has the length of the original, so that positions stay valid.
func Markdown(text []byte) []byte {
	if !bytes.Contains(text, []byte("{{")) {
		return text
	}
	text = ref.ReplaceAllFunc(text, func(all []byte) []byte {
		m := ref.FindSubmatch(all)
		return padded(fmt.Appendf(nil, "%s<%s%s%s>", m[1], m[3], m[4], m[5]), all)
	})
	return figure.ReplaceAllFunc(text, func(all []byte) []byte {
		args := map[string]string{}
		for _, m := range argument.FindAllSubmatch(all, -1) {
			args[string(m[1])] = string(m[2])
		}
		src, caption := args["src"], cmp.Or(args["caption"], args["title"])
		alt, given := args["alt"]
		if !given {
			alt = caption
		}
		if src == "" || strings.ContainsAny(src, "<>") || strings.ContainsAny(alt, "[]") {
			return all
		}
		if caption != "" {
			caption = ` "` + caption + `"`
		}
		return padded(fmt.Appendf(nil, "![%s](<%s>%s)", alt, src, caption), all)
	})
}

// padded pads text to the length of what it replaces, or returns that if text is
// longer.
func padded(text, of []byte) []byte {
	if len(text) > len(of) {
		return of
	}
	return append(text, bytes.Repeat([]byte(" "), len(of)-len(text))...)
}
