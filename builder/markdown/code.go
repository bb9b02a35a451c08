package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/markdown/leftover"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
)

// Limits on colouring a document's code. Code beyond maxHighlight bytes is shown
// plain: each token costs some ten microseconds. If colouring takes longer than
// maxColouring in all, that is an error instead, so that what is published never
// depends on the speed of the machine.
const (
	maxHighlight = 32 << 10
	maxColouring = 5 * time.Second
)

// code writes a code block. Colours are classes; [highlight.CSS] has the style.
func (r *renderer) code(n ast.Node, name string, lines highlight.Lines) {
	code := r.codeText(n)
	coloured := r.hasColours(name, n, len(code))
	r.write("<pre")
	if coloured || lines.Apart() {
		r.write(` class="chroma"`)
	}
	r.write("><code")
	if name != "" {
		r.out = appendAttr(r.out, "class", "language-"+name)
	}
	r.write(">")
	begin := len(r.out)
	if coloured {
		started := time.Now()
		r.out, coloured = r.p.highlight.Append(r.out, name, code, r.p.maxColouring-r.colouring)
		r.colouring += time.Since(started)
	}
	if !coloured {
		r.out = escape.Append(r.out, code)
	}
	if lines.Apart() {
		r.out = lines.Split(r.out[:begin], string(r.out[begin:]))
	}
	if r.colouring > r.p.maxColouring && r.highlighted <= maxHighlight {
		r.highlighted = maxHighlight // the rest of the document stays plain
		r.report(diag.Error, syntax.CodeTooComplex, n.Pos(), 0, "this code takes too long to colour").
			WithHint("show it without colours: write text in place of %s", diag.Clip(name))
	}
	r.write("</code></pre>\n")
}

// included matches a line that mdBook replaces with the text of a file, even in code.
var included = regexp.MustCompile(`^\s*\{\{#(?:rustdoc_)?(?:include|playground) [^}\n]+\}\}\s*$`)

func (r *renderer) codeText(n ast.Node) string {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		text := line.Value(r.written)
		if included.Match(text) {
			r.report(diag.Warning, leftover.CodeOtherMarkup, line.Start, len(bytes.TrimSpace(text)), "%s is not filled in and would be shown as it is", diag.Clip(string(bytes.TrimSpace(text)))).
				WithHint("write the code itself here")
		}
		b.Write(text)
	}
	return b.String()
}

// plainCode are the language names for code that is meant to be plain.
var plainCode = []string{"text", "txt", "plain", "plaintext", "output", "none"}

func (r *renderer) hasColours(name string, n ast.Node, size int) bool {
	if name == "" || slices.Contains(plainCode, strings.ToLower(name)) {
		return false
	}
	if !r.p.highlight.Knows(name) {
		r.report(diag.Advice, codeUnknownLanguage, n.Pos(), 0, "code in %q is shown without colours", diag.Clip(name)).
			DidYouMean(name, r.p.highlight.Languages())
		return false
	}
	r.highlighted += size
	return r.highlighted <= maxHighlight
}
