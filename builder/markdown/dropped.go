package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/leftover"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// This file reports text that the parser silently drops.

// extraCells reports the cells of a row beyond the table's columns, and returns
// whether there are any.
func (r *renderer) extraCells(row ast.Node) bool {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		r.textAsRow(row) // else a short row, filled up
		return false
	}
	from := last.Lines().At(0).Stop
	line, _, _ := bytes.Cut(r.text[from:], []byte("\n"))
	dropped := bytes.Trim(line, " \t|")
	if len(dropped) == 0 {
		return false
	}
	at := from + bytes.Index(line, dropped)
	r.report(diag.Warning, codeDroppedText, at, len(dropped), "this cell is left out, since the table has no column for it: %s", diag.Clip(string(dropped))).
		WithHint(`a | that is no border is written \|, in code as well; or give the first two rows one more cell`)
	return true
}

// textAsRow reports a line of text directly below a table, which makes it a row.
func (r *renderer) textAsRow(row ast.Node) {
	first := row.FirstChild()
	if first == nil || first.Lines().Len() == 0 {
		return
	}
	at := first.Lines().At(0)
	start := bytes.LastIndexByte(r.text[:at.Start], '\n') + 1
	if line, _, _ := bytes.Cut(r.text[start:], []byte("\n")); bytes.IndexByte(line, '|') < 0 {
		r.report(diag.Warning, leftover.CodeUnusedMark, at.Start, at.Len(), "this line is taken for a row of the table above it").
			WithHint("put an empty line between")
	}
}

// droppedDefinition reports a line that parses as a link definition, is not used by
// any link and does not look like one.
func (r *renderer) droppedDefinition(n *ast.LinkReferenceDefinition) {
	label := strings.ToLower(string(n.Label))
	dest := string(n.Destination)
	if r.usedLabels[label] || strings.HasPrefix(label, commentLabel) || strings.ContainsAny(dest, ":/.#?@") || dest == "" {
		return
	}
	r.report(diag.Warning, codeDroppedText, startOf(n), 0, "this line is left out: it defines a link [%s], and there is none", diag.Clip(string(n.Label))).
		WithHint(`to show it, write \[%s]: …`, diag.Clip(string(n.Label)))
}

// commentRest reports text on the line where an HTML comment ends, and a comment that
// is never closed.
func (r *renderer) commentRest(n *ast.HTMLBlock) {
	lines := n.Lines()
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(r.text), " "), []byte("<!--")) {
		return
	}
	end := lines.At(lines.Len() - 1).Stop
	if n.HasClosure() {
		end = n.ClosureLine.Stop
	}
	whole := r.text[first.Start:end]
	i := bytes.LastIndex(whole, []byte("-->"))
	if i < 0 {
		r.report(diag.Warning, codeDroppedText, first.Start, 4, "this comment is never closed, and all that follows is left out").
			WithHint("close it with -->")
		return
	}
	rest := whole[i+len("-->"):]
	if text := bytes.TrimSpace(rest); len(text) > 0 {
		at := first.Start + i + len("-->") + bytes.Index(rest, text)
		r.report(diag.Warning, codeDroppedText, at, len(text), "this is left out with the comment before it: %s", diag.Clip(string(text))).
			WithHint("put it on a line of its own, after an empty one")
	}
}

// accidental reports ranges such as ~5-~10 that are struck out by mistake: a single ~
// before a number or within a word.
func (r *renderer) accidental(n *extast.Strikethrough) {
	first, ok := n.FirstChild().(*ast.Text)
	last, ok2 := n.LastChild().(*ast.Text)
	if !ok || !ok2 || r.bare {
		return
	}
	open, end := first.Segment.Start-1, last.Segment.Stop+1
	if open < 0 || r.text[open] != '~' || open > 0 && r.text[open-1] == '~' {
		return
	}
	before, _ := utf8.DecodeLastRune(r.text[:open])
	inside, _ := utf8.DecodeRune(r.text[open+1:])
	after, _ := utf8.DecodeRune(r.text[min(end, len(r.text)):])
	if unicode.IsDigit(inside) || unicode.Is(unicode.Sc, inside) || isWordChar(before) || isWordChar(after) {
		r.report(diag.Warning, codeAccidental, open, end-open, "this is struck out: %s", diag.Clip(string(r.text[open:end]))).
			WithHint(`write \~ for the sign itself, or "about"; what is to be struck out stands between ~~ and ~~`)
	}
}

func isWordChar(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }
