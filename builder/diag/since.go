package diag

// Since returns what is in the list and was not in one before, and what has gone.
// Lines do not count, since every line below an edit moves; and what says something
// else of the same thing, such as another number, is new but not mended.
func (l List) Since(before List) (fresh, mended List) {
	type thing struct{ file, code, message string }
	of := func(d Diagnostic) thing { return thing{d.Pos.File, d.Code, d.Message} }
	left := make(map[thing]int)
	for _, d := range before {
		left[of(d)]++
	}
	changed := make(map[thing]int)
	for _, d := range l {
		if left[of(d)] > 0 {
			left[of(d)]--
			continue
		}
		fresh = append(fresh, d)
		changed[thing{d.Pos.File, d.Code, ""}]++
	}
	for _, d := range before {
		if left[of(d)] == 0 {
			continue
		}
		left[of(d)]--
		if kind := (thing{d.Pos.File, d.Code, ""}); changed[kind] > 0 {
			changed[kind]--
			continue
		}
		mended = append(mended, d)
	}
	return fresh, mended
}
