package diag

import "strings"

// Nearest returns the candidate that a typist most likely meant by got: the
// one with the smallest optimal string alignment distance (insertions,
// deletions, substitutions and swaps of neighbours), compared without case,
// if that distance is at most a third of the longer word (at least one).
// Ties go to the candidate that comes first.
func Nearest(got string, candidates []string) (string, bool) {
	best, bestDistance := "", -1
	for _, c := range candidates {
		limit := max(1, max(len(got), len(c))/3)
		if diff := len(got) - len(c); diff > limit || -diff > limit {
			continue
		}
		d := distance(strings.ToLower(got), strings.ToLower(c))
		if d <= limit && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = c, d
		}
	}
	return best, bestDistance >= 0
}

// distance counts bytes rather than letters: the words compared are keys,
// paths and ids, which are nearly always ASCII.
func distance(a, b string) int {
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return previous[len(b)]
}
