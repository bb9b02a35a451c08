package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// goldmark takes quadratic time on many inputs (open brackets, emphasis marks, nested
// quotes, wide tables) and can't be cancelled. So its parsers are wrapped, and run
// only while the document is within these limits, which no text written for readers
// comes near. Beyond them, a mark is an ordinary character and the document has an
// error.
const (
	// MaxLines limits what goldmark keeps for each line and open block.
	MaxLines = 50_000
	// maxDepth limits how deep quotes, lists and notes are nested. A list counts
	// twice: for itself and its item.
	maxDepth = 40
	// maxScan limits inline parsing. A mark may make goldmark scan its whole block
	// once, so its cost is the length of the block. A paragraph of 100 KiB with 500
	// marks, or a thousand of 1 KiB with 50 each, is within the limit.
	maxScan = 64 << 20
	// maxCells limits the table cells of a document, including those added to short
	// rows.
	maxCells = 100_000
	// MaxFootnotes limits the footnotes of a document; goldmark searches them
	// linearly.
	MaxFootnotes = 1_000
	// maxDefinitions limits a paragraph of link definitions: for each of them
	// goldmark copies the remaining lines. It is their number times the lines.
	maxDefinitions = 10_000_000
)

// state extends goldmark's parser context with what one document has used of its
// limits.
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

// enough counts a problem and reports whether its kind has reached the limit.
func (s *state) enough(kind string, limit int) bool {
	s.found[kind]++
	return s.found[kind] > limit
}

// refuse reports, once for each limit, that it is exceeded.
func (s *state) refuse(offset int, message, hint string) {
	if !s.enough(message, 1) {
		s.problems = append(s.problems, Problem{Code: CodeTooComplex, Offset: offset, Message: message, Hint: hint})
	}
}

// mark counts a mark in a block and reports whether goldmark may parse it.
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

// boundedInline runs an inline parser within maxScan.
type boundedInline struct{ parser.InlineParser }

func (b boundedInline) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, segment := block.PeekLine()
	if !pc.(*state).mark(parent, segment.Start) {
		return nil
	}
	return b.InlineParser.Parse(parent, block, pc)
}

// boundedLink is boundedInline for the link parser, which must also learn of the end
// of a block.
type boundedLink struct{ boundedInline }

func (b boundedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	b.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// boundedBlock opens container blocks within maxDepth.
type boundedBlock struct{ parser.BlockParser }

func (b boundedBlock) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if len(pc.OpenedBlocks()) < maxDepth {
		return b.BlockParser.Open(parent, reader, pc)
	}
	// Only a block that would have opened deserves an error. To find out, open it,
	// discard it and reset the reader.
	line, at := reader.Position()
	if node, _ := b.BlockParser.Open(parent, reader, pc); node != nil {
		pc.(*state).refuse(at.Start, "quotes and lists are nested too deep here", "a reader can't follow more than three levels")
	}
	reader.SetPosition(line, at)
	return nil, parser.NoChildren
}

// boundedDefinitions reads link definitions within maxDefinitions. Only the start of
// a paragraph can hold them, so most need no scan.
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

// tableColumns returns the maximum number of columns of a paragraph that may be a
// table, 0 if no line of it can be a delimiter row.
func tableColumns(p *ast.Paragraph, source []byte) (most int) {
	for i := 1; i < p.Lines().Len(); i++ {
		segment := p.Lines().At(i)
		if line := segment.Value(source); len(bytes.Trim(line, "|-: \t\n")) == 0 {
			most = max(most, 1+bytes.Count(line, []byte("|")))
		}
	}
	return most
}
