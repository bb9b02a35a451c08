package search

import (
	"encoding/binary"
	"slices"
)

// token is a word of a page while it is being read.
type token struct {
	word int32 // its number, once the lexicon has been asked
	end  int32 // of its text in digest.text
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
	sums   []uint64
}

// read takes in the words of a page.
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

// number asks the lexicon for the words.
func (d *digest) number(l *lexicon) {
	start := int32(0)
	for i := range d.tokens {
		t := &d.tokens[i]
		t.word = l.number(d.text[start:t.end])
		if t.boost >= boostHeading {
			l.words[t.word].listed = true
		}
		start = t.end
	}
}

// Each word of each section adds up to a sum: the stem, the section, whether it
// stands out there and what its places are worth, packed so that sorting brings
// equal words together.
const (
	stemShift    = 32
	sectionShift = 24
	standsOut    = 1 << 23
	worthMask    = standsOut - 1
)

func (d *digest) add(stem int32, section uint8, worth boost) {
	sum := uint64(stem)<<stemShift | uint64(section)<<sectionShift | uint64(worth)
	if worth > boostText {
		sum |= standsOut
	}
	d.sums = append(d.sums, sum)
}

// pack returns how much each stem is worth in each section, as the index keeps
// it until all pages are there: the step from the last stem, the section, the
// level.
func (d *digest) pack(l *lexicon, meant synonyms) []byte {
	d.sums = d.sums[:0]
	for i, t := range d.tokens {
		d.add(l.words[t.word].stem, t.section, t.boost)
		meant.at(l, d.tokens, i, func(also int32) {
			d.add(l.words[also].stem, t.section, t.boost*synonymBoost/100)
		})
	}
	slices.Sort(d.sums)
	packed := make([]byte, 0, len(d.sums)*3)
	last := uint64(0)
	for i := 0; i < len(d.sums); {
		key, worth, out := d.sums[i]>>sectionShift, uint64(0), uint64(0)
		for ; i < len(d.sums) && d.sums[i]>>sectionShift == key; i++ {
			worth += d.sums[i] & worthMask
			out |= d.sums[i] & standsOut
		}
		stem := key >> (stemShift - sectionShift)
		packed = binary.AppendUvarint(packed, stem-last)
		packed = append(packed, uint8(key), level(worth)|uint8(out/standsOut*outBit))
		last = stem
	}
	return slices.Clip(packed)
}

// outBit marks, in the level of a packed entry, that the word stands out in the
// section: in its heading, say, and not only in its text.
const outBit = 1 << 7

// levels is how finely the worth of a word in a section is told apart.
const levels = 20

// level makes a worth into a number from 1 to levels, which grows ever more
// slowly (the saturation of BM25, with k1 = 2 words of plain text).
func level(worth uint64) uint8 {
	const half = 2 * uint64(boostText)
	return uint8(max(1, (levels*worth+(worth+half)/2)/(worth+half)))
}

// unpack calls yield for each entry of pack.
func unpack(packed []byte, yield func(stem int32, section, level uint8, standsOut bool)) {
	stem := uint64(0)
	for len(packed) > 0 {
		step, n := binary.Uvarint(packed)
		stem += step
		yield(int32(stem), packed[n], packed[n+1]&^outBit, packed[n+1]&outBit != 0)
		packed = packed[n+2:]
	}
}
