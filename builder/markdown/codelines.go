package markdown

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/markdown/leftover"

	"github.com/yuin/goldmark/ast"
)

var (
	codeOption = regexp.MustCompile(`^(\w+)=(\[[^\]]*\]|"[^"]*"|[^\s,"\[\]]+)(?:[\s,]+|$)`)
	lineRange  = regexp.MustCompile(`[^\s,"\[\]]+`)
	unreadInfo = regexp.MustCompile(`[{=]`)
	drawn      = regexp.MustCompile(`(?i)^(?:mermaid|plantuml|puml|d2|math|latex-math|chart|abc)$`)
)

// fence reads the info string of a fence: the language and, in curly brackets,
// options. It reports options of other tools.
func (r *renderer) fence(n *ast.FencedCodeBlock) (language string, lines highlight.Lines) {
	if n.Info == nil {
		return "", lines
	}
	info := strings.TrimRight(string(n.Info.Segment.Value(r.text)), " \t")
	before, options, bracket := strings.Cut(info, "{")
	language, rest, _ := strings.Cut(strings.TrimSpace(before), " ")
	options, closed := strings.CutSuffix(options, "}")
	if bracket && (!closed || !r.codeOptions(&lines, options, n.Info.Segment.Start+len(before)+1, n.Lines().Len())) {
		rest = info[len(language):]
	}
	if unreadInfo.MatchString(rest) {
		r.report(diag.Warning, leftover.CodeOtherMarkup, n.Info.Segment.Start, len(info), "%s changes nothing here", diag.Clip(strings.TrimSpace(rest))).
			WithHint(`after the language can stand which lines are marked, and whether they are numbered: {hl_lines="2-3" linenos=true}`)
	}
	if drawn.MatchString(language) {
		r.report(diag.Warning, leftover.CodeOtherMarkup, n.Info.Segment.Start, len(language), "%s is not drawn and would be shown as code", diag.Clip(language)).
			WithHint("put a picture beside the page: ![what it shows](picture.svg)")
	}
	// mdBook and rustdoc append their own options after a comma.
	language, _, _ = strings.Cut(escape.Decoded([]byte(language)), ",")
	return language, lines
}

// openCode reports a code block that is never closed.
func (r *renderer) openCode(n *ast.FencedCodeBlock) {
	end := n.Pos()
	if last := n.Lines().Len() - 1; last >= 0 {
		end = n.Lines().At(last).Stop
	} else if i := bytes.IndexByte(r.text[end:], '\n'); i >= 0 {
		end += i + 1
	}
	if len(bytes.TrimSpace(r.text[end:])) == 0 {
		r.report(diag.Warning, leftover.CodeUnusedMark, n.Pos(), 3, "this code is never closed, and all that follows is taken for code").
			WithHint("close it with the same marks on a line of their own")
	}
}

// codeOptions reads the options, which start at offset, of a block of count lines. It
// returns false if it does not know one of them.
func (r *renderer) codeOptions(lines *highlight.Lines, options string, offset, count int) bool {
	lines.Start = 1
	for options != "" {
		m := codeOption.FindStringSubmatchIndex(options)
		if m == nil {
			return false
		}
		value, at := options[m[4]:m[5]], offset+m[4]
		want, plain := "", strings.Trim(value, `"`)
		switch strings.ToLower(options[m[2]:m[3]]) {
		case "hl_lines":
			lines.Marked = r.markedLines(value, at, count)
		case "linenos":
			lines.Numbered = plain != "false"
			if lines.Numbered && plain != "true" && plain != "table" && plain != "inline" {
				want = "linenos is true or false"
			}
		case "linenostart":
			var err error
			if lines.Start, err = strconv.Atoi(plain); err != nil || lines.Start < 0 {
				want = "linenostart is the number of the first line"
			}
		default:
			return false
		}
		if want != "" {
			r.report(diag.Error, codeBadLines, at, len(value), "%s, not %s", want, diag.Clip(value))
		}
		options, offset = options[m[1]:], offset+m[1]
	}
	return true
}

// markedLines reads "2-3 5" or [5,"2-3"] for a block of count lines.
func (r *renderer) markedLines(value string, offset, count int) map[int]bool {
	marked := map[int]bool{}
	for _, m := range lineRange.FindAllStringIndex(value, -1) {
		from, to, isRange := strings.Cut(value[m[0]:m[1]], "-")
		if !isRange {
			to = from
		}
		first, err := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil || first < 1 || last < first || last > count {
			r.report(diag.Error, codeBadLines, offset+m[0], m[1]-m[0], "%q is no line or range of this code, whose last line is %d", diag.Clip(value[m[0]:m[1]]), count).
				WithHint(`lines are counted from 1: hl_lines="2-3 5"`)
			continue
		}
		for line := first; line <= last; line++ {
			marked[line] = true
		}
	}
	return marked
}
