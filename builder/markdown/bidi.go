package markdown

import (
	"bytes"

	"aftercare/builder/diag"
)

// checkBidi warns of characters that reorder the text around them: what a
// reviewer sees is then not what a reader gets (Unicode TR 36, CVE-2021-42574).
// They are U+202A to U+202E and U+2066 to U+2069.
func (r *renderer) checkBidi() {
	for i := 0; ; i += 3 {
		next := bytes.IndexByte(r.text[i:], 0xE2)
		if next < 0 || i+next+3 > len(r.text) {
			return
		}
		i += next
		b, c := r.text[i+1], r.text[i+2]
		if b == 0x80 && 0xAA <= c && c <= 0xAE || b == 0x81 && 0xA6 <= c && c <= 0xA9 {
			r.report(diag.Warning, codeBidi, i, 3, "the text holds U+%04X, which changes the order of what follows", []rune(string(r.text[i : i+3]))[0]).
				WithHint("delete it; right-to-left words need no such character")
		}
	}
}
