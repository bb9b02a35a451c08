package sheet

import (
	"regexp"
	"slices"
	"strings"

	"aftercare/builder/diag"
	"aftercare/builder/markdown"
)

// The sentences of the card are part of the question that they answer, in a list
// below a paragraph “Card:”, so that another language needs no code. Those that all
// questions share, such as “I need {item}.”, are interface words.

const cardMark = "Card:"

const alonePrefix = "alone-"

// ownSentences returns the keys that a question of a type can have in that list,
// besides the ids of its options. The first is required.
func ownSentences(t Type) []string {
	switch t {
	case Rate:
		return []string{"dont", "item", "name", "must", "nice", "either", "unsure", "opener"}
	case Choice, Multi, Rank:
		return []string{"says", "own", "opener"}
	case Text, Long, Time:
		return []string{"says"}
	}
	return nil
}

// picksPlaceholders are the ways in which a sentence can list the picked options.
var picksPlaceholders = []string{"and", "or", "then"}

func (p *parser) sentences(list markdown.Block) {
	q := p.question
	known := ownSentences(q.Type)
	for _, o := range q.Options {
		if slices.Contains(known, o.ID) {
			p.diags.Errorf("sheet/sentence", q.Pos, "option %q of %q has the name of a sentence", o.ID, q.ID).
				WithHint("give the option another id")
		}
		known = append(known, o.ID)
	}
	for _, item := range list.Children {
		key, text, ok := p.idAndText(item)
		if !ok {
			continue
		}
		bare := strings.TrimPrefix(key, alonePrefix)
		switch {
		case !slices.Contains(known, bare):
			p.diags.Errorf("sheet/sentence", item.Pos, "unknown sentence %q of %q", key, q.ID).DidYouMean(bare, known)
		case q.Says[key] != "":
			p.diags.Errorf("sheet/sentence", item.Pos, "sentence %q of %q stands twice", key, q.ID)
		default:
			p.placeholders(item.Pos, text, q.placeholdersOf(bare))
			q.Says[key] = text
		}
	}
}

func (q *Question) placeholdersOf(key string) []string {
	switch {
	case key == "says" && q.inWords():
		return []string{"text"}
	case key == "says":
		return picksPlaceholders
	case key == "own":
		return []string{"text"}
	}
	return nil
}

func (q *Question) inWords() bool { return q.Type == Text || q.Type == Long || q.Type == Time }

var placeholder = regexp.MustCompile(`\{([^}]*)\}`)

func (p *parser) placeholders(pos diag.Position, text string, known []string) {
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(known, m[1]) {
			d := p.diags.Errorf("sheet/sentence", pos, "unknown placeholder {%s}", m[1])
			if len(known) == 0 {
				d.WithHint("this sentence takes no placeholders")
			} else {
				d.WithHint("known here: {%s}", strings.Join(known, "}, {"))
			}
		}
	}
}

func (p *parser) checkSentences(q *Question) {
	known := ownSentences(q.Type)
	if len(known) == 0 {
		return
	}
	first := known[0]
	text := q.Says[first]
	var example string
	switch {
	case q.Type == Rate:
		example = "Please don’t …"
	case q.inWords():
		example = "… {text}"
	default:
		example = "… {and}"
	}
	switch {
	case text == "":
		p.diags.Errorf("sheet/sentence", q.Pos, "%q has no sentence for the card", q.ID).
			WithHint("below its options and example write `%s`, an empty line, and `- %s: %s`", cardMark, first, example)
	case q.Type != Rate && !placeholder.MatchString(text):
		p.diags.Errorf("sheet/sentence", q.Pos, "the sentence of %q does not say what was answered", q.ID).
			WithHint("it needs a placeholder, such as `- says: %s`", example)
	}
}
