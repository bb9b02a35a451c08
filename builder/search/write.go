package search

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"aftercare/builder/site"
)

// The format. All files are UTF-8 text. A number is in base 36; a list of words
// or addresses is front-coded: each begins with one digit of that base, how
// many UTF-16 units it shares with the one before it.
//
// pages.txt: a line with the number of pages whose texts share a file; a line with the files of words, separated by
// spaces, each as its three letters of stamp and the least beginning of its
// words; a line with what the panel says, separated by tabs; then a line for
// each page, sorted by address:
//
//	address, front-coded <tab> title <tab> number of sections{<tab>+}
//
// with a plus for the few that are offered where little is like what was typed.
//
// N.txt: its stamp; then a line for each stem, sorted by its first word:
//
//	word, front-coded{,word, front-coded against the first}<space>[.]posts
//
// The dot is for words that most pages have: only the sections in which they
// stand out are listed.
//
// After them a line for each page that leads the results for phrases with a word
// that is looked up in this file, or begins one that is:
//
//	>number of the page <space> phrases
//
// with spaces between the words of a phrase, commas between phrases, and a full
// stop behind one that leads only where nothing else is typed.
//
// A post is how many sections are passed over since the last one (nothing for
// none) and a capital letter, A to T, for the level of the word in it.
//
// end-X.txt: words that end in a letter, front-coded, one a line. A slip in the
// first letters of a word, for which no other file can be told, leaves the last.
//
// search.txt: for each page of the batch its sections in order and an empty
// line; for each section a line
//
//	id <tab> heading{<tab>piece of text}

// shardsFor returns the number of word files for a size of sources in bytes. With
// fewer, each lookup loads more; with more, the list of files that everybody loads
// grows. The optimum is near the square root of the size. Words take a tenth of the
// text's size, compressed; no file may reach 15 KB. The number is a power of two, so
// that an edit seldom changes it.
func shardsFor(size int64) int {
	const least, average = 4 << 10, 64 << 10 // bytes of source for a file
	s := float64(size)
	n := max(min(math.Sqrt(s)/5, s/least), s/average, 1)
	return 1 << int(math.Round(math.Log2(n)))
}

func batchFor(pages int) int { return min(1+pages/600, 8) }

// mostFilled is the approximate number of posts held at a time; for the rest, the
// packed pages are read again.
const mostFilled = 1 << 20

type writer struct {
	*Index
	read  []*PageWords // by page
	words []word       // of the lexicon
	stems int
	uses  []use // of the words
	led   []led
}

// use is how the pages of an index use a word of the lexicon, which may include words
// of other pages.
type use uint8

const (
	unused use = iota
	used
	listed // in a title, a question, the glossary or a lead: slips in its first letters are forgiven too
)

func (x *Index) writer(lexicon *Lexicon, pages []*PageWords) *writer {
	w := &writer{Index: x, read: pages}
	w.words, w.stems = lexicon.list()
	w.uses = make([]use, len(w.words))
	for n := range w.uses[:lexicon.given] {
		w.uses[n] = used
	}
	for _, n := range lexicon.leading {
		if len(w.words[n].text) > shortestCorrected {
			w.uses[n] = listed
		}
	}
	w.led = x.phrases()
	for _, page := range pages {
		unpackWords(page.words, func(word int32, isListed bool) {
			w.uses[word] = max(w.uses[word], used)
			if isListed {
				w.uses[word] = listed
			}
		})
	}
	return w
}

// made holds the files of an index except those of quotations, and what the page file
// says about the others.
type made struct {
	files     map[string][]byte
	shardKeys []string
	sections  []int // of each page
}

func (w *writer) write() made {
	m := made{files: w.spelling()}
	for _, page := range w.read {
		m.sections = append(m.sections, page.sections)
	}
	shards := cut(w.groups(), w.shards)
	for i, s := range shards {
		if len(s.groups) > 0 && s.groups[0].posts == nil {
			w.fillSome(shards[i:])
		}
		text := append(s.text(), w.leads(shards, i)...)
		clear(s.groups)
		stamp := stampOf(text)
		m.files[w.path(shardFile(i))] = slices.Concat([]byte(stamp), []byte("\n"), text)
		if i == 0 || s.key != "" {
			m.shardKeys = append(m.shardKeys, stamp+s.key)
		}
	}
	m.files[w.path(pagesFile)] = w.table(m, func(*site.Page) bool { return true })
	return m
}

// fillSome fills the first shard, and more while there is room.
func (w *writer) fillSome(shards []shard) {
	groups, total := shards[0].groups[:0], 0
	for i, s := range shards {
		for _, g := range s.groups {
			total += g.count
		}
		if i > 0 && total > mostFilled {
			break
		}
		groups = groups[:len(groups)+len(s.groups)]
	}
	w.fill(groups)
}

const stampLength = 3

// stampOf is short: it only distinguishes versions of one file.
func stampOf(text []byte) string {
	sum := sha256.Sum256(text)
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:2])[:stampLength])
}

// table returns the page file. Missing pages keep their place, since sections are
// numbered across all pages, but have no title.
func (x *Index) table(m made, there func(*site.Page) bool) []byte {
	var b bytes.Buffer
	b.WriteString(strconv.Itoa(x.batch) + "\n" + strings.Join(m.shardKeys, " ") + "\n")
	said := make([]string, len(panelWords))
	for i, key := range panelWords {
		said[i] = line(x.opts.InterfaceWords["search."+key])
	}
	said = slices.Insert(said, len(said)-1, line(x.opts.Urgent))
	b.WriteString(strings.Join(said, "\t") + "\n")
	last, offered := "", x.offered()
	for i, p := range x.pages {
		title := ""
		if there(p) {
			title = line(p.Title)
		}
		writeFrontCoded(&b, last, p.URL)
		b.WriteString("\t" + title + "\t" + number(m.sections[i]))
		if slices.Contains(offered, p) {
			b.WriteString("\t+")
		}
		b.WriteByte('\n')
		last = p.URL
	}
	return b.Bytes()
}

// panelWords are the keys of the panel's texts: counts of results, or that there are
// none; guesses; the links to all pages and, before its address, to help; and the
// fillers, words that say nothing beside others.
var panelWords = [...]string{"found", "none", "guess", "failed", "all", "nearest", "urgent", "fillers"}

// offered returns the questions at the start of the guide, or else its first pages,
// so that words found nowhere still lead somewhere.
func (x *Index) offered() (first []*site.Page) {
	for _, p := range x.pages { // the home page before all others
		if p.Kind == site.KindHome || p.IsNode() && p.Section() == site.FAQSection {
			first = p.Pages[:min(mostOffered, len(p.Pages))]
		}
	}
	return first
}

const mostOffered = 3

func number(n int) string { return strconv.FormatInt(int64(n), 36) }

// line returns text as one field: separators become spaces.
func line(text string) string {
	if !strings.ContainsAny(text, "\t\n\r") {
		return text
	}
	return strings.Join(strings.Fields(text), " ")
}

// writeFrontCoded counts shared characters in UTF-16 units, as browsers do.
func writeFrontCoded(b *bytes.Buffer, last, text string) {
	units, at := 0, 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		n := utf16.RuneLen(r)
		if size < 2 && r == utf8.RuneError || units+n > mostShared || !strings.HasPrefix(last[at:], text[at:at+size]) {
			break
		}
		units += n
		at += size
	}
	b.WriteString(number(units) + text[at:])
}

const mostShared = 35

// endings are the letters that have a file of words that end in them: those that
// many English words end in.
const endings, otherEnding = "cdeghlmnrsty", "other"

// spelling are the files of the words whose first letters may be wrong too: the
// shortest of each stem, in the files of the endings of all of them.
func (w *writer) spelling() map[string][]byte {
	shortest := w.shortestListed()
	words := make(map[string][]string)
	for n, word := range w.words {
		if text := shortest[word.stem]; w.uses[n] != unused && len(text) >= shortestCorrected {
			ending := word.text[len(word.text)-1:]
			if !strings.Contains(endings, ending) {
				ending = otherEnding
			}
			words[ending] = append(words[ending], text)
		}
	}
	files := make(map[string][]byte)
	for _, ending := range append(strings.Split(endings, ""), otherEnding) {
		var b bytes.Buffer
		last := ""
		slices.Sort(words[ending])
		for _, word := range slices.Compact(words[ending]) {
			writeFrontCoded(&b, last, word)
			b.WriteByte('\n')
			last = word
		}
		files[w.path(spellingFile(ending))] = b.Bytes()
	}
	return files
}

func (w *writer) shortestListed() map[int32]string {
	shortest := make(map[int32]string)
	for n, word := range w.words {
		if s, ok := shortest[word.stem]; w.uses[n] == listed && (!ok || len(word.text) < len(s) || len(word.text) == len(s) && word.text < s) {
			shortest[word.stem] = word.text
		}
	}
	return shortest
}

// shortestCorrected is the length of the shortest word that is guessed at: in
// shorter ones one letter makes another word of most.
const shortestCorrected = 5

// shard is a file of words, and the least beginning that all of them have in
// the alphabet behind those of the file before.
type shard struct {
	key    string
	groups []group
}

// cut cuts the groups into n files of about equal size. Groups that overlap in
// the alphabet stay together, so that a word says which file it is in. Where
// there are too few, the last files are empty.
func cut(groups []group, n int) []shard {
	total := 0
	for _, g := range groups {
		total += g.size()
	}
	shards := make([]shard, n)
	at, from, size, greatest := 0, 0, 0, ""
	for i, g := range groups {
		if at+1 < n && i > from && size >= total*(at+1)/n && g.forms[0] > greatest {
			at, from = at+1, i
			shards[at].key = distinct(greatest, g.forms[0])
		}
		shards[at].groups = groups[from : i+1]
		size += g.size()
		greatest = max(greatest, g.forms[len(g.forms)-1])
	}
	return shards
}

// distinct is the shortest beginning of next that comes after last.
func distinct(last, next string) string {
	for i := 1; i < len(next); i++ {
		if next[:i] > last {
			return next[:i]
		}
	}
	return next
}

// size is about that of the group's line.
func (g group) size() int {
	size := 2 * min(g.count, mostPosts)
	for _, f := range g.forms {
		size += len(f)/2 + 2
	}
	return size
}

func (s shard) text() []byte {
	var b bytes.Buffer
	last := ""
	for _, g := range s.groups {
		writeFrontCoded(&b, last, g.forms[0])
		last = g.forms[0]
		for _, form := range g.forms[1:] {
			b.WriteByte(',')
			writeFrontCoded(&b, last, form)
		}
		b.WriteByte(' ')
		g.writePosts(&b)
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func (g group) writePosts(b *bytes.Buffer) {
	if g.common {
		b.WriteByte('.')
	}
	next := 0
	for _, p := range g.posts {
		if skipped := p.section() - next; skipped > 0 {
			b.WriteString(number(skipped))
		}
		b.WriteByte('A' + p.level() - 1)
		next = p.section() + 1
	}
}
