package leftover

import (
	"bytes"
	"fmt"
	"regexp"

	"aftercare/builder/diag"
)

var (
	tab      = regexp.MustCompile(`^=== +["'][^\n]*["'] *$`)
	signs    = regexp.MustCompile(`^={2,6} +\pL[^=\n]*(?: ={2,6})? *$`)
	included = regexp.MustCompile(`^(?:-+8<-+|<<<+ ?[@./])`)
	org      = regexp.MustCompile(`^#\+[A-Za-z_]+`)
	short    = regexp.MustCompile(`^\*\[[^\[\]\n]+\]: `)
	quotes   = regexp.MustCompile(`^'''+[a-z]* *$`)
	modules  = regexp.MustCompile(`^(?:import [^\n]+ from ["'][^"'\n]+["'];?|export (?:const|default|function|let) [^\n]+)$`)

	bullet = regexp.MustCompile(`^(?:[•◦▪‣●○–—·]\s*|[-*]|\d{1,3}[.)] ?)\pL`)
	dotted = regexp.MustCompile(`^[•◦▪‣●]\s*[^\s•◦▪‣●]`)
)

// otherLine returns what to write instead of a line whose start means something to
// other tools, "" for any other line.
func otherLine(line []byte) string {
	switch c := line[0]; {
	case c == '=' && tab.Match(line):
		return "there are no tabs: give each part a heading of its own"
	case c == '=' && signs.Match(line):
		return "a heading begins with ##: ## Title"
	case (c == '-' || c == '<') && included.Match(line):
		return "no file is taken in: write out what it holds"
	case c == '#' && org.Match(line):
		return "write it in Markdown: a quote begins with >, code stands between two lines of ```"
	case c == '*' && short.Match(line):
		return "explain a word where it stands, or in the glossary"
	case c == '\'' && quotes.Match(line):
		return "code stands between two lines of ```"
	case (c == 'i' || c == 'e') && modules.Match(line):
		return "take it out: a text holds no code that runs"
	}
	return ""
}

// lines reports lines that start with the syntax of other tools, or that look like
// lists and tables but are not.
func (s *search) lines(source []byte, block []Segment) {
	items, rows := 0, 0
	for _, segment := range block {
		p := piece{source, segment.Start, segment.Stop}
		if p.start == p.stop || !p.opensLine(p.start) {
			continue
		}
		line, _, _ := bytes.Cut(p.source[p.start:min(len(p.source), p.start+sight)], []byte("\n"))
		mark := Mark{p.start, len(line), CodeUnusedMark, "", ""}
		if hint := otherLine(line); hint != "" {
			mark.Code, mark.Message, mark.Hint = CodeOtherMarkup, fmt.Sprintf(notTaken, diag.Clip(string(line))), hint
		} else if row, under := tableRow(line); row {
			if rows++; rows == 2 || under {
				mark.Message = "this is not a table, and readers will see its |"
				mark.Hint = "the second line makes it one, with as many cells as the first: |---|---|"
			}
		} else if dot := dotted.Match(line); dot || bullet.Match(line) {
			if items++; items == 2 || dot {
				mark.Message = "this is not a list, and its lines are put together"
				mark.Hint = "begin each item with - and a space, or 1. and a space, after an empty line"
			}
		}
		if mark.Message != "" {
			s.found = append(s.found, mark)
			return // the other lines are alike
		}
	}
}

// tableRow reports whether a line looks like a table row, and whether it is the
// delimiter row.
func tableRow(line []byte) (row, under bool) {
	line = bytes.TrimSpace(line)
	under = bytes.IndexByte(line, '|') >= 0 && bytes.Contains(line, []byte("--")) && len(bytes.Trim(line, "|:- \t")) == 0
	return under || len(line) > 1 && line[0] == '|' && line[len(line)-1] == '|', under
}
