package layout

import (
	"testing"
)

func TestMonthOfWritesDatesOfDataFiles(t *testing.T) {
	words := Words{"months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"}
	p := &Page{Lang: "de", r: &Renderer{Sets: map[string]*Set{"de": {words: words}}}}
	for date, want := range map[string]string{
		"2026-11":    "November 2026",
		"2026-03-09": "März 2026",
		"2026":       "2026",
		"lately":     "lately",
		"2026-13":    "2026-13",
	} {
		if got := p.MonthOf(date); got != want {
			t.Errorf("%q became %q, not %q", date, got, want)
		}
	}
}
