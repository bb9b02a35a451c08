package builder

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"

	"aftercare/builder/asset"
	"aftercare/builder/diag"
	"aftercare/builder/layout"
	"aftercare/builder/markdown"
	"aftercare/builder/markdown/highlight"
	"aftercare/builder/output"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// layouts are the templates and assets, kept while no layout file changes. The
// preview stays with the last ones in which there was no mistake.
type layouts struct {
	files  []*source.File
	langs  []string
	sets   map[string]*layout.Set
	assets *asset.Assets
	diags  diag.List
	bundle bundle
}

// bundle is what was made of styles and scripts, kept while none of them
// changes: making it takes most of the time that layouts take.
type bundle struct {
	entries []string
	langs   []string
	files   []*source.File // of all layouts that are no templates
	assets  *asset.Assets
	diags   diag.List
}

// readLayouts loads the layouts of every language of a guide, unless they are
// the last ones.
func readLayouts(tree *source.Tree, settings *site.Settings, last layouts, preview bool) (layouts, error) {
	langs := append(slices.Collect(maps.Keys(settings.Languages)), settings.Language)
	slices.Sort(langs)
	if slices.Equal(tree.Files("layouts"), last.files) && slices.Equal(langs, last.langs) {
		return last, nil
	}
	l, err := loadLayouts(tree, langs, last.bundle, preview)
	if err == nil && preview && l.diags.HasErrors() && slices.Equal(langs, last.langs) {
		l.sets, l.assets = last.sets, last.assets
	}
	return l, err
}

func loadLayouts(tree *source.Tree, langs []string, last bundle, readable bool) (layouts, error) {
	l := layouts{files: tree.Files("layouts"), langs: langs, sets: make(map[string]*layout.Set)}
	entries, words := map[string]bool{}, map[string]map[string]string{}
	for _, lang := range langs {
		set, diags, err := layout.Load(tree, lang, func(entry string) (string, error) {
			if path := l.assets.Path(entry, lang); path != "" {
				return path, nil
			}
			return "", fmt.Errorf("there is no asset layouts/%s", entry)
		})
		if err != nil {
			return l, err
		}
		l.sets[lang], words[lang] = set, set.Words()
		l.diags = append(l.diags, diags...)
		for _, entry := range set.Assets() {
			entries[entry] = true
		}
	}
	if tree.Get("layouts/"+output.RedirectScript) != nil {
		entries[output.RedirectScript] = true
	}
	var err error
	l.bundle, err = makeBundle(bundle{entries: slices.Sorted(maps.Keys(entries)), langs: langs, files: l.files}, last, asset.Options{
		Words: words, Readable: readable, Virtual: map[string][]byte{codeStyle: highlight.CSS()},
		Read: func(name string) ([]byte, error) {
			f := tree.Get("layouts/" + name)
			if f == nil {
				return nil, fs.ErrNotExist
			}
			return f.Read()
		},
	})
	if err != nil {
		return l, err
	}
	l.assets = l.bundle.assets
	l.diags = append(l.diags, l.bundle.diags...)
	l.diags.Sort()
	return l, nil
}

// makeBundle makes the styles and scripts that templates ask for, unless they
// are the last ones.
func makeBundle(b, last bundle, opts asset.Options) (bundle, error) {
	b.files = slices.DeleteFunc(slices.Clone(b.files), isTemplate) // the words among them
	if last.assets != nil && slices.Equal(b.entries, last.entries) && slices.Equal(b.langs, last.langs) && slices.Equal(b.files, last.files) {
		return last, nil
	}
	var err error
	opts.Entries = b.entries
	b.assets, b.diags, err = asset.Bundle(opts)
	return b, err
}

func isTemplate(f *source.File) bool { return path.Ext(f.Path) == ".html" }

// codeStyle is the style of highlighted code, which belongs to the highlighter
// and is imported by layouts under this name.
const codeStyle = "styles/code.css"

// markdownWords are the words that the Markdown parser writes, by language.
func (l layouts) markdownWords() map[string]markdown.Words {
	words := make(map[string]markdown.Words, len(l.sets))
	for lang, set := range l.sets {
		w := set.Words()
		words[lang] = markdown.Words{
			Note: w["note"], Tip: w["tip"], Important: w["important"], Warning: w["warning"], Caution: w["caution"],
			Urgent: w["urgent"], Say: w["say"], Instead: w["instead"],
			Footnotes: w["footnotes"], Footnote: w["footnote"], Backlink: w["backlink"], Source: w["source"],
		}
	}
	return words
}
