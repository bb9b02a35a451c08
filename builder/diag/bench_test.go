package diag

import (
	"fmt"
	"testing"
)

// BenchmarkNearest looks for a dead link's target in a guide of 10,000 pages,
// as is done for every link into a folder that was moved.
func BenchmarkNearest(b *testing.B) {
	var names []string
	for i := range 10_000 {
		names = append(names, fmt.Sprintf("types/an-article-with-a-name-%05d.md", i))
	}
	b.ReportAllocs()
	for b.Loop() {
		Nearest("types/anything-that-was-once-here.md", names)
	}
}
