package layout

import (
	"testing"
)

func TestMonthOfWritesDatesOfDataFiles(t *testing.T) {
	words := InterfaceWords{"months": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"}
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

func TestDirFollowsTheLanguage(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "ltr", "de-AT": "ltr", "zh-Hant": "ltr", "ku": "ltr", "az": "ltr",
		"ar": "rtl", "ar-EG": "rtl", "he": "rtl", "fa": "rtl", "ur": "rtl", "ps": "rtl", "yi": "rtl", "dv": "rtl", "ckb": "rtl", "ug": "rtl", "syr": "rtl", "ku-Arab": "rtl", "az-Arab": "rtl",
	} {
		if got := (&Page{Lang: lang}).Dir(); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
}
