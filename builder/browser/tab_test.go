package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed testdata/probe.js
var probe string

// view is how a page is looked at. The zero value is a desk: 1280 × 900, light,
// scripts on.
type view struct {
	width, height int64 // CSS pixels
	dark          bool
	noScript      bool
	forcedColors  bool
	reducedMotion bool
	print         bool
}

// The views that most checks use.
var (
	desk  = view{width: 1280, height: 900}
	phone = view{width: 390, height: 844}
)

func (v view) String() string {
	if v.width == 0 {
		v.width, v.height = desk.width, desk.height
	}
	words := []string{fmt.Sprintf("%dx%d", v.width, v.height)}
	for _, word := range []struct {
		on   bool
		name string
	}{
		{v.dark, "dark"}, {v.noScript, "no script"}, {v.forcedColors, "forced colours"},
		{v.reducedMotion, "reduced motion"}, {v.print, "print"},
	} {
		if word.on {
			words = append(words, word.name)
		}
	}
	return strings.Join(words, ", ")
}

// loadTime is the longest that one page may take on a busy machine.
const loadTime = 60 * time.Second

// A tab is one page opened in one view, and what it has said and asked for
// since.
type tab struct {
	testing.TB
	host *host
	ctx  context.Context

	mu       sync.Mutex
	console  []string // warnings, errors and uncaught exceptions
	requests []string // addresses asked for, those that fail too
}

// open opens a path of a guide.
func open(t testing.TB, p *published, path string, v view) *tab {
	t.Helper()
	tab := blank(t, p, v)
	tab.load(path)
	return tab
}

// openAlone opens a path of a guide at an origin and in a browser profile that
// nothing else has used.
func openAlone(t testing.TB, p *published, path string, v view) *tab {
	t.Helper()
	tab := newTab(t, newHost(p), v, chromedp.WithNewBrowserContext())
	tab.load(path)
	return tab
}

// blank opens a tab with nothing in it yet.
func blank(t testing.TB, p *published, v view) *tab {
	t.Helper()
	return newTab(t, p.sharedHost(), v)
}

func newTab(t testing.TB, h *host, v view, options ...chromedp.ContextOption) *tab {
	t.Helper()
	return newTabIn(t, shared.chromium, h, v, options...)
}

// newTabIn is newTab in another browser than the shared one.
func newTabIn(t testing.TB, browser context.Context, h *host, v view, options ...chromedp.ContextOption) *tab {
	t.Helper()
	tab := &tab{TB: t, host: h}
	ctx, stop := chromedp.NewContext(browser, options...)
	t.Cleanup(stop)
	tab.ctx = ctx
	tab.must(chromedp.Do(ctx))
	tab.must(chromedp.Listen(ctx, tab.note))
	call(tab, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	tab.look(v)
	return tab
}

// load goes to a path of the guide and waits for the page.
func (t *tab) load(path string) {
	t.Helper()
	t.visit(path)
	t.arm()
	// The sheet begins after it was shown once.
	t.wait(`!document.querySelector("sheet-planner") || !!document.querySelector("sheet-planner.on") || matchMedia("(scripting: none)").matches`)
}

// visit is load for a page that may not stay.
func (t *tab) visit(path string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, loadTime)
	defer cancel()
	t.must(chromedp.Do(ctx, chromedp.Navigate(t.host.base+strings.TrimPrefix(path, "/"))))
}

// laidOut is a style with which a page is laid out in full: what is far from the
// screen has no text and no place otherwise, to whoever asks.
const laidOut = "* { content-visibility: visible !important } "

// arm brings probe.js into the page at hand, as load does.
func (t *tab) arm() {
	t.Helper()
	ask[any](t, probe+"; 0")
}

// look changes the view without loading the page again; only noScript needs a
// load to show.
func (t *tab) look(v view) {
	t.Helper()
	if v.width == 0 {
		v.width, v.height = desk.width, desk.height
	}
	call(t, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: v.width, Height: v.height, DeviceScaleFactor: 1, Mobile: v.width < 600,
	})
	call(t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: v.noScript})
	either := func(on bool, yes, no string) string {
		if on {
			return yes
		}
		return no
	}
	call(t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media: either(v.print, "print", ""), // "screen" would hold on paper too
		Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: either(v.dark, "dark", "light")},
			{Name: "forced-colors", Value: either(v.forcedColors, "active", "none")},
			{Name: "prefers-reduced-motion", Value: either(v.reducedMotion, "reduce", "no-preference")},
		},
	})
}

// note keeps what matters of the browser's events, in their order.
func (t *tab) note(event any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		t.requests = append(t.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		var words []string
		for _, arg := range e.Args {
			words = append(words, strings.Trim(string(arg.Value), `"`)+arg.Description)
		}
		t.console = append(t.console, fmt.Sprintf("console.%s: %s", e.Type, strings.Join(words, " ")))
	case *runtime.EventExceptionThrown:
		t.console = append(t.console, "exception: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		t.console = append(t.console, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
	}
}

// said is everything that the console has shown so far.
func (t *tab) said() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.console...)
}

// sent are the addresses asked for so far.
func (t *tab) sent() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]string(nil), t.requests...)
}

// key is one key of a keyboard.
type key struct {
	name string
	code int64 // Windows virtual key code
	text string
}

var (
	keyTab   = key{"Tab", 9, ""}
	keyEnter = key{"Enter", 13, "\r"}
	keyShift = key{"Shift", 16, ""}
)

// press presses and releases a key; with shift, while Shift is held.
func (t *tab) press(k key, shift bool) {
	t.Helper()
	up := t.hold(k, shift)
	up.Type, up.Text = input.DispatchKeyEventTypeKeyUp, ""
	call(t, input.DispatchKeyEvent, up)
}

// hold presses a key and does not release it.
func (t *tab) hold(k key, shift bool) input.DispatchKeyEventParams {
	t.Helper()
	down := input.DispatchKeyEventParams{
		Type: input.DispatchKeyEventTypeRawKeyDown, Key: k.name, Code: k.name,
		WindowsVirtualKeyCode: k.code, NativeVirtualKeyCode: k.code,
	}
	if k.text != "" {
		down.Type, down.Text = input.DispatchKeyEventTypeKeyDown, k.text
	}
	if shift {
		down.Modifiers = 8
	}
	call(t, input.DispatchKeyEvent, down)
	return down
}

func (t *tab) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// call runs a command of the browser's protocol.
func call[P, R any](t *tab, cmd cdp.Command[P, R], params P) R {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, loadTime)
	defer cancel()
	result, err := chromedp.Call(ctx, cmd, params)
	t.must(err)
	return result
}

// ask runs a function of probe.js (or any expression) in the page and returns
// what it returns, or what its promise becomes.
func ask[T any](t *tab, expression string) T {
	t.Helper()
	return askFor[T](t, loadTime, expression)
}

// askFor is ask for what may take longer than to load a page.
func askFor[T any](t *tab, most time.Duration, expression string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, most)
	defer cancel()
	var result T
	data, err := chromedp.Run(ctx, chromedp.Evaluate[[]byte](expression, chromedp.EvalAwaitPromise, chromedp.EvalAsValue))
	t.must(err)
	if len(data) > 0 {
		t.must(json.Unmarshal(data, &result))
	}
	return result
}

// click clicks on the middle of the first element that a CSS selector names.
func (t *tab) click(selector string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.ctx, loadTime)
	defer cancel()
	t.must(chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector))))
}
