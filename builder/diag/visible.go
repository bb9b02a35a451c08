package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible is text as it may be shown on a terminal. What a source or the name
// of a file holds is not the writer's alone: an escape sequence in it could
// clear the screen or paint a false message, a mark of writing direction could
// turn a line around. Each such character is shown as a sign of its own, so
// that there are as many as before.
func Visible(text string) string {
	return strings.Map(sign, text)
}

// VisibleLines is Visible where line breaks stay what they are.
func VisibleLines(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return sign(r)
	}, text)
}

// sign follows the Unicode block Control Pictures.
func sign(r rune) rune {
	switch {
	case r == '\t':
		return ' '
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case r == utf8.RuneError, unicode.Is(unicode.Cc, r), r == '\u2028', r == '\u2029', unicode.Is(unicode.Bidi_Control, r),
		unicode.Is(unicode.Cf, r) && r != '\u200d' && r != '\u00ad':
		return '\ufffd'
	}
	return r
}
