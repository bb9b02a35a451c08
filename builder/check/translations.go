package check

import (
	"maps"
	"path"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/record"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// translations finds the pages and interface words that a further language
// lacks.
func (r *Run) translations(diags *diag.List) {
	for _, lang := range slices.Sorted(maps.Keys(r.Site.Settings.Languages)) {
		r.missingPages(diags, lang)
		r.missingWords(diags, lang)
	}
}

func (r *Run) missingPages(diags *diag.List, lang string) {
	there := make(map[string]bool)
	for _, p := range r.Site.Pages {
		if p.Lang == lang && p.Written() {
			there[p.Path] = true
		}
	}
	for _, out := range r.Site.LeftOut {
		if out.Page.Lang == lang {
			there[out.Page.Path] = true // on its way
		}
	}
	for _, p := range r.Site.Pages {
		if !p.Written() || p.Lang != r.Site.Settings.Language || there[p.Path] {
			continue
		}
		diags.Advisef("translation/missing", diag.Position{File: p.Name()}, "this page is not there in %q", r.languageName(lang)).
			WithHint("content/%s.%s.md", strings.TrimSuffix(p.Path, ".md"), lang)
	}
}

func (r *Run) languageName(lang string) string {
	if name := r.Site.Settings.Languages[lang].Name; name != "" {
		return name
	}
	return lang
}

// wordsFolder holds the interface words, a file or more for each language.
const (
	wordsFolder   = "words/"
	wordsFallback = "en"
)

func (r *Run) missingWords(diags *diag.List, lang string) {
	have, want := make(map[string]bool), make(map[string]bool)
	var first *source.File
	for _, f := range r.Tree.Files("layouts") {
		if !strings.HasPrefix(f.Path, wordsFolder) {
			continue
		}
		primary, _, _ := strings.Cut(lang, "-")
		switch tag, _, _ := strings.Cut(path.Base(f.Path), "."); tag {
		case wordsFallback:
			r.addWords(want, f)
		case lang, primary:
			r.addWords(have, f)
			if first == nil {
				first = f
			}
		}
	}
	maps.DeleteFunc(want, func(key string, _ bool) bool { return have[key] })
	if len(want) == 0 || lang == wordsFallback || strings.HasPrefix(lang, wordsFallback+"-") || first != nil && first.Shipped {
		return
	}
	pos := diag.Position{File: site.SettingsFile}
	if first != nil {
		pos.File = first.Name()
	}
	missing := slices.Sorted(maps.Keys(want))
	some := strings.Join(missing[:min(len(missing), 5)], ", ")
	diags.Advisef("translation/words", pos, "%d words of the interface are not there in %q: %s …", len(missing), r.languageName(lang), some).
		WithHint("layouts/words/en.yaml has them all; the file for this language is layouts/words/%s.yaml", lang)
}

// addWords adds the keys of a file of words; mistakes in it are reported where
// it is read for the layouts.
func (r *Run) addWords(keys map[string]bool, f *source.File) {
	tree, _ := record.YAML(record.Input{File: f.Name(), Data: r.bytes(f.Name())}, "words")
	if tree == nil {
		return
	}
	for _, field := range tree.Fields {
		keys[field.Key] = true
	}
}
