// Package asset bundles the styles and scripts of the layouts with esbuild:
// imports joined, white space removed, file names that change with their
// contents, so that a browser may keep them for ever.
//
// [Bundle] returns the files and which name each entry point got. It reads
// only from the sources and writes nothing.
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
	// Read returns a file below layouts. fs.ErrNotExist is a mistake in what
	// imports the file; any other error ends the bundling.
	Read func(name string) ([]byte, error)
	// Virtual are further files by the same kind of path.
	Virtual map[string][]byte
	// Words are the interface words by language and key, for scripts that import
	// them; see words.go. The first of the sorted languages counts where nothing
	// says another.
	Words map[string]map[string]string
	// Readable keeps white space and adds source maps, for the preview.
	Readable bool
}

// Assets are the bundled files.
type Assets struct {
	// Files are the contents by output path ("assets/main.4K2A….css").
	Files map[string][]byte
	names map[bundle]string
}

// bundle is an entry in a language; "" is for what is the same in all.
type bundle struct{ entry, lang string }

// Path returns the output path of an entry in a language, or "" if there is
// none. An entry that imports no words has one path for all.
func (a *Assets) Path(entry, lang string) string {
	if path := a.names[bundle{entry, ""}]; path != "" {
		return path
	}
	return a.names[bundle{entry, lang}]
}

// classic ends the name of a script that is not loaded as a module: what it
// declares is put into a function, so that the page has none of its names.
const classic = ".classic.js"

// namespace keeps esbuild away from the file system: every path is resolved
// and loaded by the plugin.
const namespace = "layouts"

// targets are the oldest browsers that get all styles and scripts as written;
// older ones still get the whole text.
var targets = []api.Engine{
	{Name: api.EngineChrome, Version: "105"},
	{Name: api.EngineFirefox, Version: "110"},
	{Name: api.EngineSafari, Version: "15.4"},
}

// Bundle builds the entries. Mistakes in styles and scripts are diagnostics; the
// error is that of a file that could not be read.
func Bundle(opts Options) (*Assets, diag.List, error) {
	var unread failure
	assets := &Assets{Files: make(map[string][]byte), names: make(map[bundle]string)}
	var diags diag.List
	for _, entry := range opts.Entries {
		for _, lang := range opts.languages() {
			words := &importedWords{all: opts.Words[lang]}
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
		// All of the targets know the properties that we use; those of newer
		// Unicode versions would be mistakes in any form.
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

// badCSS is what esbuild calls text that is no CSS, such as the marks of a merge
// that nobody finished. It only warns of it, since a browser leaves such rules
// out and goes on; but that is what nobody would see.
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

// notes are those that show another place, such as where a block was opened
// that is never closed.
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
