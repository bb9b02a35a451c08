// Package documents parses the texts of a site's pages on demand and caches
// what it can afford: the facts (links, anchors, figures, …) of every page, and
// the last few documents in full. [Documents] belong to one site:
//
//	docs := documents.New(s, options, nil)
//	doc, err := docs.Document(page)         // with its HTML
//	facts, err := docs.Facts(page)          // without it, and usually cached
//	next := documents.New(later, options, docs)
//
// Cache entries are keyed by a file's name and the hash of its text, so they
// never go stale.
package documents

import (
	"reflect"
	"sync"

	"aftercare/builder/markdown"
	"aftercare/builder/search"
	"aftercare/builder/site"
)

// Options say how documents are parsed.
type Options struct {
	// InterfaceWords are by language and key.
	InterfaceWords map[string]map[string]string
	// Index extracts the words of each page for the search as soon as the page
	// is parsed, which saves parsing it again later. Without it they are
	// extracted when asked for.
	Index bool
}

// Documents are the parsed texts of a site. They are safe for concurrent use.
type Documents struct {
	site      *site.Site
	languages map[string]*language
	index     bool
}

type language struct {
	*memory
	options markdown.Options
	lexicon func() (*search.Lexicon, error)

	mu    sync.Mutex
	words map[*site.Page]*search.PageWords
}

// New returns the documents of a site. They share the cache of last, which may
// be nil, for languages with the same options.
func New(s *site.Site, opts Options, last *Documents) *Documents {
	d := &Documents{site: s, languages: make(map[string]*language), index: opts.Index}
	for lang, words := range opts.InterfaceWords {
		l := &language{options: markdown.Options{Terms: s.Glossary.Forms(), InterfaceWords: words}, words: make(map[*site.Page]*search.PageWords)}
		if old := last.language(lang); old != nil && reflect.DeepEqual(old.options, l.options) {
			l.memory = old.memory
			if !s.SharesPages(last.site) {
				l.forget(s)
			}
		} else {
			l.memory = newMemory(l.options)
		}
		l.lexicon = sync.OnceValues(func() (*search.Lexicon, error) { return d.newLexicon(lang) })
		d.languages[lang] = l
	}
	return d
}

func (d *Documents) language(lang string) *language {
	if d == nil {
		return nil
	}
	return d.languages[lang]
}

// Document returns the parsed text of a page with its HTML. It is empty for a
// page without a source file. An error is a failure of the machine.
func (d *Documents) Document(p *site.Page) (*markdown.Document, error) {
	doc, err := d.languages[p.Lang].document(d.site.Text(p))
	if err == nil && d.index && search.Includes(p) {
		_, err = d.words(p, doc)
	}
	return doc, err
}

// Facts returns the document without its bulk: HTML, slots, headings and prose.
// It parses a page only if its text is new.
func (d *Documents) Facts(p *site.Page) (*markdown.Document, error) {
	if doc := d.CachedFacts(p); doc != nil {
		return doc, nil
	}
	doc, err := d.Document(p)
	if err != nil {
		return nil, err
	}
	return factsOf(doc), nil
}

// CachedFacts returns the facts of a page if its text has been parsed before,
// else nil.
func (d *Documents) CachedFacts(p *site.Page) *markdown.Document {
	return d.languages[p.Lang].facts(d.site.Text(p))
}

// Words returns the words of a page for the search.
func (d *Documents) Words(p *site.Page) (*search.PageWords, error) { return d.words(p, nil) }

// words extracts the words of a page, once; doc, if not nil, is its document.
func (d *Documents) words(p *site.Page, doc *markdown.Document) (*search.PageWords, error) {
	l := d.languages[p.Lang]
	l.mu.Lock()
	words := l.words[p]
	l.mu.Unlock()
	if words != nil {
		return words, nil
	}
	var err error
	if doc == nil {
		if doc, err = l.document(d.site.Text(p)); err != nil {
			return nil, err
		}
	}
	lexicon, err := l.lexicon()
	if err != nil {
		return nil, err
	}
	words = lexicon.Read(d.site, p, doc)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.words[p] = words
	return words, nil
}

// Lexicon returns the numbering of words in a language.
func (d *Documents) Lexicon(lang string) (*search.Lexicon, error) {
	return d.languages[lang].lexicon()
}

func (d *Documents) newLexicon(lang string) (*search.Lexicon, error) {
	var glossary *markdown.Document
	if p := d.site.PageByPath(lang, site.GlossaryPath); p != nil && p.Lang == lang {
		var err error
		if glossary, err = d.languages[lang].document(d.site.Text(p)); err != nil {
			return nil, err
		}
	}
	return search.NewLexicon(lang, d.site.Vocabulary, glossary), nil
}
