package layout

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
	"aftercare/builder/source"
)

// InterfaceWords holds the words of one language by key, from layouts/words/<tag>.yaml
// and layouts/words/<tag>.<part>.yaml. A further language needs no code.
type InterfaceWords map[string]string

// WordsLayer is the layer of the program's own words. A guide's words override them
// one by one.
const WordsLayer = "words"

// readWords reads the words of a language over those that it falls back to: English,
// then, for a regional tag such as pt-BR, the language itself. It returns those of
// the guide's own files with their positions.
func (l *loader) readWords(tree *source.Tree, lang string) (own []data.Field, err error) {
	primary, _, _ := strings.Cut(lang, "-")
	missing := make(map[string]bool) // in the language itself
	shipped := tree.Files(WordsLayer)
	files := slices.Concat(shipped, tree.Files("layouts"))
	for _, want := range slices.Compact([]string{"en", primary, lang}) {
		for _, f := range files {
			name, below := strings.CutPrefix(f.Name(), "layouts/")
			tag, _, _ := strings.Cut(path.Base(f.Path), ".")
			if below && !strings.HasPrefix(name, wordsDir) || tag != want {
				continue
			}
			text, err := f.Read()
			if err != nil {
				return nil, err
			}
			fields, found := l.set.words.parse(f.Name(), text)
			l.diags = append(l.diags, found...)
			if want != "en" {
				l.set.translation = cmp.Or(l.set.translation, f.Name())
			}
			for _, field := range fields {
				missing[field.Key] = want == "en" && primary != "en"
				if !below {
					l.shipped[field.Key] = true
				}
			}
			if below && !f.Shipped && len(shipped) > 0 {
				own = append(own, fields...)
			}
		}
	}
	maps.DeleteFunc(missing, func(_ string, is bool) bool { return !is })
	l.set.missing = slices.Sorted(maps.Keys(missing))
	return own, nil
}

func (l *loader) unknownWords(own []data.Field) {
	known := make(map[string]bool)
	for _, file := range l.set.files {
		for _, key := range file.words {
			known[key] = true
		}
	}
	for _, f := range own {
		if l.shipped[f.Key] || known[f.Key] {
			continue
		}
		d := l.diags.Errorf("words/unknown", f.Pos, "nothing shows a word %q", f.Key)
		d.DidYouMean(f.Key, slices.Sorted(maps.Keys(l.shipped)))
	}
}

// parse adds the words of one file and returns them with their positions.
func (w InterfaceWords) parse(file string, text []byte) ([]data.Field, diag.List) {
	const family = "words"
	tree, diags := data.YAML(data.Input{File: file, Data: text}, family)
	if tree == nil {
		return nil, diags
	}
	for _, f := range tree.Fields {
		if f.Value.Kind != data.Scalar {
			diags.Errorf(family+"/wrong-type", f.Pos, "%q wants text", f.Key)
			continue
		}
		w[f.Key] = f.Value.Text
	}
	return tree.Fields, diags
}

// Word returns the word with a key, with each {name} replaced as the following pairs
// say. It is an error, which suggests the nearest key, if there is none.
func (w InterfaceWords) Word(key string, pairs ...any) (string, error) {
	word, ok := w[key]
	if !ok {
		d := diag.Diagnostic{Severity: diag.Error, Code: "words/unknown", Message: fmt.Sprintf("there is no word %q", key)}
		d.DidYouMean(key, slices.Sorted(maps.Keys(w)))
		return "", d
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		word = strings.ReplaceAll(word, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return word, nil
}
