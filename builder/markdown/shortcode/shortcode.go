// Package shortcode reads three shortcodes of Hugo's that mean what Markdown has a
// sign for as that, where they stand: ref and relref as the address of a link,
// figure as a picture. No other is read, since what it does is up to a theme.
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

// Markdown returns text with shortcodes as Markdown, which is text itself if it has
// none. What takes their place has the same length, so that every position stays
// that of the source.
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

// padded fills text up to the length of what it stands for, or returns that
// where it is too short.
func padded(text, of []byte) []byte {
	if len(text) > len(of) {
		return of
	}
	return append(text, bytes.Repeat([]byte(" "), len(of)-len(text))...)
}
