package serve

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"aftercare/builder/bench/chromium"
	"aftercare/builder/diag"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var browser chromium.Shared

func TestMain(m *testing.M) { browser.Main(m) }

// tab is a page open in a browser, and what it has complained of.
type tab struct {
	*testing.T
	ctx context.Context
	mu  sync.Mutex
	bad []string
}

func (r *running) open(t *testing.T, browser context.Context, path string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	tab := &tab{T: t, ctx: ctx}
	tab.must(chromedp.Do(ctx))
	tab.must(chromedp.Listen(ctx, tab.note))
	tab.must(chromedp.Do(ctx, chromedp.Navigate("http://"+r.host+path)))
	tab.until(`document.readyState === "complete"`)
	tab.eval(`window.loaded = "once"`)
	return tab
}

func (t *tab) note(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		t.bad = append(t.bad, fmt.Sprint("console ", e.Type))
	case *runtime.EventExceptionThrown:
		t.bad = append(t.bad, e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		t.bad = append(t.bad, e.Entry.Text+" "+e.Entry.URL)
	}
}

func (t *tab) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// eval runs an expression in the page and returns its value as JSON.
func (t *tab) eval(expression string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, time.Minute)
	defer cancel()
	data, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	t.must(err)
	return string(data)
}

// until waits for a condition. The page may be loading.
func (t *tab) until(condition string) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(t.ctx, 10*time.Second)
		data, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte](`Boolean(`+condition+`)`, chromedp.EvalAsValue))
		cancel()
		if err == nil && string(data) == "true" {
			return
		}
	}
	t.Fatalf("never came to be: %s\n%s\n%v", condition, t.eval(`document.documentElement.outerHTML`), t.bad)
}

// holds holds that expressions, by their text, have values.
func (t *tab) holds(want map[string]string) {
	t.Helper()
	for expression, value := range want {
		if got := t.eval(expression); got != value {
			t.Errorf("%s is %s, want %s", expression, got, value)
		}
	}
}

func (t *tab) quiet() {
	t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, b := range t.bad {
		t.Errorf("complained: %s", b)
	}
	t.bad = nil
}

const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'`

// article is a page with everything that a reader can have touched.
func article(text string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="` + policy + `">
<title>Water</title><link rel="stylesheet" href="/one.css"></head><body>
<h1 id="top">Water</h1>
<p id="intro">` + text + `</p>
<form><input id="name" value="default"><textarea id="notes">default</textarea><input type="checkbox" id="yes"><select id="pick"><option>a<option>b</select></form>
<details id="more"><summary>More</summary><p>Hidden.</p></details>
<noscript><p>No script.</p></noscript>
<x-counter id="counter"><b>0</b></x-counter>
` + strings.Repeat("<p>A long text, so that there is something to scroll.</p>\n", 80) + `<p id="end">End</p>
<script type="module" src="/counter.js"></script></body></html>`
}

func preview(pages map[string]string) site {
	s := site{
		"one.css": "p { color: rgb(1, 1, 1) }", "two.css": "p { color: rgb(2, 2, 2) }", "404.html": strings.Replace(article("There is no such page."), "Water", "Not found", 1),
		"counter.js": `customElements.define("x-counter", class extends HTMLElement {
  connectedCallback() { this.append(document.createElement("i")); this.querySelector("b").textContent = "1"; this.classList.add("runs"); }
});`,
	}
	maps.Copy(s, pages)
	return s
}

// touch does what a reader does before the writer saves.
const touch = `(() => {
  const $ = (id) => document.getElementById(id);
  for (const id of ["name", "notes"]) { $(id).value = "typed"; $(id).dispatchEvent(new Event("input", {bubbles: true})); }
  $("yes").checked = true; $("pick").selectedIndex = 1; $("more").open = true;
  $("notes").focus(); $("notes").setSelectionRange(2, 4); scrollTo(0, 700);
})()`

// touched is what must be left of it.
var touched = map[string]string{
	`window.loaded`:                       `"once"`,
	`scrollY`:                             `700`,
	`document.activeElement.id`:           `"notes"`,
	`document.activeElement.selectionEnd`: `4`,
	`document.getElementById("name").value + document.getElementById("notes").value`:           `"typedtyped"`,
	`document.getElementById("yes").checked && document.getElementById("more").open`:           `true`,
	`document.getElementById("pick").value`:                                                    `"b"`,
	`document.getElementById("counter").outerHTML`:                                             `"<x-counter id=\"counter\" class=\"runs\"><b>1</b><i></i></x-counter>"`,
	`document.querySelector("noscript").childElementCount`:                                     `0`,
	`document.querySelectorAll("link[rel=stylesheet]").length`:                                 `1`,
	`getComputedStyle(document.getElementById("end")).color === getComputedStyle(intro).color`: `true`,
}

func TestSaveShowsInPlace(t *testing.T) {
	start := article("Water first.")
	edits := map[string]struct{ page, shown string }{
		"text":           {article("Water first, always."), `intro.textContent.endsWith("always.")`},
		"block in front": {strings.Replace(start, `<p id="intro">`, `<p>New.</p><p id="intro">`, 1), `intro.previousSibling.textContent === "New."`},
		"block taken":    {strings.Replace(start, `<p id="intro">Water first.</p>`, ``, 1), `!document.getElementById("intro")`},
		"block moved":    {strings.Replace(strings.Replace(start, `<p id="intro">Water first.</p>`, ``, 1), `<p id="end">`, `<p id="intro">Water first.</p><p id="end">`, 1), `end.previousElementSibling.id === "intro"`},
		"form moved":     {strings.Replace(start, `<form>`, `<h2>Form</h2><form>`, 1), `document.querySelector("h2")`},
		"attribute":      {strings.Replace(start, `<p id="intro">`, `<p id="intro" class="lead">`, 1), `intro.className.includes("lead")`},
		"heading":        {strings.Replace(start, `<h1 id="top">Water</h1>`, `<h2 id="top">Water!</h2>`, 1), `document.querySelector("h2#top")`},
		"title":          {strings.Replace(start, `<title>Water</title>`, `<title>Rivers</title>`, 1), `document.title === "Rivers"`},
		"style":          {strings.Replace(start, `one.css`, `two.css`, 1), `getComputedStyle(document.getElementById("end")).color === "rgb(2, 2, 2)" && document.querySelectorAll("link").length === 1`},
		"language":       {strings.Replace(start, `lang="en"`, `lang="de"`, 1), `document.documentElement.lang === "de"`},
		"default value":  {strings.Replace(start, `value="default"`, `value="other"`, 1), `document.getElementById("name").defaultValue === "other"`},
		"no script":      {strings.Replace(start, `No script.`, `Still no script.`, 1), `document.querySelector("script").dataset.version === "2"`},
		"another page":   {start, `document.querySelector("script").dataset.version === "2"`},
	}
	for name, edit := range edits {
		t.Run(name, func(t *testing.T) {
			r := serving(t, preview(map[string]string{"index.html": start}))
			tab := r.open(t, browser.Context(t), "/")
			tab.until(`document.querySelector("x-counter i")`)
			tab.eval(touch)
			tab.eval(`(() => {
  window.colours = new Set();
  (function watch() { colours.add(getComputedStyle(document.getElementById("end")).color); requestAnimationFrame(watch); })();
})()`)
			r.Show(Revision{Files: preview(map[string]string{"index.html": edit.page})})
			tab.until(edit.shown)
			want := maps.Clone(touched)
			if !strings.Contains(edit.page, "intro") {
				for k := range want {
					if strings.Contains(k, "intro") {
						delete(want, k)
					}
				}
			}
			if name != "no script" && name != "another page" && name != "title" && name != "style" && name != "language" {
				delete(want, "scrollY") // the browser holds the text in view; or what changed is brought into it
			}
			tab.holds(want)
			tab.holds(map[string]string{`colours.has("rgb(0, 0, 0)")`: "false"})
			tab.quiet()
		})
	}
}

func TestTenSavesInASecond(t *testing.T) {
	r := serving(t, preview(map[string]string{"index.html": article("0")}))
	tab := r.open(t, browser.Context(t), "/")
	tab.eval(touch)
	for i := range 10 {
		time.Sleep(50 * time.Millisecond)
		page := article(fmt.Sprint("save ", i+1))
		if i%2 == 0 {
			page = strings.Replace(page, "one.css", "two.css", 1)
		}
		r.Show(Revision{Files: preview(map[string]string{"index.html": page})})
	}
	tab.until(`intro.textContent === "save 10" && document.querySelectorAll("link").length === 1`)
	tab.holds(map[string]string{
		`window.loaded`: `"once"`, `document.getElementById("name").value`: `"typed"`,
		`getComputedStyle(document.getElementById("end")).color`: `"rgb(1, 1, 1)"`,
	})
	tab.quiet()
}

func TestWhatCanNotBeDoneInPlaceIsLoaded(t *testing.T) {
	start := article("Water first.")
	for name, page := range map[string]string{
		"script":                       strings.Replace(start, "/counter.js", "/counter.js?2", 1),
		"parts of a running element":   strings.Replace(start, "<b>0</b>", "<b>0</b><u>new</u>", 1),
		"what a script has taken away": strings.Replace(start, `<p id="end">End</p>`, `<p id="end">Other end</p>`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			r := serving(t, preview(map[string]string{"index.html": start}))
			tab := r.open(t, browser.Context(t), "/")
			tab.until(`document.querySelector("x-counter i")`)
			tab.eval(`document.getElementById("end").remove()`)
			r.Show(Revision{Files: preview(map[string]string{"index.html": page})})
			tab.until(`!window.loaded && document.querySelector("x-counter i") && document.getElementById("end")`)
			tab.quiet()
		})
	}
}

const panelOnBar = `document.querySelector("aftercare-panel").shadowRoot.querySelector("details").getBoundingClientRect().bottom === innerHeight - document.querySelector("aftercare-bar").offsetHeight`

func TestMistakeIsShownOverTheLastGoodPage(t *testing.T) {
	r := serving(t, preview(map[string]string{"index.html": article("Good."), "other.html": article("Other.")}))
	tab := r.open(t, browser.Context(t), "/")
	tab.eval(touch)
	for range 2 {
		broken := preview(map[string]string{"index.html": "mistake: <i>no</i> such term"})
		r.Show(Revision{Files: broken, Found: diag.List{mistake("mistake: <i>no</i> such term")}})
		tab.until(`document.querySelector("aftercare-panel")`)
		tab.holds(map[string]string{
			`intro.textContent`: `"Good."`, `window.loaded`: `"once"`,
			`document.querySelector("aftercare-panel").shadowRoot.querySelector("details").innerText.split("\n").filter(Boolean).join("|")`: `"1 error|Elsewhere|content/a.md:2:3|mistake: <i>no</i> such term [test/mistake]|  2 | two words|    |   ^|Hint: mend it"`,
			panelOnBar: `true`,
		})
		r.Show(Revision{Files: preview(map[string]string{"index.html": article("Good.")})})
		tab.until(`!document.querySelector("aftercare-panel")`)
	}
	tab.holds(touched)
	short := strings.ReplaceAll(article("Good."), "<p>A long text, so that there is something to scroll.</p>\n", "")
	r.Show(Revision{Files: preview(map[string]string{"index.html": short}), Found: diag.List{mistake("a mistake")}})
	tab.until(`document.querySelector("aftercare-panel")`)
	tab.holds(map[string]string{panelOnBar: `true`})
	tab.quiet()
}

func TestFirstPageAppearsWhenTheMistakeIsMended(t *testing.T) {
	r := serving(t, nil)
	r.Fail(diag.List{mistake("nothing there")})
	tab := r.open(t, browser.Context(t), "/")
	tab.until(`document.body.innerText.includes("nothing there") && document.querySelector("aftercare-panel")`)
	r.Show(Revision{Files: preview(map[string]string{"index.html": article("Good.")})})
	tab.until(`document.getElementById("intro")?.textContent === "Good." && !document.querySelector("aftercare-panel")`)
}

// Seven documents are open where a browser allows six connections to one host.
func TestEveryFrameFollows(t *testing.T) {
	site := func(text string) Files {
		wall := "<head></head><body><p id=intro>" + text + "</p>"
		for _, width := range []string{"phone", "tablet", "desk"} {
			wall += `<iframe src="/_aftercare/look?path=/&width=` + width + `"></iframe>`
		}
		return preview(map[string]string{"index.html": article(text), "wall.html": wall})
	}
	r := serving(t, site("Before."))
	tab := r.open(t, browser.Context(t), "/wall.html")
	for _, text := range []string{"Before.", "After.", "Again."} {
		if text != "Before." {
			r.Show(Revision{Files: site(text)})
		}
		tab.until(fmt.Sprintf(`intro.textContent === %q && [...document.querySelectorAll("iframe")].map((f) => f.contentWindow.frames[0]?.document.getElementById("intro")?.textContent).join("") === %q`, text, strings.Repeat(text, 3)))
	}
}

// A request that is lost on the way is made again.
func TestLostRequestIsTriedAgain(t *testing.T) {
	r := serving(t, preview(map[string]string{"index.html": article("Before.")}))
	tab := r.open(t, browser.Context(t), "/")
	tab.until(`document.querySelector("aftercare-bar")`)
	lose := func(number int) {
		tab.eval(fmt.Sprintf(`{ const real = window.fetch; let n = %d; window.fetch = (...a) => n-- ? Promise.reject(new Error("lost")) : (window.fetch = real)(...a) }`, number))
	}
	lose(1)
	r.Show(Revision{Files: preview(map[string]string{"index.html": article("After.")})})
	tab.until(`document.getElementById("intro").textContent === "After."`)
	lose(2)
	r.Fail(diag.List{mistake("gone")})
	tab.until(`document.querySelector("aftercare-panel")`)
}

func TestPageThatGoesAndComesBack(t *testing.T) {
	pages := map[string]string{"a/index.html": article("Here.")}
	r := serving(t, preview(pages))
	tab := r.open(t, browser.Context(t), "/a/")
	r.Show(Revision{Files: preview(nil)})
	tab.until(`document.getElementById("intro")?.textContent === "There is no such page."`)
	r.Show(Revision{Files: preview(pages)})
	tab.until(`document.getElementById("intro")?.textContent === "Here."`)
	tab.mu.Lock()
	defer tab.mu.Unlock()
	for _, b := range tab.bad {
		if !strings.Contains(b, "404") { // Chromium says so of every such page
			t.Error(b)
		}
	}
}

// A server that is stopped and started again has another token; the page that
// is open finds its way back.
func TestServerStartedAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	start := func(l net.Listener, text string) (stop func()) {
		s := New(Options{Hosts: []string{addr}})
		s.Show(Revision{Files: preview(map[string]string{"index.html": article(text)})})
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error)
		go func() { done <- s.Serve(ctx, l) }()
		return func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	}
	stop := start(l, "First run.")
	tab := (&running{T: t, host: addr}).open(t, browser.Context(t), "/")
	tab.until(`document.getElementById("intro")?.textContent === "First run."`)
	stop()
	if l, err = net.Listen("tcp", addr); err != nil {
		t.Fatal(err)
	}
	defer start(l, "Second run.")()
	tab.until(`document.getElementById("intro")?.textContent === "Second run."`)
}

func TestPanelsAreReadable(t *testing.T) {
	r := serving(t, preview(map[string]string{"index.html": article("Good.")}), func(o *Options) {
		o.EditorURL = func(p diag.Position) string { return "vscode://file/" + p.String() }
	})
	tab := r.open(t, browser.Context(t), "/")
	var many diag.List
	for i := range 30 {
		many = append(many, mistake(fmt.Sprint("mistake ", i)))
	}
	advice := mistake("advice")
	advice.Severity = diag.Advice
	r.Show(Revision{Files: preview(map[string]string{"index.html": article("Good.")}), Found: append(many, advice)})
	tab.until(`document.querySelector("aftercare-panel")`)
	var text string
	if err := json.Unmarshal([]byte(tab.eval(`document.querySelector("aftercare-panel").shadowRoot.querySelector("details").innerText`)), &text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"30 errors, 1 piece of advice", "mistake 0 ", "mistake 19 ", "and more"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in %s", want, text)
		}
	}
	if strings.Contains(text, "[style/") || strings.Contains(text, "mistake 20 ") {
		t.Errorf("too much in %s", text)
	}
	tab.holds(map[string]string{`document.querySelector("aftercare-panel").shadowRoot.querySelector("a").href`: `"vscode://file/content/a.md:2:3"`})
	tab.quiet()
}
