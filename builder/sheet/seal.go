package sheet

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// sealMark is the first character of a seal. No id starts with it.
const sealMark = "="

// lineSeal returns the seal of a line in the register: a short checksum of its
// number and words. An option's place in its line is its number in every link ever
// made. Without seals, reordering options or renaming an id everywhere would go
// unnoticed and show old answers under other words.
func lineSeal(number int, words []string) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(number) + " " + strings.Join(words, " ")))
	return sealMark + strings.ToLower(base32.HexEncoding.EncodeToString(sum[:])[:4])
}

// unseal returns the words of a line without its seals. A seal covers all words
// before it, so that options can be added after it.
func unseal(number int, line []string, pos diag.Position, diags *diag.List) []string {
	var words []string
	sealed := 0
	for _, w := range line {
		if !strings.HasPrefix(w, sealMark) {
			words = append(words, w)
			continue
		}
		if w != lineSeal(number, words) {
			diags.Errorf("sheet/seal", pos, "the line of number %d is not what it was sealed with", number).
				WithHint("put it back as it was before %s: the order of its ids is their meaning in every link that readers keep; a new option goes behind the seal", w)
			return words
		}
		sealed = len(words)
	}
	if sealed < len(words) {
		diags.Errorf("sheet/seal", pos, "the line of number %d is not sealed", number).
			WithHint("if its new ids stand at the end, make them permanent: end the line with ` %s`", lineSeal(number, words))
	}
	return words
}
