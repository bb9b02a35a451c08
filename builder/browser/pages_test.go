package browser

import (
	"os"
	"path"
	"strings"
	"testing"
)

// everyPage says that all pages are to be looked at, not one of each kind.
func everyPage() bool { return os.Getenv("AUDIT") != "" }

// axeFile is the accessibility checker, from the locked package.json.
const axeFile = "node_modules/axe-core/axe.min.js"

// A sample is one page and its kind.
type sample struct{ kind, path string }

// The kinds that other checks ask about.
const (
	kindHome    = "home"
	kindSection = "section"
	kindArticle = "article"
	kindLong    = "long article"
	kindSheet   = "sheet"
	kindMissing = "404"
)

// tabsToText is how often Tab may be pressed before the first link in the
// text, past a menu of six; peers need 15 to 46.
const tabsToText = 12

// ringContrast is the least contrast of a focus outline with its ground
// (WCAG 2.2, 1.4.11 and 2.4.13).
const ringContrast = 3

// kinds is one page of each kind.
var kinds = [...]sample{
	{kindHome, "/"},
	{kindSection, "/types/"},
	{kindLong, "/basics/drop/"},
	{"FAQ", "/faq/"},
	{"help", "/help/crisis-and-support/"},
	{kindSheet, "/sheet/"},
	// From here on, their parts are on the pages above.
	{kindArticle, "/types/words/"},
	{kindMissing, "/nobody/wrote/this/"},
	{"glossary", "/glossary/"},
	{"sources", "/about/sources/"},
	{"all pages", "/all/"},
	{"blank sheet", "/sheet/blank/"},
	{"FAQ entry", "/faq/drop/"},
}

// mostlyAlike is how many of the kinds the short tests leave to the audit.
const mostlyAlike = 7

// samples are the pages that a check is to look at. Redirects, which nobody
// reads, have tests of their own.
func samples() []sample {
	if testing.Short() {
		return kinds[:len(kinds)-mostlyAlike]
	}
	if !everyPage() {
		return kinds[:]
	}
	all := []sample{{kindMissing, "/nobody/wrote/this/"}}
	for _, name := range shared.guide.names {
		if path.Base(name) == "index.html" && !isRedirect(shared.guide.files[name]) {
			address := "/" + strings.TrimSuffix(name, "index.html")
			all = append(all, sample{kindOf(address), address})
		}
	}
	return all
}

func kindOf(address string) string {
	for _, k := range kinds {
		if k.path == address {
			return k.kind
		}
	}
	if strings.HasPrefix(address, "/sheet/") {
		return kindSheet
	}
	if page := string(shared.guide.files[strings.TrimPrefix(address, "/")+"index.html"]); strings.Contains(page, `class="article section"`) || address == "/whole/" {
		return kindSection
	}
	return kindArticle
}

func isRedirect(page []byte) bool {
	return strings.Contains(string(page), `http-equiv="refresh"`)
}

// eachPage runs a check on every page to be looked at, two at a time.
func eachPage(t *testing.T, check func(t *testing.T, s sample)) {
	for _, s := range samples() {
		t.Run(strings.ReplaceAll(s.kind+s.path, "/", "·"), func(t *testing.T) {
			t.Parallel()
			check(t, s)
		})
	}
}

// shownFaults is how many faults of one kind a failing test names.
const shownFaults = 5

// none reports faults of one kind.
func none(t *testing.T, what string, faults []string) {
	t.Helper()
	if len(faults) == 0 {
		return
	}
	text := strings.Join(faults[:min(len(faults), shownFaults)], "\n\t")
	t.Errorf("%s: %d\n\t%s", what, len(faults), text)
}

// The samples must be what they stand for, or the checks would pass by
// looking at nothing.
func TestSamplesAreOfTheirKind(t *testing.T) {
	for _, s := range kinds {
		name := strings.TrimPrefix(s.path, "/") + "index.html"
		if _, ok := shared.guide.files[name]; ok == (s.kind == kindMissing) {
			t.Errorf("%s: is there a page %s? %v", s.kind, s.path, ok)
		}
		for _, want := range map[string][]string{
			kindLong:  {`class="callout`, "<table", `role="doc-noteref"`, `class="sources"`},
			"FAQ":     {"<details"},
			kindSheet: {"<fieldset", "<textarea"},
			"help":    {`class="has-exit"`},
		}[s.kind] {
			if !strings.Contains(string(shared.guide.files[name]), want) {
				t.Errorf("%s %s has no %s", s.kind, s.path, want)
			}
		}
	}
}
