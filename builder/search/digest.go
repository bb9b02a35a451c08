package search

import (
	"encoding/binary"
	"slices"
)

// token is a word of a page while it is being read.
type token struct {
	word, stem int32 // once the lexicon has been asked
	end        int32 // of its text in digest.text
	// fresh says that it is the first of its field: no phrase goes on into it.
	fresh   bool
	section uint8
	boost   boost
}

// digest takes the words out of one page. It is kept from page to page for its
// buffers.
type digest struct {
	folder folder
	text   []byte
	tokens []token

	// pages counts the pages packed, to tell from which one a heap is.
	pages int32
	heaps []heap // by stem
	stems []int32
	sums  []sum
	words []int32
	seen  []seen // by word
}

// seen says which page of the digest last had a word, and whether it stood out.
type seen struct {
	page   int32
	listed bool
}

// heap is what has been added up for a stem in a page: a chain of sums.
type heap struct{ page, first, last int32 }

// sum is what a stem is worth in a section.
type sum struct {
	worth   boost
	next    int32
	section uint8
	out     bool // it stands out: in a heading, say, and not only in the text
}

func (d *digest) read(sections []section) {
	d.text, d.tokens = d.text[:0], d.tokens[:0]
	for i, s := range sections {
		for _, f := range s.fields {
			fresh := true
			d.folder.eachWord(f.text, func(w []byte) {
				d.text = append(d.text, w...)
				d.tokens = append(d.tokens, token{end: int32(len(d.text)), fresh: fresh, section: uint8(i), boost: f.boost})
				fresh = false
			})
		}
	}
}

// number asks the lexicon for the stems.
func (d *digest) number(l *lexicon) {
	start := int32(0)
	for i := range d.tokens {
		t := &d.tokens[i]
		t.word = l.number(d.text[start:t.end])
		t.stem = l.words[t.word].stem
		start = t.end
	}
}

// packWords returns the words of the page, sorted, each with whether it is
// listed: it stands in a title or question or the glossary. A word is packed as
// twice its number and one more if it is listed, less what the word before it
// was packed as. unpackWords reads it.
func (d *digest) packWords() []byte {
	d.pages++
	d.words = d.words[:0]
	for _, t := range d.tokens {
		for int(t.word) >= len(d.seen) {
			d.seen = append(d.seen, make([]seen, len(d.seen)+1024)...)
		}
		s := &d.seen[t.word]
		if s.page != d.pages {
			*s = seen{page: d.pages}
			d.words = append(d.words, t.word)
		}
		s.listed = s.listed || t.boost >= boostTerm
	}
	slices.Sort(d.words)
	packed := make([]byte, 0, len(d.words)*3/2)
	last := int32(0)
	for _, w := range d.words {
		code := w << 1
		if d.seen[w].listed {
			code++
		}
		packed = binary.AppendUvarint(packed, uint64(code-last))
		last = code
	}
	return slices.Clip(packed)
}

func unpackWords(packed []byte, yield func(word int32, listed bool)) {
	w := int32(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		w += int32(step)
		packed = packed[n:]
		yield(w>>1, w&1 != 0)
	}
}

// pack returns how much each stem is worth in each section, as the index keeps
// it until all pages are there (see unpack).
func (d *digest) pack(meant synonyms) []byte {
	d.pages++
	d.stems, d.sums = d.stems[:0], d.sums[:0]
	for i, t := range d.tokens {
		d.add(t.stem, t.section, t.boost, t.boost > boostText)
		meant.at(d.tokens[i:], func(stem int32) {
			d.add(stem, t.section, t.boost*synonymBoost/100, t.boost > boostText)
		})
	}
	slices.Sort(d.stems)
	packed := make([]byte, 0, len(d.stems)*2+len(d.sums)*5/4)
	last := int32(0)
	for _, stem := range d.stems {
		packed = binary.AppendUvarint(packed, uint64(stem-last))
		packed = d.packHeap(packed, d.heaps[stem])
		last = stem
	}
	return slices.Clip(packed)
}

func (d *digest) add(stem int32, section uint8, worth boost, out bool) {
	for int(stem) >= len(d.heaps) {
		d.heaps = append(d.heaps, make([]heap, len(d.heaps)+1024)...)
	}
	h := &d.heaps[stem]
	switch n := int32(len(d.sums)); {
	case h.page != d.pages:
		*h = heap{d.pages, n, n}
		d.stems = append(d.stems, stem)
	case d.sums[h.last].section == section:
		s := &d.sums[h.last]
		s.worth += worth
		s.out = s.out || out
		return
	default:
		d.sums[h.last].next = n
		h.last = n
	}
	d.sums = append(d.sums, sum{worth: worth, section: section, out: out})
}

// A packed section is a byte: the level less one, how many sections have been
// passed over, and whether it is the last of the stem. Where more are passed
// over than fit, the number of the section follows.
const (
	stepShift = 5
	farStep   = 3
	lastBit   = 1 << 7
)

func (d *digest) packHeap(packed []byte, h heap) []byte {
	next := 0
	for i := h.first; ; i = d.sums[i].next {
		s := d.sums[i]
		step := min(int(s.section)-next, farStep)
		next = int(s.section) + 1
		code := s.level() - 1 | uint8(step)<<stepShift
		if i == h.last {
			code |= lastBit
		}
		packed = append(packed, code)
		if step == farStep {
			packed = append(packed, s.section)
		}
		if i == h.last {
			return packed
		}
	}
}

// unpack calls yield for each stem of a packed page and each of its sections,
// in order.
func unpack(packed []byte, yield func(stem int32, section, level uint8)) {
	stem := int32(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		stem += int32(step)
		packed = packed[n:]
		section := uint8(0)
		for last := false; !last; section++ {
			code := packed[0]
			last, packed = code&lastBit != 0, packed[1:]
			if passed := code &^ lastBit >> stepShift; passed < farStep {
				section += passed
			} else {
				section, packed = packed[0], packed[1:]
			}
			yield(stem, section, code&(1<<stepShift-1)+1)
		}
	}
}

// levels is how finely the worth of a word in a section is told apart. Up to
// textLevels it stands in the text alone, however often; above that it stands
// out.
const levels, textLevels = 20, 10

// level makes the worth into a number from 1 to levels, which grows ever more
// slowly (the saturation of BM25, with k1 = 2 words of plain text).
func (s sum) level() uint8 {
	const half = 2 * boostText
	l := max(1, uint8((levels*s.worth+(s.worth+half)/2)/(s.worth+half)))
	if s.out {
		return max(l, textLevels+1)
	}
	return min(l, textLevels)
}
