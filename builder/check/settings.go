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
func settings(in Input) (diags diag.List) {
	s, data := in.Site.Settings, in.source(site.SettingsFile)
	if len(s.Checks) > 0 {
		register := rules.Load()
		for _, code := range slices.Sorted(maps.Keys(s.Checks)) {
			if register.Has(code) {
				continue
			}
			d := diags.Errorf("settings/unknown-check", data.find(1, code), "there is no check %q", code)
			meant(d, register, code)
		}
	}
	diags = append(diags, readingLimits(in.Site, data)...)
	if s.Exit.URL != "" {
		diags = append(diags, judgeAddress(data.find(1, s.Exit.URL), s.Exit.URL)...)
	}
	for _, item := range append(slices.Clone(s.Menu), s.Urgent, s.Services) {
		if item.Link == "" {
			continue
		}
		if link := in.Site.Resolve(in.Site.Home, item.Link); link.Problem != "" {
			link.Report(&diags, item.Pos, item.Link, in.Lenient)
		}
	}
	return diags
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
func readingLimits(s *site.Site, data *text) (diags diag.List) {
	if len(s.Settings.Reading) == 0 {
		return nil
	}
	known := []string{"default"}
	for _, p := range s.Pages {
		known = append(known, limitKeys(p)...)
	}
	for _, out := range s.LeftOut {
		known = append(known, limitKeys(out.Page)...)
	}
	for _, key := range slices.Sorted(maps.Keys(s.Settings.Reading)) {
		if slices.Contains(known, key) {
			continue
		}
		at := data.find(data.find(1, "reading:").Line, key)
		diags.Errorf("settings/unknown-page", at, "there is no section or page %q", key).DidYouMean(key, known)
	}
	return diags
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
