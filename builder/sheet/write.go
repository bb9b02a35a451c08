package sheet

import (
	"bytes"
	"fmt"
)

// The files that define the sheet.
const (
	QuestionsFile = "content/sheet/questions.md"
	NumbersFile   = "content/sheet/numbers.yaml"
)

// Insert adds the text of a question at the end of the section in questions, the
// file that the section was read from, and returns the line where it starts. Like
// the other functions that write, it ends lines with LF.
func (s *Section) Insert(questions, text []byte) (out []byte, line int) {
	lines := bytes.SplitAfter(questions, []byte("\n"))
	end := s.Pos.Line
	for end < len(lines) && !bytes.HasPrefix(lines[end], []byte("## ")) {
		end++
	}
	before, after := bytes.TrimRight(bytes.Join(lines[:end], nil), "\r\n"), bytes.Join(lines[end:], nil)
	out = fmt.Appendf(nil, "%s\n\n%s\n", before, bytes.TrimRight(text, "\n"))
	if len(after) > 0 {
		out = fmt.Appendf(out, "\n%s", after)
	}
	return out, bytes.Count(before, []byte("\n")) + 3
}

// WriteNumbers adds the numbers of a register to the headings without one in
// questions, the file that the form was read from. written describes each change in
// one line.
func (f *Form) WriteNumbers(questions []byte, register *Register) (out []byte, written []string) {
	lines := bytes.SplitAfter(questions, []byte("\n"))
	for _, q := range f.Questions() {
		line := lines[q.Pos.Line-1]
		if end := bytes.LastIndexByte(line, '}'); q.Number == 0 && end >= 0 && !bytes.Contains(line, []byte(" n=")) {
			number := register.Number(q.ID)
			lines[q.Pos.Line-1] = fmt.Appendf(nil, "%s n=%d%s", bytes.TrimRight(line[:end], " "), number, line[end:])
			written = append(written, fmt.Sprintf("%s: n=%d written in %s:%d", q.ID, number, q.Pos.File, q.Pos.Line))
		}
	}
	return bytes.Join(lines, nil), written
}
