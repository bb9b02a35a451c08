package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Sources returns the text of a source file for code frames, or false if there
// is none.
type Sources func(file string) ([]byte, bool)

// Style selects decoration for text output; the zero value is plain text.
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

// WriteText writes the list for a terminal, each entry with its hint, its notes
// and, if the source is available, a code frame.
func WriteText(w io.Writer, l List, sources Sources, style Style) error {
	var b strings.Builder
	frames := frames{sources: sources}
	for _, d := range l {
		fmt.Fprintf(&b, "%s: %s[%s]: %s\n", style.paint("1", Visible(d.Pos.String())), style.severity(d.Severity), d.Code, Visible(d.Message))
		b.WriteString(frames.frame(d.Pos))
		if d.Hint != "" {
			fmt.Fprintf(&b, "  %s: %s\n", style.paint("1", "hint"), Visible(d.Hint))
		}
		for _, n := range d.Notes {
			fmt.Fprintf(&b, "  %s: %s: %s\n", style.paint("1", "note"), Visible(n.Pos.String()), Visible(n.Message))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// frameWidth limits how much of a long line a frame shows, in bytes.
const frameWidth = 120

// Frame returns the source line of pos with a marker below the column, or "".
func Frame(pos Position, sources Sources) string {
	frames := frames{sources: sources}
	return frames.frame(pos)
}

// frames splits each file into lines once, so that a hundred frames of a long
// file cost little more than one.
type frames struct {
	sources Sources
	file    string
	text    []byte // of file
	starts  []int  // of its lines, nil until a file is taken apart
}

func (f *frames) frame(pos Position) string {
	line, ok := f.line(pos)
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
	frame := fmt.Sprintf("  %s | %s\n", number, Visible(line))
	if pos.Col > 0 {
		indent := utf8.RuneCountInString(line[:start])
		width := max(1, utf8.RuneCountInString(line[start:end]))
		frame += fmt.Sprintf("  %s | %s%s\n", strings.Repeat(" ", len(number)), strings.Repeat(" ", indent), strings.Repeat("^", width))
	}
	return frame
}

func (f *frames) line(pos Position) (string, bool) {
	if pos.Line == 0 || f.sources == nil {
		return "", false
	}
	if f.starts == nil || f.file != pos.File {
		f.file, f.starts = pos.File, []int{}
		if text, ok := f.sources(pos.File); ok {
			f.text, f.starts = text, LineStarts(text)
		}
	}
	if pos.Line > len(f.starts) {
		return "", false
	}
	end := len(f.text)
	if pos.Line < len(f.starts) {
		end = f.starts[pos.Line]
	}
	return strings.TrimRight(string(f.text[f.starts[pos.Line-1]:end]), "\r\n"), true
}

// crop shortens a line that is a whole paragraph to the part around the column.
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

// Clip shortens a text that a message quotes.
func Clip(s string) string {
	if len(s) <= 80 {
		return s
	}
	return strings.ToValidUTF8(s[:77], "") + "…"
}
