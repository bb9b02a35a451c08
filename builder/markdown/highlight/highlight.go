// Package highlight colours code with chroma's lexers, as classes and never as
// styles. What is written is always the code itself: a lexer that loses or
// changes a character, or fails, leaves it plain.
//
//	h := highlight.New(appendEscaped)
//	html, ok := h.Append(nil, "go", "func f() {}\n", time.Second)
package highlight

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// A Highlighter colours code. It is safe for concurrent use.
type Highlighter struct {
	lexers  func() map[string]chroma.Lexer
	escape  func(dst []byte, text string) []byte
	classes map[chroma.TokenType]string

	mu   sync.Mutex
	kept map[source]string
}

// source is code in a language. What it looks like in colours is kept: that costs
// more than all else in a page, and stays while a writer edits the text around.
type source struct {
	lexer chroma.Lexer
	code  string
}

// maxKept and maxKeptCode bound what is kept, in pieces and in bytes of a piece.
const (
	maxKept     = 64
	maxKeptCode = 4 << 10
)

// New returns a Highlighter that writes text through escape.
func New(escape func(dst []byte, text string) []byte) *Highlighter {
	return &Highlighter{lexers: sync.OnceValue(lexersByName), escape: escape, classes: tokenClasses(), kept: make(map[source]string)}
}

// Knows reports whether a language has colours, by its name, an alias or a file
// extension, in any case.
func (h *Highlighter) Knows(language string) bool {
	return h.lexers()[strings.ToLower(language)] != nil
}

// Languages are all names by which a language is known, sorted.
func (h *Highlighter) Languages() []string { return slices.Sorted(maps.Keys(h.lexers())) }

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

// Append appends code in colours. It reports false, and appends nothing, for a
// language that is not known and if the colours would take longer than a limit:
// among chroma's patterns are some that can be made to backtrack for minutes.
func (h *Highlighter) Append(dst []byte, language, code string, limit time.Duration) ([]byte, bool) {
	key := source{h.lexers()[strings.ToLower(language)], code}
	h.mu.Lock()
	html, ok := h.kept[key]
	h.mu.Unlock()
	if ok {
		return append(dst, html...), true
	}
	if key.lexer == nil {
		return dst, false
	}
	out, ok := h.colour(dst, key, limit)
	if !ok {
		return dst, false
	}
	if len(code) <= maxKeptCode {
		h.mu.Lock()
		defer h.mu.Unlock()
		if len(h.kept) >= maxKept {
			clear(h.kept)
		}
		h.kept[key] = string(out[len(dst):])
	}
	return out, true
}

// colour writes code token by token. It reports false if the tokens are not the
// code, so that a fault in a lexer never changes what a reader copies, and if a
// lexer panics or takes too long.
func (h *Highlighter) colour(out []byte, of source, limit time.Duration) (_ []byte, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	tokens, err := of.lexer.Tokenise(nil, of.code)
	if err != nil {
		return nil, false
	}
	started, rest, open := time.Now(), of.code, ""
	for t := tokens(); t != chroma.EOF; t = tokens() {
		if rest, ok = strings.CutPrefix(rest, t.Value); !ok || time.Since(started) > limit {
			return nil, false
		}
		class := h.class(t.Type)
		if strings.TrimSpace(t.Value) == "" {
			class = open // white space has no colour of its own
		}
		if class != open && open != "" {
			out = append(out, "</span>"...)
		}
		if class != open && class != "" {
			out = append(out, `<span class="`+class+`">`...)
		}
		open = class
		out = h.escape(out, t.Value)
	}
	if open != "" {
		out = append(out, "</span>"...)
	}
	return out, rest == ""
}

// class is the class of what has a colour, "" for the rest.
func (h *Highlighter) class(t chroma.TokenType) string {
	return cmp.Or(h.classes[t], h.classes[t.SubCategory()], h.classes[t.Category()])
}
