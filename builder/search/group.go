package search

import (
	"cmp"
	"slices"
)

// group is the words of one stem, and the sections that hold them.
type group struct {
	stem int32
	// forms are sorted. The first names the group.
	forms []string
	// common is set for words on most pages, which say little.
	common bool
	// count is the number of posts to come.
	count int
	// posts are sorted by section. They exist only while they are being written.
	posts []post
}

// post is a section, numbered across all pages, with the word's level in the lowest
// bits.
type post uint32

const levelBits = 5

func (p post) section() int { return int(p >> levelBits) }
func (p post) level() uint8 { return uint8(p & (1<<levelBits - 1)) }

// A word whose stem is on more than commonShare per cent of the pages, and on more
// than commonLeast pages, is common. It is kept only where it is prominent, as in a
// title.
const commonShare, commonLeast = 40, 20

// mostPosts limits the sections kept for a stem to the best ones, so that no file
// grows too large.
const mostPosts = 4000

// groups returns the groups that will have posts, sorted by name, still without
// posts.
func (w *writer) groups() []group {
	groups := make([]group, w.stems)
	for n, use := range w.uses {
		if use != unused {
			g := &groups[w.words[n].stem]
			g.forms = append(g.forms, w.words[n].text)
		}
	}
	w.count(groups)
	groups = slices.DeleteFunc(groups, func(g group) bool { return g.count == 0 || len(g.forms) == 0 })
	for i := range groups {
		slices.Sort(groups[i].forms)
		groups = append(groups, groups[i].split()...)
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.forms[0], b.forms[0]) })
	return groups
}

// split moves forms that start differently from the first, such as "dying" of "die",
// to groups of their own with the same posts. Otherwise the group would overlap many
// others in the alphabet, and no file boundary could be placed there.
func (g *group) split() []group {
	var rest []group
	for i := len(g.forms) - 1; i > 0; i-- {
		if g.forms[i][:min(2, len(g.forms[i]))] != g.forms[0][:min(2, len(g.forms[0]))] {
			other := *g
			other.forms = slices.Clone(g.forms[i : i+1])
			rest = append(rest, other)
			g.forms = slices.Delete(g.forms, i, i+1)
		}
	}
	return rest
}

// count finds out which groups are common and how many posts each is to have.
func (w *writer) count(groups []group) {
	strong, pages := make([]int, len(groups)), make([]int, len(groups))
	for _, page := range w.read {
		last := int32(-1)
		unpack(page.stems, func(stem int32, _, level uint8) {
			groups[stem].count++
			if level > textLevels {
				strong[stem]++
			}
			if stem != last {
				pages[stem]++
				last = stem
			}
		})
	}
	for i := range groups {
		g := &groups[i]
		g.stem = int32(i)
		g.common = pages[i] > commonLeast && pages[i]*100 > commonShare*len(w.read)
		if g.common {
			g.count = strong[i]
		}
	}
}

func (w *writer) fill(groups []group) {
	total := 0
	for _, g := range groups {
		total += g.count
	}
	posts := make([]post, total)
	byStem := make([]*group, w.stems)
	for i := range groups {
		g := &groups[i]
		if byStem[g.stem] != nil {
			continue
		}
		byStem[g.stem] = g
		g.posts, posts = posts[:0:g.count], posts[g.count:]
	}
	first := 0
	for _, page := range w.read {
		unpack(page.stems, func(stem int32, section, level uint8) {
			if g := byStem[stem]; g != nil && (level > textLevels || !g.common) {
				g.posts = append(g.posts, post(first+int(section))<<levelBits|post(level))
			}
		})
		first += page.sections
	}
	for _, g := range byStem {
		if g != nil {
			g.posts = best(g.posts)
		}
	}
	for i := range groups {
		groups[i].posts = byStem[groups[i].stem].posts
	}
}

func best(posts []post) []post {
	if len(posts) <= mostPosts {
		return posts
	}
	slices.SortStableFunc(posts, func(a, b post) int { return cmp.Compare(b.level(), a.level()) })
	posts = posts[:mostPosts]
	slices.Sort(posts)
	return posts
}
