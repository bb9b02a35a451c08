package search_test

import (
	"context"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aftercare/builder"
	"aftercare/builder/bench/chromium"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A tab is Chromium with one page of a guide, and what it has asked for and
// complained of.
type tab struct {
	testing.TB
	ctx  context.Context
	base string

	mu       sync.Mutex
	requests []string // paths, with their query
	said     []string
}

// serve answers with the files of a snapshot, under the policy that the guide
// asks its hosts for.
func serve(t testing.TB, s *builder.Snapshot) string {
	t.Helper()
	headers, err := s.ReadFile("_headers")
	if err != nil {
		t.Fatal(err)
	}
	_, policy, _ := strings.Cut(string(headers), "Content-Security-Policy: ")
	policy, _, _ = strings.Cut(policy, "\n")
	if policy == "" {
		t.Fatal("_headers has no policy")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := s.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

var browser chromium.Shared

func TestMain(m *testing.M) { browser.Main(m) }

// inJourney leaves a test to the audit that a journey in three engines has the
// main part of.
func inJourney(t *testing.T) {
	if testing.Short() {
		t.Skip("a journey in three engines does it; the audit does this, too")
	}
}

// browse opens a tab that shares nothing with those of other tests.
func browse(t testing.TB, base string) *tab {
	t.Helper()
	tab := &tab{TB: t, base: base}
	ctx, cancel := chromedp.NewContext(browser.Context(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, testTime)
	t.Cleanup(cancel)
	tab.ctx = ctx
	tab.must(chromedp.Do(ctx))
	tab.must(chromedp.Listen(ctx, tab.note))
	_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	tab.must(err)
	return tab
}

func (t *tab) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (t *tab) note(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.requests = append(t.requests, strings.TrimPrefix(e.Request.URL, t.base))
	case *runtime.EventExceptionThrown:
		t.said = append(t.said, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		t.said = append(t.said, e.Entry.Text)
	}
}

// asked returns the requests for files of the search.
func (t *tab) asked() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var list []string
	for _, r := range t.requests {
		if name, _, _ := strings.Cut(r, "?"); isIndex(name) || strings.Contains(name, "panel") {
			list = append(list, r)
		}
	}
	return list
}

func (t *tab) open(address string) {
	t.Helper()
	t.must(chromedp.Do(t.ctx, chromedp.Navigate(address)))
}

func (t *tab) click(selector string) {
	t.Helper()
	t.must(chromedp.Do(t.ctx, chromedp.Click(chromedp.CSS(selector))))
}

// keys types into what has the focus.
func (t *tab) keys(text string) {
	t.Helper()
	t.must(chromedp.Do(t.ctx, chromedp.KeyEvent(text)))
}

func (t *tab) eval(expression string) string {
	t.Helper()
	value, err := t.value(expression)
	t.must(err)
	return value
}

func (t *tab) value(expression string) (string, error) {
	data, err := chromedp.Run(t.ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	var value any
	if err == nil && len(data) > 0 {
		err = json.Unmarshal(data, &value)
	}
	return fmt.Sprint(value), err
}

// patience is how long something may take on a busy machine, testTime a test.
const patience, testTime = 20 * time.Second, 2 * time.Minute

// await waits until an expression is true. A page that is just being left can't
// be asked.
func (t *tab) await(expression string) {
	t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		value, err := t.value("Boolean(" + expression + ")")
		if value == "true" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s never came true (%v)\n%s\n%q", expression, err, t.eval(`document.querySelector(".search")?.outerHTML`), t.said)
		}
	}
}

// want compares the value of an expression.
func (t *tab) want(expression, value string) {
	t.Helper()
	if got := t.eval(expression); got != value {
		t.Errorf("%s is %q, not %q", expression, got, value)
	}
}

const (
	firstResult = `document.querySelector(".search-results ol > li > a")`
	focused     = `document.activeElement`
)

func TestSearchInTheBrowser(t *testing.T) {
	base := serve(t, guide(t))
	tab := browse(t, base)
	tab.open(base + "types/words/")
	if asked := tab.asked(); len(asked) > 0 {
		t.Errorf("before anybody searched, the page asked for %v", asked)
	}
	history := tab.eval(`history.length`)
	tab.click(".find")
	tab.want(focused+`.type`, "search")
	tab.await(`document.querySelector(".search-all a")`)
	tab.keys("weighted blanket")
	tab.await(firstResult + `?.pathname === "/types/senses/"`)
	tab.await(`document.querySelector(".search-results p mark")`)
	tab.await(`/\d/.test(document.querySelector("[role=status]").textContent)`)
	tab.want(`document.querySelector(".search-results ol ol, .search-results li li a").hash`, "#weighted-blankets")
	for _, request := range tab.asked() {
		if strings.Contains(request, "weighted") || strings.Contains(request, "blanket") {
			t.Errorf("what was typed is in the request for %s", request)
		}
	}

	tab.keys(kb.ArrowDown)
	tab.want(focused+" === "+firstResult, "true")
	tab.keys(kb.ArrowUp)
	tab.want(focused+`.type`, "search")
	tab.keys("\r")
	tab.want(focused+" === "+firstResult, "true")
	tab.keys(kb.Escape)
	tab.want(focused+`.className`, "find")
	tab.want(`document.querySelector(".search").hidden`, "true")
	tab.want(`document.querySelector(".search input").value`, "")
	tab.want(`document.querySelectorAll(".search-results *").length`, "0")

	tab.want(`location.href`, base+"types/words/")
	tab.want(`history.length`, history)
	tab.want(`localStorage.length + sessionStorage.length + document.cookie.length`, "0")
	tab.want(`indexedDB.databases().then((d) => d.length)`, "0")

	tab.keys("\r") // on the link: it opens again
	tab.keys("jelousy")
	tab.await(`document.querySelector("[role=status]")?.textContent.includes("jealousy")`)
	tab.click(".search-results a")
	tab.await(`location.pathname !== "/types/words/" && document.readyState === "complete"`)
	tab.eval(`void setTimeout(() => history.back())`) // once this has been answered: the page may go at once
	tab.await(`location.pathname === "/types/words/"`)
	tab.want(`document.querySelector(".search input")?.value ?? ""`, "")
	if len(tab.said) > 0 {
		t.Errorf("the browser complains: %q", tab.said)
	}
}

// The sheet talks to nobody: there "Find" stays a link.
func TestSheetHasOnlyTheLink(t *testing.T) {
	base := serve(t, guide(t))
	tab := browse(t, base)
	tab.open(base + "sheet/")
	tab.want(`document.querySelectorAll("site-search, .search").length`, "0")
	tab.click(".find")
	tab.await(`location.pathname === "/all/"`)
}

// The copy that stands by itself is opened from a disk and finds what is in it.
func TestSearchInTheCopy(t *testing.T) {
	inJourney(t)
	copied, err := guide(t).ReadFile("guide.html")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "guide.html")
	if err := os.WriteFile(file, copied, 0o666); err != nil {
		t.Fatal(err)
	}
	tab := browse(t, "file://")
	tab.open("file://" + file)
	tab.click("site-search a")
	tab.await(`document.querySelector(".search-all a")`)
	tab.keys("i want to die")
	tab.await(firstResult + `?.getAttribute("href") === "#help-crisis-and-support"`)
	tab.eval(`document.activeElement.select()`)
	tab.keys("weighted blanket")
	tab.await(firstResult + `?.getAttribute("href") === "#types-senses"`)
	tab.await(`document.querySelector(".search-results p mark")`)
	tab.want(`[...document.querySelectorAll(".search-results a")].every((a) => document.getElementById(a.hash.slice(1)))`, "true")
	tab.click(".search-results li li a")
	tab.await(`location.hash === "#types-senses-weighted-blankets"`)
	if asked := tab.requests; slices.ContainsFunc(asked, func(r string) bool { return !strings.HasSuffix(r, "guide.html") }) {
		t.Errorf("the copy asks for %v", asked)
	}
	if len(tab.said) > 0 {
		t.Errorf("the browser complains: %q", tab.said)
	}
}

func TestFilterOfQuestions(t *testing.T) {
	inJourney(t)
	base := serve(t, guide(t))
	tab := browse(t, base)
	tab.open(base + "faq/")
	const shown = `[...document.querySelectorAll(".answer")].filter((a) => a.checkVisibility())`
	all := tab.eval(shown + `.length`)
	tab.click(".filter input")
	tab.keys("shower")
	tab.await(shown + `.length < ` + all)
	tab.want(shown+`.some((a) => a.id === "shower")`, "true")
	tab.want(`document.querySelectorAll(".answer[open]").length`, "0")
	tab.await(`/\d/.test(document.querySelector(".filter [role=status]").textContent)`)
	tab.keys(kb.Escape)
	tab.await(shown + `.length === ` + all)
	if len(tab.said) > 0 {
		t.Errorf("the browser complains: %q", tab.said)
	}
}

// The filter knows other forms of a word and other words for the same thing, as
// the search does, and shows a way on where no question is left.
func TestFilterKnowsWordsAsTheSearchDoes(t *testing.T) {
	inJourney(t)
	base := serve(t, guide(t))
	tab := browse(t, base)
	tab.open(base + "faq/")
	const shown = `[...document.querySelectorAll(".answer")].filter((a) => a.checkVisibility())`
	none := `!document.querySelector(".filter-none").hidden`
	for typed, want := range map[string]string{
		"crying": "cry", "shaking": "shaking", "ghosted": "they-left", "condom split": "condom", "std test": "test", "guilty": "guilty", "disgusting": "put-off",
	} {
		tab.click(".filter input")
		tab.keys(typed)
		tab.await(shown + `.length < 40 && ` + shown + `.some((a) => a.id === "` + want + `")`)
		tab.want(none, "false")
		tab.want(`[...document.querySelectorAll("section.answers")].every((s) => s.checkVisibility() === Boolean(s.querySelector(".answer:not([hidden])")))`, "true")
		tab.keys(kb.Escape)
		tab.await(shown + `.length > 40`)
	}
	tab.keys("zeppelin")
	tab.await(none)
	tab.want(shown+`.length`, "0")
	tab.want(`document.querySelector('.filter-none a[href$="help/"]').checkVisibility()`, "true")
	tab.click(".filter-find")
	tab.await(`document.querySelector(".search input")?.value === "zeppelin" && document.querySelector(".search-said")?.textContent`)
	if len(tab.said) > 0 {
		t.Errorf("the browser complains: %q", tab.said)
	}
}

// An address that ends in the name of a question shows its answer.
func TestNamedQuestionIsOpen(t *testing.T) {
	inJourney(t)
	base := serve(t, guide(t))
	tab := browse(t, base)
	tab.open(base + "faq/#froze")
	const inView = `((a) => a.open && a.getBoundingClientRect().top >= -1 && a.getBoundingClientRect().top < innerHeight)`
	tab.await(inView + `(document.querySelector("#froze"))`)
	tab.want(`document.querySelectorAll(".answer[open]").length`, "1")
	tab.click(".filter input")
	tab.keys("crying")
	tab.await(`document.querySelector("#shower").hidden`)
	tab.eval(`location.hash = "shower"`)
	tab.await(inView + `(document.querySelector("#shower"))`)
	tab.want(`document.querySelector(".filter input").value`, "")
}

const axeFile = "../browser/node_modules/axe-core/axe.min.js"

// axe finds nothing wrong with the open panel, its results and the filter, and
// no contrast that it could not decide.
func TestAxeFindsNothingInTheSearch(t *testing.T) {
	axe, err := os.ReadFile(axeFile)
	if err != nil {
		t.Fatalf("the tests need axe-core: cd builder/browser && npm ci (%v)", err)
	}
	base := serve(t, guide(t))
	tab := browse(t, base)
	check := func(name string) {
		t.Helper()
		for i, width := range []int64{1280, 390, 320} {
			for j, theme := range []string{"light", "dark"} {
				if i != j && testing.Short() {
					continue // the audit looks at each theme in each width
				}
				_, err := chromedp.Call(tab.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 800, DeviceScaleFactor: 1})
				tab.must(err)
				_, err = chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
				})
				tab.must(err)
				found := tab.eval(`axe.run(".search, .filter", {
					runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
					rules: {"color-contrast-enhanced": {enabled: true}},
					resultTypes: ["violations", "incomplete"],
				}).then(({violations, incomplete}) => [...violations, ...incomplete.filter((r) => r.id.startsWith("color-contrast"))]
					.map((r) => r.id + ": " + r.nodes.map((n) => n.html + " " + n.failureSummary).join("; ")).join("\n"))`)
				if found != "" {
					t.Errorf("%s, %d wide, %s: %s", name, width, theme, found)
				}
				if tab.eval(`document.documentElement.scrollWidth > innerWidth`) == "true" {
					t.Errorf("%s, %d wide: the page scrolls sideways", name, width)
				}
			}
		}
	}
	tab.open(base + "types/words/")
	tab.eval(string(axe) + "; 0")
	tab.click(".find")
	tab.await(`document.querySelector(".search-all a")`)
	check("the panel")
	tab.keys("sleep")
	tab.await(`document.querySelector(".search-results p mark")`)
	tab.await(`document.querySelector("[role=status]").textContent`)
	check("results")
	tab.open(base + "faq/")
	tab.eval(string(axe) + "; 0")
	tab.await(`document.querySelector(".filter input")`)
	check("the filter")
}
