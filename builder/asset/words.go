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

// wordsScheme is how a script imports interface words: from "words:sheet.js."
// comes an object with all words whose keys begin with "sheet.js.", without
// that beginning. Such a script is bundled once for each language.
const wordsScheme = "words:"

// importedWords are the words of one language, and whether a bundle has any.
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

// languages are those that the entries are bundled for; one without a name if
// there are no words.
func (o Options) languages() []string {
	if len(o.Words) == 0 {
		return []string{""}
	}
	return slices.Sorted(maps.Keys(o.Words))
}
