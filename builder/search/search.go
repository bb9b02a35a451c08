// Package search builds the word index for search in the reader's browser. An [Index]
// covers one language. It is built from the words of pages ([PageWords]), which a
// [Lexicon] extracts from their documents, and consists of a few files:
//
//	word-index/en-GB/pages.txt     the pages, and which words are in which file
//	word-index/en-GB/17.txt        words, with the sections that contain them
//	word-index/en-GB/end-d.txt     words of titles, headings and glossary that end in d
//	types/senses/search.txt        the text of a page (or a few), for quotations
//
// A browser loads the first once, one of the second for each word looked up, the
// third only for a word that is found nowhere, and the last for the pages that it
// shows. The format is described in write.go and read by layouts/scripts/search/.
//
// The set of files follows from the sizes of the sources, so their names are known
// before any page is read:
//
//	index := search.New(search.Options{Site: s, Lang: "en-GB", Texts: documents.New(s, options, nil)})
//	for _, name := range index.Names() {
//	data, err := index.ReadFile(name)
//
// Pages not listed for search engines are left out. Pages with a content note can be
// found but are not quoted.
//
// The package does not rank anything; the browser does.
package search

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/site"
)

// Dir is the folder of the index, below which each language has its own.
const Dir = "word-index"

// Options say what is indexed.
type Options struct {
	Site  *site.Site
	Lang  string
	Texts Texts
	// InterfaceWords are those of the language, by key. Those of the search panel,
	// whose keys start with "search.", are part of the index, so that no page
	// carries them.
	InterfaceWords map[string]string
	// Urgent is the address of the page with urgent help.
	Urgent string
}

// Texts provide the texts of a site's pages.
type Texts interface {
	// Lexicon returns the numbering of words in a language, and Words those of a
	// page.
	Lexicon(lang string) (*Lexicon, error)
	Words(*site.Page) (*PageWords, error)
	// Document returns the text of a page, for quotations.
	Document(*site.Page) (*markdown.Document, error)
}

// Index is the word index of one language. It is safe for concurrent use.
type Index struct {
	opts  Options
	dir   string
	pages []*site.Page // by address
	// shards is the number of word files; batch is the number of pages whose texts
	// share a file.
	shards, batch int
	names         []string
	quotes        map[string]int // first page of the batch, by file name
	made          func() (made, error)
}

// New returns the index of a site's pages in a language. It reads nothing yet.
func New(opts Options) *Index {
	x := &Index{opts: opts, dir: path.Join(Dir, opts.Lang), quotes: make(map[string]int)}
	size := int64(0)
	for _, p := range opts.Site.Pages {
		if Includes(p) && p.Lang == opts.Lang {
			x.pages = append(x.pages, p)
			size += opts.Site.Text(p).File.Size
		}
	}
	x.shards, x.batch = shardsFor(size), batchFor(len(x.pages))
	x.made = sync.OnceValues(x.make)
	x.list()
	return x
}

// Includes reports whether a page is in the index of its language.
func Includes(p *site.Page) bool { return p.Written() && !p.NoIndex }

func (x *Index) list() {
	x.names = append(x.names, x.path(pagesFile))
	for _, ending := range append(strings.Split(endings, ""), otherEnding) {
		x.names = append(x.names, x.path(spellingFile(ending)))
	}
	for i := range x.shards {
		x.names = append(x.names, x.path(shardFile(i)))
	}
	for first := 0; first < len(x.pages); first += x.batch {
		last := x.pages[min(first+x.batch, len(x.pages))-1]
		name := last.URL + quotesFile // also behind an address without a slash
		x.quotes[name] = first
		x.names = append(x.names, name)
	}
}

func (x *Index) path(file string) string { return x.dir + "/" + file }

const (
	pagesFile  = "pages.txt"
	quotesFile = "search.txt"
)

func spellingFile(ending string) string { return "end-" + ending + ".txt" }

func shardFile(i int) string { return strconv.Itoa(i) + ".txt" }

// Names returns the paths of the index's files below the root of the site.
func (x *Index) Names() []string { return x.names }

// ReadFile makes a file. The first call for a word file makes all of them.
func (x *Index) ReadFile(name string) ([]byte, error) {
	if first, ok := x.quotes[name]; ok {
		return x.quote(x.pages[first:min(first+x.batch, len(x.pages))])
	}
	made, err := x.made()
	if err != nil {
		return nil, err
	}
	data, ok := made.files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

func (x *Index) make() (made, error) {
	read := make([]*PageWords, len(x.pages))
	err := pool.Each(context.Background(), len(x.pages), func(i int) (err error) {
		if read[i], err = x.opts.Texts.Words(x.pages[i]); err != nil {
			return fmt.Errorf("index %s: %w", x.pages[i].Name(), err)
		}
		return nil
	})
	if err != nil {
		return made{}, err
	}
	lexicon, err := x.opts.Texts.Lexicon(x.opts.Lang)
	if err != nil {
		return made{}, err
	}
	return x.writer(lexicon, read).write(), nil
}
