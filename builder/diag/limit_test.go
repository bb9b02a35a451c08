package diag

import (
	"strings"
	"testing"
)

func TestLimitCountsWhatNobodyReads(t *testing.T) {
	var l List
	for line := range 60 {
		l.Errorf("link/a", Position{File: "a.md", Line: line + 1}, "dead")
		l.Errorf("link/b", Position{File: "a.md", Line: line + 1}, "dead")
		if line < MaxOfAKind+1 {
			l.Warnf("link/a", Position{File: "b.md", Line: line + 1}, "dead")
		}
	}
	l.Sort()
	limited := l.Limit()
	if got := limited.Count(Error); got != 120 || limited.Summary() != l.Summary() {
		t.Errorf("120 errors are counted as %d: %s", got, limited.Summary())
	}
	counts := make(map[string]int)
	for _, d := range limited {
		counts[d.Pos.File+" "+d.Code]++
	}
	if counts["a.md link/a"] != MaxOfAKind+1 || counts["a.md link/b"] != MaxOfAKind+1 || counts["b.md link/a"] != MaxOfAKind+1 {
		t.Errorf("%v", counts)
	}
	for _, d := range limited {
		rest := d.Pos.File == "a.md" && d.Pos.Line == MaxOfAKind+1
		if strings.HasPrefix(d.Message, "10 more ") != rest {
			t.Errorf("%v", d)
		}
		if d.Pos.File == "b.md" && d.Message != "dead" {
			t.Errorf("a single one is counted: %v", d)
		}
	}
}

// What a source or the name of a file holds does nothing to a terminal.
func TestNothingHiddenReachesATerminal(t *testing.T) {
	hidden := []string{
		"\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\u009b2J", "\r", "\b\b", "\x00", "\x7f", "\v\f", "\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\ufeff",
		"\u200b", "\xff", "\n",
	}
	for _, bad := range hidden {
		name := "content/a" + bad + "b.md"
		var l List
		l.Errorf("link/x", Position{File: name, Line: 1, Col: 3}, "a%sb", bad).WithHint("c%sd", bad).WithNote(Position{File: name}, "e%sf", bad)
		source := func(string) ([]byte, bool) {
			return []byte("x " + strings.NewReplacer("\n", "", "\r", "").Replace(bad) + " y"), true
		}
		var b strings.Builder
		if err := WriteText(&b, l, source, Style{}); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); strings.Contains(got, bad) && bad != "\n" || strings.Count(got, "\n") != 5 {
			t.Errorf("%q reaches the terminal:\n%q", bad, got)
		}
		b.Reset()
		if err := Write(&b, l, GitHub, nil, nil); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); strings.Contains(got, bad) && bad != "\n" || strings.Count(got, "\n") != 1 {
			t.Errorf("%q reaches the log:\n%q", bad, got)
		}
	}
	for _, plain := range []string{"Wörter, “quotes” — 41 %", "emoji 👩\u200d🚀", "soft\u00adhyphen", "עברית"} {
		if Visible(plain) != plain {
			t.Errorf("%q becomes %q", plain, Visible(plain))
		}
	}
}

func BenchmarkFramesOfOneFile(b *testing.B) {
	source := []byte(strings.Repeat("a line of a file with a mistake in it\n", 20000))
	var l List
	for line := range 50 {
		l.Errorf("link/x", Position{File: "a.md", Line: 400 * (line + 1), Col: 3}, "dead")
	}
	for b.Loop() {
		var out strings.Builder
		_ = WriteText(&out, l, func(string) ([]byte, bool) { return source, true }, Style{})
	}
}
