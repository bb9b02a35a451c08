// Package highlight colours code with chroma's lexers, as classes and never as
// styles. The text of the code always stays the same: if a lexer loses or changes a
// character, or fails, the code is left plain.
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

// Highlighter colours code. It is safe for concurrent use.
type Highlighter struct {
	lexers  func() map[string]chroma.Lexer
	escape  func(dst []byte, text string) []byte
	classes map[chroma.TokenType]string

	mu   sync.Mutex
	kept map[source]string
}

// source is code in a language. The coloured result is cached: it costs more than
// everything else on a page, and rarely changes while a writer edits the text around
// it.
type source struct {
	lexer chroma.Lexer
	code  string
}

// maxKept and maxKeptCode limit the cache: its entries, and the bytes of one.
const (
	maxKept     = 64
	maxKeptCode = 4 << 10
)

// New returns a Highlighter that escapes text with escape.
func New(escape func(dst []byte, text string) []byte) *Highlighter {
	return &Highlighter{lexers: sync.OnceValue(lexersByName), escape: escape, classes: tokenClasses(), kept: make(map[source]string)}
}

// Knows reports whether a language can be coloured, by its name, an alias or a file
// extension, ignoring case.
func (h *Highlighter) Knows(language string) bool {
	return h.lexers()[strings.ToLower(language)] != nil
}

// Languages returns all names of known languages, sorted.
func (h *Highlighter) Languages() []string { return slices.Sorted(maps.Keys(h.lexers())) }

// lexersByName indexes chroma's lexers by name, alias and file extension, in lower
// case. For an unknown name, chroma's own look-up tries every file name pattern,
// which takes milliseconds.
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

// Append appends code in colours. It returns false and appends nothing if the
// language is unknown or colouring exceeds limit: some of chroma's patterns can be
// made to backtrack for minutes.
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

// colour writes code token by token. It returns false if the tokens do not add up to
// the code, so that a faulty lexer never changes what a reader copies, or if a lexer
// panics or takes too long.
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

// class returns the class of a token type, "" for plain text.
func (h *Highlighter) class(t chroma.TokenType) string {
	return cmp.Or(h.classes[t], h.classes[t.SubCategory()], h.classes[t.Category()])
}
