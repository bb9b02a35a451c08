package check

import (
	"slices"
	"sync"

	"aftercare/builder/check/advice"
	"aftercare/builder/check/locate"
	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

func settings(in Input) (diags diag.List) {
	s, data := in.Site.Settings, in.text(site.SettingsFile)
	registry := sync.OnceValue(rules.Load)
	for code := range s.Checks {
		if !registry().Has(code) {
			diags.Errorf("settings/unknown-check", data.Find(1, code), "there is no check %q", code).WithHint("%s", registry().Hint(code))
		}
	}
	diags = append(diags, readingLimits(in.Site, data)...)
	if s.Exit.URL != "" {
		diags = append(diags, checkAddress(data.Find(1, s.Exit.URL), s.Exit.URL)...)
	}
	return diags
}

func readingLimits(s *site.Site, data *locate.Text) (diags diag.List) {
	if len(s.Settings.Reading) == 0 {
		return nil
	}
	known := []string{"default"}
	for _, p := range s.Pages {
		known = append(known, advice.LimitKeys(p)...)
	}
	for _, out := range s.LeftOut {
		known = append(known, advice.LimitKeys(out.Page)...)
	}
	for key := range s.Settings.Reading {
		if !slices.Contains(known, key) {
			at := data.Find(data.Find(1, "reading:").Line, key)
			diags.Errorf("settings/unknown-page", at, "there is no section or page %q", key).DidYouMean(key, known)
		}
	}
	return diags
}
