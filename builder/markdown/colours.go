package markdown

import (
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// colours remembers code that has been coloured, which costs more than all else
// in a page: while a writer edits the text around it, it stays the same.
type colours struct {
	mu   sync.Mutex
	kept map[colouredCode]string
}

type colouredCode struct {
	lexer chroma.Lexer
	code  string
}

// keptColours and keptCode bound what is remembered, in pieces and in bytes of
// a piece.
const (
	keptColours = 64
	keptCode    = 4 << 10
)

func (c *colours) get(code colouredCode) (html string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	html, ok = c.kept[code]
	return html, ok
}

func (c *colours) keep(code colouredCode, html string) {
	if len(code.code) > keptCode {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= keptColours {
		c.kept = make(map[colouredCode]string)
	}
	c.kept[code] = html
}
