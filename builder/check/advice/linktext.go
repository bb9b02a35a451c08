package advice

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"aftercare/builder/markdown"
)

// altLength is the longest alt text, in characters, that a listener can follow.
const altLength = 150

// linkText checks that the text of a link says where it leads, and that the alt
// text of a picture says what it shows.
func (r *review) linkText(l markdown.Link) {
	switch l.Kind {
	case markdown.LinkText:
		text := strings.ToLower(strings.Trim(l.Text, " .,:;!→›»>…"))
		if slices.Contains(r.vague, text) {
			r.diags.Advisef("style/link-text", l.Pos, "the link %q does not say where it leads", l.Text).
				WithHint("put the name of the page into the link")
		}
	case markdown.LinkImage:
		r.altText(l)
	}
}

func (r *review) altText(l markdown.Link) {
	text := strings.ToLower(strings.TrimSpace(l.Text))
	switch base := strings.ToLower(path.Base(l.Dest)); {
	case text == "":
	case text == base || text == strings.TrimSuffix(base, path.Ext(base)) || slices.Contains([]string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".avif"}, path.Ext(text)):
		r.diags.Advisef("style/alt-text", l.Pos, "the words for this picture, %q, are a file name", l.Text).WithHint("say what it shows")
	case redundant.MatchString(text):
		r.diags.Advisef("style/alt-text", l.Pos, "the words for this picture begin with %q", firstWords(l.Text)).WithHint("a screen reader says that already; begin with what it shows")
	case utf8.RuneCountInString(text) > altLength:
		r.diags.Advisef("style/alt-text", l.Pos, "the words for this picture have %d characters", utf8.RuneCountInString(text)).
			WithHint("at most %d; say the rest in the text", altLength)
	}
}

// redundant matches what screen readers say before an alt text anyway.
var redundant = regexp.MustCompile(`^(image|picture|photo|photograph|graphic) of`)
