package diag

import "strings"

// Nearest returns the candidate that a writer most likely meant by got: the one
// with the smallest optimal string alignment distance (insertions, deletions,
// substitutions, swaps of neighbours), ignoring case, if that is at most a
// third of the longer word (and at least one). Ties go to the earlier
// candidate. Of long words only the ends are compared.
func Nearest(got string, candidates []string) (best string, found bool) {
	if got == "" {
		return "", false
	}
	table, least := newBitTable(end(got)), 0
	for _, c := range candidates {
		limit := max(1, max(len(got), len(c))/3)
		if diff := len(got) - len(c); diff > limit || -diff > limit {
			continue
		}
		if d := table.distance(end(c)); d <= limit && (!found || d < least) {
			best, least, found = c, d, true
		}
	}
	return best, found
}

// end returns the part of a word that fits into a bitTable, in lower case.
func end(word string) string {
	word = strings.ToLower(word)
	return word[max(0, len(word)-64):]
}

// bitTable computes the table of distances column by column, with one bit for
// each row. Speed matters when a folder was moved: thousands of dead links,
// each compared with every page. See Hyyrö, "A bit-vector algorithm for
// computing Levenshtein and Damerau edit distances", Nordic Journal of
// Computing 10 (2003). It counts bytes, not letters: the words are keys, paths
// and ids, nearly always ASCII.
type bitTable struct {
	length int
	at     [256]uint64 // bit i is set where byte i of the word is this one
}

func newBitTable(word string) *bitTable {
	t := &bitTable{length: len(word)}
	for i := range len(word) {
		t.at[word[i]] |= 1 << i
	}
	return t
}

func (t *bitTable) distance(other string) int {
	var (
		distance   = t.length
		last       = uint64(1) << (t.length - 1)
		up         = ^uint64(0) // where a cell is one more than that above it
		down       uint64       // where it is one less
		diagonal   uint64       // where it is equal to that above on the left
		equalUntil uint64       // at, for the byte before
	)
	for i := range len(other) {
		equal := t.at[other[i]]
		swapped := (^diagonal & equal) << 1 & equalUntil
		diagonal = ((equal & up) + up) ^ up | equal | down | swapped
		right, left := down|^(diagonal|up), diagonal&up
		switch {
		case right&last != 0:
			distance++
		case left&last != 0:
			distance--
		}
		right, left = right<<1|1, left<<1
		up, down = left|^(diagonal|right), right&diagonal
		equalUntil = equal
	}
	return distance
}
