package layout

import (
	"fmt"
	"html/template"
	"sync"
	"text/template/parse"
)

// linked is a template with all those that it calls. It is assembled at the first
// call.
type linked func() (*template.Template, error)

// linker assembles templates from copies of parse trees: html/template modifies them.
type linker struct {
	funcs  template.FuncMap
	shared map[string]*parse.Tree // of the partials and of baseof.html
}

// later returns a template by its name. own are the templates that only it can call;
// like blocks, they override shared ones.
func (l *linker) later(name string, own map[string]*parse.Tree) linked {
	return sync.OnceValues(func() (*template.Template, error) { return l.link(name, own) })
}

func (l *linker) link(name string, own map[string]*parse.Tree) (*template.Template, error) {
	t := template.New(name).Funcs(printing).Funcs(builtins).Funcs(l.funcs)
	return t, l.add(t, name, own, make(map[string]bool))
}

// add adds to t a template and those that it calls, directly or not. under holds the
// templates added, true for the callers of name. A template that calls itself is an
// error: text/template's own limit on depth comes long after the stack has
// overflowed, which can't be recovered.
func (l *linker) add(t *template.Template, name string, own map[string]*parse.Tree, under map[string]bool) (err error) {
	tree := l.pick(name, own)
	if tree == nil {
		return nil // one that is missing is reported where it is called
	}
	tree = tree.Copy()
	under[name] = true
	walk(tree.Root, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.RangeNode:
			countRound(n)
		case *parse.TemplateNode:
			if again, added := under[n.Name]; again && err == nil {
				at, _ := tree.ErrorContext(n)
				err = fmt.Errorf("template: %s: %q comes to include itself, without end", at, n.Name)
			} else if !added && err == nil {
				err = l.add(t, n.Name, own, under)
			}
		}
	})
	under[name] = false
	if err == nil {
		_, err = t.AddParseTree(name, tree)
	}
	return err
}

// pick prefers a layout's own template to a shared one, unless it is empty, as
// text/template does.
func (l *linker) pick(name string, own map[string]*parse.Tree) *parse.Tree {
	mine, shared := own[name], l.shared[name]
	if mine == nil || shared != nil && parse.IsEmptyTree(mine.Root) {
		return shared
	}
	return mine
}

// walk calls visit for each function call, template call and loop, inner ones first.
func walk(n parse.Node, visit func(parse.Node)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				walk(child, visit)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n != nil {
			for _, call := range n.Cmds {
				walk(call, visit)
			}
		}
	case *parse.CommandNode:
		for _, arg := range n.Args {
			walk(arg, visit)
		}
		visit(n)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, visit)
		visit(n)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.TemplateNode:
		visit(n)
		walk(n.Pipe, visit)
	}
}

func walkBranch(b *parse.BranchNode, visit func(parse.Node)) {
	walk(b.Pipe, visit)
	walk(b.List, visit)
	walk(b.ElseList, visit)
}
