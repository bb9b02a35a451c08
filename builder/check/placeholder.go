package check

import (
	"math/bits"
	"path"
	"slices"
	"strings"
	"unicode"

	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/markdown"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

const (
	archetypes = "_archetypes/"
	// Shorter sentences might be anybody's. A half-edited one still has most of
	// its pairs of words.
	placeholderWords = 6
	placeholderShare = 0.6
)

// placeholders holds the example sentences in the templates for new files, which
// writers are to replace.
type placeholders struct {
	pairs     map[uint64][]wordPair // by hash of two neighbouring words
	sentences []sentence
}

type wordPair struct{ sentence, place int }

type sentence struct {
	words    int
	severity diag.Severity
}

// newPlaceholders reads the sentences and front matter comments of
// layouts/_archetypes/*.md, and the pages of a new guide below it. Those make
// sense unedited, so they are only warnings, and its sheet may stay as it is.
func newPlaceholders(tree *source.Tree) (*placeholders, error) {
	p := &placeholders{pairs: make(map[uint64][]wordPair)}
	for _, f := range tree.Files("layouts") {
		if !strings.HasPrefix(f.Path, archetypes) || path.Ext(f.Path) != ".md" || strings.Contains(f.Path, "/sheet/") {
			continue
		}
		severity, written := diag.Error, "# "
		if path.Dir(f.Path)+"/" != archetypes {
			severity, written = diag.Warning, ": "
		}
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		_, body, _ := frontmatter.Parse(f.Name(), data)
		for line := range strings.Lines(string(data[:body])) {
			_, text, _ := strings.Cut(line, written)
			p.add(text, severity)
		}
		for line := range strings.Lines(string(data[body:])) {
			for _, sentence := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(".?!", r) }) {
				p.add(sentence, severity)
			}
		}
	}
	return p, nil
}

func (p *placeholders) add(text string, severity diag.Severity) {
	if strings.Contains(text, "{{") { // filled in when the file is created
		return
	}
	var words []uint64
	eachWord(text, func(word uint64, _, _ int) { words = append(words, word) })
	if len(words) < placeholderWords || len(words) > 64 {
		return
	}
	for i := range words[1:] {
		pair := join(words[i], words[i+1])
		p.pairs[pair] = append(p.pairs[pair], wordPair{len(p.sentences), i})
	}
	p.sentences = append(p.sentences, sentence{len(words), severity})
}

// find returns where a text contains most of a placeholder; to is 0 if it does not.
func (p *placeholders) find(text string) (from, to int, severity diag.Severity) {
	type hit struct {
		wordPair
		word, from int
	}
	hits := make([]hit, 0, 16) // on the stack: most texts have fewer
	var last uint64
	lastAt, n := 0, 0
	eachWord(text, func(word uint64, at, end int) {
		n++
		for _, pair := range p.pairs[join(last, word)] {
			words := p.sentences[pair.sentence].words
			hits = append(hits, hit{pair, n, lastAt})
			var found uint64
			first := lastAt
			for _, h := range slices.Backward(hits) {
				if h.sentence == pair.sentence && n-h.word <= words {
					found, first = found|1<<h.place, h.from
				}
			}
			if need := max(4, int(placeholderShare*float64(words-1)+1)); to == 0 && bits.OnesCount64(found) >= need {
				from, to, severity = first, end, p.sentences[pair.sentence].severity
			}
		}
		last, lastAt = word, at
	})
	return from, to, severity
}

func join(a, b uint64) uint64 { return a*0x9e3779b97f4a7c15 ^ b }

// eachWord calls f with the hash (FNV-1a) of every word in lower case, and its
// byte range.
func eachWord(text string, f func(word uint64, at, end int)) {
	const offset, prime = 0xcbf29ce484222325, 0x100000001b3
	word, start := uint64(offset), -1
	for i, r := range text {
		lower := r | 0x20
		if isASCII := 'a' <= lower && lower <= 'z'; isASCII || unicode.IsLetter(r) || unicode.IsDigit(r) {
			if start < 0 {
				start = i
			}
			if !isASCII {
				lower = unicode.ToLower(r)
			}
			word = (word ^ uint64(lower)) * prime
		} else if start >= 0 {
			f(word, start, i)
			word, start = offset, -1
		}
	}
	if start >= 0 {
		f(word, start, len(text))
	}
}

func (p *placeholders) report(diags *diag.List, pos diag.Position, text, hint string) {
	if _, to, severity := p.find(text); to > 0 {
		reportPlaceholder(diags, pos, severity, hint)
	}
}

func reportPlaceholder(diags *diag.List, pos diag.Position, severity diag.Severity, hint string) {
	diags.Errorf("markdown/placeholder", pos, "this is still the example text of a new file").WithHint("%s", hint).Severity = severity
}

// onPage finds placeholders on a page. Drafts may have them.
func (p *placeholders) onPage(diags *diag.List, page *site.Page, doc *markdown.Document) {
	const hint = "write your own words in its place or delete it; draft: true keeps the page back until then"
	m := page.Matter
	if m.Draft {
		return
	}
	for key, value := range map[string]string{"title": m.Title, "description": m.Description, "question": m.Question, "summary": m.Summary} {
		p.report(diags, m.Position(key, -1), value, hint)
	}
	for i, point := range m.KeyPoints {
		if p.report(diags, m.Position("keyPoints", i), point, hint); strings.TrimSpace(point) == "" { // the template's empty one
			reportPlaceholder(diags, m.Position("keyPoints", i), diag.Error, hint)
		}
	}
	for _, piece := range doc.Prose {
		if from, to, severity := p.find(piece.Text); to > 0 {
			reportPlaceholder(diags, piece.At(from, to-from), severity, hint)
		}
	}
}

// inData finds placeholders in the settings and in the sheet's questions, except
// drafts.
func (p *placeholders) inData(in Input) (diags diag.List, err error) {
	about := in.Site.Settings.Description
	p.report(&diags, in.text(site.SettingsFile).Find(1, about), about, "say in a sentence what your guide is about")
	for _, f := range in.Tree.Files("content") {
		if path.Dir(f.Path) != "sheet" || !strings.HasPrefix(path.Base(f.Path), "questions.") {
			continue
		}
		data, err := f.Read()
		if err != nil {
			return nil, err
		}
		_, body, _ := frontmatter.Parse(f.Name(), data)
		blocks, _, _ := markdown.Outline(f.Name(), data, body)
		draft := false
		for _, b := range blocks {
			if b.Kind == markdown.BlockHeading {
				draft = slices.Contains(b.Attributes, markdown.Attribute{Name: "draft", Value: "yes"})
			}
			if !draft {
				p.inBlock(&diags, b)
			}
		}
	}
	return diags, nil
}

func (p *placeholders) inBlock(diags *diag.List, b markdown.Block) {
	p.report(diags, b.Pos, b.Text, "write your own words in its place, or keep the question back until then: draft=yes in its heading")
	for _, child := range b.Children {
		p.inBlock(diags, child)
	}
}
