package source

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// Identical reports whether two trees consist of the same files, certainly
// with the same bytes.
func (t *Tree) Identical(other *Tree) bool {
	return slices.Equal(t.files, other.files) && t.sameOmissions(other.Diagnostics)
}

// Same reports whether two trees have the same bytes under the same names,
// as far as is known, and leave out the same files; see [Tree.Differences].
func (t *Tree) Same(other *Tree) bool {
	return t.sameOmissions(other.Diagnostics) && len(t.Differences(other)) == 0
}

// sameOmissions reports whether the same files are left out. Nothing else shows
// that a link was added or removed.
func (t *Tree) sameOmissions(list diag.List) bool {
	return slices.EqualFunc(t.Diagnostics, list, func(a, b diag.Diagnostic) bool { return a.Code == b.Code && a.Pos == b.Pos })
}

// Differences returns the sorted names of files that only one of two trees
// has or that differ in their bytes.
func (t *Tree) Differences(before *Tree) []string {
	var names []string
	old, now := before.files, t.files
	for len(old) > 0 || len(now) > 0 {
		switch order := compareFirst(old, now); {
		case order < 0:
			names = append(names, old[0].Name())
			old = old[1:]
		case order > 0:
			names = append(names, now[0].Name())
			now = now[1:]
		default:
			if now[0].differs(old[0]) {
				names = append(names, now[0].Name())
			}
			old, now = old[1:], now[1:]
		}
	}
	return names
}

// compareFirst compares the names of the first files; an exhausted list sorts
// last.
func compareFirst(a, b []*File) int {
	switch {
	case len(a) == 0:
		return 1
	case len(b) == 0:
		return -1
	}
	return compare(a[0], b[0])
}

func compare(a, b *File) int {
	if a.Layer != b.Layer {
		return strings.Compare(a.Layer, b.Layer)
	}
	return strings.Compare(a.Path, b.Path)
}

// differs reports whether a file has other bytes than before. A file that was
// never read counts as different, since its former bytes can't be known.
func (f *File) differs(before *File) bool {
	if f == before {
		return false
	}
	before.mu.Lock()
	sum, known := before.hash, before.hashed
	before.mu.Unlock()
	if !known || f.Size != before.Size {
		return f.Size != before.Size || f.identity != before.identity
	}
	now, err := f.Hash()
	return err != nil || now != sum
}
