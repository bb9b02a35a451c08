package highlight

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// codeColours are the colours of code, each under one of chroma's classes and
// for the types of tokens that share it. Each has a contrast of at least 4.5:1
// with the background of its theme (WCAG 2.2, 1.4.3), which a test holds.
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

// tokenClasses are the classes of the types of tokens that are coloured or set
// in another face; the types below them have the same.
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
)

// CSS returns the style sheet of code blocks: chroma's classes in a light
// and a dark style, chosen by the reader's system.
func CSS() []byte {
	var b strings.Builder
	b.WriteString("/* Code blocks. */\n")
	b.WriteString(".chroma { background: " + codeLight + "; color: " + codeLightText + "; }\n")
	for _, c := range codeColours() {
		b.WriteString(".chroma ." + c.class + " { color: " + c.light + "; }\n")
	}
	b.WriteString(".chroma .ge { font-style: italic; }\n.chroma :is(.gs, .gh) { font-weight: bold; }\n")
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	b.WriteString("  .chroma { background: " + codeDark + "; color: " + codeDarkText + "; }\n")
	for _, c := range codeColours() {
		b.WriteString("  .chroma ." + c.class + " { color: " + c.dark + "; }\n")
	}
	b.WriteString("}\n")
	return []byte(b.String())
}
