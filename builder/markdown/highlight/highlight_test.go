package highlight

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/chroma/v2/lexers"
)

func plain(dst []byte, text string) []byte { return append(dst, text...) }

// What is remembered of code is that code, in that language.
func TestColoursAreThoseOfTheCode(t *testing.T) {
	h := New(plain)
	for round := range 2 {
		for i := range 2 * maxKept {
			language, code := []string{"yaml", "go", "nonsense"}[i%3], fmt.Sprintf("title: \"A %d\" # one\n", i/3)
			got, ok := h.Append([]byte("x"), language, code, time.Minute)
			want, known := New(plain).Append([]byte("x"), language, code, time.Minute)
			if string(got) != string(want) || ok != known || ok != (language != "nonsense") {
				t.Fatalf("round %d, %s: %s\ngot  %s, %v\nwant %s, %v", round, language, code, got, ok, want, known)
			}
		}
	}
	if len(h.kept) > maxKept {
		t.Errorf("%d pieces are remembered", len(h.kept))
	}
	h = New(plain)
	if h.Append(nil, "go", strings.Repeat("var a = 1\n", maxKeptCode/10+1), time.Minute); len(h.kept) > 0 {
		t.Error("a long piece is remembered")
	}
}

// TestEveryLexerIsChroma holds that the index loses none of chroma's lexers.
func TestEveryLexerIsChroma(t *testing.T) {
	index := lexersByName()
	for _, lexer := range lexers.GlobalLexerRegistry.Lexers {
		if name := strings.ToLower(lexer.Config().Name); index[name] == nil {
			t.Errorf("%s is missing", name)
		}
	}
}
