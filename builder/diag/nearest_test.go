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
		if len(a) > 200 || len(b) > 200 {
			return
		}
		got, want := distanceFrom(a)(b), tableDistance(a, b)
		if got != want {
			t.Errorf("from %q to %q: %d, want %d", a, b, got, want)
		}
		if back := distanceFrom(b)(a); back != got || (got == 0) != (a == b) || got > max(len(a), len(b)) {
			t.Errorf("from %q to %q: %d, and back %d", a, b, got, back)
		}
	})
}
