package diag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes text safe to show on a terminal. Sources and file names may
// come from others: an escape sequence could clear the screen or fake a
// message, and a bidirectional control could reorder a line. Each such
// character is replaced by one visible sign, so columns do not change.
func Visible(text string) string {
	return strings.Map(sign, text)
}

// VisibleLines is Visible, but keeps line breaks.
func VisibleLines(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		return sign(r)
	}, text)
}

// sign returns the character's sign in the Unicode block Control Pictures.
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
