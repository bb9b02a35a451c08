package search

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// token is a word of a page while it is being read.
type token struct {
	word, stem int32 // once the lexicon has been asked
	end        int32 // of its text in digest.text
	// fresh is set for the first of a field: no phrase continues into it.
	fresh   bool
	section uint8
	boost   boost
}

// digest extracts the words of a page. It is reused for its buffers.
type digest struct {
	folder folder
	text   []byte
	tokens []token
	words  []int32
	worths []uint64 // see list
	// latest is the index in words of a word, or in worths of a stem, if it is there
	// at all: it is not cleared between pages.
	latest []int32
	packed []byte
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

func (d *digest) number(l *Lexicon) {
	start := int32(0)
	for i := range d.tokens {
		t := &d.tokens[i]
		t.word = l.number(d.text[start:t.end])
		t.stem = l.words[t.word].stem
		start = t.end
	}
	d.latest = append(d.latest, make([]int32, max(0, len(l.words)-len(d.latest)))...)
}

// packWords returns the words of the page, sorted, each with a bit for listed: in a
// title, a question or the glossary. A word is packed as twice its number plus the
// bit, less the packed value of the word before. unpackWords reads it.
func (d *digest) packWords() []byte {
	d.words, d.packed = d.words[:0], d.packed[:0]
	for _, t := range d.tokens {
		i := int(d.latest[t.word])
		if i >= len(d.words) || d.words[i]>>1 != t.word {
			i = len(d.words)
			d.words, d.latest[t.word] = append(d.words, t.word<<1), int32(i)
		}
		if t.boost >= boostTerm {
			d.words[i] |= 1
		}
	}
	slices.Sort(d.words)
	last := int32(0)
	for _, code := range d.words {
		d.packed = binary.AppendUvarint(d.packed, uint64(code-last))
		last = code
	}
	return bytes.Clone(d.packed)
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

// sum is the weight of a stem in a section.
type sum struct {
	worth boost
	out   bool // it stands out: in a heading, say, and not only in the text
}

// pack encodes the weight of each stem in each section, as kept until all pages are
// read: for each sum the distance of its stem from the one before, its section and
// its level. unpack reads it.
func (d *digest) pack(meant synonyms) []byte {
	d.list(meant)
	d.packed = d.packed[:0]
	last := int32(0)
	for _, w := range d.worths {
		s, stem := sum{boost(uint32(w) >> 1), w&1 != 0}, int32(w>>40)
		d.packed = binary.AppendUvarint(d.packed, uint64(stem-last))
		d.packed = append(d.packed, uint8(w>>32), s.level())
		last = stem
	}
	return bytes.Clone(d.packed)
}

// list computes the weight of each stem in each section, as integers because these
// sort fastest: 24 bits for the stem, 8 for the section, 31 for the weight (far more
// than the highest level needs) and one for prominence.
func (d *digest) list(meant synonyms) {
	d.worths = d.worths[:0]
	for i, t := range d.tokens {
		enter := func(stem int32, worth boost) {
			place, i := uint64(stem)<<8|uint64(t.section), int(d.latest[stem])
			if i >= len(d.worths) || d.worths[i]>>32 != place {
				i = len(d.worths)
				d.worths, d.latest[stem] = append(d.worths, place<<32), int32(i)
			}
			if d.worths[i]&(1<<31) == 0 {
				d.worths[i] += uint64(worth) << 1
			}
			if t.boost > boostText {
				d.worths[i] |= 1
			}
		}
		enter(t.stem, t.boost)
		meant.at(d.tokens[i:], func(stem int32) { enter(stem, t.boost*synonymBoost/100) })
	}
	slices.Sort(d.worths)
}

// unpack calls yield for each stem of a packed page and each of its sections,
// in order.
func unpack(packed []byte, yield func(stem int32, section, level uint8)) {
	stem := int32(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		stem += int32(step)
		yield(stem, packed[n], packed[n+1])
		packed = packed[n+2:]
	}
}

// levels is the resolution of a word's weight in a section. Up to textLevels the word
// is in plain text alone, however often; above, it is prominent.
const levels, textLevels = 20, 10

// level maps the weight to 1 to levels with diminishing returns (the saturation of
// BM25, with k1 = 2 words of plain text).
func (s sum) level() uint8 {
	const half = 2 * boostText
	l := max(1, uint8((levels*s.worth+(s.worth+half)/2)/(s.worth+half)))
	if s.out {
		return max(l, textLevels+1)
	}
	return min(l, textLevels)
}
