package layout

import (
	"fmt"
	"html/template"
	"sync"
	"text/template/parse"
)

// A linked is a template with all those that it calls, put together at the
// first call and the same at each.
type linked func() (*template.Template, error)

// linker puts templates together from trees, which it copies: html/template
// writes into them.
type linker struct {
	funcs  template.FuncMap
	shared map[string]*parse.Tree // of the partials and of baseof.html
}

// later returns a template by its name; own are the templates that only it can
// call, and which take the place of shared ones, as blocks do.
func (l *linker) later(name string, own map[string]*parse.Tree) linked {
	return sync.OnceValues(func() (*template.Template, error) { return l.link(name, own) })
}

func (l *linker) link(name string, own map[string]*parse.Tree) (*template.Template, error) {
	t := template.New(name).Funcs(printing).Funcs(builtins).Funcs(l.funcs)
	return t, l.add(t, name, own, make(map[string]bool))
}

// add adds to t a template and those that it comes to call; under holds those
// added, and true for those that name is called from. One that comes to call
// itself is an error: text/template stops at a depth at which the stack has long
// run over, and there is no way to stop it before.
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

// pick prefers a layout's own template, unless it is empty and there is a
// shared one, as text/template does.
func (l *linker) pick(name string, own map[string]*parse.Tree) *parse.Tree {
	mine, shared := own[name], l.shared[name]
	if mine == nil || shared != nil && parse.IsEmptyTree(mine.Root) {
		return shared
	}
	return mine
}

// walk calls visit for each call of a function, each call of a template and each
// loop, what is inside first.
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
