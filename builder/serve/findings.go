package serve

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// findings is what is wrong with what is shown, as far as that is known. It is
// replaced, never changed.
type findings struct {
	all diag.List
	// known is what was found without a check, and checked what only one has
	// found: this snapshot's, or an earlier one's until this one is done.
	known, checked diag.List
	done           bool
}

// next is what is said of a newer snapshot until it has been checked. What was
// found in files that have not changed stays, so that a mistake does not go
// away and come back at each save; all is forgotten where more may be different
// than what the changed files say.
func (f findings) next(known diag.List, changes []Change) findings {
	kept := diag.List{}
	changed := make(map[string]bool)
	for _, c := range changes {
		changed[c.File], changed[c.From] = true, true
	}
	if len(changes) > 0 && !slices.ContainsFunc(changes, func(c Change) bool { return !strings.HasSuffix(c.File, ".md") }) {
		for _, d := range f.checked {
			if !changed[d.Pos.File] && !contains(known, d) {
				kept = append(kept, d)
			}
		}
	}
	return findings{all: slices.Concat(known, kept), known: known, checked: kept}
}

// reported is what is known after a check, which has found all of it.
func (f findings) reported(all diag.List) findings {
	checked := diag.List{}
	for _, d := range all {
		if !contains(f.known, d) {
			checked = append(checked, d)
		}
	}
	return findings{all, f.known, checked, true}
}

// with adds what was found when a page was made.
func (f findings) with(d diag.Diagnostic) findings {
	f.all = append(slices.Clip(f.all), d)
	return f
}

func contains(l diag.List, d diag.Diagnostic) bool {
	return slices.ContainsFunc(l, func(other diag.Diagnostic) bool {
		return other.Code == d.Code && other.Pos == d.Pos && other.Message == d.Message
	})
}
