package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

// The least contrasts: text (WCAG 2.2, 1.4.6) and the edges of controls
// (1.4.11).
const (
	textContrast = 7
	edgeContrast = 3
)

// textPairs are the colours of text and the grounds that they stand on.
var textPairs = [...]string{
	"--ink on --paper", "--ink on --surface", "--ink on --sage-ground", "--ink on --clay-ground", "--ink on --chosen",
	"--soft on --paper", "--soft on --surface",
	"--accent on --paper", "--accent on --surface",
	"--sage on --sage-ground", "--clay on --clay-ground", "--clay on --paper", "--paper on --accent", "--paper on --ink",
}

var edgePairs = [...]string{"--edge on --paper", "--edge on --surface", "--accent on --chosen"}

func TestColoursKeepTheirContrast(t *testing.T) {
	tokens, err := os.ReadFile("../../layouts/styles/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, dark := range []bool{false, true} {
		v := view{dark: dark}
		tab := open(t, shared.guide, "/", v)
		// The published styles have the same colours under shorter names.
		ask[any](tab, `document.adoptedStyleSheets = [new CSSStyleSheet()], document.adoptedStyleSheets[0].replaceSync(`+quote(string(tokens))+`), 0`)
		for least, pairs := range map[float64][]string{textContrast: textPairs[:], edgeContrast: edgePairs[:]} {
			list, err := json.Marshal(pairs)
			tab.must(err)
			for pair, ratio := range ask[map[string]float64](tab, fmt.Sprintf("probe.contrasts(%s)", list)) {
				t.Logf("%s: %s %.1f", v, pair, ratio)
				if ratio < least {
					t.Errorf("%s: %s is %.2f, less than %v", v, pair, ratio, least)
				}
			}
		}
	}
}

// TestForcedColoursKeepEdges looks at pages as a reader does whose system
// gives all colours.
func TestForcedColoursKeepEdges(t *testing.T) {
	inAudit(t)
	eachPage(t, func(t *testing.T, s sample) {
		tab := open(t, shared.guide, s.path, view{forcedColors: true})
		none(t, "has no edge without its ground", ask[[]string](tab, "probe.edgeless()"))
		for _, dark := range []bool{false, true} {
			tab.look(view{forcedColors: true, dark: dark})
			none(t, "cannot be read", ask[[]string](tab, "probe.unreadable()"))
		}
	})
}

// The search marks words, for which a system has colours of its own.
func TestForcedColoursShowWhatWasFound(t *testing.T) {
	tab := open(t, shared.guide, "/types/words/", view{forcedColors: true, dark: true})
	tab.click(".find")
	tab.wait(`!!document.querySelector(".search-all a")`)
	ask[any](tab, `document.querySelector(".search input").value = "weighted blanket", document.querySelector(".search input").dispatchEvent(new Event("input")), 0`)
	tab.wait(`document.querySelectorAll(".search a mark").length > 1 && !!document.querySelector(".search p mark")`)
	none(t, "cannot be read", ask[[]string](tab, "probe.unreadable()"))
}

func TestNothingMovesUnasked(t *testing.T) {
	for _, path := range []string{"/", "/basics/drop/", "/skills/settling-together/", "/sheet/", "/faq/"} {
		tab := open(t, shared.guide, path, view{reducedMotion: true})
		none(t, path+" moves", ask[[]string](tab, "probe.moving()"))
	}
	// On paper a movement would stop wherever it had come to.
	tab := open(t, shared.guide, "/skills/settling-together/", view{print: true})
	none(t, "moves on paper", ask[[]string](tab, "probe.moving()"))
}
