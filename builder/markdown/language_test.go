package markdown

import (
	"strings"
	"testing"
)

func TestLanguageNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range languageNames() {
		if seen[name] || isPlain(name) || name != strings.ToLower(name) {
			t.Errorf("name %q", name)
		}
		seen[name] = true
	}
}

// TestHighlightKeepsTheCode holds, for every language, that taking the tags
// out of coloured code gives the code back.
func TestHighlightKeepsTheCode(t *testing.T) {
	code := "// a # b -- c\n/* d */ func f(\"x\\\"y\", 'z', `r\nr`) { return 1.5e3 + 0xFF }\n<p class=\"a\">&amp;</p>\n- key: [true, null] @x #id .c\n+added\n\t日本語 “é” \\\n$ ls\n/* open \"open\n"
	for _, l := range languages() {
		p := New(Options{})
		html := string(p.Parse("a.md", []byte("~~~~"+l.name()+"\n"+code+"~~~~\n"), 0).HTML)
		plain := string(p.Parse("a.md", []byte("~~~~\n"+code+"~~~~\n"), 0).HTML)
		_, inner, ok := strings.Cut(html, `<pre class="chroma"><code class="language-`+l.name()+`">`)
		if !ok {
			t.Errorf("%s is not coloured: %s", l.name(), html)
			continue
		}
		if !strings.Contains(inner, "<span") {
			t.Errorf("%s has no colours", l.name())
		}
		if got := "<pre><code>" + withoutSpans(inner); got != plain {
			t.Errorf("%s: got %q, want %q", l.name(), got, plain)
		}
	}
}

func withoutSpans(html string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(html, "<span") {
		if b.Len() > 0 || strings.HasPrefix(part, ` class="`) {
			if _, after, ok := strings.Cut(part, ">"); ok && strings.HasPrefix(part, ` class="`) {
				part = after
			}
		}
		b.WriteString(part)
	}
	return strings.ReplaceAll(b.String(), "</span>", "")
}
