// Package precompress adds gzip and brotli versions (.gz, .br) of a site's text
// files, for hosts that serve these to browsers that accept them:
//
//	summary, err := publish.Publish(ctx, precompress.New(files, files), options)
//
// It uses the best compression level, which is too slow for a host that
// compresses at each request.
package precompress

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"aftercare/builder/output"
	"aftercare/builder/publish"

	"github.com/andybalholm/brotli"
)

// extensions are those of text files; pictures are compressed already.
var extensions = []string{".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".webmanifest", ".csv", ".ics", ".vtt"}

// Files are the files of a site and their compressed versions.
type Files struct {
	site      publish.Files
	text      fs.ReadFileFS
	originals map[string]string // by the name of the compressed file
}

// New adds compressed versions to the files of site. Their text is read from
// text, because files of site are opened only once; both may be the same value.
func New(site publish.Files, text fs.ReadFileFS) *Files {
	f := &Files{site, text, make(map[string]string)}
	names := site.Names()
	for _, name := range names {
		if slices.Contains(extensions, path.Ext(name)) {
			f.originals[name+".gz"], f.originals[name+".br"] = name, name
		}
	}
	for _, name := range names {
		delete(f.originals, name) // the writer's own file wins
	}
	return f
}

// Names implements publish.Files.
func (f *Files) Names() []string {
	return slices.AppendSeq(slices.Clone(f.site.Names()), maps.Keys(f.originals))
}

// Unused implements publish.Files. A compressed file goes with its original.
func (f *Files) Unused(name string) bool { return f.site.Unused(cmp.Or(f.originals[name], name)) }

// Open implements publish.Files. If the original can't be made, the compressed
// file is empty: opening the original reports what is wrong.
func (f *Files) Open(name string) (fs.File, error) {
	original, ok := f.originals[name]
	if !ok {
		return f.site.Open(name)
	}
	text, err := f.text.ReadFile(original)
	if err != nil {
		return output.File(name, nil), nil
	}
	data, err := compress(text, strings.HasSuffix(name, ".br"))
	if err != nil {
		return nil, fmt.Errorf("compress %s: %w", original, err)
	}
	return output.File(name, data), nil
}

// compress is deterministic: no modification time goes into the result.
func compress(text []byte, asBrotli bool) ([]byte, error) {
	var b bytes.Buffer
	var w io.WriteCloser = brotli.NewWriterLevel(&b, brotli.BestCompression)
	if !asBrotli {
		var err error
		if w, err = gzip.NewWriterLevel(&b, gzip.BestCompression); err != nil {
			return nil, err
		}
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}
