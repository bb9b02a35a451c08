package markdown

import (
	"cmp"
	"strconv"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/syntax"

	"github.com/yuin/goldmark/ast"
)

// calloutKind is a kind of callout; its name is its marker, and the key of the word
// for its title.
type calloutKind struct {
	name   string
	prose  ProseKind
	figure bool // words to say, not a remark: a figure rather than an aside
	strong bool // a remark that is not to be missed
}

func calloutKinds() []calloutKind {
	return []calloutKind{
		{name: "note", prose: ProseCallout},
		{name: "tip", prose: ProseCallout},
		{name: "important", prose: ProseCallout, strong: true},
		{name: "warning", prose: ProseCallout, strong: true},
		{name: "caution", prose: ProseCallout, strong: true},
		{name: "urgent", prose: ProseCallout, strong: true},
		{name: "say", prose: ProseSay, figure: true},
		{name: "instead", prose: ProseInstead, figure: true},
	}
}

func findCallout(word string) (calloutKind, bool) {
	for _, k := range calloutKinds() {
		if strings.EqualFold(k.name, word) {
			return k, true
		}
	}
	return calloutKind{}, false
}

func isCallout(n ast.Node, name string) bool {
	if n == nil || n.Kind() != ast.KindBlockquote {
		return false
	}
	title, ok := n.FirstChild().(*syntax.CalloutTitle)
	return ok && strings.EqualFold(title.Word, name)
}

func (r *renderer) quote(n *ast.Blockquote) {
	title, ok := n.FirstChild().(*syntax.CalloutTitle)
	if !ok {
		r.plainQuote(n, nil)
		return
	}
	kind, ok := findCallout(title.Word)
	if !ok {
		r.unknownCallout(title)
		r.plainQuote(n, title)
		return
	}
	if kind.figure {
		r.sayOrInstead(n, title, kind)
		return
	}
	r.callouts++
	id := "callout:" + strconv.Itoa(r.callouts)
	class := "callout callout-" + kind.name
	if kind.strong {
		class += " strong"
	}
	r.write(`<aside role="note" class="` + class + `"`)
	r.idAttr("aria-labelledby", "", id)
	tag := "p"
	if kind.name == "urgent" {
		r.doc.Urgent = append(r.doc.Urgent, Urgent{title.HasChildren(), r.pos(title.Pos())})
		tag = "h" + strconv.Itoa(min(r.level+1, 6)) // found by those who go from heading to heading
	}
	r.write(">\n<" + tag + ` class="callout-title"`)
	r.idAttr("id", "", id)
	r.write(">")
	r.calloutTitle(title, kind)
	r.write("</" + tag + ">\n")
	r.withKind(kind.prose, func() { r.blocks(n) })
	r.write("</aside>\n")
}

// plainQuote writes a quote and, if its first line looks like a callout but is none,
// that line.
func (r *renderer) plainQuote(n *ast.Blockquote, line *syntax.CalloutTitle) {
	r.write("<blockquote>\n")
	if line != nil {
		r.write("<p>[!" + line.Word + "]")
		if line.HasChildren() {
			r.write(" ")
			r.inlineBlock(line, ProseQuote)
		}
		r.write("</p>\n")
	}
	r.withKind(ProseQuote, func() { r.blocks(n) })
	r.write("</blockquote>\n")
}

func (r *renderer) calloutTitle(n *syntax.CalloutTitle, kind calloutKind) {
	if n.HasChildren() {
		r.noTerms++
		r.inlineBlock(n, ProseCalloutTitle)
		r.noTerms--
		return
	}
	r.out = escape.Append(r.out, cmp.Or(r.p.options.InterfaceWords[kind.name], n.Word))
}

// sayOrInstead writes words to say or to avoid. A say directly followed by an instead
// is wrapped with it as a pair.
func (r *renderer) sayOrInstead(n *ast.Blockquote, title *syntax.CalloutTitle, kind calloutKind) {
	opens := kind.name == "say" && isCallout(n.NextSibling(), "instead")
	closes := kind.name == "instead" && isCallout(n.PreviousSibling(), "say")
	if opens {
		r.write("<div class=\"say-pair\">\n")
	}
	r.write(`<figure class="` + kind.name + "\">\n<figcaption>")
	r.calloutTitle(title, kind)
	r.write("</figcaption>\n<blockquote>\n")
	r.withKind(kind.prose, func() { r.blocks(n) })
	r.write("</blockquote>\n</figure>\n")
	if closes {
		r.write("</div>\n")
	}
}

func (r *renderer) unknownCallout(title *syntax.CalloutTitle) {
	var known []string
	for _, k := range calloutKinds() {
		known = append(known, strings.ToUpper(k.name))
	}
	r.report(diag.Error, codeUnknownCallout, title.Pos(), len(title.Word)+3, "unknown callout [!%s]", diag.Clip(title.Word)).
		DidYouMean(title.Word, known)
}
