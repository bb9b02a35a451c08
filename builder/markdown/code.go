package markdown

import (
	"strings"
	"sync"

	"aftercare/builder/diag"

	"github.com/alecthomas/chroma/v2"
	"github.com/yuin/goldmark/ast"
)

// maxHighlight is how much code of a document is coloured, in bytes; the rest
// is shown plain. Each token costs some microseconds.
const maxHighlight = 64 << 10

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
	lexer := r.p.lexers.get(strings.ToLower(name))
	if lexer == nil {
		r.report(diag.Advice, codeUnknownLanguage, n.Pos(), 0, "code in %q is shown without colours", clip(name)).
			DidYouMean(name, languageNames())
		return nil
	}
	if r.highlighted += size; r.highlighted > maxHighlight {
		return nil
	}
	return lexer
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
// the code, so that a fault in a lexer never changes what a reader copies.
func (r *renderer) highlight(lexer chroma.Lexer, code string) bool {
	tokens, err := lexer.Tokenise(nil, code)
	if err != nil {
		return false
	}
	rest := code
	open := ""
	for t := tokens(); t != chroma.EOF; t = tokens() {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, t.Value); !ok {
			return false
		}
		class := tokenClass(t.Type)
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

// tokenClass returns chroma's class for what has a colour, "" for the rest.
func tokenClass(t chroma.TokenType) string {
	switch t {
	case chroma.Text, chroma.Name, chroma.Operator, chroma.Punctuation:
		return ""
	}
	return chroma.StandardTypes[t]
}

func (r *renderer) closeToken(class string) {
	if class != "" {
		r.write("</span>")
	}
}

// lexers makes each lexer when it is first asked for. chroma's own collection
// is not imported: it parses 279 files before main, which costs every command
// 5.2 ms, 31,000 allocations and 2.7 MB, and the program 4 MB more on disk;
// the engine alone costs 0.1 ms. Its patterns can also be made to backtrack
// for seconds; ours pass over a text once.
type lexers struct {
	mu   sync.Mutex
	made map[string]chroma.Lexer // by canonical name
}

func (l *lexers) get(name string) chroma.Lexer {
	language, ok := findLanguage(name)
	if !ok {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if lexer, ok := l.made[language.name()]; ok {
		return lexer
	}
	lexer, err := chroma.NewLexer(&chroma.Config{Name: language.name()}, language.rules)
	if err != nil {
		return nil
	}
	if l.made == nil {
		l.made = map[string]chroma.Lexer{}
	}
	l.made[language.name()] = lexer
	return lexer
}
