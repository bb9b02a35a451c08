package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// CalloutTitle is the first child of a quote that is a callout: the marker and
// the title on the first line, "> [!NOTE] Optional title".
type CalloutTitle struct {
	ast.BaseBlock
	Word string // as written
}

// KindCalloutTitle is the kind of a CalloutTitle.
var KindCalloutTitle = ast.NewNodeKind("CalloutTitle")

// Kind implements [ast.Node].
func (*CalloutTitle) Kind() ast.NodeKind { return KindCalloutTitle }

// Dump implements [ast.Node].
func (n *CalloutTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// calloutMarker takes the first line off the first paragraph of a quote when
// it starts with a marker.
type calloutMarker struct{}

func (calloutMarker) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil {
		return
	}
	line := p.Lines().At(0)
	word, length := readMarker(line.Value(reader.Source()))
	if length == 0 {
		return
	}
	title := &CalloutTitle{Word: word}
	title.SetPos(line.Start)
	rest := text.NewSegment(line.Start+length, line.Stop)
	rest = rest.TrimLeftSpace(reader.Source())
	rest = rest.TrimRightSpace(reader.Source())
	if !rest.IsEmpty() {
		title.Lines().Append(rest)
	}
	quote.InsertBefore(quote, p, title)
	if p.Lines().Len() == 1 {
		quote.RemoveChild(quote, p)
		return
	}
	p.Lines().SetSliced(1, p.Lines().Len())
}

// readMarker reads "[!WORD]" followed by white space or the end of the line,
// and returns the word and the marker's length, 0 if there is none.
func readMarker(line []byte) (word string, length int) {
	if len(line) < 4 || line[0] != '[' || line[1] != '!' {
		return "", 0
	}
	i := 2
	for i < len(line) && ('a' <= line[i]|0x20 && line[i]|0x20 <= 'z' || i > 2 && line[i] == '-') {
		i++
	}
	if i == 2 || i == len(line) || line[i] != ']' {
		return "", 0
	}
	if i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' && line[i+1] != '\n' {
		return "", 0
	}
	return string(line[2:i]), i + 1
}
