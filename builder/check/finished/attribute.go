package finished

import (
	"bytes"
	"slices"
	"strings"

	"aftercare/builder/diag"
)

func (r *reader) attribute(t *tag, a attribute) {
	if !r.scripting && bytes.Contains(bytes.ToLower(a.value), []byte("</noscript")) {
		r.found().Errorf("output/forbidden-element", r.at(), "<%s %s> ends <noscript> for some browsers", t.name, a.key).WithHint("take </noscript out of the value")
	}
	switch {
	case bytes.HasPrefix(a.key, []byte("on")):
		r.found().Errorf("output/inline-handler", r.at(), "<%s> has an event handler %q, which the policy forbids", t.name, diag.Clip(string(a.key))).
			WithHint("attach it from a file under layouts/scripts")
	case string(a.key) == "style":
		r.found().Errorf("output/inline-style", r.at(), "<%s> has a style attribute, which the policy forbids", t.name).
			WithHint("give it a class, and style that in a file under layouts/styles")
	case r.disarmed && bytes.Contains(a.value, []byte(disarmed)):
		r.found().Errorf("output/unsafe-value", r.at(), "a template put a value into <%s %s> where it could do harm, and it was taken out", t.name, a.key).
			WithHint("look at the value: is it an address that begins with javascript:?")
	case string(a.key) == "id":
		r.id(string(a.value))
	case textAttributes[string(a.key)], bytes.HasPrefix(a.key, []byte("aria-")), bytes.HasPrefix(a.key, []byte("data-")), isHarmless(a):
	default:
		r.address(t, string(a.key), string(a.value))
	}
}

// isHarmless is a shortcut for most attributes, whose value is a word or an address
// below that of the page. Attributes that are forbidden whatever their value are
// never harmless.
func isHarmless(a attribute) bool {
	switch string(a.key) {
	case "formaction", "action", "ping":
		return false
	}
	return len(a.value) > 0 && a.value[0] > ' ' && a.value[0] != '/' && !bytes.ContainsAny(a.value, ":\\(\t\r\n ,")
}

func (r *reader) id(id string) {
	if r.ids[id] {
		r.found().Errorf("output/duplicate-id", r.at(), "the id %q is used twice on the page", diag.Clip(id)).
			WithHint("one of them may come from the layout: .Embedded keeps the ids of several texts apart")
	}
	r.ids[id] = true
}

// address checks an attribute whose value may be an address. It assumes that a
// browser loads the value of any attribute that it does not know.
func (r *reader) address(t *tag, key, value string) {
	switch name := string(t.name); key {
	case "href", "xlink:href":
		switch {
		case name == "link" && !isMetadata(t.get("rel")):
			r.loads(t, key, value, isIcon(t.get("rel")))
		default:
			r.linksTo(t, value)
		}
	case "src", "poster":
		r.loads(t, key, value, name == "img" || name == "input" || name == "video")
	case "srcset", "imagesrcset":
		for candidate := range candidates(value) {
			r.loads(t, key, candidate, true)
		}
	case "formaction", "action":
		if name != "form" { // reported already
			r.found().Errorf("output/form", r.at(), "<%s %s> could send what a reader types", t.name, key).WithHint("use the field without it")
		}
	case "ping":
		r.found().Errorf("output/off-site", r.at(), "<%s ping> tells a host that a reader follows the link", t.name).WithHint("take ping away")
	default:
		r.unknown(t, key, value)
	}
}

// unknown checks an attribute that is on no list. It may hold one address, several,
// or words that look like one.
func (r *reader) unknown(t *tag, key, value string) {
	if !strings.ContainsAny(value, `:/\`) {
		return
	}
	parts := strings.FieldsFunc(value, func(c rune) bool { return c <= ' ' || c == ',' })
	for _, part := range parts {
		if scheme, host := scheme(part); len(parts) == 1 || host || addressSchemes[scheme] {
			r.loads(t, key, part, false)
		}
	}
}

// loads checks an address that a browser loads by itself.
func (r *reader) loads(t *tag, key, address string, picture bool) {
	if isSameHost(address) || picture && isInlinePicture(address) {
		return
	}
	switch scheme, _ := scheme(address); scheme {
	case "javascript", "vbscript", "data":
		r.found().Errorf("output/inline-script", r.at(), "<%s %s> holds something that could run: %q", t.name, key, diag.Clip(address)).WithHint("publish it as a file of the site")
	default:
		r.found().Errorf("output/off-site", r.at(), "<%s> loads %q from another host", t.name, diag.Clip(address)).WithHint("publish the file with the site")
	}
}

// linksTo checks the target of a link that a reader may follow: a page of any site,
// a mail address or a telephone number.
func (r *reader) linksTo(t *tag, address string) {
	scheme, _ := scheme(address)
	switch scheme {
	case "", "http", "https", "mailto", "tel", "sms":
		return
	}
	r.found().Errorf("output/address", r.at(), "<%s> leads to %q; readers are not sent to %s: addresses", t.name, diag.Clip(address), diag.Clip(scheme)).
		WithHint("a page, or else https:, mailto:, tel: or sms:")
}

func isMetadata(rel string) bool {
	list := strings.Fields(strings.ToLower(rel))
	return len(list) > 0 && !slices.ContainsFunc(list, func(word string) bool { return !passiveRels[word] })
}

func isIcon(rel string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(rel)), func(word string) bool { return strings.HasSuffix(word, "icon") })
}
