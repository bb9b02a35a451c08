package asset

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/evanw/esbuild/pkg/api"
)

// wordsScheme is the scheme by which scripts import interface words.
// "words:sheet.js." is an object of all words whose keys start with "sheet.js.",
// without that prefix. Such a script is bundled once for each language.
const wordsScheme = "words:"

// importedWords are the words of one language, and whether a bundle imports any.
type importedWords struct {
	all      map[string]string
	imported atomic.Bool // esbuild loads files side by side
}

func (w *importedWords) plugin(build api.PluginBuild) {
	build.OnResolve(api.OnResolveOptions{Filter: "^" + wordsScheme}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: strings.TrimPrefix(args.Path, wordsScheme), Namespace: "words"}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "words"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		w.imported.Store(true)
		chosen := map[string]string{}
		for key, text := range w.all {
			if rest, ok := strings.CutPrefix(key, args.Path); ok {
				chosen[rest] = text
			}
		}
		if len(chosen) == 0 {
			return api.OnLoadResult{}, fmt.Errorf("no interface word begins with %q", args.Path)
		}
		data, err := json.Marshal(chosen)
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderJSON}, err
	})
}

// languages returns the languages to bundle for; only "" if there are no words.
func (o Options) languages() []string {
	if len(o.InterfaceWords) == 0 {
		return []string{""}
	}
	return slices.Sorted(maps.Keys(o.InterfaceWords))
}
