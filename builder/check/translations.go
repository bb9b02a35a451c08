package check

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// translations finds the pages and interface words that a further language
// lacks.
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
		diags.Advisef("translation/missing", diag.Position{File: p.Name()}, "this page is not there in %q", languageName(s, lang)).
			WithHint("content/%s.%s.md", strings.TrimSuffix(p.Path, ".md"), lang)
	}
	return diags
}

func languageName(s *site.Site, lang string) string {
	return cmp.Or(s.Settings.Languages[lang].Name, lang)
}

// wordsFolder holds the interface words, a file or more for each language.
const (
	wordsFolder   = "words/"
	wordsFallback = "en"
)

func missingWords(in Input, lang string) (diags diag.List) {
	have, want := make(map[string]bool), make(map[string]bool)
	var first *source.File
	for _, f := range in.Tree.Files("layouts") {
		if !strings.HasPrefix(f.Path, wordsFolder) {
			continue
		}
		primary, _, _ := strings.Cut(lang, "-")
		switch tag, _, _ := strings.Cut(path.Base(f.Path), "."); tag {
		case wordsFallback:
			in.addWords(want, f)
		case lang, primary:
			in.addWords(have, f)
			if first == nil {
				first = f
			}
		}
	}
	maps.DeleteFunc(want, func(key string, _ bool) bool { return have[key] })
	if len(want) == 0 || lang == wordsFallback || strings.HasPrefix(lang, wordsFallback+"-") || first != nil && first.Shipped {
		return nil
	}
	pos := diag.Position{File: site.SettingsFile}
	if first != nil {
		pos.File = first.Name()
	}
	missing := slices.Sorted(maps.Keys(want))
	some := strings.Join(missing[:min(len(missing), 5)], ", ")
	diags.Advisef("translation/words", pos, "%d words of the interface are not there in %q: %s …", len(missing), languageName(in.Site, lang), some).
		WithHint("layouts/words/en.yaml has them all; the file for this language is layouts/words/%s.yaml", lang)
	return diags
}

// addWords adds the keys of a file of words; mistakes in it are reported where
// it is read for the layouts.
func (in Input) addWords(keys map[string]bool, f *source.File) {
	tree, _ := data.YAML(data.Input{File: f.Name(), Data: in.Tree.Bytes(f.Name())}, "words")
	if tree == nil {
		return
	}
	for _, field := range tree.Fields {
		keys[field.Key] = true
	}
}
