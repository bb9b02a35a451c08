package syntax

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// checkBoxParser reads "[ ] " and "[x] " at the start of a list item (GFM 5.3).
// goldmark's own also takes the start of "[x](address)".
type checkBoxParser struct{}

var checkBox = regexp.MustCompile(`^\[[ \txX]\][ \t]`)

func (checkBoxParser) Trigger() []byte { return []byte{'['} }

func (checkBoxParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	item := parent.Parent()
	if item == nil || item.Kind() != ast.KindListItem || item.FirstChild() != parent || parent.HasChildren() {
		return nil
	}
	line, _ := block.PeekLine()
	if !checkBox.Match(line) {
		return nil
	}
	block.Advance(3)
	block.SkipSpaces()
	return extast.NewTaskCheckBox(line[1] == 'x' || line[1] == 'X')
}
