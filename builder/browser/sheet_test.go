package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	sheetPath = "/sheet/"
	sheetCopy = "sheet/planner.html" // named by the settings' sheetTitle
)

// A planner is the sheet in a tab.
type planner struct{ *tab }

// plan opens the sheet at an origin and in a profile of its own.
func plan(t testing.TB, v view) planner {
	t.Helper()
	return planner{openAlone(t, shared.guide, sheetPath, v)}
}

// do acts in the page and waits for promises that follow at once.
func (p planner) do(script string) {
	p.Helper()
	ask[any](p.tab, "(() => {"+script+"})(); 0")
}

// tick clicks something, wherever it is.
func (p planner) tick(selectors ...string) {
	p.Helper()
	for _, s := range selectors {
		p.do(fmt.Sprintf(`document.querySelector(%q).click()`, s))
	}
}

// write puts text into a field as typing does, at once.
func (p planner) write(selector, text string) {
	p.Helper()
	p.do(fmt.Sprintf(`const f = document.querySelector(%q); f.focus(); f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true}))`, selector, text))
}

// A filled is what one person put down in these tests.
type filled struct{ name, want, give, words, secret string }

var robin = filled{"Robin", "must", "happy", "Tea in the blue mug, because I can grip it.", "Nobody at work may hear of this."}

// onePage shows all questions at once.
func (p planner) onePage() {
	p.Helper()
	p.tick(".whose [name=layout][value=all]")
}

// fill answers as somebody: a drink wanted and given, one word kept private.
func (p planner) fill(f filled) {
	p.Helper()
	p.onePage()
	p.write(".whose .name", f.name)
	p.tick("#q-drink .want [value="+f.want+"]", "#q-drink .give [value="+f.give+"]", "#q-drink .when [value=now]", `#q-first [value=close]`)
	p.write("#q-drink .exactly", f.words)
	p.write("#q-off-limits .exactly", f.secret)
	p.tick("#q-off-limits .keep-private input")
}

// answers are those of the first person, as JSON by question.
func (p planner) answers() map[string]string {
	p.Helper()
	return ask[map[string]string](p.tab, `Object.fromEntries([...document.querySelector("sheet-planner").store.state.mine.people[0].answers].map(([id, a]) => [id, JSON.stringify(a)]))`)
}

// expect wants the open answers of somebody, and the private one or not.
func (p planner) expect(f filled, private bool) {
	p.Helper()
	got := p.answers()
	if want := 2; len(got) != want && !private || private && len(got) != want+1 {
		p.Errorf("%d answers: %v", len(got), got)
	}
	var drink struct{ Want, Give, How string }
	if err := json.Unmarshal([]byte(got["drink"]), &drink); err != nil || drink.Want != f.want || drink.Give != f.give || drink.How != f.words {
		p.Errorf("a drink: %q", got["drink"])
	}
	if name := ask[string](p.tab, `document.querySelector(".whose .name").value`); name != f.name {
		p.Errorf("the name is %q", name)
	}
	if strings.Contains(strings.Join(values(got), " "), f.secret) != private {
		p.Errorf("the private answer: %v", got)
	}
}

func values(m map[string]string) []string {
	var all []string
	for v := range maps.Values(m) {
		all = append(all, v)
	}
	return all
}

// link makes a link to the sheet, locked if phrase is not "".
func (p planner) link(phrase string) string {
	p.Helper()
	p.tick(".sheet-views [data-view=send]")
	if phrase != "" {
		p.do(`const l = document.querySelector(".lock"); if (!l.checked) l.click()`)
		p.write(".lock-part .exactly", phrase)
	}
	p.tick("[data-do=link]")
	p.wait(`!document.querySelector(".made").hidden`)
	return ask[string](p.tab, `document.querySelector(".made .link").value`)
}

// paste offers a link to the sheet and waits for what it makes of it.
func (p planner) paste(link string) {
	p.Helper()
	p.tick(".sheet-views [data-view=compare]")
	p.write(".paste", link)
	p.tick("[data-do=paste]")
	p.wait(`!document.querySelector(".preview").hidden || !document.querySelector(".sheet-error").hidden`)
}

// myOwn is the answer to whose sheet it is that came in.
const myOwn = "My own: go on with it"

// choose presses the button of the preview with a text.
func (p planner) choose(text string) {
	p.Helper()
	p.wait(fmt.Sprintf(`[...document.querySelectorAll(".preview .choices button")].some((b) => b.textContent === %q)`, text))
	p.do(fmt.Sprintf(`[...document.querySelectorAll(".preview .choices button")].find((b) => b.textContent === %q).click()`, text))
}

// The card to fill in by hand is one page, on either paper, and says who to call.
func TestSheetCardIsOnePage(t *testing.T) {
	t.Parallel()
	tab := open(t, shared.guide, "/sheet/blank/", desk)
	for name, size := range map[string]chromedp.PaperSize{"A4": chromedp.PaperA4, "Letter": chromedp.PaperLetter} {
		pdf := tab.print(size)
		if info := string(run(t, "pdfinfo", pdf)); !strings.Contains(info, "Pages:           1\n") {
			t.Errorf("the card is not one page of %s:\n%s", name, info)
		}
		printed := fold(string(run(t, "pdftotext", "-raw", pdf, "-"))) // column by column
		if !strings.Contains(printed, "116 123") {
			t.Errorf("%s does not say who to call", name)
		}
		for h := range elements(shared.guide.page("/sheet/blank/"), "h1", "h2") {
			if !within(h, "section") || strings.Contains(attribute(h.Parent, "class"), "card-part") {
				if words := fold(text(h)); !strings.Contains(printed, words) {
					t.Errorf("%s lacks %q", name, words)
				}
			}
		}
	}
}

// downloads sends what a tab saves to a folder and returns it.
func (p planner) downloads() string {
	p.Helper()
	dir := p.TempDir()
	_, err := chromedp.CallBrowser(p.ctx, cdpbrowser.SetDownloadBehavior, cdpbrowser.SetDownloadBehaviorParams{
		Behavior: cdpbrowser.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir,
		BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
	})
	p.must(err)
	return dir
}

// saved waits for a file and reads it.
func saved(t testing.TB, name string) []byte {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if data, err := os.ReadFile(name); err == nil && len(data) > 0 {
			return data
		}
	}
	t.Fatalf("%s was never saved", filepath.Base(name))
	return nil
}

func (p planner) openFile(name string) {
	p.Helper()
	p.tick(".sheet-views [data-view=compare]")
	p.must(chromedp.Do(p.ctx, chromedp.SetUploadFiles(chromedp.CSS(".bring [type=file]"), []string{name})))
	p.wait(`!document.querySelector(".preview").hidden || !document.querySelector(".sheet-error").hidden`)
}

func TestSheetRefusesFilesThatAreNone(t *testing.T) {
	inAudit(t)
	t.Parallel()
	p := plan(t, desk)
	p.fill(robin)
	for name, data := range map[string]string{
		"empty.json": "", "null.json": "null", "list.json": "[]", "page.json": "<!doctype html><title>x</title>", "big.json": strings.Repeat(" ", 257<<10),
		"newer.json":   `{"format":"aftercare-sheet","version":2,"form":{"id":"main","rev":1},"people":[]}`,
		"pollute.json": `{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}}}`,
	} {
		file := filepath.Join(t.TempDir(), name)
		save(t, file, []byte(data))
		p.openFile(file)
		if !ask[bool](p.tab, `document.activeElement === document.querySelector(".sheet-error") && ({}).x === undefined && document.title.startsWith("There is a problem")`) {
			t.Errorf("%s: the error has no focus, or the title does not tell", name)
		}
		p.expect(robin, true)
	}
}

func TestSheetWorksWithoutScripts(t *testing.T) {
	t.Parallel()
	plain := desk
	plain.noScript = true
	tab := open(t, shared.guide, sheetPath, plain)
	hidden := ask[[]string](tab, `[...document.querySelectorAll("sheet-planner .q, sheet-planner .q input, sheet-planner .q textarea")].filter((e) => !e.checkVisibility({visibilityProperty: true})).map((e) => e.closest(".q").id)`)
	none(t, "cannot be seen", hidden)
	if n := ask[int](tab, `document.querySelectorAll(".q").length`); n < 70 {
		t.Errorf("%d questions", n)
	}
	tab.click("#q-drink .exactly")
	tab.must(chromedp.Do(tab.ctx, chromedp.KeyEvent("Tea in a mug\r")))
	tab.click("#q-drink [value=must]")
	if at := ask[string](tab, "location.search + location.hash"); at != "" {
		t.Errorf("Enter has sent %s", at)
	}
	if words := ask[string](tab, `document.querySelector("#q-drink .exactly").value`); words != "Tea in a mug\n" {
		t.Errorf("typing without scripts gives %q", words)
	}
	printed := fold(string(run(t, "pdftotext", tab.print(chromedp.PaperA4), "-")))
	for _, want := range []string{"What do you want first?", "This is a plan, not permission."} {
		if !strings.Contains(printed, want) {
			t.Errorf("without scripts the sheet does not print %q", want)
		}
	}
}

// Whatever is typed without scripts is printed, to its last word, and nothing of
// it is cut off.
func TestSheetPrintsWhatIsTypedWithoutScripts(t *testing.T) {
	inAudit(t)
	t.Parallel()
	plain := desk
	plain.noScript = true
	for _, path := range []string{sheetPath, "/sheet/blank/", "/sheet/blank/quick-1/", "/sheet/blank/quick-2/", "/sheet/blank/quick-6/"} {
		tab := openAlone(t, shared.guide, path, plain)
		n := ask[int](tab, typeEverywhere)
		if missing := tab.unprintedOf(n); n < 12 || len(missing) > 0 {
			t.Errorf("%s: of %d texts these are not printed: %q", path, n, missing)
		}
	}
}

// typeEverywhere writes into all fields that can be seen as typing does, up to
// what each takes, and returns how many there are. Each tells of its input, or
// the sheet, which fills in a long page bit by bit, would put back what it knows.
const typeEverywhere = `(() => {
	const fields = [...document.querySelectorAll("main :is(textarea, input[type=text]):not(.rank input, .whose input, .own input)")].filter((f) => f.checkVisibility());
	fields.forEach((f, i) => {
		const most = f.maxLength > 0 ? f.maxLength : 300;
		f.value = f.localName === "textarea" ? ("from" + i + " " + "and so on ".repeat(60)).slice(0, most - 8) + " to" + i + "." : ("from" + i + " und " + "so weiter ".repeat(6)).slice(0, Math.min(most, 40) - 8) + " to" + i + ".";
		f.dispatchEvent(new Event("input", {bubbles: true}));
	});
	return fields.length })()`

// unprintedOf prints what typeEverywhere has written and returns what is not on
// paper.
func (t *tab) unprintedOf(n int) (missing []string) {
	t.Helper()
	printed := fold(string(run(t, "pdftotext", t.print(chromedp.PaperA4), "-")))
	for i := range n {
		for _, word := range []string{fmt.Sprintf("from%d ", i), fmt.Sprintf(" to%d.", i)} {
			if !strings.Contains(printed, word) {
				missing = append(missing, word)
			}
		}
	}
	return missing
}

// The same where fields do not grow with their text: with scripts, paper gets
// the text in place of the field, and nothing of it stays in the page.
func TestSheetPrintsWhatIsTypedInFieldsOfOneSize(t *testing.T) {
	inAudit(t)
	t.Parallel()
	for _, path := range []string{sheetPath, "/sheet/blank/", "/sheet/blank/quick-2/", "/sheet/blank/quick-6/"} {
		p := planner{newTab(t, newHost(shared.guide), phone, chromedp.WithNewBrowserContext())}
		call(p.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `CSS.supports = () => false`})
		p.load(path)
		if path == sheetPath {
			p.tick("[name=everything]")
			p.onePage()
		}
		ask[any](p.tab, "probe.restyle(`textarea { field-sizing: fixed !important } input { field-sizing: content; inline-size: auto !important }`)")
		n := ask[int](p.tab, typeEverywhere)
		if missing := p.unprintedOf(n); n < 12 || len(missing) > 0 {
			t.Errorf("%s: of %d texts these are not printed: %q", path, n, missing)
		}
		if ask[bool](p.tab, `document.querySelector("[data-typed]") !== null`) {
			t.Errorf("%s: what was typed stays in the page", path)
		}
	}
}

// Whoever is faster than the sheet, which fills in a long page bit by bit, can
// keep an answer private like any other.
func TestSheetQuestionAnsweredEarlyCanBePrivate(t *testing.T) {
	inAudit(t)
	t.Parallel()
	p := plan(t, phone)
	p.tick("[name=everything]")
	early := ask[bool](p.tab, `(() => {
		document.querySelector(".whose [name=layout][value=all]").click();
		const field = document.querySelector("#q-facts .exactly");
		const early = field.checkVisibility() && !document.querySelector("#q-facts .keep-private");
		field.focus();
		field.value = "Salt";
		field.dispatchEvent(new Event("input", {bubbles: true}));
		return early })()`)
	if !early {
		t.Error("the question is filled in at once, so this test proves nothing")
	}
	p.wait(`document.querySelector("#q-both-low .keep-private") !== null && document.querySelector("#q-tied .keep-private") !== null`)
	if !ask[bool](p.tab, `document.querySelector("#q-facts .keep-private") !== null && document.querySelector("#q-facts .exactly").value === "Salt"`) {
		t.Error("an early answer is lost or cannot be kept private")
	}
}

// Enter in the field of the pass phrase makes the link, and changes nothing that
// would take it away again.
func TestSheetEnterInThePassPhraseMakesTheLink(t *testing.T) {
	inAudit(t)
	t.Parallel()
	p := plan(t, desk)
	p.fill(robin)
	p.tick(".sheet-views [data-view=send]", ".lock")
	if ask[bool](p.tab, `document.querySelector(".lock-part textarea").dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, cancelable: true}))`) {
		t.Error("Enter also writes a line end")
	}
	p.wait(`document.querySelector(".made .link").value.includes("#s1p.")`)
}

// The copy to be kept is opened from a disk, where nothing else is.
func TestSheetCopyWorksFromADisk(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "planner.html")
	save(t, file, shared.guide.files[sheetCopy])
	p := planner{newTab(t, &host{base: "file://" + filepath.ToSlash(file)}, phone, chromedp.WithNewBrowserContext())}
	dir := p.downloads()
	p.load("")
	if title := ask[string](p.tab, "document.title"); title != "Planner" {
		t.Errorf("the copy is called %q", title)
	}
	p.fill(robin)
	link := p.link("acorn bridge cello dune")
	if !strings.HasPrefix(link, "https://") || !strings.Contains(link, "#s1p.") {
		t.Errorf("the link of a copy is %.60s", link)
	}
	p.tick("[data-do=file]")
	saved(t, filepath.Join(dir, "sheet.json"))
	p.do("window.print = () => {}")
	p.tick(".view.send [data-do=print-card]")
	if printed := string(run(t, "pdftotext", p.print(chromedp.PaperA4), "-")); !strings.Contains(fold(printed), robin.words) {
		t.Errorf("the copy prints %s", printed)
	}
	if ask[bool](p.tab, `fetch("https://guide.example/").then(() => true, () => false)`) {
		t.Error("the copy can reach a host")
	}
	for _, address := range p.sent() {
		if !strings.HasPrefix(address, "file://"+filepath.ToSlash(file)) && !strings.HasPrefix(address, "data:") && !strings.HasPrefix(address, "blob:") {
			t.Errorf("the copy asks for %s", address)
		}
	}
	none(t, "the copy keeps", ask[[]string](p.tab, `[...Object.keys(localStorage), ...Object.keys(sessionStorage)]`))
	for n := range elements(parse(shared.guide.files[sheetCopy]), "a", "link", "script", "img") {
		if href := attribute(n, "href") + attribute(n, "src"); href != "" && href != "data:," && !strings.HasPrefix(href, "#") && !strings.HasPrefix(href, "https://") {
			t.Errorf("the copy leads to %s", href)
		}
	}
	found := false
	for n := range elements(shared.guide.page(sheetPath), "a") {
		found = found || attribute(n, "href") == "planner.html" && attribute(n, "download") != ""
	}
	if !found {
		t.Error("no link on the sheet leads to the copy")
	}
}

// Without these parts of a browser the rest goes on, and says why.
func TestSheetDoesWithoutWhatIsMissing(t *testing.T) {
	inAudit(t)
	t.Parallel()
	p := planner{newTab(t, newHost(shared.guide), desk, chromedp.WithNewBrowserContext())}
	call(p.tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: `
		Object.defineProperty(crypto, "subtle", {value: undefined});
		for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});
		delete window.CompressionStream; delete window.DecompressionStream; delete window.BroadcastChannel;
		Object.defineProperty(navigator, "clipboard", {value: undefined});`})
	p.load(sheetPath)
	p.fill(robin)
	p.tick("[name=keep][value=device]")
	if said := ask[string](p.tab, `document.querySelector(".sheet-live").textContent`); !strings.Contains(said, "could not be kept") {
		t.Errorf("of a draft that cannot be kept the page says %q", said)
	}
	link := p.link("")
	if !strings.Contains(link, "#s1u.") || !ask[bool](p.tab, `document.querySelector(".lock") === null`) {
		t.Errorf("without crypto.subtle and streams: %.60s", link)
	}
	p.tick("[data-do=copy-text]")
	p.wait(`document.querySelector(".sheet-live").textContent.includes("not allowed")`)
	p.expect(robin, true)
	p.tick("[data-do=undo]")
	none(t, "console", p.said())
	other := plan(t, desk)
	other.paste(link)
	other.choose(myOwn)
	other.expect(robin, false)
}
