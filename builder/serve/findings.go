package serve

import (
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// findings are the mistakes known in the current revision. They are replaced,
// never modified.
type findings struct {
	all diag.List
	// known were found without a check. checked were found only by one: this
	// revision's or, until done, an earlier one's.
	known, checked diag.List
	done           bool
}

// next returns the findings of a newer revision until it has been checked. It
// keeps those in unchanged files, so that a mistake does not disappear and come
// back at each save. It keeps none if anything but pages has changed, since that
// can affect every page.
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

// reported returns the findings after a check, which finds everything.
func (f findings) reported(all diag.List) findings {
	checked := diag.List{}
	for _, d := range all {
		if !contains(f.known, d) {
			checked = append(checked, d)
		}
	}
	return findings{all, f.known, checked, true}
}

// with adds a mistake met while a page was made.
func (f findings) with(d diag.Diagnostic) findings {
	f.all = append(slices.Clip(f.all), d)
	return f
}

func contains(l diag.List, d diag.Diagnostic) bool {
	return slices.ContainsFunc(l, func(other diag.Diagnostic) bool {
		return other.Code == d.Code && other.Pos == d.Pos && other.Message == d.Message
	})
}
