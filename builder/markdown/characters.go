package markdown

import (
	"unicode/utf8"

	"aftercare/builder/diag"
)

// checkCharacters reports a file that is not UTF-8, once; invisible characters that
// come with pasted text; and characters that replace a lost letter. Those that
// reorder the text around them are included, because a reviewer would see something
// other than a reader does (Unicode TR 36, CVE-2021-42574).
func (r *renderer) checkCharacters() {
	if r.badByte >= 0 {
		r.report(diag.Error, codeNotUTF8, r.badByte, 1, "the file is not in UTF-8 from here on").
			WithHint("save it as UTF-8")
	}
	for i, width := 0, 0; i < len(r.text); i += width {
		var c rune
		c, width = utf8.DecodeRune(r.text[i:])
		switch {
		case ' ' <= c && c < 0x7f, c == '\t', c == '\n', c == 0 && r.badByte >= 0:
		case c == '\uFFFD':
			r.report(diag.Warning, codeControl, i, 3, "a letter was lost here: the text has U+FFFD in its place").
				WithHint("write what stood there before the file was converted")
		case '\u202A' <= c && c <= '\u202E', '\u2066' <= c && c <= '\u2069':
			r.report(diag.Warning, codeBidi, i, 3, "the text holds U+%04X, which changes the order of what follows", c).
				WithHint("delete it; right-to-left words need no such character")
		case c < ' ', c == 0x7f:
			r.report(diag.Warning, codeControl, i, 1, "the text holds the control character U+%04X", c).WithHint("delete it")
		}
	}
}
