package highlight

import (
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// memory keeps code that has been coloured, which costs more than all else
// in a page: while a writer edits the text around it, it stays the same.
type memory struct {
	mu   sync.Mutex
	kept map[source]string
}

type source struct {
	lexer chroma.Lexer
	code  string
}

// maxKept and maxKeptCode bound what is kept, in pieces and in bytes of
// a piece.
const (
	maxKept     = 64
	maxKeptCode = 4 << 10
)

func (c *memory) get(code source) (html string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	html, ok = c.kept[code]
	return html, ok
}

func (c *memory) keep(code source, html string) {
	if len(code.code) > maxKeptCode {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= maxKept {
		c.kept = make(map[source]string)
	}
	c.kept[code] = html
}
