// Package rewrite changes tags of a finished page as HTML, and leaves every
// other byte as it is. It reads a page the way browsers do, so that it does not
// matter how a layout writes a tag:
//
//	page = rewrite.Tags(page, func(t *rewrite.Tag) bool {
//		if t.Name == "img" {
//			t.Set("loading", "lazy")
//		}
//		return t.Name != "body" // nothing more to do
//	})
package rewrite

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Tag is a tag of a page. Nothing of it changes unless one of its methods is
// called.
type Tag struct {
	// Name is in lower case.
	Name string
	// End is true for an end tag, which has no attributes.
	End bool

	attributes []html.Attribute
	edited     bool
	after      []byte
	remove     bool
	replaced   bool
}

// Attribute returns the value of an attribute, "" if there is none.
func (t *Tag) Attribute(name string) string {
	if i := t.find(name); i >= 0 {
		return t.attributes[i].Val
	}
	return ""
}

// Is reports whether an attribute has a value, without regard to case.
func (t *Tag) Is(name, value string) bool { return strings.EqualFold(t.Attribute(name), value) }

func (t *Tag) find(name string) int {
	return slices.IndexFunc(t.attributes, func(a html.Attribute) bool { return a.Key == name })
}

// Set gives an attribute a value.
func (t *Tag) Set(name, value string) {
	t.edited = true
	if i := t.find(name); i >= 0 {
		t.attributes[i].Val = value
		return
	}
	t.attributes = append(t.attributes, html.Attribute{Key: name, Val: value})
}

// Unset takes an attribute away.
func (t *Tag) Unset(name string) {
	t.edited = true
	t.attributes = slices.DeleteFunc(t.attributes, func(a html.Attribute) bool { return a.Key == name })
}

// After puts HTML behind the tag.
func (t *Tag) After(text []byte) { t.after = append(t.after, text...) }

// Remove takes the tag away, and the line end behind it. That of a script or a
// style goes with what is in the element.
func (t *Tag) Remove() { t.remove = true }

// Replace puts HTML in the place of the tag, which is that of an element without
// content.
func (t *Tag) Replace(text []byte) { t.replaced, t.after = true, text }

// Tags calls edit for each tag of a page, in order, until it returns false, and
// returns the page as edited.
func Tags(page []byte, edit func(*Tag) bool) []byte {
	out := make([]byte, 0, len(page)+1024)
	z := html.NewTokenizer(bytes.NewReader(page))
	read := 0
	within, lineEnd := "", false // an element that is removed; the line end behind one that was
	for more := true; more; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		start := len(out)
		read += len(z.Raw())
		out = append(out, z.Raw()...) // what follows may change it
		if lineEnd && kind == html.TextToken {
			out = append(out[:start], bytes.TrimPrefix(out[start:], []byte("\n"))...)
		}
		lineEnd = false
		if within != "" {
			out = out[:start]
			if kind == html.EndTagToken && z.Token().Data == within {
				within, lineEnd = "", true
			}
			continue
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken && kind != html.EndTagToken {
			continue
		}
		token := z.Token()
		tag := &Tag{Name: token.Data, attributes: token.Attr, End: kind == html.EndTagToken}
		more = edit(tag)
		out = tag.write(out[:start], out[start:])
		if tag.remove && !tag.End {
			lineEnd = true
			if tag.Name == "script" || tag.Name == "style" {
				within, lineEnd, more = tag.Name, false, true
			}
		}
	}
	return append(out, page[read:]...)
}

// write appends the tag as it is now to a page; raw is what it was, and may be
// behind the end of the page.
func (t *Tag) write(out, raw []byte) []byte {
	if !t.edited && !t.remove && !t.replaced && t.after == nil {
		return append(out, raw...)
	}
	raw = bytes.Clone(raw)
	switch {
	case t.remove, t.replaced:
	case !t.edited:
		out = append(out, raw...)
	default:
		out = append(append(out, '<'), t.Name...)
		for _, a := range t.attributes {
			out = append(out, ' ')
			out = append(out, a.Key...)
			out = append(out, `="`...)
			out = append(out, escape.Replace(a.Val)...)
			out = append(out, '"')
		}
		out = append(out, '>')
	}
	return append(out, t.after...)
}

var escape = strings.NewReplacer("&", "&amp;", `"`, "&#34;")
