package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// codeColours are the colours of code, each for one of chroma's classes and the token
// types that share it. Each has a contrast of at least 4.5:1 with the background of
// its theme (WCAG 2.2, 1.4.3), as a test verifies.
func codeColours() []codeColour {
	return []codeColour{
		{"c", "#5b616b", "#a3a9b3", types{chroma.Comment, chroma.GenericOutput, chroma.GenericPrompt}},
		{"k", "#8a2252", "#ff9ec8", types{chroma.Keyword, chroma.OperatorWord}},
		{"s", "#1c6432", "#9bd8a4", types{chroma.Literal, chroma.LiteralString}},
		{"m", "#7a4100", "#f2bf80", types{chroma.LiteralNumber, chroma.NameBuiltin, chroma.NameBuiltinPseudo, chroma.NameConstant}},
		{"nf", "#1a4f9c", "#9cc7ff", types{chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameProperty, chroma.NameDecorator, chroma.NameException}},
		{"nt", "#5a3a9a", "#cdb6ff", types{chroma.NameTag, chroma.NameAttribute, chroma.NameLabel, chroma.NameNamespace, chroma.NameEntity, chroma.NameVariable, chroma.NameVariableClass, chroma.NameVariableGlobal, chroma.NameVariableInstance, chroma.NameVariableMagic}},
		{"gi", "#1c6432", "#9bd8a4", types{chroma.GenericInserted}},
		{"gd", "#a01818", "#ffb0a8", types{chroma.GenericDeleted, chroma.GenericError, chroma.GenericTraceback}},
		{"gh", "#1a4f9c", "#9cc7ff", types{chroma.GenericHeading, chroma.GenericSubheading}},
	}
}

type codeColour struct {
	class, light, dark string
	types              types
}

type types []chroma.TokenType

// tokenClasses returns the classes of styled token types. Types below them inherit
// the class.
func tokenClasses() map[chroma.TokenType]string {
	classes := map[chroma.TokenType]string{chroma.GenericEmph: "ge", chroma.GenericStrong: "gs"}
	for _, c := range codeColours() {
		for _, t := range c.types {
			classes[t] = c.class
		}
	}
	return classes
}

const (
	codeLight, codeLightText = "#f6f6f3", "#22262b"
	codeDark, codeDarkText   = "#1d2024", "#e6e8eb"

	markedLight, markedDark = "#fbeec2", "#38331f"
)

// lineStyle distinguishes lines: marked ones have a bar, which survives on paper and
// in forced colours; numbers are generated content, so they are neither copied nor
// read out.
const lineStyle = `.chroma :where(mark, [data-line]) { display: inline-block; box-sizing: border-box; inline-size: 100%; min-block-size: 1lh; vertical-align: top; color: inherit; }
.chroma mark { border-inline-start: 3px solid; margin-inline-start: -.6rem; inline-size: calc(100% + 1.2rem); padding-inline-start: calc(.6rem - 3px); }
.chroma [data-line] { padding-inline-start: 4ch; text-indent: -4ch; }
.chroma mark[data-line] { padding-inline-start: calc(4ch + .6rem - 3px); }
.chroma [data-line]::before { content: attr(data-line); content: attr(data-line) / ""; display: inline-block; min-inline-size: 3ch; margin-inline-end: 1ch; text-indent: 0; text-align: end; opacity: .7; user-select: none; -webkit-user-select: none; }
`

// CSS returns the style sheet of code blocks, light or dark by the reader's system.
func CSS() []byte {
	var b strings.Builder
	b.WriteString("/* Code blocks. */\n")
	b.WriteString(".chroma { background: " + codeLight + "; color: " + codeLightText + "; }\n")
	for _, c := range codeColours() {
		b.WriteString(".chroma ." + c.class + " { color: " + c.light + "; }\n")
	}
	b.WriteString(lineStyle)
	b.WriteString(".chroma mark { background: " + markedLight + "; }\n")
	b.WriteString(".chroma .ge { font-style: italic; }\n.chroma :is(.gs, .gh) { font-weight: bold; }\n")
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	b.WriteString("  .chroma { background: " + codeDark + "; color: " + codeDarkText + "; }\n")
	b.WriteString("  .chroma mark { background: " + markedDark + "; }\n")
	for _, c := range codeColours() {
		b.WriteString("  .chroma ." + c.class + " { color: " + c.dark + "; }\n")
	}
	b.WriteString("}\n")
	return []byte(b.String())
}
