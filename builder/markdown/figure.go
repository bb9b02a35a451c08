package markdown

import (
	"fmt"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"

	"github.com/yuin/goldmark/ast"
)

// decorative is the title that marks an image without meaning: ![](line.png
// "decorative"). Unlike an attribute, a title also renders well in editors and on
// code hosts.
const decorative = "decorative"

// loneImage returns the image that makes up a whole paragraph, if it has a title.
func loneImage(n ast.Node) *ast.Image {
	image, ok := n.FirstChild().(*ast.Image)
	if !ok || image.NextSibling() != nil || strings.TrimSpace(escape.Decoded(image.Title)) == "" {
		return nil
	}
	return image
}

func (r *renderer) figure(n *ast.Image) {
	l, ok := r.imageLink(n)
	if !ok || l.Title == "" { // refused, or decorative
		r.write("<p>")
		r.imageOrAlt(l, ok)
		r.write("</p>\n")
		return
	}
	l.Captioned = true
	r.write("<figure>")
	r.addImage(l)
	r.write("<figcaption>")
	start := len(r.out)
	r.out = escape.Append(r.out, l.Title)
	r.markTerms(start)
	r.write("</figcaption></figure>\n")
	r.doc.Prose = append(r.doc.Prose, Prose{Kind: ProseCaption, Text: l.Title, Pos: l.Pos})
}

func (r *renderer) image(n *ast.Image) {
	if r.bare { // the alt text stands for the image
		if !r.noImages {
			r.inlines(n)
		}
		return
	}
	l, ok := r.imageLink(n)
	r.imageOrAlt(l, ok)
	if r.inLink > 0 || r.keepCode {
		r.addPlain([]byte(l.Text), n.Pos()+len("!["))
	}
}

// imageOrAlt writes an image, or its alt text if its address was refused.
func (r *renderer) imageOrAlt(l Link, allowed bool) {
	if allowed {
		r.addImage(l)
	} else {
		r.out = escape.Append(r.out, l.Text)
	}
}

func (r *renderer) addImage(l Link) {
	r.slot(SlotImage, len(r.doc.Links))
	r.doc.Links = append(r.doc.Links, l)
}

// imageLink returns the image as a link, or false if its address is refused.
func (r *renderer) imageLink(n *ast.Image) (Link, bool) {
	if !r.affordable(n.Reference, n.Destination, n.Title, n.Pos()) {
		return Link{Text: r.plainText(n)}, false
	}
	l := Link{Dest: escape.Decoded(n.Destination), Kind: LinkImage, Text: r.plainText(n), Title: strings.TrimSpace(escape.Decoded(n.Title)), Pos: r.pos(n.Pos())}
	if !r.allowed(l.Dest, n.Pos(), true) {
		return l, false
	}
	switch {
	case strings.TrimSpace(l.Text) != "":
	case strings.EqualFold(l.Title, decorative):
		l.Title = ""
	default:
		r.report(diag.Error, codeNoAlt, n.Pos(), 0, "the image %q has no alt text", diag.Clip(l.Dest)).
			WithHint(`say what it shows, ![like this](…), or mark it as decoration: ![](%s "decorative")`, diag.Clip(l.Dest))
	}
	return l, true
}

func appendImage(dst []byte, l Link, r Resolver, lazy bool) []byte {
	t := r.Link(l)
	if t.Dead {
		dst = append(dst, `<span class="dead-image">`...)
		return append(escape.Append(dst, l.Text), "</span>"...)
	}
	if t.Element != nil {
		return append(dst, t.Element...)
	}
	dst = append(dst, `<img src="`...)
	dst = append(escape.AppendURL(dst, t.Href), '"')
	dst = appendAttr(dst, "alt", l.Text)
	if t.Width > 0 && t.Height > 0 {
		dst = fmt.Appendf(dst, ` width="%d" height="%d"`, t.Width, t.Height)
	}
	if lazy {
		dst = append(dst, ` loading="lazy"`...)
	}
	if l.Title != "" && !l.Captioned {
		dst = appendAttr(dst, "title", l.Title)
	}
	return append(dst, '>')
}
