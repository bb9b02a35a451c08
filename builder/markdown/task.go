package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func taskOf(block ast.Node) *extast.TaskCheckBox {
	if block == nil || !block.HasChildren() {
		return nil
	}
	task, _ := block.FirstChild().(*extast.TaskCheckBox)
	return task
}

// checkBox writes a check box. The text of the item is its label; without one, a
// screen reader would say only "check box".
func (r *renderer) checkBox(n *extast.TaskCheckBox) {
	r.write("<input ")
	if n.IsChecked {
		r.write(`checked="" `)
	}
	r.write(`type="checkbox"> `)
}
