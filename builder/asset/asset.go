// Package asset bundles the layouts' styles and scripts with esbuild: imports are
// joined, white space is removed, and file names change with the contents, so that
// browsers can cache them forever.
//
//	assets, diags, err := asset.Bundle(asset.Options{Entries: []string{"styles/main.css"}, Read: read})
//	path := assets.Path("styles/main.css", "en-GB")
//
// It reads only through Options.Read and writes nothing.
package asset

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"aftercare/builder/diag"

	"github.com/evanw/esbuild/pkg/api"
)

// Dir is the folder of the site in which assets are published.
const Dir = "assets/"

// Options say what to bundle.
type Options struct {
	// Entries are paths below layouts, such as "styles/main.css".
	Entries []string
	// Read returns a file below layouts. fs.ErrNotExist is a mistake in the importing
	// file; any other error ends the bundling.
	Read func(name string) ([]byte, error)
	// Virtual are additional files, by the same kind of path.
	Virtual map[string][]byte
	// InterfaceWords are by language and key, for scripts that import them; see
	// words.go. The first language in sorted order is the default.
	InterfaceWords map[string]map[string]string
	// Readable keeps white space and adds source maps, for the preview.
	Readable bool
}

// Assets are the bundled files.
type Assets struct {
	// Files are the contents by output path ("assets/main.4K2A….css").
	Files map[string][]byte
	names map[bundle]string
}

// bundle is an entry in a language, "" if it is the same in all.
type bundle struct{ entry, lang string }

// Path returns the output path of an entry in a language, or "". An entry that
// imports no words has the same path in all languages.
func (a *Assets) Path(entry, lang string) string {
	if path := a.names[bundle{entry, ""}]; path != "" {
		return path
	}
	return a.names[bundle{entry, lang}]
}

// classic is the suffix of scripts that are not loaded as modules. They are wrapped
// in a function, so that they add no global names.
const classic = ".classic.js"

// namespace keeps esbuild off the file system: the plugin resolves and loads every
// path.
const namespace = "layouts"

// targets are the oldest browsers for which styles and scripts work in full. Older
// ones still show all text.
var targets = []api.Engine{
	{Name: api.EngineChrome, Version: "105"},
	{Name: api.EngineFirefox, Version: "110"},
	{Name: api.EngineSafari, Version: "15.4"},
}

// Bundle builds the entries. Mistakes in styles and scripts are diagnostics; the
// error is from a file that could not be read.
func Bundle(opts Options) (*Assets, diag.List, error) {
	var unread failure
	assets := &Assets{Files: make(map[string][]byte), names: make(map[bundle]string)}
	var diags diag.List
	for _, entry := range opts.Entries {
		for _, lang := range opts.languages() {
			words := &importedWords{all: opts.InterfaceWords[lang]}
			result := api.Build(opts.build(entry, words, &unread))
			report(&diags, result.Errors, diag.Error)
			report(&diags, result.Warnings, diag.Warning)
			b := bundle{entry, lang}
			if !words.imported.Load() {
				b.lang = ""
			}
			assets.keep(b, result.OutputFiles)
			if b.lang == "" {
				break
			}
		}
	}
	return assets, diags, unread.err
}

type failure struct {
	once sync.Once
	err  error
}

func (f *failure) note(err error) { f.once.Do(func() { f.err = err }) }

func (a *Assets) keep(b bundle, files []api.OutputFile) {
	for _, f := range files {
		name := Dir + path.Base(f.Path)
		a.Files[name] = f.Contents
		if path.Ext(name) == path.Ext(b.entry) {
			a.names[b] = name
		}
	}
}

func (o Options) build(entry string, words *importedWords, unread *failure) api.BuildOptions {
	b := api.BuildOptions{
		EntryPoints: []string{entry},
		EntryNames:  "[name].[hash]",
		AssetNames:  "[name].[hash]",
		Outdir:      "/",
		Bundle:      true,
		Write:       false,
		Format:      api.FormatESModule,
		Engines:     targets,
		// All targets know the Unicode properties in use. esbuild can't polyfill
		// those of newer Unicode versions.
		Supported:     map[string]bool{"regexp-unicode-property-escapes": true},
		Charset:       api.CharsetUTF8,
		LogLevel:      api.LogLevelSilent,
		LegalComments: api.LegalCommentsNone,
		Loader:        map[string]api.Loader{".svg": api.LoaderDataURL},
		Plugins:       []api.Plugin{{Name: "words", Setup: words.plugin}, {Name: namespace, Setup: func(build api.PluginBuild) { o.plugin(build, unread) }}},
	}
	if strings.HasSuffix(entry, classic) {
		b.Format = api.FormatIIFE
	}
	if o.Readable {
		b.Sourcemap = api.SourceMapInline
	} else {
		b.MinifyWhitespace, b.MinifyIdentifiers, b.MinifySyntax = true, true, true
	}
	return b
}

func (o Options) plugin(build api.PluginBuild, unread *failure) {
	build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		if strings.HasPrefix(args.Path, "data:") {
			return api.OnResolveResult{External: true, Path: args.Path}, nil
		}
		name := args.Path
		if args.Importer != "" {
			name = path.Join(path.Dir(args.Importer), args.Path)
		}
		return api.OnResolveResult{Path: name, Namespace: namespace}, nil
	})
	build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		data, ok := o.Virtual[args.Path]
		if !ok {
			var err error
			data, err = o.Read(args.Path)
			if errors.Is(err, fs.ErrNotExist) {
				return api.OnLoadResult{}, fmt.Errorf("there is no file layouts/%s", args.Path)
			}
			if err != nil {
				unread.note(err)
				return api.OnLoadResult{}, err
			}
		}
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderDefault}, nil
	})
}

// badCSS is esbuild's message id for text that is not CSS, such as merge marks. It is
// only a warning, since browsers skip such rules; but then nobody would notice.
const badCSS = "css-syntax-error"

func report(diags *diag.List, messages []api.Message, severity diag.Severity) {
	for _, m := range messages {
		severity := severity
		if m.ID == badCSS {
			severity = diag.Error
		}
		*diags = append(*diags, diag.Diagnostic{Severity: severity, Code: "asset/" + severity.String(), Pos: position(m.Location), Message: m.Text, Notes: notes(m.Notes)})
	}
}

// notes returns the related places, such as where an unclosed block starts.
func notes(of []api.Note) (list []diag.Note) {
	for _, n := range of {
		if n.Location != nil {
			list = append(list, diag.Note{Pos: position(n.Location), Message: strings.TrimSuffix(n.Text, ":")})
		}
	}
	return list
}

func position(l *api.Location) diag.Position {
	if l == nil {
		return diag.Position{File: "layouts"}
	}
	file := strings.Replace("layouts/"+l.File, "layouts/"+namespace+":", "layouts/", 1)
	return diag.Position{File: file, Line: l.Line, Col: l.Column + 1, EndCol: l.Column + 1 + l.Length}
}
