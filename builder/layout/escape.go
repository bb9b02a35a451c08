package layout

import (
	"html/template"
	"io"
	"strings"
	"text/template/parse"
)

// escape has html/template find out how each value is to be escaped, which it
// would otherwise do at the first execution, and then shortens what it added: a
// template spends most of its time in the calls of escapers. A template in a
// branch that is not taken is escaped and not executed.
//
// Should html/template name its escapers differently one day, nothing is
// shortened and nothing breaks.
func escape(t *template.Template, name string) error {
	gate, err := t.New(gatePrefix + name).Parse(`{{if .}}{{template "` + name + `" .}}{{end}}`)
	if err != nil {
		return err
	}
	if err := gate.Execute(io.Discard, false); err != nil {
		return err
	}
	for _, part := range t.Templates() {
		if part.Tree != nil {
			walk(part.Tree.Root, shorten)
		}
	}
	return nil
}

// gatePrefix begins a name that no file has; errorPosition takes it off.
const gatePrefix = "/"

// shorten writes constants into the text of a list and has addresses escaped
// in one call.
func shorten(n parse.Node) {
	list, ok := n.(*parse.ListNode)
	if !ok {
		return
	}
	for i, child := range list.Nodes {
		action, ok := child.(*parse.ActionNode)
		if !ok || len(action.Pipe.Decl) > 0 {
			continue
		}
		value, escapers := splitPipe(action.Pipe)
		if text, ok := constantText(value, escapers); ok {
			list.Nodes[i] = &parse.TextNode{NodeType: parse.NodeText, Pos: action.Pos, Text: []byte(text)}
		} else if escapers == addressEscapers {
			last := action.Pipe.Cmds[len(value)]
			last.Args = []parse.Node{parse.NewIdentifier(addressFunc).SetPos(last.Pos)}
			action.Pipe.Cmds = action.Pipe.Cmds[:len(value)+1]
		}
	}
}

// splitPipe takes the names of the escapers off a pipe.
func splitPipe(pipe *parse.PipeNode) (value []*parse.CommandNode, escapers string) {
	value = pipe.Cmds
	for n := len(value); n > 1; n-- {
		name, ok := strings.CutPrefix(value[n-1].String(), "_html_template_")
		if !ok {
			break
		}
		value, escapers = value[:n-1], name+" "+escapers
	}
	return value, strings.TrimSuffix(escapers, " ")
}

// addressEscapers are what html/template puts behind an address in a quoted
// attribute.
const addressEscapers = "urlfilter urlnormalizer attrescaper"

// constantText returns what a constant writes. Contexts other than text,
// attributes and addresses, such as scripts, are left to html/template.
func constantText(value []*parse.CommandNode, escapers string) (string, bool) {
	if len(value) != 1 || len(value[0].Args) != 1 {
		return "", false
	}
	constant, ok := value[0].Args[0].(*parse.StringNode)
	if !ok {
		return "", false
	}
	switch escapers {
	case "htmlescaper", "attrescaper", "rcdataescaper":
		return template.HTMLEscapeString(constant.Text), true
	case addressEscapers:
		return constant.Text, isPlainAddress(constant.Text)
	}
	return "", false
}

// addressFunc is the name by which templates call escapeAddress.
const addressFunc = "_address"

// escapeAddress escapes an address for an attribute as html/template does.
func escapeAddress(value any) (string, error) {
	if s, ok := value.(string); ok && isPlainAddress(s) {
		return s, nil
	}
	const before, after = `<a href="`, `">`
	var b strings.Builder
	if err := addressTemplate.Execute(&b, value); err != nil {
		return "", err
	}
	return strings.TrimSuffix(strings.TrimPrefix(b.String(), before), after), nil
}

var addressTemplate = template.Must(template.New("address").Parse(`<a href="{{.}}">`))

// isPlainAddress reports whether an address is relative and has nothing in it
// that has to be escaped.
func isPlainAddress(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '/', c == '.', c == '-', c == '_', c == '#':
		default:
			return false
		}
	}
	return true
}
