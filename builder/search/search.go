// Package search makes the word index in which a reader's browser looks things
// up. [Index] is one language's: it takes in pages as they are rendered
// ([Index.Add]) and is a handful of files ([Index.Names], [Index.ReadFile]):
//
//	word-index/en-GB/pages.txt     the pages, and which words are in which file
//	word-index/en-GB/17.txt        words, with the sections that they stand in
//	word-index/en-GB/spelling.txt  the words of titles, headings and glossary
//	types/senses/search.txt        the text of a page (or a few), for quotations
//
// A browser loads the first once, one of the second for each word looked up,
// the third only for a word that is nowhere, and the last for the pages that it
// shows. The format is described in write.go and read by
// layouts/scripts/search/.
//
// Which files there are follows from the sizes of the sources, so that their
// names are known before a page has been read. They are made without a second
// look at any page where pages are rendered first: the folder's name is late in
// the alphabet for that, since files are published in order. Of each page only
// numbers are kept, a few bytes for each word.
//
// Pages that are not listed for search engines are left out. Pages under a
// content note can be found but are not quoted.
//
// The package does not rank anything; the browser does.
package search

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/pool"
	"aftercare/builder/site"
)

// Dir is the folder of the index, below which each language has its own.
const Dir = "word-index"

// Options say what is indexed.
type Options struct {
	Site *site.Site
	Lang string
	// Document returns the text of a page. It is asked for pages that were
	// not added before the first file is read.
	Document func(*site.Page) (*markdown.Document, error)
	Words    Words
}

// Words are what the panel says in the index's language. They travel with the
// index, so that no page carries them.
type Words struct {
	Found, None string // {n} is the number of pages
	Guess       string // {typed} and {taken}
	Failed      string
	All         string // the link to the list of all pages
}

// Index is the word index of one language. It is safe for concurrent use.
type Index struct {
	opts   Options
	dir    string
	pages  []*site.Page // by address
	number []int32      // of each page of the site, counted from 1; 0 if it is not in the index
	// shards is into how many files the words are cut, batch how many pages'
	// texts are in one file.
	shards, batch int
	names         []string
	quotes        map[string]int // first page of the batch, by file name

	mu        sync.Mutex // guards the following
	lexicon   *lexicon   // nil until the first page
	meant     synonyms
	digests   []*digest // not in use
	packed    [][]byte  // by page, nil until it has been added
	sections  []int     // of each page
	shardKeys []string  // what the table says of the files of words

	files func() (map[string][]byte, error)
}

// New returns the index of a site's pages in a language. Nothing is read yet.
func New(opts Options) *Index {
	x := &Index{opts: opts, dir: path.Join(Dir, opts.Lang), number: make([]int32, len(opts.Site.Pages)), quotes: make(map[string]int)}
	size := int64(0)
	for _, p := range opts.Site.Pages {
		if p.Written() && !p.NoIndex && p.Lang == opts.Lang {
			x.pages = append(x.pages, p)
			x.number[p.Number()] = int32(len(x.pages))
			size += opts.Site.Text(p).File.Size
		}
	}
	x.shards, x.batch = shardsFor(size), batchFor(len(x.pages))
	x.packed, x.sections = make([][]byte, len(x.pages)), make([]int, len(x.pages))
	x.files = sync.OnceValues(x.make)
	x.list()
	return x
}

// list names the files.
func (x *Index) list() {
	x.names = append(x.names, x.path(pagesFile), x.path(spellingFile))
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
	pagesFile    = "pages.txt"
	spellingFile = "spelling.txt"
	quotesFile   = "search.txt"
)

func shardFile(i int) string { return strconv.Itoa(i) + ".txt" }

// Names returns the paths of the index's files below the root of the site.
func (x *Index) Names() []string { return x.names }

// ReadFile makes a file. The text of pages is asked for again only where it is
// quoted; the other files are made together at the first call, after which no
// page's words are kept.
func (x *Index) ReadFile(name string) ([]byte, error) {
	if first, ok := x.quotes[name]; ok {
		return x.quote(x.pages[first:min(first+x.batch, len(x.pages))])
	}
	files, err := x.files()
	if err != nil {
		return nil, err
	}
	data, ok := files[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

// Add takes in the words of a page, once. Pages that the index leaves out are
// passed over.
func (x *Index) Add(p *site.Page) error {
	i := -1
	if n := p.Number(); n >= 0 {
		i = int(x.number[n]) - 1
	}
	if i < 0 || x.has(i) {
		return nil
	}
	doc, err := x.opts.Document(p)
	if err != nil {
		return fmt.Errorf("index %s: %w", p.Name(), err)
	}
	list := sectionsOf(p, doc)
	d := x.digest()
	d.read(list)
	meant, err := x.lookUp(d)
	if err != nil {
		return err
	}
	packed := d.pack(meant)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.packed != nil { // else the files were made meanwhile, with this page
		x.packed[i], x.sections[i] = packed, len(list)
		x.digests = append(x.digests, d)
	}
	return nil
}

// lookUp asks the lexicon for the words of a page.
func (x *Index) lookUp(d *digest) (synonyms, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.packed == nil {
		return nil, nil
	}
	if err := x.prepare(); err != nil {
		return nil, err
	}
	d.number(x.lexicon)
	return x.meant, nil
}

func (x *Index) has(i int) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.packed == nil || x.packed[i] != nil
}

// digest returns one that is not in use.
func (x *Index) digest() *digest {
	x.mu.Lock()
	defer x.mu.Unlock()
	last := len(x.digests) - 1
	if last < 0 {
		return new(digest)
	}
	d := x.digests[last]
	x.digests = x.digests[:last]
	return d
}

// prepare opens the lexicon with the synonyms, before the first page.
func (x *Index) prepare() error {
	if x.lexicon != nil {
		return nil
	}
	l, meant := newLexicon(x.opts.Lang), make(synonyms)
	if v := x.opts.Site.Vocabulary; v != nil {
		meant.addVocabulary(l, v)
	}
	if p := x.opts.Site.PageByPath(x.opts.Lang, site.GlossaryPath); p != nil && p.Lang == x.opts.Lang {
		doc, err := x.opts.Document(p)
		if err != nil {
			return fmt.Errorf("index the words of %s: %w", p.Name(), err)
		}
		meant.addGlossary(l, doc)
	}
	x.lexicon, x.meant = l, meant
	return nil
}

// make makes all files but those of quotations.
func (x *Index) make() (map[string][]byte, error) {
	if err := x.addAll(); err != nil {
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.prepare(); err != nil {
		return nil, err
	}
	files := x.write()
	x.lexicon, x.meant, x.digests, x.packed = nil, nil, nil, nil
	return files, nil
}

// addAll takes in the pages that nobody has rendered yet.
func (x *Index) addAll() error {
	return pool.Each(context.Background(), len(x.pages), func(i int) error { return x.Add(x.pages[i]) })
}
