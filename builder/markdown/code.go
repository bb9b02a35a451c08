package markdown

import (
	"bytes"
	"regexp"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/leftover"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
)

// The limits of a document's colours. More code than maxHighlight, in bytes, is
// shown plain: each token costs some ten microseconds. Code that takes longer
// than maxColouring in all is an error, not merely plain: what is published never
// depends on how fast the machine was.
const (
	maxHighlight = 32 << 10
	maxColouring = 5 * time.Second
)

// code writes a code block. Its colours are classes ([highlight.CSS] has the
// style).
func (r *renderer) code(n ast.Node, info []byte) {
	// mdBook and rustdoc write what else they want to know behind a comma.
	name, _, _ := strings.Cut(decoded(info), ",")
	code := r.codeText(n)
	coloured := r.hasColours(name, n, len(code))
	if coloured {
		r.write(`<pre class="chroma"><code`)
	} else {
		r.write("<pre><code")
	}
	if name != "" {
		r.out = appendAttr(r.out, "class", "language-"+name)
	}
	r.write(">")
	if coloured {
		started := time.Now()
		r.out, coloured = r.p.highlight.Append(r.out, name, code, r.p.maxColouring-r.colouring)
		r.colouring += time.Since(started)
	}
	if !coloured {
		r.out = appendEscaped(r.out, code)
	}
	if r.colouring > r.p.maxColouring && r.highlighted <= maxHighlight {
		r.highlighted = maxHighlight // the rest of the document stays plain
		r.report(diag.Error, syntax.CodeTooComplex, n.Pos(), 0, "this code takes too long to colour").
			WithHint("show it without colours: write text in place of %s", diag.Clip(name))
	}
	r.write("</code></pre>\n")
}

func (r *renderer) codeText(n ast.Node) string {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(r.written))
	}
	return b.String()
}

// hasColours reports whether code in a language is shown in colours.
func (r *renderer) hasColours(name string, n ast.Node, size int) bool {
	if name == "" || isPlain(name) {
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

// isPlain reports whether code is meant to have no colours.
func isPlain(name string) bool {
	switch strings.ToLower(name) {
	case "text", "txt", "plain", "plaintext", "output", "none":
		return true
	}
	return false
}

var unreadInfo = regexp.MustCompile(`[{=]`)

// codeInfo reports what other tools read after the language of a code block.
func (r *renderer) codeInfo(n *ast.FencedCodeBlock) {
	if n.Info == nil {
		return
	}
	info := n.Info.Segment.Value(r.text)
	language, rest, _ := strings.Cut(string(bytes.TrimSpace(info)), " ")
	if rest == "" && strings.Contains(language, "{") {
		language, rest = "", language
	}
	if unreadInfo.MatchString(rest) {
		r.report(diag.Warning, leftover.CodeOtherMarkup, n.Info.Segment.Start, len(info), "%s changes nothing here", diag.Clip(rest)).
			WithHint("after the ``` stands the language alone; code has no marked lines, numbers or titles")
	}
}
