package finished

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/svg"

	"golang.org/x/net/html"
)

// disarmed is what html/template substitutes for an unsafe value in an attribute.
// In text it escapes instead, so there the word is a writer's own.
const disarmed = "ZgotmplZ"

// reader reads one page as a browser does.
type reader struct {
	file      File
	name      string
	data      []byte
	copied    bool
	read      int // offset of the current token
	line      int // line number at offset counted
	counted   int
	tokens    *html.Tokenizer
	ids       map[string]bool
	policy    string // Content-Security-Policy of the page itself
	scripting bool   // false within noscript
	disarmed  bool   // data contains the substitute for an unsafe value
	tag       tag    // reused for every tag
}

func inspectPage(name string, data []byte, copied bool) File {
	r := &reader{name: name, data: data, copied: copied, line: 1, tokens: html.NewTokenizer(bytes.NewReader(data)), ids: make(map[string]bool), scripting: true, disarmed: bytes.Contains(data, []byte(disarmed))}
	for {
		kind := r.tokens.Next()
		if kind == html.ErrorToken {
			return r.file
		}
		length := len(r.tokens.Raw())
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			if t := r.readTag(); string(t.name) == "svg" {
				length = r.drawing()
			} else {
				r.start(t)
			}
		case html.EndTagToken:
			r.end()
		}
		r.read += length
	}
}

func (r *reader) found() *diag.List { return &r.file.Found }

// at returns the line of the current token. Lines are counted only when there is
// something to report.
func (r *reader) at() diag.Position {
	r.line += bytes.Count(r.data[r.counted:r.read], []byte("\n"))
	r.counted = r.read
	return diag.Position{File: r.name, Line: r.line}
}

// tag is an opening tag. Its slices are valid until the next token is read.
type tag struct {
	name  []byte
	attrs []attribute
}

type attribute struct{ key, value []byte }

// get returns the value of an attribute: the first of that name, as in browsers.
func (t *tag) get(key string) string {
	for _, a := range t.attrs {
		if string(a.key) == key {
			return string(a.value)
		}
	}
	return ""
}

func (r *reader) start(t *tag) {
	for _, a := range t.attrs {
		r.attribute(t, a)
	}
	switch string(t.name) {
	case "h1":
		r.file.Titles++
	case "noscript":
		r.tokens.NextIsNotRawText() // parse the content as browsers without scripts do
		r.scripting = false
	}
	r.element(t)
}

func (r *reader) readTag() *tag {
	t := &r.tag
	t.attrs = t.attrs[:0]
	if t.name = bareName(r.tokens.Raw()); t.name != nil {
		return t // most tags; the tokenizer would copy the name
	}
	var more bool
	t.name, more = r.tokens.TagName()
	for more {
		var a attribute
		a.key, a.value, more = r.tokens.TagAttr()
		t.attrs = append(t.attrs, a)
	}
	return t
}

// bareName returns the name of a tag without attributes, or nil.
func bareName(raw []byte) []byte {
	if len(raw) < 3 {
		return nil
	}
	name := raw[1 : len(raw)-1]
	for _, c := range name {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return nil
		}
	}
	return name
}

// drawing checks an embedded drawing by the rules for SVG files and returns its
// length. The tokenizer continues after it.
func (r *reader) drawing() int {
	length, ids, problems := svg.Embedded(r.data[r.read:])
	for _, p := range problems {
		at := r.at()
		at.Line += p.Line - 1
		r.found().Errorf("output/unsafe-svg", at, "a drawing in the page %s", p.Text).WithHint("write it as plain SVG")
	}
	for _, id := range ids {
		r.id(id)
	}
	if r.disarmed && bytes.Contains(r.data[r.read:r.read+length], []byte(disarmed)) {
		r.found().Errorf("output/unsafe-value", r.at(), "a template put a value into a drawing where it could do harm, and it was taken out").
			WithHint("look at where the layouts show values from front matter")
	}
	r.tokens = html.NewTokenizer(bytes.NewReader(r.data[r.read+length:]))
	return length
}

func (r *reader) end() {
	if r.scripting {
		return
	}
	if name, _ := r.tokens.TagName(); string(name) == "noscript" {
		r.scripting = true
	}
}

func (r *reader) element(t *tag) {
	switch string(t.name) {
	case "script":
		if t.get("src") == "" && !isData(t.get("type")) && (r.copied || r.allowedByHash() == nil) {
			r.found().Errorf("output/inline-script", r.at(), "the page contains a script, which the policy forbids").
				WithHint("put it into a file under layouts/scripts")
		}
	case "style":
		if text := r.allowedByHash(); text != nil {
			for _, d := range inspectStyle(r.name, text) {
				d.Pos.Line += r.at().Line - 1 - bytes.Count(text, []byte("\n"))
				r.file.Found = append(r.file.Found, d)
			}
		} else {
			r.found().Errorf("output/inline-style", r.at(), "the page contains a style, which the policy forbids").
				WithHint("put it into a file under layouts/styles")
		}
	case "meta":
		r.meta(t)
	case "form":
		r.found().Errorf("output/form", r.at(), "a form could send what a reader types").
			WithHint("use the fields without a form around them")
	default:
		if !elements[string(t.name)] && bytes.IndexByte(t.name, '-') < 0 {
			r.found().Errorf("output/forbidden-element", r.at(), "<%s> is not allowed by the policy", t.name).WithHint("link to it instead")
		}
	}
}

// isData reports whether a script's type is JSON, which browsers don't run (WHATWG
// MIME Sniffing, 4.6).
func isData(mediaType string) bool {
	essence, _, _ := strings.Cut(mediaType, ";")
	essence = strings.ToLower(strings.TrimSpace(essence))
	return essence == "application/json" || strings.HasPrefix(essence, "application/") && strings.HasSuffix(essence, "+json")
}

// allowedByHash reads the text of an inline script or style and returns it if the
// page's policy names its hash (CSP Level 3, hash-source), as in the offline copy
// of the guide. Otherwise it returns nil.
func (r *reader) allowedByHash() []byte {
	if r.policy == "" {
		return nil
	}
	if r.tokens.Next() != html.TextToken {
		return nil
	}
	text := r.tokens.Raw()
	r.read += len(text)
	sum := sha256.Sum256(text)
	if !strings.Contains(r.policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		return nil
	}
	return text
}

func (r *reader) meta(t *tag) {
	directive := strings.ToLower(t.get("http-equiv"))
	if charset := charset(t); charset != "" && charset != "utf-8" && charset != "utf8" {
		r.found().Errorf("output/forbidden-element", r.at(), "the page says that it is in %s", diag.Clip(charset)).WithHint("save it as UTF-8")
	}
	switch {
	case directive == "":
	case !directives[directive]:
		r.found().Errorf("output/forbidden-element", r.at(), "<meta http-equiv=%q> is not known here", diag.Clip(directive)).WithHint("leave it to the host")
	case directive == "content-security-policy":
		r.policy = t.get("content")
	case directive == "refresh":
		r.loads(t, "content", refreshTarget(t.get("content")), false)
	}
}

// charset returns the encoding that a meta element declares, in lower case, or "".
func charset(t *tag) string {
	said := strings.ToLower(t.get("charset"))
	if _, later, ok := strings.Cut(strings.ToLower(t.get("content")), "charset"); ok && t.get("http-equiv") != "" {
		said, _, _ = strings.Cut(later, ";")
	}
	return strings.Trim(said, " \t\n\f\r=\"'")
}
