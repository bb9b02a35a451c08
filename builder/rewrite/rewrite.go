// Package rewrite edits the tags of a finished page and leaves every other byte
// unchanged. It tokenizes HTML as browsers do, so that it does not matter how a
// layout writes a tag:
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

// Tag is a tag of a page. Its bytes stay the same unless a method changes it.
type Tag struct {
	// Name is in lower case.
	Name string
	// End is true for an end tag. It has no attributes.
	End bool

	attributes []html.Attribute
	edited     bool
	after      []byte
	remove     bool
	replaced   bool
}

// Attribute returns the decoded value of an attribute, or "".
func (t *Tag) Attribute(name string) string {
	if i := t.find(name); i >= 0 {
		return t.attributes[i].Val
	}
	return ""
}

// Is reports whether an attribute has this value, ignoring case.
func (t *Tag) Is(name, value string) bool { return strings.EqualFold(t.Attribute(name), value) }

func (t *Tag) find(name string) int {
	return slices.IndexFunc(t.attributes, func(a html.Attribute) bool { return a.Key == name })
}

// Set sets an attribute, which is added if the tag has none of that name.
func (t *Tag) Set(name, value string) {
	t.edited = true
	if i := t.find(name); i >= 0 {
		t.attributes[i].Val = value
		return
	}
	t.attributes = append(t.attributes, html.Attribute{Key: name, Val: value})
}

// Unset removes an attribute.
func (t *Tag) Unset(name string) {
	t.edited = true
	t.attributes = slices.DeleteFunc(t.attributes, func(a html.Attribute) bool { return a.Key == name })
}

// After inserts HTML after the tag.
func (t *Tag) After(text []byte) { t.after = append(t.after, text...) }

// Remove deletes the tag and a line end that follows it. For the start tag of a
// script or style it deletes the whole element.
func (t *Tag) Remove() { t.remove = true }

// Replace puts HTML in place of the tag. It is meant for elements without an end
// tag, such as link.
func (t *Tag) Replace(text []byte) { t.replaced, t.after = true, text }

// Tags calls edit for each tag of a page in order, until it returns false, and
// returns the edited page.
func Tags(page []byte, edit func(*Tag) bool) []byte {
	out := make([]byte, 0, len(page)+1024)
	z := html.NewTokenizer(bytes.NewReader(page))
	read := 0
	within, lineEnd := "", false // the element being removed; whether a line end goes with the last one
	for more := true; more; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		start := len(out)
		read += len(z.Raw())
		out = append(out, z.Raw()...) // copied, because z.Token modifies it
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

// write appends the edited tag to a page. raw, as it was, may share out's array.
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
