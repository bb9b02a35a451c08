package check

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"aftercare/builder/diag"

	"golang.org/x/net/html"
)

// Finished is what a finished file shows by itself.
type Finished struct {
	Found  diag.List
	Titles int // headings of level one
}

// Inspect looks at a finished file.
func Inspect(name string, data []byte) Finished {
	return Finished{Found: Hygiene(name, data), Titles: countTitles(data)}
}

// Hygiene checks a finished page against what every page of the site promises:
// no inline script, style or event handler, no resource from another host, no
// form that could send anything, no value that a template had to disarm, no id
// twice. It is a gate of every build, so the common case, a clean page, costs
// only a few searches.
func Hygiene(name string, page []byte) diag.List {
	switch {
	case !LooksAt(name):
		return nil
	case !strings.HasSuffix(name, ".html"):
		return drawing(name, page)
	case !suspicious(page):
		return nil
	}
	return inspect(name, page)
}

// LooksAt reports whether Hygiene looks into a file of this name at all.
func LooksAt(name string) bool {
	return strings.HasSuffix(name, ".html") || strings.HasSuffix(strings.ToLower(name), ".svg")
}

// inspect reads a page as a browser does.
func inspect(name string, page []byte) diag.List {
	var diags diag.List
	at := diag.Position{File: name}
	ids := make(map[string]bool)
	policy := ""
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return diags
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "meta" && attribute(t, "http-equiv") == "Content-Security-Policy" {
				policy = attribute(t, "content")
			}
			if inline := (t.Data == "style" || t.Data == "script" && attribute(t, "src") == ""); inline && policy != "" {
				if z.Next() == html.TextToken && strings.Contains(policy, hashSource(z.Raw())) {
					continue
				}
			}
			element(&diags, at, t, ids)
		case html.TextToken:
			if bytes.Contains(z.Raw(), []byte("ZgotmplZ")) {
				diags.Errorf("output/unsafe-value", at, "a template put a value where it could do harm, and it was taken out").WithHint("look at where the layouts show values from front matter")
			}
		}
	}
}

func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hashSource is how a policy names an inline style or script that it allows
// (CSP Level 3, hash-source): a copy that stands by itself needs some.
func hashSource(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// suspicious reports whether a page wants a closer look. It knows only the HTML
// that layouts write (attributes in double quotes) and takes anything else for
// suspicious.
func suspicious(page []byte) bool {
	if bytes.Contains(page, []byte("ZgotmplZ")) {
		return true
	}
	ids := make(map[string]bool)
	for rest := page; ; {
		open := bytes.IndexByte(rest, '<')
		if open < 0 {
			return false
		}
		rest = rest[open+1:]
		end := bytes.IndexByte(rest, '>')
		if end < 0 {
			return true
		}
		if c := rest[0]; c != '/' && c != '!' && suspiciousTag(rest[:end], ids) {
			return true
		}
		rest = rest[end:]
	}
}

// suspiciousTag judges what stands between < and >: a name in small letters and
// attributes with white space before each.
func suspiciousTag(tag []byte, ids map[string]bool) bool {
	name, rest := nameBytes(tag)
	var source, kind, relation, address []byte
	for len(rest) > 0 && string(rest) != "/" {
		attributes := bytes.TrimLeft(rest, " \t\r\n")
		if len(attributes) == 0 || string(attributes) == "/" {
			break
		}
		var key, value []byte
		key, after := nameBytes(attributes)
		if len(key) == 0 || len(attributes) == len(rest) {
			return true
		}
		if rest = after; len(rest) > 0 && rest[0] == '=' {
			var ok bool
			if value, rest, ok = quotedBytes(rest[1:]); !ok {
				return true
			}
		}
		key = lowerCase(key)
		switch string(key) {
		case "style", "srcset":
			return true
		case "id":
			if ids[string(value)] || bytes.IndexByte(value, '&') >= 0 {
				return true
			}
			ids[string(value)] = true
		case "src":
			source = value
		case "type":
			kind = value
		case "rel":
			relation = value
		case "href":
			address = value
		default:
			if bytes.HasPrefix(key, []byte("on")) {
				return true
			}
		}
	}
	if !bytes.Equal(name, lowerCase(name)) {
		return true // none of ours
	}
	return mayLeave(source) || suspiciousElement(string(name), source, kind, relation, address)
}

func suspiciousElement(name string, source, kind, relation, address []byte) bool {
	switch name {
	case "script":
		return len(source) == 0 && !bytes.HasPrefix(kind, []byte("application/"))
	case "link":
		return mayLeave(address) && string(relation) != "canonical" && string(relation) != "alternate"
	case "", "style", "form", "iframe", "object", "embed", "base":
		return true
	}
	return false
}

// mayLeave reports whether an address, which may have entities in it, could be
// one of another host.
func mayLeave(address []byte) bool {
	return bytes.Contains(address, []byte("//")) || bytes.IndexByte(address, '&') >= 0
}

// lowerCase copies only what has capitals, which hardly anything has.
func lowerCase(text []byte) []byte {
	for _, c := range text {
		if 'A' <= c && c <= 'Z' {
			return bytes.ToLower(text)
		}
	}
	return text
}

// nameBytes cuts off the letters, digits, hyphens and colons that text starts
// with.
func nameBytes(text []byte) (name, rest []byte) {
	for i, c := range text {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == ':') {
			return text[:i], text[i:]
		}
	}
	return text, nil
}

// quotedBytes cuts off a value in double quotes; false if its end is not there,
// as when it holds a >.
func quotedBytes(text []byte) (value, rest []byte, ok bool) {
	if len(text) == 0 || text[0] != '"' {
		return nil, nil, false
	}
	end := bytes.IndexByte(text[1:], '"')
	if end < 0 {
		return nil, nil, false
	}
	return text[1 : end+1], text[end+2:], true
}

// element judges one opening tag.
func element(diags *diag.List, at diag.Position, t html.Token, ids map[string]bool) {
	attrs := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		attrs[a.Key] = a.Val
		switch {
		case strings.HasPrefix(a.Key, "on"):
			diags.Errorf("output/inline-handler", at, "<%s> has an event handler %q, which the policy forbids", t.Data, a.Key).WithHint("attach it from a file under layouts/scripts")
		case a.Key == "style":
			diags.Errorf("output/inline-style", at, "<%s> has a style attribute, which the policy forbids", t.Data).WithHint("give it a class, and style that in a file under layouts/styles")
		case a.Key == "id" && ids[a.Val]:
			diags.Errorf("output/duplicate-id", at, "the id %q stands twice on the page", a.Val).WithHint("one of them may come from the layout: .Embedded keeps the ids of several texts apart")
		case a.Key == "id":
			ids[a.Val] = true
		case strings.Contains(a.Val, "ZgotmplZ"):
			diags.Errorf("output/unsafe-value", at, "a template put a value into <%s %s> where it could do harm, and it was taken out", t.Data, a.Key).WithHint("look at the value: is it an address that begins with javascript:?")
		}
	}
	resource(diags, at, t.Data, attrs)
}

func resource(diags *diag.List, at diag.Position, tag string, attrs map[string]string) {
	offsite := func(address string) {
		if strings.Contains(address, "//") && !strings.HasPrefix(address, "data:") {
			diags.Errorf("output/off-site", at, "<%s> loads %q from another host", tag, address).WithHint("publish the file with the site")
		}
	}
	switch tag {
	case "script":
		if attrs["src"] == "" && !strings.HasPrefix(attrs["type"], "application/") {
			diags.Errorf("output/inline-script", at, "a script stands in the page, which the policy forbids").WithHint("put it into a file under layouts/scripts")
		}
	case "style":
		diags.Errorf("output/inline-style", at, "a style stands in the page, which the policy forbids").WithHint("put it into a file under layouts/styles")
	case "form":
		diags.Errorf("output/form", at, "a form could send what a reader types").WithHint("use the fields without a form around them")
	case "iframe", "object", "embed", "base":
		diags.Errorf("output/forbidden-element", at, "<%s> is not allowed by the policy", tag).WithHint("link to it instead")
	case "link":
		if rel := attrs["rel"]; rel != "canonical" && rel != "alternate" && rel != "license" {
			offsite(attrs["href"])
		}
	}
	if tag != "script" || attrs["src"] != "" {
		offsite(attrs["src"])
	}
	for _, candidate := range strings.Split(attrs["srcset"], ",") {
		offsite(strings.TrimSpace(candidate))
	}
}

// drawing checks an SVG image, which is a document that can run scripts where
// it is opened by itself.
func drawing(name string, data []byte) diag.List {
	var diags diag.List
	unsafe := func(what string) {
		diags.Errorf("output/unsafe-svg", diag.Position{File: name}, "the drawing has %s", what).WithHint("save it as plain SVG")
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return diags
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if t.Data == "script" || t.Data == "foreignobject" {
				unsafe("a <" + t.Data + ">")
			}
			for _, a := range t.Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				switch {
				case strings.HasPrefix(a.Key, "on"):
					unsafe("an event handler")
				case (a.Key == "href" || a.Key == "xlink:href" || a.Key == "src") && value != "" && value[0] != '#' && !strings.HasPrefix(value, "data:image/"):
					unsafe("a link to another file")
				}
			}
		}
	}
}
