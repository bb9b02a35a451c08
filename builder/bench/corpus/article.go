package corpus

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// articleWords is the number of words in an article before its last part, with
// which it has some 850.
const articleWords = 790

// Article returns the file of article i. It depends on the size of the guide
// only through its links.
func (g Guide) Article(i int) []byte {
	w := writer{random: rand.New(rand.NewPCG(g.Seed, uint64(i))), guide: g, number: i}
	w.frontMatter()
	w.paragraph()
	for part := 0; w.words < articleWords; part++ {
		w.heading(part)
		w.paragraph()
		w.extra(part)
	}
	w.footnotes()
	return w.out.Bytes()
}

// writer writes one article.
type writer struct {
	out    bytes.Buffer
	random *rand.Rand
	guide  Guide
	number int
	words  int
}

func (w *writer) printf(format string, args ...any) { fmt.Fprintf(&w.out, format, args...) }

func (w *writer) pick(words []string) string { return words[w.random.IntN(len(words))] }

func (w *writer) frontMatter() {
	i := w.number
	w.printf("---\ntitle: %q\n", fmt.Sprintf("%s %s and %s %d", capital(w.pick(kinds)), w.pick(things), w.pick(things), i))
	w.printf("description: %q\n", w.sentence())
	w.printf("date: %d-%02d-%02d\n", 2018+i%8, 1+i%12, 1+i%28)
	w.printf("weight: %d\n", i/len(sections)+1)
	w.printf("tags: [%s, %s]\ndraft: false\n---\n\n", tags[i%len(tags)], tags[(i*5+1)%len(tags)])
	w.words = 0
}

func (w *writer) heading(part int) {
	marks := "##"
	if part%3 == 2 {
		marks = "###"
	}
	w.printf("%s %s %s and %s\n\n", marks, capital(w.pick(kinds)), w.pick(things), w.pick(things))
}

func (w *writer) paragraph() {
	w.out.WriteString(w.sentence())
	for range 2 + w.random.IntN(4) {
		w.out.WriteByte(" \n"[w.random.IntN(2)])
		w.out.WriteString(w.sentence())
	}
	w.out.WriteString("\n\n")
}

// extra writes the tables, lists and code that follow the paragraphs of a part.
func (w *writer) extra(part int) {
	switch part {
	case 0:
		w.list("- ")
		w.link()
	case 1:
		if w.number%4 == 0 {
			w.table()
		}
		w.link()
	case 2:
		w.list("1. ")
		if w.hasFootnotes() {
			w.printf("%s[^one] %s[^two]\n\n", w.sentence(), w.sentence())
		}
	case 3:
		w.printf("> %s\n> %s\n\n", w.sentence(), w.sentence())
		if w.number%10 == 0 {
			s := samples[w.number/10%len(samples)]
			w.printf("```%s\n%s```\n\n", s.language, s.code)
		}
		w.link()
	default:
		if w.random.IntN(3) == 0 {
			w.list("- ")
		}
	}
}

func (w *writer) list(mark string) {
	for range 3 + w.random.IntN(5) {
		w.printf("%s%s\n", mark, w.sentence())
		if mark == "- " && w.random.IntN(5) == 0 {
			w.printf("  - %s\n", w.sentence())
		}
	}
	w.out.WriteByte('\n')
}

func (w *writer) table() {
	w.printf("| %s | %s | %s |\n|---|:---:|---:|\n", capital(w.pick(things)), capital(w.pick(things)), capital(w.pick(things)))
	for range 5 {
		w.printf("| %s %s | %s | %d |\n", w.pick(kinds), w.pick(things), w.pick(actions), w.random.IntN(100))
	}
	w.out.WriteByte('\n')
	w.words += 25
}

func (w *writer) link() {
	w.printf("More on this in [%s %s](/%s/), which is about the %s.\n\n",
		w.pick(kinds), w.pick(things), Address(w.random.IntN(w.guide.Articles)), w.pick(things))
	w.words += 12
}

func (w *writer) hasFootnotes() bool { return w.number%5 == 0 }

func (w *writer) footnotes() {
	if w.hasFootnotes() {
		w.printf("[^one]: %s\n\n[^two]: %s\n", w.sentence(), w.sentence())
	}
}

// sentence returns a sentence of one or two clauses; some have emphasis, code
// or letters beyond ASCII.
func (w *writer) sentence() string {
	s := w.clause()
	if w.random.IntN(2) == 0 {
		s += w.pick(joins) + w.clause()
	}
	switch w.random.IntN(14) {
	case 0:
		first, rest, _ := strings.Cut(s, " ")
		s = "**" + capital(first) + "** " + rest
	case 1:
		last := strings.LastIndexByte(s, ' ') + 1
		s = s[:last] + "*" + s[last:] + "*"
	case 2:
		s += " (" + w.pick(beyondASCII) + ")"
	case 3:
		s += " `" + w.pick(things) + "`"
	}
	w.words += strings.Count(s, " ") + 1
	if w.random.IntN(12) == 0 {
		return capital(s) + "?"
	}
	return capital(s) + "."
}

func (w *writer) clause() string {
	switch w.random.IntN(4) {
	case 0:
		return fmt.Sprintf("a %s %s %s %s the %s", w.pick(kinds), w.pick(things), w.pick(manners), w.pick(actions), w.pick(things))
	case 1:
		return fmt.Sprintf("the %s %s a %s %s", w.pick(things), w.pick(actions), w.pick(kinds), w.pick(things))
	case 2:
		return fmt.Sprintf("whatever the %s and the %s ask for %s the %s", w.pick(things), w.pick(things), w.pick(actions), w.pick(things))
	}
	return fmt.Sprintf("any %s %s a %s when the %s is %s", w.pick(things), w.pick(actions), w.pick(things), w.pick(things), w.pick(kinds))
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
