package markdown

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
)

func (r *renderer) link(n *ast.Link) {
	if r.bare || r.inLink > 0 || !r.affordable(n.Reference, n.Destination, n.Title, n.Pos()) {
		r.inlines(n)
		return
	}
	dest := escape.Decoded(n.Destination)
	if !r.allowed(dest, n.Pos(), false) {
		r.inlines(n)
		return
	}
	index := len(r.doc.Links)
	r.doc.Links = append(r.doc.Links, Link{Dest: dest, Kind: LinkText, Title: escape.Decoded(n.Title), Pos: r.pos(n.Pos())})
	r.slot(SlotLink, index)
	r.inLink++
	r.inlines(n)
	r.inLink--
	r.doc.Links[index].Text = r.linkText(n)
	r.write("</a>")
}

// linkText returns what a screen reader says for a link: it includes code and alt
// texts, but no invisible characters.
func (r *renderer) linkText(n *ast.Link) string {
	return strings.TrimFunc(r.plainText(n), func(c rune) bool {
		return unicode.IsSpace(c) || unicode.In(c, unicode.Cf, unicode.Cc)
	})
}

// maxExpansion limits, in bytes, the output added by link definitions that are used
// repeatedly.
const maxExpansion = 4 << 20

// affordable adds up the output of links by reference and reports whether it is
// within the limit: a long definition used ten thousand times would fill memory.
func (r *renderer) affordable(reference *ast.ReferenceLink, dest, title []byte, offset int) bool {
	if reference == nil {
		return true
	}
	r.usedLabels[strings.ToLower(string(reference.Value))] = true
	before := r.expanded
	r.expanded += len(dest) + len(title)
	if before <= maxExpansion && r.expanded > maxExpansion {
		r.report(diag.Error, syntax.CodeTooComplex, offset, 0, "link definitions are used too often for their length")
	}
	return r.expanded <= maxExpansion
}

func (r *renderer) autolink(n *ast.AutoLink) {
	label := string(escape.Plain(n.Label(r.text)))
	dest := string(escape.Plain(n.URL(r.text)))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	linked := !r.bare && r.inLink == 0 && r.allowed(dest, n.Pos(), false)
	if linked {
		r.slot(SlotLink, len(r.doc.Links))
		r.doc.Links = append(r.doc.Links, Link{Dest: dest, Kind: LinkAutolink, Text: label, Pos: r.pos(n.Pos())})
	}
	r.out = escape.Append(r.out, label)
	at := n.Pos()
	if r.text[at] == '<' {
		at++
	}
	r.addPlain([]byte(label), at)
	if linked {
		r.write("</a>")
	}
}

// linkSchemes are the schemes that links may have.
var linkSchemes = []string{"https", "http", "mailto", "tel", "sms"}

func (r *renderer) allowed(dest string, offset int, image bool) bool {
	scheme, rest := escape.SplitScheme(dest)
	host := strings.HasPrefix(strings.ReplaceAll(rest, `\`, "/"), "//")
	switch {
	case image && (host || scheme == "http" || scheme == "https"):
		hint := "put the file beside the page: a page makes no request to another host"
		if isVideo(rest) {
			hint = "a video stays where it is: without the ! this is a link to it"
		}
		r.report(diag.Error, codeExternalImage, offset, 0, "the image %q is on another host", diag.Clip(dest)).Hint = hint
		return false
	case scheme == "" && host:
		r.report(diag.Error, codeBadScheme, offset, 0, "the address %q names a host but no scheme", diag.Clip(dest)).
			WithHint("write https:%s", diag.Clip(rest))
		return false
	case scheme == "", !image && slices.Contains(linkSchemes, scheme):
		return true
	}
	d := r.report(diag.Error, codeBadScheme, offset, 0, "an address may not start with %q", diag.Clip(scheme)+":")
	best, near := diag.Nearest(scheme, linkSchemes)
	if best == "http" {
		best = "https"
	}
	switch {
	case image:
		d.WithHint("an image is a file beside the page")
	case near:
		d.WithHint("did you mean %q?", diag.Clip(best+":"+rest))
	default:
		d.WithHint("allowed are https, http, mailto, tel, sms and relative addresses")
	}
	return false
}

// isVideo reports whether an address is on a host whose films people embed.
func isVideo(address string) bool {
	host, _, _ := strings.Cut(strings.ToLower(strings.TrimLeft(address, "/")), "/")
	return slices.ContainsFunc([]string{"youtube.com", "youtu.be", "youtube-nocookie.com", "vimeo.com", "dailymotion.com", "twitch.tv", "tiktok.com"}, func(known string) bool {
		return host == known || strings.HasSuffix(host, "."+known)
	})
}

func appendLink(dst []byte, l Link, r Resolver) []byte {
	t := r.Link(l)
	if t.Dead {
		return append(dst, `<a class="dead-link">`...)
	}
	dst = append(dst, `<a href="`...)
	dst = append(escape.AppendURL(dst, t.Href), '"')
	if title := cmp.Or(l.Title, t.Title); title != "" {
		dst = appendAttr(dst, "title", title)
	}
	if t.External { // none opens a window of its own, so there is no opener to keep from it
		dst = append(dst, ` rel="external"`...)
	}
	return append(dst, '>')
}
