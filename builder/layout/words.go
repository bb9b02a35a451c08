package layout

import (
	"fmt"
	"strings"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// Words are the interface words of one language by key. They come from
// layouts/words/<tag>.yaml and layouts/words/<tag>.<part>.yaml, so that a
// second language needs no code.
type Words map[string]string

// ParseWords adds the words of one file.
func (w Words) parse(file string, text []byte) diag.List {
	const family = "words"
	tree, diags := data.YAML(data.Input{File: file, Data: text}, family)
	if tree == nil {
		return diags
	}
	for _, f := range tree.Fields {
		if f.Value.Kind != data.Scalar {
			diags.Errorf(family+"/wrong-type", f.Pos, "%q wants text", f.Key)
			continue
		}
		w[f.Key] = f.Value.Text
	}
	return diags
}

// Word returns the word under a key with {name} replaced by the pairs that
// follow. A key that the language lacks is an error, which names the nearest.
func (w Words) Word(key string, pairs ...any) (string, error) {
	word, ok := w[key]
	if !ok {
		d := diag.Diagnostic{Severity: diag.Error, Code: "words/unknown", Pos: diag.Position{File: "layouts/" + strings.TrimSuffix(wordsDir, "/")}, Message: fmt.Sprintf("there is no word %q", key)}
		d.DidYouMean(key, sortedKeys(w))
		return "", d
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		word = strings.ReplaceAll(word, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return word, nil
}
