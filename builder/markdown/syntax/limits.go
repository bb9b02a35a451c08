package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark is quadratic on many inputs (open brackets, emphasis marks, nested
// quotes, wide tables) and cannot be cancelled. Its parsers are therefore
// wrapped: each is asked only while the document is within these limits, which
// no text written for readers comes near. Beyond them a mark is a plain
// character and the document has an error.
const (
	// MaxLines bounds what goldmark keeps for each line and open block.
	MaxLines = 50_000
	// maxDepth is how many quotes, lists and notes may be open in each other; a
	// list counts twice, for itself and its item.
	maxDepth = 40
	// maxScan bounds inline parsing: a mark may make goldmark look at all of
	// its block once, so it costs the length of the block. A paragraph of
	// 100 KiB with 500 marks, or a thousand of 1 KiB with 50 each, is within.
	maxScan = 64 << 20
	// maxCells is how many table cells a document may have, counting those
	// that are filled in where a row is short.
	maxCells = 100_000
	// MaxFootnotes is how many footnotes a document may have; goldmark looks
	// through them one by one.
	MaxFootnotes = 1_000
	// maxDefinitions bounds a paragraph of link definitions, for each of which
	// goldmark copies the rest of its lines: their number times the lines.
	maxDefinitions = 10_000_000
)

// state is goldmark's parser context with what one document has used up.
type state struct {
	parser.Context
	block     ast.Node // whose length blockSize is
	blockSize int
	scanned   int
	cells     int
	notes     map[string]int // label of a footnote to the offset of its definition
	problems  []Problem
	found     map[string]int // problems by code, and refusals by message
}

func newState() *state { return &state{Context: parser.NewContext(), found: map[string]int{}} }

// enough counts a problem and reports whether there have been enough of its
// kind.
func (s *state) enough(kind string, limit int) bool {
	s.found[kind]++
	return s.found[kind] > limit
}

// refuse records that a limit was met, once for each limit.
func (s *state) refuse(offset int, message, hint string) {
	if !s.enough(message, 1) {
		s.problems = append(s.problems, Problem{Code: CodeTooComplex, Offset: offset, Message: message, Hint: hint})
	}
}

// mark counts a mark in a block and reports whether it may be looked at.
func (s *state) mark(block ast.Node, offset int) bool {
	if s.block != block {
		s.block, s.blockSize = block, 0
		if lines := block.Lines(); lines.Len() > 0 {
			s.blockSize = lines.At(lines.Len()-1).Stop - lines.At(0).Start
		}
	}
	if s.scanned > maxScan {
		return false
	}
	if s.scanned += s.blockSize; s.scanned > maxScan {
		s.refuse(offset, "this paragraph is too long for the marks in it", "break it into several")
		return false
	}
	return true
}

// boundedInline asks an inline parser only within maxScan.
type boundedInline struct{ parser.InlineParser }

func (b boundedInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	if !pc.(*state).mark(parent, segment.Start) {
		return nil
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// boundedLink is boundedInline for the link parser, which must also be told of
// the end of a block.
type boundedLink struct{ boundedInline }

func (b boundedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// boundedBlock opens a block that holds others only within maxDepth.
type boundedBlock struct{ parser.BlockParser }

func (b boundedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxDepth {
		return b.BlockParser.Open(parent, reader, pc)
	}
	// Only a block that would have opened is worth an error. To know that, it
	// is opened, given up, and the reader set back.
	line, at := reader.Position()
	if node, _ := b.BlockParser.Open(parent, reader, pc); node != nil {
		pc.(*state).refuse(at.Start, "quotes and lists are nested too deep here", "a reader can't follow more than three levels")
	}
	reader.SetPosition(line, at)
	return nil, parser.NoChildren
}

// boundedDefinitions reads link definitions within maxDefinitions. Only the
// beginning of a paragraph can hold them, so most need no look.
type boundedDefinitions struct{ parser.ParagraphTransformer }

func (b boundedDefinitions) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, source := p.Lines(), reader.Source()
	if first := lines.At(0); !opensDefinition(first.Value(source)) {
		return
	}
	definitions := 0
	for i := range lines.Len() {
		line := lines.At(i)
		if opensDefinition(line.Value(source)) {
			definitions++
		}
	}
	if definitions*lines.Len() > maxDefinitions {
		pc.(*state).refuse(lines.At(0).Start, "there are too many link definitions in one piece", "put an empty line after every thousand")
		return
	}
	b.ParagraphTransformer.Transform(p, reader, pc)
}

func opensDefinition(line []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("["))
}

// boundedTable makes tables within maxCells.
type boundedTable struct{ parser.ParagraphTransformer }

func (b boundedTable) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	s := pc.(*state)
	columns := tableColumns(p, reader.Source())
	if columns == 0 {
		return
	}
	if s.cells += columns * p.Lines().Len(); s.cells > maxCells {
		s.refuse(p.Lines().At(0).Start, "the tables have too many cells", "split the page")
		return
	}
	b.ParagraphTransformer.Transform(p, reader, pc)
}

// tableColumns returns how many columns a paragraph that may be a table has at
// most, 0 if no line of it can be the line under a table's head.
func tableColumns(p *ast.Paragraph, source []byte) (most int) {
	for i := 1; i < p.Lines().Len(); i++ {
		segment := p.Lines().At(i)
		if line := segment.Value(source); len(bytes.Trim(line, "|-: \t\n")) == 0 {
			most = max(most, 1+bytes.Count(line, []byte("|")))
		}
	}
	return most
}
