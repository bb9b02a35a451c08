package frontmatter

import (
	"testing"

	"aftercare/builder/bench/corpus"
)

// BenchmarkParse reads the front matter of an article with six keys.
func BenchmarkParse(b *testing.B) {
	text := corpus.Guide{Articles: 10, Seed: 1}.Article(1)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, diags := Parse("content/a.md", text); len(diags) > 0 {
			b.Fatal(diags)
		}
	}
}
