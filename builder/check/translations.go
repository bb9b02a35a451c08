package check

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/site"
)

// translations finds the pages and interface words missing in a further language.
func translations(in Input) (found diag.List) {
	for _, lang := range slices.Sorted(maps.Keys(in.Site.Settings.Languages)) {
		found = append(found, missingPages(in.Site, lang)...)
		found = append(found, missingWords(in, lang)...)
	}
	return found
}

func missingPages(s *site.Site, lang string) (diags diag.List) {
	there := make(map[string]bool)
	for _, p := range s.Pages {
		if p.Lang == lang && p.Written() {
			there[p.Path] = true
		}
	}
	for _, out := range s.LeftOut {
		if out.Page.Lang == lang {
			there[out.Page.Path] = true // on its way
		}
	}
	for _, p := range s.Pages {
		if !p.Written() || p.Lang != s.Settings.Language || there[p.Path] {
			continue
		}
		diags.Advisef("translation/missing", diag.Position{File: p.Name()}, "this page is missing in %q", languageName(s, lang)).
			WithHint("content/%s.%s.md", strings.TrimSuffix(p.Path, ".md"), lang)
	}
	return diags
}

func languageName(s *site.Site, lang string) string {
	return cmp.Or(s.Settings.Languages[lang].Name, lang)
}

func missingWords(in Input, lang string) (diags diag.List) {
	missing, file := in.Sets[lang].Missing()
	if len(missing) == 0 {
		return nil
	}
	some := strings.Join(missing[:min(len(missing), 5)], ", ")
	diags.Advisef("translation/words", diag.Position{File: cmp.Or(file, site.SettingsFile)}, "%d interface words are missing in %q: %s …", len(missing), languageName(in.Site, lang), some).
		WithHint("layouts/words/en.yaml has them all; the file for this language is layouts/words/%s.yaml", lang)
	return diags
}
