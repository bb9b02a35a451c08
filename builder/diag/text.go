package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Sources returns the text of a source file, for code frames, and whether it
// is to be had.
type Sources func(file string) ([]byte, bool)

// Style wraps pieces of text output; the zero value leaves them plain.
type Style struct{ Color bool }

func (s Style) paint(code, text string) string {
	if !s.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s Style) severity(v Severity) string {
	switch v {
	case Error:
		return s.paint("1;31", v.String())
	case Warning:
		return s.paint("1;33", v.String())
	}
	return s.paint("1;36", v.String())
}

// WriteText writes the list for a terminal, each entry with a code frame where
// the source can be had, its hint and its notes.
func WriteText(w io.Writer, l List, sources Sources, style Style) error {
	var b strings.Builder
	for _, d := range l {
		fmt.Fprintf(&b, "%s: %s[%s]: %s\n", style.paint("1", d.Pos.String()), style.severity(d.Severity), d.Code, d.Message)
		b.WriteString(Frame(d.Pos, sources))
		if d.Hint != "" {
			fmt.Fprintf(&b, "  %s: %s\n", style.paint("1", "hint"), d.Hint)
		}
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "  %s: %s: %s\n", style.paint("1", "note"), n.Pos, n.Message)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// frameWidth is how much of a long line a frame shows, in bytes.
const frameWidth = 120

// Frame returns the source line of pos with a marker under the column, or ""
// if there is no line to show.
func Frame(pos Position, sources Sources) string {
	if pos.Line == 0 || sources == nil {
		return ""
	}
	src, ok := sources(pos.File)
	if !ok {
		return ""
	}
	line, ok := lineOf(src, pos.Line)
	if !ok {
		return ""
	}
	start := min(max(pos.Col-1, 0), len(line))
	end := len(line)
	if pos.EndCol > pos.Col {
		end = min(pos.EndCol-1, len(line))
	} else if next := strings.IndexAny(line[start:], " \t)]"); pos.Col > 0 && next > 0 {
		end = start + next
	}
	line, start, end = crop(line, start, end)
	number := fmt.Sprintf("%d", pos.Line)
	frame := fmt.Sprintf("  %s | %s\n", number, strings.ReplaceAll(line, "\t", " "))
	if pos.Col > 0 {
		indent := utf8.RuneCountInString(line[:start])
		width := max(1, utf8.RuneCountInString(line[start:end]))
		frame += fmt.Sprintf("  %s | %s%s\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", indent), strings.Repeat("^", width))
	}
	return frame
}

// crop keeps a frame readable when the line is a whole paragraph.
func crop(line string, start, end int) (string, int, int) {
	if len(line) <= frameWidth {
		return line, start, end
	}
	from := max(0, start-frameWidth/2)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	to := min(len(line), from+frameWidth)
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	prefix, suffix := "", ""
	if from > 0 {
		prefix = "…"
	}
	if to < len(line) {
		suffix = "…"
	}
	shift := len(prefix) - from
	return prefix + line[from:to] + suffix, start + shift, min(end, to) + shift
}

// lineOf returns line n of src, counted from 1. A line ends with LF, CR LF or
// a lone CR, as CommonMark has it.
func lineOf(src []byte, n int) (string, bool) {
	text := string(src)
	for ; n > 1; n-- {
		i := strings.IndexAny(text, "\r\n")
		if i < 0 {
			return "", false
		}
		if strings.HasPrefix(text[i:], "\r\n") {
			i++
		}
		text = text[i+1:]
	}
	if i := strings.IndexAny(text, "\r\n"); i >= 0 {
		text = text[:i]
	}
	return text, true
}
