package markdown

import (
	"github.com/yuin/goldmark/ast"
)

func (r *renderer) code(n ast.Node, language []byte) {
	r.write("<pre><code")
	if len(language) > 0 {
		r.write(` class="language-`)
		r.out = appendEscaped(r.out, decoded(language))
		r.write(`"`)
	}
	r.write(">")
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		r.out = appendEscaped(r.out, string(line.Value(r.text)))
	}
	r.write("</code></pre>\n")
}
