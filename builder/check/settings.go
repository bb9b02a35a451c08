package check

import (
	"maps"
	"path"
	"slices"
	"strings"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// settings checks what the settings name: checks, sections, pages.
func (r *Run) settings(diags *diag.List) {
	s, data := r.Site.Settings, r.source(site.SettingsFile)
	if len(s.Checks) > 0 {
		register := r.register()
		for _, code := range slices.Sorted(maps.Keys(s.Checks)) {
			if register.Has(code) {
				continue
			}
			d := diags.Errorf("settings/unknown-check", data.find(1, code), "there is no check %q", code)
			meant(d, register, code)
		}
	}
	r.readingLimits(diags, data)
	if s.Exit.URL != "" {
		judgeAddress(diags, data.find(1, s.Exit.URL), s.Exit.URL)
	}
}

// meant names the code that was most likely meant.
func meant(d *diag.Diagnostic, register *rules.Register, code string) {
	if best := register.Suggest(code); best != "" {
		d.WithHint("did you mean %q?", best)
		return
	}
	d.WithHint("aftercare check --explain lists all checks")
}

// readingLimits checks the sections and pages that have a reading grade of
// their own.
func (r *Run) readingLimits(diags *diag.List, data *text) {
	if len(r.Site.Settings.Reading) == 0 {
		return
	}
	known := []string{"default"}
	for _, p := range r.Site.Pages {
		known = append(known, limitKeys(p)...)
	}
	for _, out := range r.Site.LeftOut {
		known = append(known, limitKeys(out.Page)...)
	}
	for _, key := range slices.Sorted(maps.Keys(r.Site.Settings.Reading)) {
		if slices.Contains(known, key) {
			continue
		}
		at := data.find(data.find(1, "reading:").Line, key)
		diags.Errorf("settings/unknown-page", at, "there is no section or page %q", key).DidYouMean(key, known)
	}
}

// limitKeys are the names under which a page's reading grade may be set.
func limitKeys(p *site.Page) []string {
	keys := []string{strings.TrimSuffix(p.Path, ".md")}
	if section := p.Section(); section != "" {
		keys = append(keys, section)
	}
	if base := path.Base(keys[0]); base == "_index" || base == "index" {
		keys = append(keys, path.Dir(keys[0]))
	}
	return keys
}
