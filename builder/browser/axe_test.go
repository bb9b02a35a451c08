package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// axeFinding is one fault or question of axe-core with the places it has.
type axeFinding struct {
	Rule  string   `json:"rule"`
	Nodes []string `json:"nodes"`
}

func (f axeFinding) String() string { return f.Rule + "\n\t" + strings.Join(f.Nodes, "\n\t") }

// axeRun asks for a part of the page and the rules to hold it to. Colour contrast
// that axe could not decide counts as a fault, but for what a wide table has
// beyond the edge of the view that scrolls it: on a wide screen, where all of it
// is seen, axe decides.
const axeRun = `axe.run(%s, {
	%s,
	resultTypes: ["violations", "incomplete"],
}).then(({violations, incomplete}) => [...violations, ...incomplete.filter((r) => r.id.startsWith("color-contrast"))
	.map((r) => ({...r, nodes: r.nodes.filter((n) => {
		const cell = document.querySelector(n.target[0]);
		const view = cell?.closest("[role=region][tabindex='0']");
		return !view || innerWidth >= 1280 || cell.getBoundingClientRect().right <= view.getBoundingClientRect().right;
	})})).filter((r) => r.nodes.length)].map((r) => ({
	rule: r.id + ": " + r.help,
	nodes: r.nodes.slice(0, 5).map((n) => n.target.join(" ") + " " + n.any.map((c) => c.message).join("; ")),
})))`

// axeTime is the longest that axe-core may take: the whole guide is one page of it.
const axeTime = 10 * loadTime

// axe reports what axe-core finds in a part of the page ("document" or a
// selector in quotes).
func axe(t *testing.T, tab *tab, v view, part, rules string) {
	t.Helper()
	tab.look(v)
	if !ask[bool](tab, "typeof axe === 'object'") {
		source, err := os.ReadFile(axeFile)
		tab.must(err)
		ask[any](tab, string(source)+"; 0")
	}
	// Where the line above stays on screen, text that is scrolled below it has no colour to find.
	ask[any](tab, "scrollTo(0, 0); 0")
	for _, f := range askFor[[]axeFinding](tab, axeTime, fmt.Sprintf(axeRun, part, rules)) {
		t.Errorf("%s, %s: %v", v, part, f)
	}
}

// The rules that a page is held to: WCAG 2.2 AA, best practice and the 7:1 of
// AAA. The theme changes colours alone, so the
// second one needs only those that look at colours.
const (
	allRules = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		rules: {"color-contrast-enhanced": {enabled: true}}`
	colourRules = `runOnly: {type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}`
)

func TestAxeFindsNothing(t *testing.T) {
	eachPage(t, func(t *testing.T, s sample) {
		tab := open(t, shared.guide, s.path, desk)
		ask[any](tab, "probe.openDetails(), probe.settle(), probe.restyle(`"+laidOut+"`)")
		// Short tests look at a dark phone, and at one page on a light desk; the
		// audit looks at both themes in both sizes.
		sizes := []view{desk, phone}
		if testing.Short() && s.kind != kindHome {
			sizes = sizes[1:]
		}
		for _, size := range sizes {
			size.dark = size.width == phone.width
			axe(t, tab, size, "document", allRules)
			if size.dark = !size.dark; everyPage() {
				axe(t, tab, size, "document", colourRules)
			}
		}
		// The menu of a narrow screen may lie over the page when it is open, so
		// it is looked at by itself. It is the same on all pages.
		if everyPage() || s.kind == kindSection {
			ask[any](tab, `document.querySelector(".menu-short").open = true`)
			axe(t, tab, phone, `".top"`, allRules)
		}
	})
}
