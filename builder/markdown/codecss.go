package markdown

import "strings"

// codeColours are the colours of code. Each has a contrast of at least 4.5:1
// with the background of its theme (WCAG 2.2, 1.4.3), which a test holds.
func codeColours() []codeColour {
	return []codeColour{
		{"Comments", "c ch cm cp cpf c1 cs go gp w", "#5b616b", "#a3a9b3"},
		{"Keywords", "k kc kd kn kp kr kt ow or", "#8a2252", "#ff9ec8"},
		{"Strings", "s sa sb sc dl sd s2 se sh si sx sr s1 ss l ld", "#1c6432", "#9bd8a4"},
		{"Numbers and names that come with the language", "m mb mf mh mi il mo nb bp no", "#7a4100", "#f2bf80"},
		{"Functions and classes", "nf fm nc nd ne py", "#1a4f9c", "#9cc7ff"},
		{"Tags, keys and the like", "nt na nl nn ni nv vc vg vi vm", "#5a3a9a", "#cdb6ff"},
		{"Added", "gi", "#1c6432", "#9bd8a4"},
		{"Removed and wrong", "gd gr gt err", "#a01818", "#ffb0a8"},
		{"Headings", "gh gu", "#1a4f9c", "#9cc7ff"},
	}
}

type codeColour struct{ what, classes, light, dark string }

const (
	codeLight, codeLightText = "#f6f6f3", "#22262b"
	codeDark, codeDarkText   = "#1d2024", "#e6e8eb"
)

// CodeCSS returns the style sheet of code blocks: chroma's classes in a light
// and a dark style, chosen by the reader's system.
func CodeCSS() []byte {
	var b strings.Builder
	b.WriteString("/* Code blocks. */\n")
	b.WriteString(".chroma { background: " + codeLight + "; color: " + codeLightText + "; }\n")
	for _, c := range codeColours() {
		b.WriteString("/* " + c.what + " */\n" + selectors(c.classes) + " { color: " + c.light + "; }\n")
	}
	b.WriteString(".chroma .ge { font-style: italic; }\n.chroma :is(.gs, .gh, .gu) { font-weight: bold; }\n")
	b.WriteString("@media (prefers-color-scheme: dark) {\n")
	b.WriteString("  .chroma { background: " + codeDark + "; color: " + codeDarkText + "; }\n")
	for _, c := range codeColours() {
		b.WriteString("  " + selectors(c.classes) + " { color: " + c.dark + "; }\n")
	}
	b.WriteString("}\n")
	return []byte(b.String())
}

func selectors(classes string) string {
	return ".chroma :is(." + strings.Join(strings.Fields(classes), ", .") + ")"
}
