package syntax

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"aftercare/builder/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// footnoteBlock records the footnotes that goldmark reads.
type footnoteBlock struct{ boundedBlock }

func (b footnoteBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := pc.(*state)
	_, segment := reader.PeekLine()
	if len(s.notes) >= MaxFootnotes {
		s.refuse(segment.Start, "there are too many footnotes", "split the page")
		return nil, parser.NoChildren
	}
	node, status := b.boundedBlock.Open(parent, reader, pc)
	note, ok := node.(*extast.Footnote)
	if !ok {
		return node, status
	}
	label := string(note.Ref)
	if s.notes == nil {
		s.notes = map[string]int{}
	}
	if _, ok := s.notes[label]; !ok {
		s.notes[label] = segment.Start
	} else if !s.enough(codeDuplicateFootnote, maxProblems) {
		s.problems = append(s.problems, Problem{
			codeDuplicateFootnote, segment.Start, len(label) + 3,
			fmt.Sprintf("the footnote [^%s] is there twice", diag.Clip(label)), "give one of them another name",
		})
	}
	return node, status
}

// footnoteReference reports references to missing footnotes, which would remain in
// the text.
type footnoteReference struct{ boundedInline }

func (f footnoteReference) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine() // before goldmark moves on
	if node := f.boundedInline.Parse(parent, block, pc); node != nil {
		return node
	}
	label, length := readReference(line)
	if length == 0 {
		return nil
	}
	s := pc.(*state)
	if _, ok := s.notes[label]; !ok && len(s.notes) < MaxFootnotes && !s.enough(codeUnknownFootnote, maxProblems) {
		p := Problem{codeUnknownFootnote, segment.Start, length, fmt.Sprintf("there is no footnote [^%s]", diag.Clip(label)), ""}
		if near, ok := diag.Nearest(label, slices.Sorted(maps.Keys(s.notes))); ok {
			p.Hint = fmt.Sprintf("did you mean [^%s]?", diag.Clip(near))
		}
		s.problems = append(s.problems, p)
	}
	return nil
}

// readReference reads "[^label]", unless it is the text of a link.
func readReference(line []byte) (label string, length int) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return "", 0
	}
	end := bytes.IndexAny(line[2:min(len(line), 100)], "[] \n") + 2
	if end < 3 || line[end] != ']' || end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return "", 0
	}
	return string(line[2:end]), end + 1
}
