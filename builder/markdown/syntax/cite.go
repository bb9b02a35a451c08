package syntax

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Cite is a citation, [@AFF14] or [@AFF14; @COM22].
type Cite struct {
	ast.BaseInline
	Segment text.Segment // with its brackets
	IDs     []CiteID     // none: malformed
	Mark    []byte       // the punctuation that follows, which goes before the number
}

// CiteID is an id of a Cite, and where it stands.
type CiteID struct {
	ID     string
	Offset int
}

var kindCite = ast.NewNodeKind("Cite")

// Kind implements [ast.Node].
func (*Cite) Kind() ast.NodeKind { return kindCite }

// Dump implements [ast.Node].
func (n *Cite) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type citeParser struct{}

func (citeParser) Trigger() []byte { return []byte{'['} }

// Parse reads from "[@" to the next bracket on the line. A link whose text starts
// with an @, [@name](address), stays a link.
func (citeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != '@' {
		return nil
	}
	end := bytes.IndexAny(line[1:], "[]\n") + 1
	if end <= 1 || line[end] != ']' {
		return nil
	}
	if end+1 < len(line) && (line[end+1] == '(' || line[end+1] == '[') {
		return nil
	}
	n := &Cite{Segment: segment.WithStop(segment.Start + end + 1)}
	n.IDs = readCites(line[1:end], segment.Start+1)
	if len(n.IDs) > 0 {
		rest := line[end+1:]
		n.Mark = rest[:len(rest)-len(bytes.TrimLeft(rest, ".,;:!?"))]
	}
	block.Advance(end + 1 + len(n.Mark))
	return n
}

// readCites reads "@A; @B" and returns nil if it is malformed.
func readCites(inner []byte, offset int) []CiteID {
	var ids []CiteID
	for part := range bytes.SplitSeq(inner, []byte(";")) {
		trimmed := bytes.TrimLeft(part, " ")
		at := offset + len(part) - len(trimmed)
		id := bytes.TrimRight(trimmed, " ")
		if !sourceID.Match(id) {
			return nil
		}
		ids = append(ids, CiteID{string(id[1:]), at})
		offset += len(part) + 1
	}
	return ids
}

var sourceID = regexp.MustCompile(`^@[A-Za-z0-9_.-]+$`)
