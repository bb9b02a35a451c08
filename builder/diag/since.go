package diag

// Since compares the list with an earlier one and returns the findings that are
// new and those that have gone. Lines are ignored, since every line below an
// edit moves. A finding that only changed its message, such as a number in it,
// is new, but the old one does not count as fixed.
func (l List) Since(before List) (fresh, fixed List) {
	type key struct{ file, code, message string }
	of := func(d Diagnostic) key { return key{d.Pos.File, d.Code, d.Message} }
	left := make(map[key]int)
	for _, d := range before {
		left[of(d)]++
	}
	changed := make(map[key]int)
	for _, d := range l {
		if left[of(d)] > 0 {
			left[of(d)]--
			continue
		}
		fresh = append(fresh, d)
		changed[key{d.Pos.File, d.Code, ""}]++
	}
	for _, d := range before {
		if left[of(d)] == 0 {
			continue
		}
		left[of(d)]--
		if kind := (key{d.Pos.File, d.Code, ""}); changed[kind] > 0 {
			changed[kind]--
			continue
		}
		fixed = append(fixed, d)
	}
	return fresh, fixed
}
