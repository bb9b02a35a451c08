package diag

import "strings"

// Nearest returns the candidate that a typist most likely meant by got: the
// one with the smallest optimal string alignment distance (insertions,
// deletions, substitutions and swaps of neighbours), compared without case,
// if that distance is at most a third of the longer word (at least one).
// Ties go to the candidate that comes first. Of long words the ends count.
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

// end is what a table holds of a word, in lower case.
func end(word string) string {
	word = strings.ToLower(word)
	return word[max(0, len(word)-64):]
}

// bitTable computes a column of the table of distances at a time, one bit for
// each row, which matters where a folder was moved: thousands of dead links,
// each with every page as a candidate. The method is that of Hyyrö, "A
// bit-vector algorithm for computing Levenshtein and Damerau edit distances",
// Nordic Journal of Computing 10 (2003). It counts bytes rather than letters: the
// words compared are keys, paths and ids, which are nearly always ASCII.
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
