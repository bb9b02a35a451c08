// Package frontmatter reads the block at the top of a page: YAML between `---`
// lines or TOML between `+++` lines. The keys are Hugo's, with some of our own;
// a writer's own keys belong under params.
//
//	matter, body, diags := frontmatter.Parse("content/types/water.md", text)
//	markdownText := text[body:]
//
// [Parse] reads one file and knows nothing of any other.
package frontmatter

import (
	"bytes"
	"reflect"
	"regexp"
	"strings"
	"time"

	"aftercare/builder/data"
	"aftercare/builder/diag"
)

// Matter is what a page says about itself. Dates without a zone are in UTC; a
// zero date was not given.
type Matter struct {
	Title       string         `key:"title"`
	LinkTitle   string         `key:"linkTitle"`
	Description string         `key:"description"`
	Summary     string         `key:"summary"`
	Date        time.Time      `key:"date"`
	Lastmod     time.Time      `key:"lastmod"`
	PublishDate time.Time      `key:"publishDate"`
	ExpiryDate  time.Time      `key:"expiryDate"`
	Draft       bool           `key:"draft"`
	Weight      int            `key:"weight"`
	Slug        string         `key:"slug"`
	URL         string         `key:"url"`
	Aliases     []string       `key:"aliases"`
	Layout      string         `key:"layout"`
	Type        string         `key:"type"`
	Tags        []string       `key:"tags"`
	Keywords    []string       `key:"keywords"`
	Params      map[string]any `key:"params"`

	// Question is what the page answers, as a reader would ask it.
	Question string `key:"question"`
	// KeyPoints are the two to four lines above the text.
	KeyPoints []string `key:"keyPoints"`
	// Note is the content note: one factual sentence.
	Note string `key:"note"`
	// Sources are the ids in sources.yaml of the sources that the page relies
	// on.
	Sources []string `key:"sources"`
	// Next is the suggested next step and Related two or three more pages, as
	// paths of source files relative to this one.
	Next    string   `key:"next"`
	Related []string `key:"related"`
	// Reviewed is the day on which somebody else reviewed the page.
	Reviewed   time.Time `key:"reviewed"`
	NextReview time.Time `key:"nextReview"`
	Reviewer   string    `key:"reviewer"`
	// Allow lists findings of the checks to accept, by code, with the reason.
	Allow map[string]string `key:"allow"`
	// Tier is A for the pages that the guide starts with and B for later ones.
	Tier string `key:"tier"`

	// Unread means that the front matter can't be read or is in the wrong
	// place, so nobody knows whether the page is a draft.
	Unread bool

	places []place
	file   string
}

// place is the position of a key's value. Matters are kept for every page of a
// guide; the trees that they were read from are not.
type place struct {
	key   string
	value spot
	items []spot
}

type spot struct{ line, col, endCol int32 }

func spotOf(p diag.Position) spot { return spot{int32(p.Line), int32(p.Col), int32(p.EndCol)} }

func placesOf(tree *data.Value) []place {
	if tree == nil {
		return nil
	}
	places := make([]place, len(tree.Fields))
	for i, f := range tree.Fields {
		places[i] = place{key: f.Key, value: spotOf(f.Value.Pos)}
		if n := len(f.Value.Items); n > 0 {
			places[i].items = make([]spot, n)
		}
		for j, item := range f.Value.Items {
			places[i].items[j] = spotOf(item.Pos)
		}
	}
	return places
}

// Position returns the position of a key's value, or the whole file if the key
// is absent. For a list, i selects an item; -1 means the list.
func (m *Matter) Position(key string, i int) diag.Position {
	for _, p := range m.places {
		if !strings.EqualFold(p.key, key) {
			continue
		}
		at := p.value
		if i >= 0 && i < len(p.items) {
			at = p.items[i]
		}
		return diag.Position{File: m.file, Line: int(at.line), Col: int(at.col), EndCol: int(at.endCol)}
	}
	return diag.Position{File: m.file}
}

// Appears returns when the page is to be published, zero for at once.
func (m *Matter) Appears() time.Time {
	if m.PublishDate.IsZero() {
		return m.Date
	}
	return m.PublishDate
}

const family = "front-matter"

// Parse reads the front matter of a file and keeps nothing of src. body is the
// offset in src at which the Markdown starts. A file without front matter is
// all body.
func Parse(file string, src []byte) (m *Matter, body int, diags diag.List) {
	m = &Matter{file: file}
	block, ok := split(src)
	if !ok {
		m.Unread = misplaced(file, src, &diags)
		return m, m.titleFrom(src, bomLength(src)), diags
	}
	if block.unclosed {
		m.Unread = true
		diags.Errorf(family+"/unclosed", diag.Position{File: file, Line: 1, Col: 1}, "the front matter is never closed").
			WithHint("end it with a line that holds only %s", block.fence)
		return m, len(src), diags
	}
	in := data.Input{File: file, Data: block.text, Line: 1}
	read := data.YAML
	if block.fence == "+++" {
		read = data.TOML
	}
	tree, diags := read(in, family)
	diags = append(diags, data.Decode(tree, m, family)...)
	m.places = placesOf(tree)
	m.Unread = unread(tree, diags) || nested(tree, &diags) || second(file, src, block.body, &diags)
	return m, m.titleFrom(src, block.body), diags
}

// titleFrom sets a missing title from a first line `# Title` and returns where
// the rest of the body starts. In a file without front matter the line may also
// be a heading of a lower level, as in books split into many files, if no other
// heading has that level and it has no id to link to. Package markdown then
// moves the headings below it up.
func (m *Matter) titleFrom(src []byte, body int) int {
	at := body
	for m.Title == "" && at < len(src) {
		line, next := cutLine(src, at)
		text := string(bytes.TrimSpace(line))
		marks, title, ok := strings.Cut(text, " ")
		alone := body <= bomLength(src) && marks == "##" && !titleID.MatchString(title) && !bytes.Contains(src[next-1:], []byte("\n## "))
		if ok && (marks == "#" || alone) {
			if m.Title = plainTitle(title); m.Title != "" {
				return next
			}
		}
		if text != "" {
			break
		}
		at = next
	}
	return body
}

var (
	titleMarkup = strings.NewReplacer("*", "", "`", "", `\`, "")
	titleLink   = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	titleID     = regexp.MustCompile(`\s*(\{[#.][^}]*\}|#+)$`)
)

// plainTitle strips the markup from a heading, since titles are plain text.
func plainTitle(heading string) string {
	heading = titleID.ReplaceAllString(strings.TrimSpace(heading), "")
	return strings.TrimSpace(titleMarkup.Replace(titleLink.ReplaceAllString(heading, "$1")))
}

// Instead implements [data.Migrant].
func (m *Matter) Instead(key string) string {
	for _, k := range [][2]string{
		{"categories", "there are only tags here: put them under tags:"},
		{"menu", "the menu is in content/site.yaml; remove this"},
		{"cascade", "set it in each page, or for all pages under params: in content/site.yaml; keep a folder that is never published outside content"},
		{"resources", "files beside a page are published without being listed; remove this"},
		{"author", "put it under params:, where layouts of your own can show it"},
		{"authors", "put it under params:, where layouts of your own can show it"},
		{"toc", "a page with two or more headings gets a table of contents; remove this"},
		{"permalink", "write url:"},
		{"redirect_from", "write aliases:"},
		{"id", "the file's name is the address; slug: changes its last part"},
		{"sidebar_position", "write weight:"},
		{"nav_order", "write weight:"},
		{"order", "write weight:"},
		{"build", "write draft: true to leave a page out; keep a folder that only other pages use outside content"},
		{"sidebar_label", "write linkTitle:"},
		{"lang", "the language is in the file's name, as in water.de.md, or its first folder"},
		{"image", "put it under params:, where layouts of your own can show it"},
		{"published", "write draft: true if the page should not be published"},
	} {
		if strings.EqualFold(key, k[0]) {
			return k[1]
		}
	}
	return ""
}

type block struct {
	fence    string
	text     []byte
	body     int
	unclosed bool
}

// split finds the fences. Lines may end in LF, CR LF or CR; a byte order mark
// before the first fence is skipped.
func split(src []byte) (block, bool) {
	start := bomLength(src)
	line, next := cutLine(src, start)
	fence := string(bytes.TrimRight(line, " \t"))
	if fence != "---" && fence != "+++" {
		return block{}, false
	}
	for at := next; at < len(src); {
		line, after := cutLine(src, at)
		if string(bytes.TrimRight(line, " \t")) == fence {
			return block{fence: fence, text: diag.LineFeeds(src[next:at]), body: after}, true
		}
		at = after
	}
	return block{fence: fence, body: len(src), unclosed: true}, true
}

func bomLength(src []byte) int {
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return 3
	}
	return 0
}

// cutLine returns the line at from without its end, and where the next one
// starts.
func cutLine(src []byte, from int) (line []byte, next int) {
	rest := src[from:]
	i := bytes.IndexAny(rest, "\r\n")
	if i < 0 {
		return rest, len(src)
	}
	end := i + 1
	if rest[i] == '\r' && end < len(rest) && rest[end] == '\n' {
		end++
	}
	return rest[:i], from + end
}

// keys returns the front matter keys from the tags of Matter.
func keys() []string {
	var names []string
	t := reflect.TypeFor[Matter]()
	for i := range t.NumField() {
		if key := t.Field(i).Tag.Get("key"); key != "" {
			names = append(names, key)
		}
	}
	return names
}
