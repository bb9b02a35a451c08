package markdown

import (
	extast "github.com/yuin/goldmark/extension/ast"
)

func (r *renderer) definitionList(n *extast.DefinitionList) {
	r.write("<dl>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *extast.DefinitionTerm:
			r.write("<dt>")
			r.noTerms++
			r.inlineBlock(c, ProseTerm)
			r.noTerms--
			r.write("</dt>\n")
		case *extast.DefinitionDescription:
			r.write("<dd>")
			if !c.IsTight {
				r.write("\n")
			}
			r.withKind(ProseDefinition, func() { r.blocks(c) })
			r.write("</dd>\n")
		}
	}
	r.write("</dl>\n")
}
