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

// disarmed is what html/template puts in place of a value that could do harm,
// in attributes alone: elsewhere it escapes, so in a text the word is a writer's.
const disarmed = "ZgotmplZ"

// reader reads one page as a browser does.
type reader struct {
	file      File
	name      string
	data      []byte
	copied    bool
	read      int // bytes of data
	line      int // of data[counted]
	counted   int
	tokens    *html.Tokenizer
	ids       map[string]bool
	policy    string // that the page states for itself
	scripting bool   // false within noscript
	disarmed  bool   // the page holds such a value somewhere
	tag       tag    // the one being read
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

// at is the line in which the token begins that is being read. Lines are counted
// when there is something to report.
func (r *reader) at() diag.Position {
	r.line += bytes.Count(r.data[r.counted:r.read], []byte("\n"))
	r.counted = r.read
	return diag.Position{File: r.name, Line: r.line}
}

// tag is an opening tag. Its bytes are those of the tokenizer, which go with the
// next token.
type tag struct {
	name  []byte
	attrs []attribute
}

type attribute struct{ key, value []byte }

// get takes the first of several attributes of a name, as browsers do.
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
		r.tokens.NextIsNotRawText() // as for readers whose scripts are off
		r.scripting = false
	}
	r.element(t)
}

func (r *reader) readTag() *tag {
	t := &r.tag
	t.attrs = t.attrs[:0]
	if t.name = bareName(r.tokens.Raw()); t.name != nil {
		return t // as most are, and the tokenizer copies each name
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

// bareName is the name of a tag that has nothing else, nil for others.
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

// drawing judges a drawing in the page, by the lists for drawings in files, and
// returns its length. The page goes on behind it.
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
			r.found().Errorf("output/inline-script", r.at(), "a script stands in the page, which the policy forbids").
				WithHint("put it into a file under layouts/scripts")
		}
	case "style":
		if text := r.allowedByHash(); text != nil {
			for _, d := range inspectStyle(r.name, text) {
				d.Pos.Line += r.at().Line - 1 - bytes.Count(text, []byte("\n"))
				r.file.Found = append(r.file.Found, d)
			}
		} else {
			r.found().Errorf("output/inline-style", r.at(), "a style stands in the page, which the policy forbids").
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

// isData reports whether a browser leaves a script of this type alone: JSON
// (WHATWG MIME Sniffing, 4.6).
func isData(mediaType string) bool {
	essence, _, _ := strings.Cut(mediaType, ";")
	essence = strings.ToLower(strings.TrimSpace(essence))
	return essence == "application/json" || strings.HasPrefix(essence, "application/") && strings.HasSuffix(essence, "+json")
}

// allowedByHash reads the text of a script or style and returns it if the policy
// names it (CSP Level 3, hash-source): a copy of a page that stands by itself
// needs some.
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

// charset is what a page says of its bytes, in small letters.
func charset(t *tag) string {
	said := strings.ToLower(t.get("charset"))
	if _, later, ok := strings.Cut(strings.ToLower(t.get("content")), "charset"); ok && t.get("http-equiv") != "" {
		said, _, _ = strings.Cut(later, ";")
	}
	return strings.Trim(said, " \t\n\f\r=\"'")
}
