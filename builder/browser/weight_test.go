package browser

import (
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// What a page may weigh and ask for: HTML, styles and scripts at brotli 11, in
// bytes, and how many files these are. The best of seven peers with a search
// weighs 14.0 KiB, in nine requests, for an article of 660 words.
// Drawings come on top of it.
const (
	pageWeight    = 8 << 10
	picturesWith  = 11 << 10
	drawingWeight = 3 << 10
	pageFiles     = 4
)

// drawings are the elements of HTML that hold a drawing of the guide's own. The
// mark in the line above is on every page and weighs with it.
var drawings = regexp.MustCompile(`(?s)<(figure|div)[^>]*>\s*<svg class="drawing".*?</svg>`)

// A page that begins with numbers carries those of every country, so that a
// reader's own show at once and without a network. The list of all of them
// still arrives in the first ten packets, before a server waits for an answer.
const (
	callWeight      = 13 << 10
	directoryWeight = 10 * 1460
)

// The sheet carries its questions and what works with the answers (reader
// spec, R1). Its page arrives in the first ten packets, with the 622 bytes of
// headers of a host that sends those of _headers.
const (
	sheetScripts = 28 << 10
	sheetRest    = 22 << 10
	sheetPage    = directoryWeight - 622
)

func TestPagesAreLight(t *testing.T) {
	scale := &scale{published: shared.guide, weights: make(map[string]int)}
	heaviest, heaviestName := 0, ""
	for _, name := range shared.guide.names {
		if path.Base(name) != "index.html" {
			continue
		}
		page, scripts := scale.page(t, name)
		switch {
		case name == "sheet/index.html":
			t.Logf("sheet: %d bytes and %d of scripts", page, scripts)
			if page > sheetRest || scripts > sheetScripts {
				t.Errorf("%s weighs %d bytes and %d of scripts, not at most %d and %d", name, page, scripts, sheetRest, sheetScripts)
			}
			if html := scale.weigh(t, name); html > sheetPage {
				t.Errorf("%s alone weighs %d bytes, not at most %d: it takes another round trip", name, html, sheetPage)
			}
		case isList(name):
		default:
			most, with := pageWeight, picturesWith
			switch text := string(shared.guide.files[name]); {
			case strings.Contains(text, `class="services"`):
				most, with = directoryWeight, directoryWeight
			case strings.Contains(text, `class="calls"`):
				most, with = callWeight, callWeight+drawingWeight
			}
			if page+scripts > with {
				t.Errorf("%s weighs %d bytes with its drawings, not at most %d: leave one out", name, page+scripts, with)
			}
			page -= scale.drawings(t, name)
			if page+scripts > most {
				t.Errorf("%s weighs %d bytes, not at most %d: shorten or split it", name, page+scripts, most)
			}
			if files := 1 + len(scale.assets(name)); files > pageFiles {
				t.Errorf("%s is %d files, not at most %d", name, files, pageFiles)
			}
			if page+scripts > heaviest {
				heaviest, heaviestName = page+scripts, name
			}
		}
	}
	article, scripts := scale.page(t, "types/words/index.html")
	t.Logf("an article: %d bytes; the heaviest page: %s, %d bytes", article+scripts, heaviestName, heaviest)
}

// isList says that a page is one of the few that hold many others, and grow
// with the guide.
func isList(name string) bool {
	switch path.Dir(name) {
	case "all", "faq", "glossary", "about/sources", "whole":
		return true
	}
	return strings.HasPrefix(name, "sheet/")
}

// A scale weighs files once each.
type scale struct {
	*published
	mu      sync.Mutex
	weights map[string]int
}

// page weighs a page with its styles, and its scripts apart.
func (s *scale) page(t *testing.T, name string) (page, scripts int) {
	page = s.weigh(t, name)
	for _, file := range s.assets(name) {
		if path.Ext(file) == ".js" {
			scripts += s.weigh(t, file)
		} else {
			page += s.weigh(t, file)
		}
	}
	return page, scripts
}

// drawings weighs what a page's drawings add to it, their style among them.
func (s *scale) drawings(t *testing.T, name string) (bytes int) {
	found := drawings.FindAll(s.files[name], -1)
	if found == nil {
		return 0
	}
	for _, drawing := range found {
		if n := compressed(t, drawing); n > drawingWeight {
			t.Errorf("%s holds a drawing of %d bytes, not at most %d: %.80s", name, n, drawingWeight, drawing)
		}
	}
	bytes = s.weigh(t, name) - compressed(t, drawings.ReplaceAll(s.files[name], nil))
	for _, file := range s.assets(name) {
		if strings.HasPrefix(path.Base(file), "drawing.") {
			bytes += s.weigh(t, file)
		}
	}
	return bytes
}

func compressed(t *testing.T, data []byte) int {
	out, err := brotli(data)
	if err != nil {
		t.Fatal(err)
	}
	return len(out)
}

// assets are the styles and scripts that a page loads.
func (s *scale) assets(name string) (files []string) {
	for n := range elements(parse(s.files[name]), "link", "script", "sheet-planner") {
		ref := attribute(n, "src") + attribute(n, "data-script")
		if attribute(n, "rel") == "stylesheet" {
			ref = attribute(n, "href")
		}
		if ref != "" {
			files = append(files, path.Join(path.Dir(name), ref))
		}
	}
	return files
}

func (s *scale) weigh(t *testing.T, name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, known := s.weights[name]; !known {
		out, err := brotli(s.files[name])
		if err != nil || len(s.files[name]) == 0 {
			t.Fatalf("brotli %s: %v", name, err)
		}
		s.weights[name] = len(out)
	}
	return s.weights[name]
}
