package leftover

import (
	"html"
	"regexp"
	"unicode"
)

var (
	formulas = regexp.MustCompile(`^(?:\\\([^\n]*?\\\)|\\\[[^\n]*?\\\]|\\(?:begin|end)\{[a-z]+\*?\}|\\(?:newpage|pagebreak)\b)`)
	formal   = regexp.MustCompile(`[\^_={}]|\\[A-Za-z]`)
	braces   = regexp.MustCompile("^(?:" + `\{(?:\+\+|--|~~|==|>>)[^\n]*?(?:\+\+|--|~~|==|<<)\}` + // CriticMarkup
		`|\{(?:code|noformat|quote|panel|info|note|tip|warning)(?::[^{}\n]*)?\}` + // Confluence
		"|\\{[a-z][a-z:_-]*\\}`)") // MyST
	brackets = regexp.MustCompile(`^\[(?:/[a-z]+\]|[a-z_-]+(?: +[a-z_-]+="[^"\n]*")+ */?\]|[^\[\]|\n]+\|https?://[^\]\s]*\])`)
	angles   = regexp.MustCompile(`^<(?:%[^\n]*?%|[^<>\s]+\.md(?:#[^<>\s]*)?)>`)
	power    = regexp.MustCompile(`^\^[^\s^]{1,9}\^`)
	note     = regexp.MustCompile(`^\^\[[^\[\]\n]+\]`)
	anchor   = regexp.MustCompile(`(?m)^\^[A-Za-z0-9-]+ *$`)
	keys     = regexp.MustCompile(`^\+\+[a-z0-9-]+(?:\+[a-z0-9-]+)*\+\+`)
	remark   = regexp.MustCompile(`^%%[^%\n]+%%`)
	hidden   = regexp.MustCompile(`^\|\|[^\s|](?:[^|\n]*[^\s|])?\|\|`)
	entities = regexp.MustCompile(`^&(?:[A-Za-z][A-Za-z0-9]+|#[0-9]+|#[xX][0-9A-Fa-f]+);`)
	heavy    = regexp.MustCompile(`^'''[^\s'](?:[^'\n]*[^\s'])?'''`)
)

// foreign finds the markup of some other tool, by its first character.
func foreign(p piece, at int) Mark {
	var pattern *regexp.Regexp
	var hint string
	before := p.before(at)
	switch c := p.source[at]; {
	case c == '\\':
		pattern, hint = formulas, noMath
	case c == '{':
		pattern, hint = braces, "write it as it is to be read: a callout with > [!NOTE], a link with [words](page.md)"
	case c == '[':
		pattern, hint = brackets, "write it in Markdown: **bold**, [words](address), ![what it shows](picture.jpg)"
	case c == '<':
		pattern, hint = angles, "link to a file with [words](page.md); write out what other code stands for"
	case c == '&':
		pattern, hint = entities, `write the sign itself, or \& if it is meant as it is`
	case c == '^' && p.after(at+1) == '[':
		pattern, hint = note, "write [^1] here, and on a line of its own [^1]: the note"
	case c == '^' && unicode.IsSpace(before):
		pattern, hint = anchor, "take it out: links lead to headings, page.md#its-id"
	case c == '^' && (isWordChar(before) || before == ')'):
		pattern, hint = power, "write it with signs such as ² or ⁻³, or in words"
	case isWordChar(before):
		return Mark{}
	case c == '+':
		pattern, hint = keys, "write keys as code, or in words"
	case c == '%':
		pattern, hint = remark, "a remark that is not shown is a line of its own: [//]: # (a remark)"
	case c == '|':
		pattern, hint = hidden, "nothing can be hidden: say before it what follows"
	case c == '\'':
		pattern, hint = heavy, "make it strong: **words**"
	default:
		return Mark{}
	}
	p.stop = len(p.source) // it may hold emphasis or code
	found := matched(pattern, p, at, CodeOtherMarkup, notTaken, hint)
	switch m := p.source[at : at+found.Length]; {
	case pattern == entities && html.UnescapeString(string(m)) != string(m),
		pattern == formulas && found.Length > 0 && !isLetter(m[1]) && !formal.Match(m[2:len(m)-2]):
		return Mark{} // known to HTML; brackets that are meant as they are
	}
	return found
}
