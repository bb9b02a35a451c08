package frontmatter

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// hiding are the keys that can hide a page from readers. If one of them can't
// be read, the page is hidden.
var hiding = []string{"draft", "date", "publishDate", "expiryDate"}

// unread reports whether mistakes in front matter leave it open whether the
// page is hidden: syntax errors, and errors in a key that hides pages or
// resembles one.
func unread(tree *data.Value, diags diag.List) bool {
	for _, d := range diags {
		if d.Severity == diag.Error && d.Code != family+"/unknown-key" && d.Code != family+"/wrong-type" {
			return true
		}
	}
	if tree == nil || !diags.HasErrors() {
		return false
	}
	if tree.Kind != data.Map {
		return true
	}
	known := keys()
	for _, f := range tree.Fields {
		if _, near := diag.Nearest(f.Key, hiding); near && !isOther(f.Key, known) && wrongAt(f, diags) {
			return true
		}
	}
	return false
}

// isOther reports whether a key is one of the known keys that hide nothing.
func isOther(key string, known []string) bool {
	same := func(k string) bool { return strings.EqualFold(k, key) }
	return slices.ContainsFunc(known, same) && !slices.ContainsFunc(hiding, same)
}

func wrongAt(f data.Field, diags diag.List) bool {
	return slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && (d.Pos.Line == f.Pos.Line || d.Pos.Line == f.Value.Pos.Line)
	})
}

// longestMatter is how many lines are searched for misplaced front matter.
const longestMatter = 200

// misplaced reports front matter that has no effect because it does not start
// with a fence on the first line: below a title, a comment or a blank line,
// indented, quoted, in a code block, between other fences or none, as JSON.
func misplaced(file string, src []byte, diags *diag.List) bool {
	var c candidate
	for at, number := 0, 1; at < len(src) && number <= longestMatter; number++ {
		var line []byte
		line, at = cutLine(src, at)
		for _, part := range bytes.FieldsFunc(line, isBreak) {
			if c.line(part) {
				return c.report(file, number, diags)
			}
		}
	}
	return false
}

// isBreak reports whether some editors show r as a line break, which neither
// Markdown nor YAML does.
func isBreak(r rune) bool {
	return r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// nested reports keys that are meant to hide the page but have no effect under
// params.
func nested(tree *data.Value, diags *diag.List) (found bool) {
	for _, key := range hiding {
		if v := tree.Get("params").Get(key); v != nil && key != "date" {
			found = true
			diags.Errorf(family+"/unknown-key", v.Pos, "%q is under params, where it does not hide the page", key).
				WithHint("indent it like title:")
		}
	}
	return found
}

// second reports a second block right below the first.
func second(file string, src []byte, body int, diags *diag.List) bool {
	var c candidate
	for at := body; at < len(src); {
		start := at
		var line []byte
		line, at = cutLine(src, at)
		text := bare(line)
		if text == "" || c.fenced && c.isKey(text) {
			continue
		}
		if !almostFence(text) || isCodeFence(text) {
			return false
		}
		if c.fenced && len(c.found) > 0 {
			return c.report(file, 1+bytes.Count(diag.LineFeeds(src[:start]), []byte("\n")), diags)
		}
		c.fenced = true
	}
	return false
}

// candidate is what is known so far of a block that may be meant as front
// matter.
type candidate struct {
	fenced bool
	found  []string // keys since the last line of prose
}

// line takes the next line and reports whether the block is now certain to be
// front matter.
func (c *candidate) line(line []byte) bool {
	text := bare(line)
	switch {
	case text == "":
		return false
	case hides.MatchString(text):
		return true
	case almostFence(text):
		meant := len(c.found) > 1 || len(c.found) > 0 && (c.fenced || c.found[0] == "title")
		c.fenced, c.found = true, nil
		return meant
	case c.isKey(text):
		return c.fenced && len(c.found) > 1
	case len(c.found) > 0 && (line[0] == ' ' || line[0] == '\t' || line[0] == '-' || line[0] == '#'):
		return false // an item of a list, a comment
	}
	c.fenced, c.found = false, nil
	return false
}

func (c *candidate) isKey(text string) bool {
	m := keyed.FindStringSubmatch(text)
	if m == nil || !slices.ContainsFunc(keys(), func(k string) bool { return strings.EqualFold(k, m[1]) }) {
		return false
	}
	if key := strings.ToLower(m[1]); !slices.Contains(c.found, key) {
		c.found = append(c.found, key)
	}
	return true
}

func (c *candidate) report(file string, line int, diags *diag.List) bool {
	diags.Errorf(family+"/not-at-top", diag.Position{File: file, Line: line, Col: 1}, "what looks like front matter does not begin with --- on the first line, so none of it counts").
		WithHint("start the file with a line that holds only ---, then the keys, then another such line")
	return true
}

var (
	// keyed matches a key with its sign: "title: Water", "title = ",
	// "\"title\":".
	keyed = regexp.MustCompile(`^["']?([A-Za-z]+)["']?\s*[:=]`)
	// hides matches a line that hides a page and that nobody would write as
	// prose.
	hides = regexp.MustCompile(`(?i)^(?:.*[{,]\s*)?["']?(?:draft["']?\s*[:=]+\s*["']?(?:true|yes|on|y|1|ture|treu|tru)\b|(?:date|publish_?date|expiry_?date)["']?\s*[:=]+\s*["']?\d{4}-\d{1,2})`)
)

// bare strips from a line what may precede a key by mistake: blanks, hidden
// characters, and marks of quotes, lists, headings and comments.
func bare(line []byte) string {
	text := strings.TrimFunc(string(line), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	for _, mark := range [...]string{"<!--", "{{/*", "/*", "//", "#+", ">", "%", "* ", "- ", "{"} {
		if rest, ok := strings.CutPrefix(text, mark); ok {
			text = strings.TrimSpace(rest)
		}
	}
	return strings.TrimSpace(strings.TrimLeft(text, "#"))
}

// almostFence reports whether a text is what people or editors produce when
// they mean a fence.
func almostFence(text string) bool {
	for _, mark := range [...]string{"-–—", "+", "*", "=", "_", "~", ";", "`"} {
		rest := strings.TrimLeft(text, mark)
		if n := len(text) - len(rest); n > 1 && (rest == "" || isLanguage(rest)) {
			return true
		}
	}
	return text == "}" || text == "..." || text == "-->"
}

func isCodeFence(text string) bool { return text[0] == '~' || text[0] == '`' }

func isLanguage(rest string) bool {
	switch strings.ToLower(strings.TrimSpace(rest)) {
	case "yaml", "yml", "toml", "json", "front matter", "frontmatter":
		return true
	}
	return false
}
