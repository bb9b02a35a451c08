package leftover

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/diag"
)

type finder func(p piece, at int) Mark

// finders are keyed by the first character of a mark.
var finders = [256][]finder{
	'`':  {backtick},
	']':  {deadLink},
	')':  {turnedLink},
	'[':  {wikiLink, undefined, bracketWord, foreign},
	'{':  {template, foreign, attributeBlock},
	'$':  {mathBlock, mathInline},
	'\\': {foreign}, '^': {foreign}, '%': {foreign}, '|': {foreign}, '&': {foreign}, '\'': {foreign},
	'=': {highlight, rule},
	':': {container, emoji},
	'!': {admonition}, '?': {admonition}, '.': {admonition},
	'<': {comment, foreign},
	'-': {comment},
	'+': {fenceOfMatter, foreign},
	'#': {headingMark},
}

// matched returns a mark for the match of an anchored pattern.
func matched(pattern *regexp.Regexp, p piece, at int, code, message, hint string) Mark {
	m := pattern.Find(p.rest(at))
	if m == nil {
		return Mark{}
	}
	return Mark{at, len(m), code, fmt.Sprintf(message, diag.Clip(string(m))), hint}
}

const notTaken = "%s is not Markdown and would be shown as it is"

// backtick finds unclosed code. A backtick within a word is an apostrophe.
func backtick(p piece, at int) Mark {
	n := runOf(p.rest(at), '`')
	before, after := p.before(at), p.after(at+n)
	if p.escaped("`", at) || isWordChar(before) && isWordChar(after) || unicode.IsSpace(before) && unicode.IsSpace(after) {
		return Mark{}
	}
	mark := diag.Clip(strings.Repeat("`", n))
	return Mark{at, n, CodeUnusedMark, "readers will see " + mark + " here", "code stands between two marks of the same length; write \\` for the sign itself"}
}

var (
	destination = regexp.MustCompile(`^\]\(([^()\n]*)(\)?)`)
	spaced      = regexp.MustCompile(`^\] \((?:https?:|/)?[^() \n]*(?:\.[a-z]{2,5}|/)(?:#[^() \n]*)?\)`)
	turned      = regexp.MustCompile(`^\)\[(?:https?://[^\]\s]*|/[^\]\s]*/|[^\]\s]*\.md(?:#[^\]\s]*)?)\]`)
	sized       = regexp.MustCompile(` =\d*x\d*$`)
)

// deadLink finds "](" that is not a link: the address has spaces or is not closed, or
// the link contains another.
func deadLink(p piece, at int) Mark {
	rest := p.rest(at)
	if spaced.Match(rest) {
		return Mark{at, 2, CodeUnusedMark, "this is not a link, since there is a space before the address", "write [words](address)"}
	}
	m := destination.FindSubmatch(rest)
	if m == nil || p.escaped("[", at) || bytes.Contains(rest, []byte("{{")) || bytes.Contains(rest, []byte("{%")) {
		return Mark{}
	}
	address := strings.TrimSpace(string(m[1]))
	what, words := "link", "[words]"
	if line := p.line(at); bytes.HasSuffix(line[:max(0, bytes.LastIndexByte(line, '['))], []byte("!")) {
		what, words = "picture", "![what it shows]"
	}
	hint := "write " + words + "(address), with nothing between the brackets"
	switch {
	case len(m[2]) == 0:
		hint = "the address has no ) at its end"
	case sized.MatchString(address):
		hint = "write no size: a picture is as wide as the text allows"
	case strings.ContainsAny(address, " \t"):
		hint = "put an address with spaces between < and >: " + words + "(<" + diag.Clip(address) + ">)"
	}
	return Mark{at, 2, CodeUnusedMark, "this is not a " + what + ", and readers will see its brackets", hint}
}

func turnedLink(p piece, at int) Mark {
	return matched(turned, p, at, CodeUnusedMark, "this is not a link: %s", "write [words](address), not (words)[address]")
}

var (
	wiki      = regexp.MustCompile(`^\[\[[\pL\pN_#./][^\[\]\n]*\]\]`)
	reference = regexp.MustCompile(`^\[([^\[\]\n]*\pL[^\[\]\n]*)\]\[([^\[\]\n]*)\]`)
	boxed     = regexp.MustCompile(`^\[(?:![A-Za-z-]+|(?i:toc|_toc_))\]`)
)

func wikiLink(p piece, at int) Mark {
	p.stop = len(p.source) // it may hold emphasis
	found := matched(wiki, p, at, CodeOtherMarkup, notTaken, "")
	name, words, ok := strings.Cut(strings.Trim(string(p.rest(at)[:found.Length]), "[]"), "|")
	if !ok {
		words = name
	}
	found.Hint = fmt.Sprintf("link to the file: [%s](%s.md)", words, strings.ReplaceAll(strings.ToLower(name), " ", "-"))
	return found
}

// undefined finds a reference link without a definition.
func undefined(p piece, at int) Mark {
	if isWordChar(p.before(at)) || p.before(at) == ']' {
		return Mark{}
	}
	m := reference.FindSubmatch(p.rest(at))
	if m == nil {
		return Mark{}
	}
	label := diag.Clip(cmp.Or(string(m[2]), string(m[1])))
	return Mark{at, len(m[0]), CodeUnusedMark, "this is not a link, since nothing defines [" + label + "]", "write [words](address), or a line of its own: [" + label + "]: address"}
}

// bracketWord finds a callout outside a quote, and placeholders for a table of
// contents.
func bracketWord(p piece, at int) Mark {
	if !p.opensLine(at) {
		return Mark{}
	}
	m := boxed.Find(p.rest(at))
	switch {
	case m == nil || p.after(at+len(m)) == '(' || p.after(at+len(m)) == ':':
		return Mark{}
	case m[1] == '!':
		return Mark{at, len(m), CodeOtherMarkup, fmt.Sprintf("%s is a callout only where a quote begins", m), fmt.Sprintf("begin each line with >, and the first with: > %s, its title after a space", m)}
	case !p.fills(at, at+len(m)):
		return Mark{}
	}
	return Mark{at, len(m), CodeOtherMarkup, fmt.Sprintf(notTaken, m), "take it out: the layout shows the list of headings"}
}

var (
	templates = regexp.MustCompile(`^(?:\{\{[<%#!.$/ \-\pL_][^\n]*?\}\}|\{%[^\n]*?%\}|\{\{[<%#][^\n]*|\{% *\pL[^\n]*)`)
	called    = regexp.MustCompile(`^\{[{%][<%#]?-? */?([\pL_]*)`)
)

// template finds what other tools replace before parsing Markdown: shortcodes of Hugo
// and Zola, includes of mdBook, expressions of Jekyll and Jinja.
func template(p piece, at int) Mark {
	rest := p.rest(at)
	found := matched(templates, p, at, CodeOtherMarkup, notTaken, "there are no shortcodes or variables here: write out what it stands for")
	if found.Length == 0 {
		return found
	}
	switch name := string(called.FindSubmatch(rest)[1]); name {
	case "figure", "img", "image":
		found.Hint = `write ![what it shows](picture.jpg "a caption")`
	case "ref", "relref", "link", "post_url":
		found.Hint = "link to the file: [words](page.md)"
	case "note", "tip", "important", "warning", "caution", "info", "hint", "danger", "alert", "admonition", "callout", "notice", "endhint":
		found.Hint = callout(name)
	case "highlight", "endhighlight", "code":
		found.Hint = "put code between two lines of ```"
	case "youtube", "vimeo", "video":
		found.Hint = "link to the video: [its title](https://…); a page shows nothing of another site"
	}
	return found
}

var (
	attributes = regexp.MustCompile(`^\{(?:[.#][\pL_-][^{}\n]*|:[^{}\n]*)\}`)
	assigned   = regexp.MustCompile(`^\{ *[\pL_-]+ *=[^{}\n]*\}`)
)

// attributeBlock finds attributes in the wrong place: only headings have them.
func attributeBlock(p piece, at int) Mark {
	pattern := attributes
	if before := p.before(at); before == ')' || before == ']' || before == '`' || p.opensLine(at) {
		if assigned.Match(p.rest(at)) {
			pattern = assigned
		}
	}
	return matched(pattern, p, at, CodeOtherMarkup, "%s belongs to no heading and would be shown as it is", "only headings have attributes: ## Title {#its-id}; take it out here")
}

var (
	formula  = regexp.MustCompile(`^\$\$(?:[^$\n]+\$\$)?`)
	dollars  = regexp.MustCompile(`^\$[^\s$](?:[^$\n]*[^\s$])?\$`)
	marked   = regexp.MustCompile(`^==[^\s=](?:[^=\n]*[^\s=])?==`)
	emojis   = regexp.MustCompile(`^:(?:[a-z0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1):`)
	colons   = regexp.MustCompile(`^:{3,} *[\pL{\[][^\n]*`)
	boxes    = regexp.MustCompile(`^(?:!!!|\?\?\?\+?)(?: +[a-z]+|note|tip|info|warning|danger|caution|important|example|quote)(?: +(?:inline|end|"[^"\n]*"))* *$`)
	directed = regexp.MustCompile(`^\.\. [a-z-]+::[^\n]*`)
	hashes   = regexp.MustCompile(`^(?:#{2,6}\pL[^\n]*|#{7,} [^\n]*)`)
)

const noMath = "formulas are not drawn; write it in words, in letters and signs (E = mc²), or as code"

// mathBlock finds $$ around a formula. Prices have a single sign.
func mathBlock(p piece, at int) Mark {
	rest := p.rest(at)
	n := runOf(rest, '$')
	if n != 2 || len(formula.Find(rest)) == n && !p.fills(at, at+n) && !strings.ContainsRune(`\{`, p.after(at+n)) {
		return Mark{}
	}
	return matched(formula, p, at, CodeOtherMarkup, notTaken, noMath)
}

// mathInline finds $x^2$: something typical of formulas between dollar signs that are
// not prices.
func mathInline(p piece, at int) Mark {
	m := dollars.Find(p.rest(at))
	if m == nil || isWordChar(p.before(at)) || isWordChar(p.after(at+len(m))) || !bytes.ContainsAny(m, `\^_={}`) && (len(m) > len("$x$") || !isLetter(m[1])) {
		return Mark{}
	}
	return Mark{at, len(m), CodeOtherMarkup, fmt.Sprintf(notTaken, diag.Clip(string(m))), noMath}
}

func highlight(p piece, at int) Mark {
	m := marked.Find(p.rest(at))
	if m == nil || isWordChar(p.before(at)) || isWordChar(p.after(at+len(m))) || p.after(at+len(m)) == '=' {
		return Mark{}
	}
	return Mark{at, len(m), CodeOtherMarkup, fmt.Sprintf(notTaken, diag.Clip(string(m))), "make it strong: **" + strings.Trim(string(m), "=") + "**"}
}

// rule finds a heading's underline without text above it.
func rule(p piece, at int) Mark {
	if n := runOf(p.rest(at), '='); n >= 3 && p.fills(at, at+n) {
		return Mark{at, n, CodeUnusedMark, "this line of = would be shown as it is", "a heading begins with ##; a line across the page is ---"}
	}
	return Mark{}
}

// callout suggests how to write another program's box, by its first word.
func callout(box string) string {
	words := strings.FieldsFunc(strings.ToUpper(box), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 || !slices.Contains([]string{"TIP", "IMPORTANT", "WARNING", "CAUTION"}, words[0]) {
		return "write a callout: > [!NOTE]"
	}
	return "write a callout: > [!" + words[0] + "]"
}

// container finds ":::note" and its closing ":::".
func container(p piece, at int) Mark {
	if !p.opensLine(at) {
		return Mark{}
	}
	if n := runOf(p.rest(at), ':'); n >= 3 && p.fills(at, at+n) {
		return Mark{at, n, CodeOtherMarkup, fmt.Sprintf(notTaken, diag.Clip(string(p.rest(at)[:n]))), "a callout is a quote: > [!NOTE]"}
	}
	return matched(colons, p, at, CodeOtherMarkup, notTaken, callout(string(p.rest(at))))
}

func emoji(p piece, at int) Mark {
	m := emojis.Find(p.rest(at))
	if m == nil || isWordChar(p.before(at)) || p.before(at) == ':' || isWordChar(p.after(at+len(m))) || p.after(at+len(m)) == ':' {
		return Mark{}
	}
	return Mark{at, len(m), CodeOtherMarkup, fmt.Sprintf(notTaken, m), "put the sign itself, such as 🙂"}
}

// admonition finds boxes of MkDocs and directives of reStructuredText.
func admonition(p piece, at int) Mark {
	if at+1 == p.stop || p.source[at+1] != p.source[at] || !p.opensLine(at) {
		return Mark{}
	}
	if found := matched(directed, p, at, CodeOtherMarkup, notTaken, callout(string(p.rest(at)))); found.Length > 0 {
		return found
	}
	return matched(boxes, p, at, CodeOtherMarkup, notTaken, callout(string(p.rest(at))))
}

func comment(p piece, at int) Mark {
	rest := p.rest(at)
	const hint = `a remark that is not shown is a line of its own: [//]: # (a remark)`
	if bytes.HasPrefix(rest, []byte("<!--")) || bytes.HasPrefix(rest, []byte("-->")) && p.fills(at, at+3) {
		return Mark{at, min(4, len(rest)), CodeUnusedMark, "a part of a comment would be shown as text", hint}
	}
	return Mark{}
}

func fenceOfMatter(p piece, at int) Mark {
	if bytes.HasPrefix(p.rest(at), []byte("+++")) && p.fills(at, at+3) {
		return Mark{at, 3, CodeUnusedMark, "this line of + would be shown as it is", "front matter stands at the top of the file; a line across the page is ---"}
	}
	return Mark{}
}

func headingMark(p piece, at int) Mark {
	if !p.opensLine(at) || p.before(at) == '#' {
		return Mark{}
	}
	return matched(hashes, p, at, CodeUnusedMark, "this is not a heading: %s", "write two to six # and a space: ## Title")
}
