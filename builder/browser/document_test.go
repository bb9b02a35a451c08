package browser

import (
	"bytes"
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// page is the parsed page at a path of the guide.
func (p *published) page(path string) *html.Node {
	name := strings.TrimPrefix(path, "/")
	if !strings.HasSuffix(name, ".html") {
		name += "index.html"
	}
	data, ok := p.files[name]
	if !ok {
		data = p.files["404.html"]
	}
	return parse(data)
}

// parse cannot fail: any bytes are some HTML.
func parse(data []byte) *html.Node {
	root, err := html.ParseWithOptions(bytes.NewReader(data), html.ParseOptionEnableScripting(false))
	if err != nil {
		panic(err) // only a failing reader gets here
	}
	return root
}

// elements yields the elements below root with one of the names, or all.
func elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (names == nil || slices.Contains(names, n.Data)) && !yield(n) {
				return
			}
		}
	}
}

// attribute is the value of an attribute; " " stands for an empty one, "" for
// none.
func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			if a.Val == "" {
				return " "
			}
			return a.Val
		}
	}
	return ""
}

// within reports whether an ancestor has one of the names.
func within(n *html.Node, names ...string) bool {
	for p := range n.Ancestors() {
		if slices.Contains(names, p.Data) {
			return true
		}
	}
	return false
}

// text is all text below a node.
func text(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

// fold makes runs of white space one space.
func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
