package layout

import (
	"html/template"
	"strconv"
	"sync"
	"text/template/parse"
)

// A linked is a template with all those that it calls, put together at the
// first call and the same at each.
type linked func() (*template.Template, error)

// linker puts templates together from trees, which it copies: html/template
// writes into them.
type linker struct {
	funcs    template.FuncMap
	shared   map[string]*parse.Tree // of the partials and of baseof.html
	constant constants
}

// later returns a template by its name; own are the templates that only it can
// call, and which take the place of shared ones, as blocks do.
func (l *linker) later(name string, own map[string]*parse.Tree) linked {
	return sync.OnceValues(func() (*template.Template, error) { return l.link(name, own) })
}

func (l *linker) link(name string, own map[string]*parse.Tree) (*template.Template, error) {
	t := template.New(name).Funcs(builtins).Funcs(l.funcs).Funcs(template.FuncMap{addressFunc: escapeAddress}).Option("missingkey=error")
	added, wanted := map[string]bool{}, []string{name}
	for len(wanted) > 0 {
		next := wanted[len(wanted)-1]
		wanted = wanted[:len(wanted)-1]
		tree := l.pick(next, own)
		if tree == nil || added[next] {
			continue // one that is missing is reported where it is called
		}
		added[next] = true
		tree = tree.Copy()
		walk(tree.Root, func(n parse.Node) {
			switch n := n.(type) {
			case *parse.TemplateNode:
				wanted = append(wanted, n.Name)
			case *parse.CommandNode:
				l.constant.fold(n)
			}
		})
		if _, err := t.AddParseTree(next, tree); err != nil {
			return nil, err
		}
	}
	return t, escape(t, name)
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

// constants are functions whose value is known before a template is executed
// if their arguments are: words and the names of assets. A page calls some
// thirty of them, and a call costs more than anything else in a template.
type constants struct {
	words Words
	funcs template.FuncMap
}

// fold replaces a call by its value, if it can.
func (c constants) fold(call *parse.CommandNode) {
	function, ok := call.Args[0].(*parse.IdentifierNode)
	if !ok || len(call.Args) < 2 {
		return
	}
	arguments := make([]any, len(call.Args)-1)
	for i, arg := range call.Args[1:] {
		text, ok := arg.(*parse.StringNode)
		if !ok {
			return
		}
		arguments[i] = text.Text
	}
	var value string
	var err error
	switch asset, _ := c.funcs["asset"].(func(string) (string, error)); {
	case function.Ident == "T":
		value, err = c.words.Word(arguments[0].(string), arguments[1:]...)
	case function.Ident == "asset" && asset != nil && len(arguments) == 1:
		value, err = asset(arguments[0].(string))
	default:
		return
	}
	if err != nil {
		return // left to be reported with its place, if it is ever executed
	}
	call.Args = []parse.Node{&parse.StringNode{NodeType: parse.NodeString, Pos: function.Pos, Quoted: strconv.Quote(value), Text: value}}
}

// walk calls visit for each list, each call of a function and each call of a
// template, what is inside first.
func walk(n parse.Node, visit func(parse.Node)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				walk(child, visit)
			}
			visit(n)
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
