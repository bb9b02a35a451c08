package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// articleRequests is the most that an article may ask for: the page, a style
// sheet, a script, an icon. A drawing brings a style sheet of its own, which
// would otherwise weigh on every page without one.
const (
	articleRequests = 4
	drawingRequests = 1
)

// TestPlainReadIsPrivateAndQuiet reads a page as a person does: opens it,
// opens what folds, goes to its end. Nothing of that may reach another host,
// stay on the device, be refused by the policy or show in the console.
func TestPlainReadIsPrivateAndQuiet(t *testing.T) {
	eachPage(t, func(t *testing.T, s sample) {
		tab := openAlone(t, shared.guide, s.path, desk)
		ask[any](tab, "probe.openDetails()")
		ask[any](tab, "scrollTo(0, document.body.scrollHeight)")
		ask[any](tab, "new Promise((done) => setTimeout(done, 150))")

		for _, address := range tab.sent() {
			if !strings.HasPrefix(address, tab.host.base) && !strings.HasPrefix(address, "data:image/") {
				t.Errorf("asks another host for %s", address)
			}
		}
		most := articleRequests
		if ask[bool](tab, `document.querySelector("svg.drawing") !== null`) {
			most += drawingRequests
		}
		if asked := tab.host.requests(); (s.kind == kindArticle || s.kind == kindLong) && len(asked) > most {
			t.Errorf("asks for %d files, not at most %d: %v", len(asked), most, asked)
		}
		for _, kept := range ask[[]string](tab, "probe.kept()") {
			t.Errorf("leaves on the device: %s", kept)
		}
		cookies, err := chromedp.CallBrowser(tab.ctx, storage.GetCookies, storage.GetCookiesParams{BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cookies.Cookies {
			t.Errorf("sets the cookie %s", c.Name)
		}
		for _, line := range tab.said() {
			// The browser itself reports the status of a page that is not there.
			if s.kind == kindMissing && strings.HasSuffix(line, "404 (Not Found) "+tab.host.base+strings.TrimPrefix(s.path, "/")) {
				continue
			}
			t.Errorf("console: %s", line)
		}
	})
}

// halves are the guide with its policy in one of its two places: in the page,
// as from a host that sends no headers, and in the header.
func halves() map[string]*published {
	page := &published{names: shared.guide.names, files: shared.guide.files}
	header := &published{names: shared.guide.names, files: make(map[string][]byte), headers: shared.guide.headers}
	for name, data := range shared.guide.files {
		header.files[name] = []byte(strings.ReplaceAll(string(data), `http-equiv="Content-Security-Policy"`, `name="nothing"`))
	}
	return map[string]*published{"page": page, "header": header}
}

func TestPolicyHoldsAsHeaderAndInThePage(t *testing.T) {
	const inject = `new Promise((done) => {
		document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective), {once: true});
		setTimeout(() => done("let through"), 1000);
		const put = (name, set) => document.body.append(Object.assign(document.createElement(name), set));
		%s;
	})`
	attempts := map[string]string{
		"script-src-elem": `put("script", {textContent: "window.intruder = 1"})`,
		"style-src-elem":  `put("style", {textContent: "body { color: red }"})`,
		"style-src-attr":  `document.body.setAttribute("style", "color: red")`,
		"img-src":         `put("img", {src: "http://127.0.0.2:9/pixel.png"})`,
		"frame-src":       `put("iframe", {src: "http://127.0.0.2:9/"})`,
		"connect-src":     `fetch("http://127.0.0.2:9/").catch(() => {})`,
		"base-uri":        `put("base", {href: "http://127.0.0.2:9/"})`,
		"form-action":     `{ const form = put("form", {action: "/sent", method: "post"}); document.querySelector("form:last-of-type").submit() }`,
	}
	for way, p := range halves() {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			tab := blank(t, p, desk)
			for want, attempt := range attempts {
				tab.load("/types/words/")
				if got := ask[string](tab, strings.Replace(inject, "%s", attempt, 1)); got != want {
					t.Errorf("%s: %s", want, got)
				}
			}
		})
	}
}

// What is typed into the sheet cannot be sent even by a script of our own.
func TestSheetTalksToNobody(t *testing.T) {
	const fetches = `fetch(location.href).then(() => true, () => false)`
	for way, p := range halves() {
		tab := blank(t, p, desk)
		for _, s := range samples() {
			if s.kind != kindSheet {
				continue
			}
			tab.load(s.path)
			if ask[bool](tab, fetches) {
				t.Errorf("%s, policy in the %s: a script can reach its own host", s.path, way)
			}
		}
		tab.load("/types/words/")
		if !ask[bool](tab, fetches) {
			t.Error("the same request fails on an article, so this test proves nothing")
		}
	}
}
