package markdown

import (
	"bytes"
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/leftover"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"
)

// The limits of a document's colours. More code than maxHighlight, in bytes, is
// shown plain: each token costs some ten microseconds. Beyond that there are
// patterns among chroma's that can be made to backtrack for minutes, so time is
// limited, too. Code that takes longer is an error, not merely plain: what is
// published never depends on how fast the machine was.
const (
	maxHighlight = 32 << 10
	maxColouring = 5 * time.Second
)

// code writes a code block. Its colours are classes ([CodeCSS] has the style).
func (r *renderer) code(n ast.Node, info []byte) {
	name := decoded(info)
	code := r.codeText(n)
	lexer := r.lexer(name, n, len(code))
	if lexer != nil {
		r.write(`<pre class="chroma"><code`)
	} else {
		r.write("<pre><code")
	}
	if name != "" {
		r.out = appendAttr(r.out, "class", "language-"+name)
	}
	r.write(">")
	if lexer == nil || !r.coloured(lexer, code) {
		r.out = appendEscaped(r.out, code)
	}
	if r.colouring > r.p.maxColouring && r.highlighted <= maxHighlight {
		r.highlighted = maxHighlight // the rest of the document stays plain
		r.report(diag.Error, codeTooComplex, n.Pos(), 0, "this code takes too long to colour").
			WithHint("show it without colours: write text in place of %s", clip(name))
	}
	r.write("</code></pre>\n")
}

func (r *renderer) codeText(n ast.Node) string {
	var b strings.Builder
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		b.Write(line.Value(r.text))
	}
	return b.String()
}

// lexer returns the lexer for a language, nil to show the code plain.
func (r *renderer) lexer(name string, n ast.Node, size int) chroma.Lexer {
	if name == "" || isPlain(name) {
		return nil
	}
	lexer := r.p.lexers()[strings.ToLower(name)]
	if lexer == nil {
		r.report(diag.Advice, codeUnknownLanguage, n.Pos(), 0, "code in %q is shown without colours", clip(name)).
			DidYouMean(name, slices.Sorted(maps.Keys(r.p.lexers())))
		return nil
	}
	if r.highlighted += size; r.highlighted > maxHighlight {
		return nil
	}
	return lexer
}

// isPlain reports whether code is meant to have no colours.
func isPlain(name string) bool {
	switch strings.ToLower(name) {
	case "text", "txt", "plain", "plaintext", "output", "none":
		return true
	}
	return false
}

// lexersByName lists chroma's lexers by name, alias and file extension, in
// lower case. chroma's own look-up compares a name that it does not know with
// every pattern of file names, which takes milliseconds.
func lexersByName() map[string]chroma.Lexer {
	index := make(map[string]chroma.Lexer)
	add := func(lexer chroma.Lexer, names ...string) {
		for _, name := range names {
			if name = strings.ToLower(name); index[name] == nil {
				index[name] = lexer
			}
		}
	}
	all := lexers.GlobalLexerRegistry.Lexers
	for _, lexer := range all {
		add(lexer, lexer.Config().Name)
		add(lexer, lexer.Config().Aliases...)
	}
	for _, lexer := range all {
		for _, pattern := range lexer.Config().Filenames {
			if extension, ok := strings.CutPrefix(pattern, "*."); ok {
				add(lexer, extension)
			}
		}
	}
	return index
}

// coloured writes code in colours, and reports false, without having written
// anything, if that is not possible.
func (r *renderer) coloured(lexer chroma.Lexer, code string) bool {
	key := colouredCode{lexer, code}
	if html, ok := r.p.colours.get(key); ok {
		r.write(html)
		return true
	}
	start := len(r.out)
	if !r.highlight(lexer, code) {
		r.out = r.out[:start]
		return false
	}
	r.p.colours.keep(key, string(r.out[start:]))
	return true
}

// highlight writes code token by token. It reports false if the tokens are not
// the code, so that a fault in a lexer never changes what a reader copies, and
// if a lexer panics or the document's time for colours is used up.
func (r *renderer) highlight(lexer chroma.Lexer, code string) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil {
		return false
	}
	started := time.Now()
	defer func() { r.colouring += time.Since(started) }()
	rest := code
	open := ""
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if rest, ok = strings.CutPrefix(rest, t.Value); !ok || r.colouring+time.Since(started) > r.p.maxColouring {
			return false
		}
		class := r.p.tokenClass(t.Type)
		if strings.TrimSpace(t.Value) == "" {
			class = open // white space has no colour of its own
		}
		if class != open {
			r.closeToken(open)
			if open = class; class != "" {
				r.write(`<span class="` + class + `">`)
			}
		}
		r.out = appendEscaped(r.out, t.Value)
	}
	r.closeToken(open)
	return rest == ""
}

// tokenClass returns the class of what has a colour, "" for the rest.
func (p *Parser) tokenClass(t chroma.TokenType) string {
	return cmp.Or(p.classes[t], p.classes[t.SubCategory()], p.classes[t.Category()])
}

func (r *renderer) closeToken(class string) {
	if class != "" {
		r.write("</span>")
	}
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
		r.report(diag.Warning, leftover.CodeOtherMarkup, n.Info.Segment.Start, len(info), "%s changes nothing here", clip(rest)).
			WithHint("after the ``` stands the language alone; code has no marked lines, numbers or titles")
	}
}
