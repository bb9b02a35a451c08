// Package precompress adds to the files of a site what a host can hand over in
// place of them to a browser that takes it: the same bytes after gzip and after
// brotli, under names that end in .gz and .br. They are as small as these
// formats make them, which a host that compresses at each request is not.
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

// extensions are those of text; pictures and the like are compressed already.
var extensions = []string{".html", ".css", ".js", ".svg", ".xml", ".txt", ".json", ".webmanifest", ".csv", ".ics", ".vtt"}

// Files are a site's with the compressed ones.
type Files struct {
	site publish.Files
	text fs.ReadFileFS
	from map[string]string // the file of each compressed one
}

// New adds to site; text reads its files once more, and may be the same.
func New(site publish.Files, text fs.ReadFileFS) *Files {
	f := &Files{site, text, make(map[string]string)}
	names := site.Names()
	for _, name := range names {
		if slices.Contains(extensions, path.Ext(name)) {
			f.from[name+".gz"], f.from[name+".br"] = name, name
		}
	}
	for _, name := range names {
		delete(f.from, name) // of the writer's own
	}
	return f
}

// Names returns the paths of all files.
func (f *Files) Names() []string {
	return slices.AppendSeq(slices.Clone(f.site.Names()), maps.Keys(f.from))
}

// Unused reports whether the site can do without a file.
func (f *Files) Unused(name string) bool { return f.site.Unused(cmp.Or(f.from[name], name)) }

// Open implements fs.FS. The compressed form of a file that can't be made is
// empty: what is wrong is found where the file itself is opened.
func (f *Files) Open(name string) (fs.File, error) {
	original, ok := f.from[name]
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

// compress is the same for the same text: neither format is given a time.
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
