package syntax

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// CalloutTitle is the first child of a quote that is a callout: the marker and title
// of its first line, "> [!NOTE] Optional title".
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

// calloutMarker moves the first line of a quote to a CalloutTitle if it starts with a
// marker.
type calloutMarker struct{}

func (calloutMarker) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || p.PreviousSibling() != nil {
		return
	}
	line := p.Lines().At(0)
	m := marker.FindSubmatchIndex(line.Value(reader.Source()))
	if m == nil {
		return
	}
	title := &CalloutTitle{Word: string(line.Value(reader.Source())[m[2]:m[3]])}
	title.SetPos(line.Start)
	rest := text.NewSegment(line.Start+m[3]+len("]"), line.Stop)
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

// marker matches "[!WORD]" followed by white space or the end of the line.
var marker = regexp.MustCompile(`^\[!([A-Za-z][A-Za-z-]*)\](?:[ \t\n]|$)`)
