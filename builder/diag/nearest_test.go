package diag

import (
	"strings"
	"testing"
)

// FuzzDistance holds that the quick way and the table agree, and what is true
// of any distance.
func FuzzDistance(f *testing.F) {
	for _, pair := range [][2]string{
		{"titel", "title"}, {"ab", "ba"}, {"ca", "abc"}, {"abcdef", "badcfe"}, {"types/watr.md", "types/water.md"}, {"", "a"}, {"a", ""}, {"aaaa", "aa"}, {"é", "è"},
		{strings.Repeat("ab", 32), strings.Repeat("ba", 32)}, {strings.Repeat("x", 64), "x"}, {strings.Repeat("x", 65), "y"},
	} {
		f.Add(pair[0], pair[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 64 || len(b) > 64 || a == "" || b == "" {
			return
		}
		got, want := newBitTable(a).distance(b), tableDistance(a, b)
		if got != want {
			t.Errorf("from %q to %q: %d, want %d", a, b, got, want)
		}
		if back := newBitTable(b).distance(a); back != got || (got == 0) != (a == b) || got > max(len(a), len(b)) {
			t.Errorf("from %q to %q: %d, and back %d", a, b, got, back)
		}
	})
}

// tableDistance is the textbook way: it fills the table row by row, keeping three.
func tableDistance(a, b string) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
