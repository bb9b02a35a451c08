package builder

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"aftercare/builder/asset"
	"aftercare/builder/diag"
	"aftercare/builder/layout"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/output"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// layouts are the templates and assets, reused while no layout file changes.
// While they have errors, the preview keeps the last version without any.
type layouts struct {
	bundle
	files []*source.File
	used  []use
	sets  map[string]*layout.Set
	diags diag.List
	unmet diag.List // reports languages and colours that the layouts lack
}

// use is what determines a page's layout; see [layout.Set.Name].
type use struct{ section, layout, kind string }

// redirect is the kind of the pages at old addresses.
const redirect = "redirect"

// uses returns the uses of all pages, sorted. Only styles and scripts that
// these layouts ask for are published.
func uses(s *site.Site) []use {
	seen := map[use]bool{{kind: "404"}: true}
	if len(s.Redirects) > 0 {
		seen[use{kind: redirect}] = true
	}
	for _, p := range s.Pages {
		seen[use{p.Section(), p.Matter.Layout, string(p.Kind)}] = true
	}
	return slices.SortedFunc(maps.Keys(seen), func(a, b use) int {
		return cmp.Or(cmp.Compare(a.section, b.section), cmp.Compare(a.layout, b.layout), cmp.Compare(a.kind, b.kind))
	})
}

// bundle is the bundled styles and scripts, reused while none of them changes:
// bundling takes most of the time of loading layouts.
type bundle struct {
	langs   []string
	colors  []byte // the style of the settings' colours
	entries []string
	parts   []*source.File // the layout files that are not templates
	assets  *asset.Assets
	found   diag.List
}

// readLayouts loads the layouts for every language of a guide, or reuses the
// last ones.
func readLayouts(tree *source.Tree, s *site.Site, last layouts, preview bool) (layouts, error) {
	langs := append(slices.Collect(maps.Keys(s.Settings.Languages)), s.Settings.Language)
	slices.Sort(langs)
	langs = slices.Compact(langs)
	colors, unmet := colorStyle(tree, s.Settings)
	l := layouts{bundle: bundle{langs: langs, colors: colors}, files: tree.Files("layouts"), used: uses(s)}
	if l.same(last) {
		l = last
	} else if err := l.load(tree, last.bundle, preview); err != nil {
		return l, err
	} else if preview && l.diags.HasErrors() && slices.Equal(langs, last.langs) {
		l.sets, l.assets = last.sets, last.assets
	}
	l.unmet = append(unmet, l.missingWords(s.Settings)...)
	return l, nil
}

func (l layouts) same(other layouts) bool {
	return slices.Equal(l.files, other.files) && slices.Equal(l.langs, other.langs) &&
		slices.Equal(l.used, other.used) && bytes.Equal(l.colors, other.colors)
}

// missingWords reports languages of the settings that have no interface words.
func (l layouts) missingWords(s *site.Settings) (found diag.List) {
	for _, lang := range l.langs {
		pos, ok := s.LanguageAt(lang)
		if missing, file := l.sets[lang].Missing(); ok && missing != nil && file == "" {
			found.Errorf("settings/language", pos, "the interface has no words in the language %q", lang).
				WithHint("aftercare layout words/%s.yaml writes the English ones there, to be translated", lang)
		}
	}
	return found
}

// colorStyle returns the style for the settings' colours, and what is wrong
// with them.
func colorStyle(tree *source.Tree, s *site.Settings) ([]byte, diag.List) {
	f := tree.Get("layouts/" + asset.TokenStyle)
	if f == nil {
		return nil, nil
	}
	tokens, err := f.Read()
	if err != nil {
		return nil, nil // a file that changes is noticed when it is bundled
	}
	theme := func(name string, chosen map[string]string) asset.Theme {
		return asset.Theme{Chosen: chosen, At: func(color string) diag.Position { return s.ColorAt(name, color) }}
	}
	return asset.Colors(tokens, theme("light", s.Colors.Light), theme("dark", s.Colors.Dark))
}

func (l layouts) templates(set *layout.Set) []string {
	names := make([]string, len(l.used))
	for i, u := range l.used {
		names[i] = set.Name(u.section, u.layout, u.kind)
	}
	return names
}

// load parses the templates and bundles the assets.
func (l *layouts) load(tree *source.Tree, last bundle, readable bool) error {
	l.sets = make(map[string]*layout.Set)
	entries := map[string]bool{}
	for _, lang := range l.langs {
		set, diags, err := layout.Load(tree, lang, func(entry string) (string, error) {
			if path := l.assets.Path(entry, lang); path != "" {
				return path, nil
			}
			return "", fmt.Errorf("there is no asset layouts/%s", entry)
		})
		if err != nil {
			return err
		}
		l.sets[lang] = set
		l.diags = append(l.diags, diags...)
		_, assets := set.Reach(l.templates(set))
		maps.Copy(entries, assets)
	}
	if slices.Contains(l.used, use{kind: redirect}) && tree.Get("layouts/"+output.RedirectScript) != nil {
		entries[output.RedirectScript] = true
	}
	l.entries = slices.Sorted(maps.Keys(entries))
	err := l.bundle.build(last, l.files, asset.Options{
		InterfaceWords: l.words(), Readable: readable, Virtual: map[string][]byte{codeStyle: highlight.CSS(), asset.ColorStyle: l.colors},
		Read: func(name string) ([]byte, error) {
			f := tree.Get("layouts/" + name)
			if f == nil {
				return nil, fs.ErrNotExist
			}
			return f.Read()
		},
	})
	l.diags = append(l.diags, l.found...)
	l.diags.Sort()
	return err
}

// build bundles the styles and scripts that templates ask for, or reuses the
// last bundle.
func (b *bundle) build(last bundle, files []*source.File, opts asset.Options) (err error) {
	b.parts = slices.DeleteFunc(slices.Clone(files), isTemplate) // the words among them
	if last.assets != nil && slices.Equal(b.entries, last.entries) && slices.Equal(b.langs, last.langs) && slices.Equal(b.parts, last.parts) && bytes.Equal(b.colors, last.colors) {
		*b = last
		return nil
	}
	opts.Entries = b.entries
	b.assets, b.found, err = asset.Bundle(opts)
	return err
}

func isTemplate(f *source.File) bool { return path.Ext(f.Path) == ".html" }

// codeStyle is the name under which layouts import the highlighter's style.
const codeStyle = "styles/code.css"

// words returns the interface words by language.
func (l layouts) words() map[string]map[string]string {
	words := make(map[string]map[string]string, len(l.sets))
	for lang, set := range l.sets {
		words[lang] = set.InterfaceWords()
	}
	return words
}
