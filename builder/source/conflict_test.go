package source

import (
	"strings"
	"testing"
)

// Sync programs and merge tools put the other side into a file of its own.
func TestOneSideIsAConflict(t *testing.T) {
	for name, want := range map[string]int{
		"content/a (conflicted copy 2026-01-01).md": 1, "content/a.sync-conflict-20260101-1.md": 1, "content/a_REMOTE_1234.md": 1, "content/a_BASE_1.md": 1,
		"content/conflicted.md": 0, "content/a_base_1": 0, "content/remote-work_1.md": 0,
	} {
		if got := len(Conflict(name, []byte("Text.\n"))); got != want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

func TestConflictTable(t *testing.T) {
	const sides = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"
	for _, tt := range []struct {
		name, text string
		line       int // 0: no conflict
	}{
		{"a.md", sides, 1},
		{"a.md", "\n\n<<<<<<< HEAD\n\nours\n\n=======\n\ntheirs\n\n>>>>>>> branch\n", 3},
		{"a.md", "---\ntitle: A\n" + sides + "---\n", 3},
		{"a.md", "- one\n" + sides + "- two\n", 2},
		{"a.md", "| a | b |\n|---|---|\n" + sides, 3},
		{"a.md", "> quote\n<<<<<<< HEAD\n> ours\n=======\n> theirs\n>>>>>>> branch\n", 2},
		{"a.md", "<<<<<<< HEAD\nours\n||||||| 1a2b3c\nbase\n=======\ntheirs\n>>>>>>> 4d5e6f (a subject)\n", 1},
		{"a.md", strings.ReplaceAll("text\n"+sides, "\n", "\r\n"), 2},
		{"a.md", "<<<<<<< HEAD\n<<<<<<<<< Temporary merge branch 1\na\n=========\nb\n>>>>>>>>> Temporary merge branch 2\n=======\n>>>>>>> x\n", 1},
		{"a.md", "<<<<<<<\nours\n=======\ntheirs\n>>>>>>>\n", 1},
		{"a.md", "<<<<<<< HEAD\n```\nours\n=======\n```sh\n>>>>>>> branch\n", 1},
		{"a.md", "```\ncode\n```\n" + sides, 4},
		{"a.md", "```\ncode\n<<<<<<< HEAD\n```\n=======\n~~~\n>>>>>>> branch\n", 7},
		{"a.md", "half mended\n>>>>>>> branch\n", 2},
		{"a.md", "half mended\n<<<<<<< Updated upstream\n", 2},
		{"a.md", "\uFEFF<<<<<<< HEAD\nhalf mended\n", 1},
		{"a.md", "half mended\n||||||| 1a2b3c4\nthe rest\n", 2},
		{"a.yaml", "||||||| merged common ancestors\n", 1},
		{"a.yaml", "sources:\n" + sides, 2},
		{"a.css", "```\n" + sides, 2},
		{"a.MD", "```\n" + sides + "```\n", 0},
		{"a.md", "```\n" + sides + "```\n", 0},
		{"a.md", "- in a list:\n\n  ````text\n" + sides + "```\n  ````\n", 0},
		{"a.md", "    <<<<<<< HEAD\n    ours\n    =======\n", 0},
		{"a.md", "Heading\n=======\n\nOther\n-------\n", 0},
		{"a.md", ">>>>>> six\n\n<<<<<< six\n\n<<<<<<<HEAD\n", 0},
		{"a.md", "> a\n>> b\n>>>>>>> deep in a mail\n", 0},
		{"a.md", "||||||| a table of empty cells\n", 0},
		{"a.md", "The line `<<<<<<< HEAD` is a mark.\n", 0},
	} {
		line := 0
		for _, d := range Conflict(tt.name, []byte(tt.text)) {
			line = d.Pos.Line
		}
		if line != tt.line {
			t.Errorf("%s %q: line %d, want %d", tt.name, tt.text, line, tt.line)
		}
	}
}
