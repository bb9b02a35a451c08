package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"aftercare/builder/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// citeGroup is a citation, [@AFF14] or [@AFF14; @COM22].
type citeGroup struct {
	ast.BaseInline
	segment text.Segment // with its brackets
	ids     []citeID     // none: malformed
	mark    []byte       // the punctuation that follows, which goes before the number
}

type citeID struct {
	id     string
	offset int
}

var kindCiteGroup = ast.NewNodeKind("Cite")

func (*citeGroup) Kind() ast.NodeKind { return kindCiteGroup }

func (n *citeGroup) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type citeParser struct{}

func (citeParser) Trigger() []byte { return []byte{'['} }

// Parse takes "[@" to the next bracket on the line. A link whose text starts
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
	n := &citeGroup{segment: segment.WithStop(segment.Start + end + 1)}
	n.ids = readCites(line[1:end], segment.Start+1)
	if len(n.ids) > 0 {
		rest := line[end+1:]
		n.mark = rest[:len(rest)-len(bytes.TrimLeft(rest, ".,;:!?"))]
	}
	block.Advance(end + 1 + len(n.mark))
	return n
}

// readCites reads "@A; @B" and returns nil if it is malformed.
func readCites(inner []byte, offset int) []citeID {
	var ids []citeID
	for part := range bytes.SplitSeq(inner, []byte(";")) {
		trimmed := bytes.TrimLeft(part, " ")
		at := offset + len(part) - len(trimmed)
		id := bytes.TrimRight(trimmed, " ")
		if len(id) < 2 || id[0] != '@' || !isSourceID(id[1:]) {
			return nil
		}
		ids = append(ids, citeID{string(id[1:]), at})
		offset += len(part) + 1
	}
	return ids
}

// isSourceID reports whether text is made of letters, digits, '-', '_', '.'.
func isSourceID(text []byte) bool {
	for _, c := range text {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

func (r *renderer) cites(n *citeGroup) {
	if len(n.ids) == 0 {
		r.badCite(n)
		return
	}
	// "well [@A]." is shown as "well.¹" and read as "well."
	r.plain = append(bytes.TrimRight(r.plain, " "), n.mark...)
	r.out = append(bytes.TrimRight(r.out, " "), n.mark...)
	if r.bare {
		return
	}
	for i, c := range n.ids {
		if i > 0 {
			r.write("<sup>, </sup>")
		}
		r.slot(SlotCite, r.citeIndex(c))
	}
}

func (r *renderer) badCite(n *citeGroup) {
	value := n.segment.Value(r.text)
	r.out = appendEscaped(r.out, string(value))
	if r.bare {
		return
	}
	r.report(diag.Error, codeBadCitation, n.segment.Start, len(value), "malformed citation %s", clip(string(value))).
		WithHint("write [@ID], or [@ID; @ID] for several; an id has letters, digits, - _ and .")
}

func (r *renderer) citeIndex(c citeID) int {
	if index, ok := r.cited[c.id]; ok {
		return index
	}
	if r.cited == nil {
		r.cited = map[string]int{}
	}
	index := len(r.doc.Cites)
	r.cited[c.id] = index
	r.doc.Cites = append(r.doc.Cites, Cite{c.id, r.span(c.offset, len(c.id)+1)})
	return index
}

// appendCite writes the number of a source as a link to its entry, where its
// strength stands: in the text it would interrupt each sentence.
func (d *Document) appendCite(dst []byte, id string, r Resolver) []byte {
	c, ok := r.Cite(id)
	if !ok {
		dst = append(dst, `<sup class="cite cite-unknown">`...)
		return append(appendEscaped(dst, id), "</sup>"...)
	}
	dst = append(dst, `<sup><a href="`...)
	dst = append(appendURL(dst, c.Href), '"')
	number := strconv.Itoa(c.Number)
	if d.CiteName != "" {
		dst = appendAttr(dst, "aria-label", strings.ReplaceAll(d.CiteName, "{n}", number))
	}
	dst = append(append(dst, ` role="doc-noteref">`...), number...)
	return append(dst, "</a></sup>"...)
}
