package browser

import (
	"bytes"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

// What an article may weigh: HTML, styles and scripts at brotli 11, in bytes.
// The measure of peers is an article of 660 words (the best with search weighs
// 14.0 KiB). Up to longArticle words, with key points, sources and lists of
// links counted, a page must keep to pageWeight; the few longer ones may have
// the bytes of their further words, which are three to four each.
// Styles that only lists and help lines need are held to a limit of their own,
// and the script of a quick exit adds exitWeight where a page has it.
const (
	pageWeight  = 8 << 10
	longArticle = 1120
	wordWeight  = 4
	exitWeight  = 450
	listWeight  = 1800
)

// The sheet carries its questions and what works with the answers (reader
// spec, R1).
const (
	sheetScripts = 25 << 10
	sheetRest    = 20 << 10
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
		case isList(name):
		default:
			words := len(strings.Fields(mainText(parse(shared.guide.files[name]))))
			limit := pageWeight + wordWeight*max(0, words-longArticle)
			if strings.Contains(string(shared.guide.files[name]), `class="has-exit"`) {
				limit += exitWeight
			}
			lists := scale.lists(t, name)
			if weight := page + scripts - lists; weight > limit || lists > listWeight {
				t.Errorf("%s, of %d words, weighs %d bytes and %d of styles for lists, not at most %d and %d", name, words, weight, lists, limit, listWeight)
			}
			if page+scripts > heaviest {
				heaviest, heaviestName = page+scripts, name
			}
		}
	}
	article, scripts := scale.page(t, "types/words/index.html")
	t.Logf("an article: %d bytes; the heaviest page: %s, %d bytes", article+scripts, heaviestName, heaviest)
}

// mainText is the text of a page without what frames it.
func mainText(page *html.Node) string {
	for main := range elements(page, "main") {
		return text(main)
	}
	return ""
}

// isList says that a page is one of the few that hold many others, and grow
// with the guide.
func isList(name string) bool {
	switch path.Dir(name) {
	case "faq", "glossary", "about/sources", "whole":
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

// lists weighs the styles of a page that an article does without.
func (s *scale) lists(t *testing.T, name string) (weight int) {
	common := s.assets("types/words/index.html")
	for _, file := range s.assets(name) {
		if path.Ext(file) == ".css" && !slices.Contains(common, file) {
			weight += s.weigh(t, file)
		}
	}
	return weight
}

// assets are the styles and scripts that a page loads.
func (s *scale) assets(name string) (files []string) {
	for n := range elements(parse(s.files[name]), "link", "script") {
		ref := attribute(n, "src")
		switch attribute(n, "rel") {
		case "stylesheet", "modulepreload":
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
		cmd := exec.Command("brotli", "-q", "11", "-c")
		cmd.Stdin = bytes.NewReader(s.files[name])
		out, err := cmd.Output()
		if err != nil || len(s.files[name]) == 0 {
			t.Fatalf("brotli %s: %v", name, err)
		}
		s.weights[name] = len(out)
	}
	return s.weights[name]
}
