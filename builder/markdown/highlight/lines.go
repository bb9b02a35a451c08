package highlight

import (
	"fmt"
	"strings"
)

// Lines are the lines of a block of code that are set apart, by Hugo's
// options hl_lines, linenos and linenostart.
type Lines struct {
	Marked   map[int]bool // counted from 1, whatever number is shown
	Numbered bool
	Start    int // the number that is shown beside the first line
}

// Apart reports whether any line is set apart.
func (l Lines) Apart() bool { return l.Numbered || len(l.Marked) > 0 }

// Split puts each line of the code into an element. A span of
// one colour that goes on over several lines is closed and opened again. The
// numbers are drawn by the style, so that nobody copies or hears them.
func (l Lines) Split(dst []byte, html string) []byte {
	color, number := "", 0
	for line := range strings.Lines(html) {
		if rest, ok := strings.CutPrefix(line, "</span>"); ok && color != "" {
			line, color = rest, ""
		}
		if line == "" {
			break
		}
		number++
		name := "span"
		if l.Marked[number] {
			name = "mark"
		}
		dst = append(dst, "<"+name...)
		if l.Numbered {
			dst = fmt.Appendf(dst, ` data-line="%d"`, l.Start+number-1)
		}
		line = color + strings.TrimSuffix(line, "\n")
		dst = append(append(dst, '>'), line...)
		color = ""
		if at := strings.LastIndex(line, "<span"); at > strings.LastIndex(line, "</span>") {
			color = line[at : at+strings.IndexByte(line[at:], '>')+1]
			dst = append(dst, "</span>"...)
		}
		dst = append(dst, "</"+name+">\n"...)
	}
	return dst
}
