package browser

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// water is a small guide with a page of every construct that the preview has
// to bring up to date.
const water = `
-- content/site.yaml --
title: Baths
exit: {url: "https://guide.example/weather", title: Weather}
menu:
  - {title: Kinds, link: types/_index.md}
-- content/_index.md --
---
title: Baths
---
Welcome.
-- content/types/_index.md --
---
title: Kinds
---
All kinds.
-- content/types/water.md --
---
title: Water
description: About water.
weight: 1
---
The first words.

## Warm

Warm water helps, see [the pool](pool.md).

## Cool

Cool water wakes.

- one
- two
- three

![A drawing](pic.png)

## Still

Still water waits.
-- content/types/pool.md --
---
title: Pool
weight: 2
params:
  quickExit: true
---
A pool is large.
-- content/types/lake.md --
---
title: Lake
weight: 3
---
A lake is larger.
-- content/faq/_index.md --
---
title: Questions
---
Ask.
-- content/faq/cold.md --
---
title: Cold
question: Is it cold?
---
Not very.
-- content/faq/deep.md --
---
title: Deep
question: Is it deep?
---
Up to here.
`

const waterPage = "content/types/water.md"

// TestPreview holds what a writer sees after each kind of save, in the program
// as it is shipped. Unless a case says otherwise, the page that is open must
// not have been loaded again.
func TestPreview(t *testing.T) {
	inAudit(t)
	program := buildProgram(t)
	cases := map[string]func(*testing.T, string){
		"text changes in place":                   textChangesInPlace,
		"scroll stays":                            scrollStays,
		"what changed is brought into view":       changeIsBroughtIntoView,
		"focus and selection stay":                focusStays,
		"a block that moves takes its focus":      movedBlockKeepsFocus,
		"neighbours of a new block stay":          neighboursStay,
		"open answers stay open":                  openDetailsStay,
		"a half-filled sheet stays":               sheetStays,
		"ten saves in a second":                   tenSaves,
		"an image":                                imageChanges,
		"styles without a flash":                  stylesWithoutFlash,
		"a layout":                                layoutChanges,
		"scripts still work":                      scriptsStillWork,
		"broken front matter, and mended":         brokenFrontMatter,
		"broken settings, and mended":             brokenSettings,
		"broken layout, and mended":               brokenLayout,
		"broken style, and mended":                brokenStyle,
		"deleted page":                            deletedPage,
		"renamed page":                            renamedPage,
		"page that becomes a draft":               draftedPage,
		"another page":                            anotherPage,
		"program that stops and is started again": startedAgain,
		"all sources gone, and back":              sourcesGone,
		"what the bar tells":                      barTells,
		"editor at the block clicked":             editorAtTheBlock,
		"bar folded away":                         barFolds,
		"looks and widths":                        looksAndWidths,
		"scripts off":                             scriptsOff,
	}
	for name, run := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run(t, program)
		})
	}
}

func textChangesInPlace(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	ask[any](w.tab, `window.heading = document.querySelector("#warm"); window.other = document.querySelector("#cool + p"); 0`)
	w.edit(waterPage, "Warm water helps", "Warm water soothes")
	w.shows("#warm + p", "Warm water soothes, see the pool.")
	w.edit(waterPage, "title: Water", "title: Waters")
	w.shows("h1", "Waters")
	w.shows("title", "Waters")
	if !ask[bool](w.tab, `heading === document.querySelector("#warm") && other === document.querySelector("#cool + p")`) {
		t.Error("elements that did not change were replaced")
	}
	w.stays()
}

// long makes the page at hand higher than any window.
func (w *writer) long() {
	w.Helper()
	w.edit(waterPage, "The first words.", "The first words.\n\n"+strings.Repeat("One more paragraph.\n\n", 60))
	w.wait(`document.documentElement.scrollHeight > 3000`)
}

func scrollStays(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.long()
	before := ask[float64](w.tab, `scrollTo(0, document.querySelector("#still").offsetTop - 300); scrollY`)
	w.edit(waterPage, "Still water waits.", "Still water rests.")
	w.shows("#still + p", "Still water rests.")
	w.edit(waterPage, "About water.", "All about water.")
	w.wait(`document.querySelector("meta[name=description]").content === "All about water."`)
	if after := ask[float64](w.tab, "scrollY"); after != before {
		t.Errorf("scrolled from %v to %v", before, after)
	}
	w.stays()
}

func changeIsBroughtIntoView(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.long()
	ask[any](w.tab, "scrollTo(0, 0); 0")
	w.edit(waterPage, "Still water waits.", "Still water rests.")
	w.wait(`(box => box.top > 0 && box.bottom < innerHeight)(document.querySelector("#still + p").getBoundingClientRect())`)
	w.wait(`document.getAnimations().some((a) => a.effect.target === document.querySelector("#still + p"))`)
	w.wait(`document.getAnimations().length === 0`) // the mark goes
	w.stays()
}

func focusStays(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	ask[any](w.tab, `document.querySelector("#warm + p a").focus(); getSelection().setBaseAndExtent(document.querySelector("#cool + p").firstChild, 2, document.querySelector("#cool + p").firstChild, 7); 0`)
	w.edit(waterPage, "Warm water helps", "Warm water soothes")
	w.shows("#warm + p", "soothes")
	if !ask[bool](w.tab, `document.activeElement === document.querySelector("#warm + p a")`) {
		t.Error("the link has lost its focus")
	}
	if got := ask[string](w.tab, `getSelection().toString()`); got != "ol wa" {
		t.Errorf("the selection is %q", got)
	}
	w.stays()
}

func movedBlockKeepsFocus(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	ask[any](w.tab, `document.querySelector("#warm + p a").focus(); window.link = document.activeElement; window.last = document.querySelector("#still"); 0`)
	w.edit(waterPage, "Warm water helps, see [the pool](pool.md).\n\n", "")
	w.wait(`!document.querySelector("#warm + p")`)
	w.edit(waterPage, "Still water waits.", "Still water waits.\n\nWarm water helps, see [the pool](pool.md).")
	w.shows("#still + p + p", "Warm water helps")
	ask[any](w.tab, `document.querySelector("#still + p + p a").focus(); window.link = document.activeElement; 0`)
	// In one save, two sections change places.
	text, err := os.ReadFile(filepath.Join(w.dir, waterPage))
	w.must(err)
	head, still, _ := strings.Cut(string(text), "## Still")
	head, cool, _ := strings.Cut(head, "## Cool")
	w.put(waterPage, head+"## Still"+still+"\n## Cool"+cool)
	w.wait(`document.querySelector("#still").compareDocumentPosition(document.querySelector("#cool")) === Node.DOCUMENT_POSITION_FOLLOWING`)
	if !ask[bool](w.tab, `last === document.querySelector("#still") && link.isConnected && document.activeElement === link`) {
		t.Error("the block was made anew, or has lost its focus")
	}
	w.stays()
}

func neighboursStay(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	ask[any](w.tab, `window.two = document.querySelectorAll("#cool ~ ul li")[1]; window.still = document.querySelector("#still"); 0`)
	w.edit(waterPage, "- two", "- one and a half\n- two")
	w.shows("#cool ~ ul li:nth-child(2)", "one and a half")
	w.edit(waterPage, "## Still", "> Quoted.\n\n## Still")
	w.shows(".text blockquote", "Quoted.")
	w.edit(waterPage, "- one\n", "")
	w.wait(`document.querySelectorAll("#cool ~ ul li").length === 3`)
	w.edit(waterPage, "> Quoted.\n\n", "")
	w.wait(`!document.querySelector(".text blockquote")`)
	if !ask[bool](w.tab, `two === document.querySelectorAll("#cool ~ ul li")[1] && still === document.querySelector("#still")`) {
		t.Error("neighbours were made anew")
	}
	w.stays()
}

func openDetailsStay(t *testing.T, program string) {
	w := write(t, program, water, "faq/")
	ask[any](w.tab, `document.querySelector("#deep").open = true; 0`)
	w.edit("content/faq/deep.md", "Up to here.", "Up to there.")
	w.shows("#deep", "Up to there.")
	w.edit("content/faq/cold.md", "Not very.", "Not at all.")
	w.shows("#cold", "Not at all.")
	if !ask[bool](w.tab, `document.querySelector("#deep").open && !document.querySelector("#cold").open`) {
		t.Error("answers were opened or closed")
	}
	w.stays()
}

func sheetStays(t *testing.T, program string) {
	dir := t.TempDir()
	copyFolder(t, dir, "content", "../../content")
	w := preview(t, program, dir, "sheet/")
	w.wait(`!!document.querySelector("sheet-planner.on")`)
	// A choice, words typed with the caret in the middle, and an open part.
	ask[any](w.tab, `
		for (const d of document.querySelectorAll("sheet-planner details")) d.open = true;
		window.open = document.querySelectorAll("sheet-planner details[open]").length;
		window.field = [...document.querySelectorAll("sheet-planner .q :is(textarea, input[type=text], input:not([type]))")].find((e) => e.checkVisibility());
		field.focus(); 0`)
	for _, letter := range "tea" {
		w.press(key{string(letter), int64(letter) - 32, string(letter)}, false)
	}
	ask[any](w.tab, `
		field.setSelectionRange(1, 2);
		window.choice = [...document.querySelectorAll("sheet-planner .q input:is([type=radio], [type=checkbox])")].find((e) => e.checkVisibility());
		choice.click(); field.focus(); 0`)
	w.edit("content/sheet/_index.md", "Nothing you write leaves this page unless", "Nothing you write goes anywhere unless")
	w.shows(".text", "Nothing you write goes anywhere")
	w.edit("content/sheet/questions.md", "Six answers make a card. Skip what you like.", "Six answers make a card. Leave what you like.")
	w.wait(`document.querySelector("#s-six").textContent.includes("Leave what you like")`)
	got := ask[string](w.tab, `JSON.stringify([field.isConnected, field.value, field.selectionStart, field.selectionEnd, document.activeElement === field, choice.checked, document.querySelectorAll("sheet-planner details[open]").length === open])`)
	if want := `[true,"tea",1,2,true,true,true]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	// A script does not know of a question that is new: that is said, and nothing is lost.
	w.edit("content/sheet/questions.md", "- tap: I tap twice\n", "")
	w.told("Reload")
	if got := ask[string](w.tab, "field.value"); got != "tea" {
		t.Errorf("the field has %q", got)
	}
	ask[any](w.tab, `[...document.querySelectorAll("sheet-planner [data-view=card]")].at(-1).click(); 0`)
	w.shows("sheet-planner .view.card", "tea")
	w.stays()
}

func tenSaves(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	ask[any](w.tab, `window.paragraph = document.querySelector("#cool + p"); 0`)
	for i := range 10 {
		w.edit(waterPage, "Cool water wakes", fmt.Sprintf("Cool water wakes %d", i))
		w.edit(waterPage, fmt.Sprintf("Cool water wakes %d", i), "Cool water wakes")
		time.Sleep(90 * time.Millisecond)
	}
	w.edit(waterPage, "Cool water wakes", "Cool water wakes at last")
	w.shows("#cool + p", "Cool water wakes at last.")
	if !ask[bool](w.tab, `paragraph === document.querySelector("#cool + p") && document.querySelectorAll("#cool").length === 1`) {
		t.Error("the page is not what it was")
	}
	w.stays()
}

// picture is a PNG of one colour, wide pixels wide.
func picture(t testing.TB, wide int, c color.Color) string {
	img := image.NewRGBA(image.Rect(0, 0, wide, 20))
	for i := range wide * 20 {
		img.Set(i%wide, i/wide, c)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pixel is the first pixel of the picture on the page.
const pixel = `(img => { const c = document.createElement("canvas").getContext("2d"); c.drawImage(img, 0, 0); return [...c.getImageData(1, 1, 1, 1).data].join() })(document.querySelector(".text img"))`

func imageChanges(t *testing.T, program string) {
	red, blue := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 0, 255, 255}
	w := write(t, program, water, "types/water/")
	w.put("content/types/pic.png", picture(t, 40, red))
	w.wait(pixel + ` === "255,0,0,255"`)
	w.put("content/types/pic.png", picture(t, 40, blue)) // the page itself is the same
	w.wait(pixel + ` === "0,0,255,255"`)
	w.put("content/types/pic.png", picture(t, 60, red))
	w.wait(pixel + ` === "255,0,0,255" && document.querySelector(".text img").naturalWidth === 60`)
	w.stayed()
}

// watchFrames notes each look that the page has in any frame from now on.
const watchFrames = `
	window.looks = new Set();
	(function frame() { const s = getComputedStyle(document.body); looks.add([s.fontFamily, s.backgroundColor].join("|")); requestAnimationFrame(frame); })(); 0`

func stylesWithoutFlash(t *testing.T, program string) {
	dir := t.TempDir()
	for _, f := range []string{"content", "layouts"} {
		copyFolder(t, dir, f, "../../"+f)
	}
	w := preview(t, program, dir, "types/words/")
	ask[any](w.tab, watchFrames)
	w.wait("looks.size === 1")
	w.edit("layouts/styles/tokens.css", "--paper: #fbf7f0;", "--paper: #00ff00;")
	w.wait(`getComputedStyle(document.body).backgroundColor === "rgb(0, 255, 0)" || getComputedStyle(document.documentElement).backgroundColor === "rgb(0, 255, 0)"`)
	time.Sleep(300 * time.Millisecond)
	if got := ask[[]string](w.tab, "[...looks]"); len(got) != 2 {
		t.Errorf("the page has looked like %q", got)
	}
	if n := ask[int](w.tab, `document.querySelectorAll("link[rel=stylesheet][href*='/main.']").length`); n != 1 {
		t.Errorf("%d main style sheets are left", n)
	}
	w.stays()
}

func layoutChanges(t *testing.T, program string) {
	dir := t.TempDir()
	for _, f := range []string{"content", "layouts"} {
		copyFolder(t, dir, f, "../../"+f)
	}
	w := preview(t, program, dir, "types/words/")
	ask[any](w.tab, `window.heading = document.querySelector("h1"); 0`)
	w.edit("layouts/page.html", `<div class="text">`, `<p id="extra">Extra.</p><div class="text" data-new>`)
	w.shows("#extra", "Extra.")
	if !ask[bool](w.tab, `heading === document.querySelector("h1") && document.querySelector(".text").matches("[data-new]")`) {
		t.Error("elements that did not change were replaced")
	}
	w.stays()
}

func scriptsStillWork(t *testing.T, program string) {
	w := write(t, program, water, "types/pool/")
	w.edit("content/types/pool.md", "A pool is large.", "A pool is very large.")
	w.shows(".text", "very large")
	w.press(keyShift, false)
	w.wait(`document.querySelector("quick-leave [role=status]").textContent !== ""`)
	w.stays()
}

// panel is the text of the panel with mistakes, "" without one.
const panelText = `((e) => e && e.checkVisibility() ? (e.shadowRoot ?? e).textContent.replace(/\s+/g, " ") : "")(document.querySelector("aftercare-panel"))`

func (w *writer) panelHas(words ...string) {
	w.Helper()
	for _, word := range words {
		w.wait(fmt.Sprintf("%s.includes(%q)", panelText, word))
	}
}

func (w *writer) panelGoes() {
	w.Helper()
	w.wait(panelText + ` === ""`)
}

func brokenFrontMatter(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.edit(waterPage, "title: Water", "title: [Water")
	w.panelHas(waterPage+":2", "front-matter/", "title: [Water")
	if got := w.text("h1"); got != "Water" {
		t.Errorf("the title is %q", got)
	}
	w.shows("#warm + p", "Warm water helps")
	w.edit(waterPage, "title: [Water", "title: Waters")
	w.shows("h1", "Waters")
	w.panelGoes()
	w.edit(waterPage, "weight: 1", "wieght: 1")
	w.panelHas(waterPage+":4", `did you mean "weight"`)
	w.edit(waterPage, "wieght: 1", "weight: 1")
	w.panelGoes()
	w.stays()
}

func brokenSettings(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.edit("content/site.yaml", "title: Baths", "title: 'Baths")
	w.panelHas("content/site.yaml:")
	w.shows(".brand", "Baths")
	w.shows(".menu", "Kinds")
	w.edit("content/site.yaml", "title: 'Baths", "title: Bathing")
	w.shows(".brand", "Bathing")
	w.panelGoes()
	w.stays()
}

func brokenLayout(t *testing.T, program string) {
	dir := t.TempDir()
	for _, f := range []string{"content", "layouts"} {
		copyFolder(t, dir, f, "../../"+f)
	}
	w := preview(t, program, dir, "types/words/")
	w.edit("layouts/page.html", "{{ .Content }}", "{{ .Content")
	w.panelHas("layouts/page.html:")
	w.shows("h1", "words")
	// The rest of the guide can still be read.
	w.load("types/solo/")
	w.shows("h1", "")
	w.panelHas("layouts/page.html:")
	w.expectToStay()
	w.edit("layouts/page.html", "{{ .Content", "{{ .Kontent }}")
	w.panelHas("layouts/page.html:")
	w.edit("layouts/page.html", "{{ .Kontent }}", `{{ .Content }}<p id="extra">Extra.</p>`)
	w.shows("#extra", "Extra.")
	w.panelGoes()
	w.stays()
}

func brokenStyle(t *testing.T, program string) {
	dir := t.TempDir()
	for _, f := range []string{"content", "layouts"} {
		copyFolder(t, dir, f, "../../"+f)
	}
	w := preview(t, program, dir, "types/words/")
	look := ask[string](w.tab, "getComputedStyle(document.querySelector('h1')).fontFamily + getComputedStyle(document.body).color")
	w.edit("layouts/styles/main.css", `@import "./text.css" layer(components);`, `@import "./texts.css" layer(components);`)
	w.panelHas("layouts/styles/main.css:", "texts.css")
	w.load("types/solo/")
	w.panelHas("layouts/styles/main.css:")
	if now := ask[string](w.tab, "getComputedStyle(document.querySelector('h1')).fontFamily + getComputedStyle(document.body).color"); now != look {
		t.Errorf("a page looks like %q, was %q", now, look)
	}
	w.expectToStay()
	w.edit("layouts/styles/main.css", "texts.css", "text.css")
	w.panelGoes()
	w.stays()
}

// notice is what the preview says of other pages, or of this one.
const notice = `((e) => e && e.checkVisibility() ? (e.shadowRoot ?? e).textContent.replace(/\s+/g, " ") : "")(document.querySelector("aftercare-notice"))`

func (w *writer) told(words ...string) {
	w.Helper()
	for _, word := range words {
		w.wait(fmt.Sprintf("%s.includes(%q)", notice, word))
	}
}

// follow clicks on a link of the notice. A page that has to be loaded again shows
// its notice again.
func (w *writer) follow(text string) {
	w.Helper()
	w.wait(fmt.Sprintf(`((a) => (a?.click(), !!a))([...(document.querySelector("aftercare-notice")?.shadowRoot?.querySelectorAll("a") ?? [])].find((a) => a.textContent.includes(%q)))`, text))
}

func deletedPage(t *testing.T, program string) {
	w := write(t, program, water, "types/lake/")
	w.remove("content/types/lake.md")
	w.told("types/lake.md", "deleted")
	if body := w.text("main"); strings.Contains(body, "A lake is larger") {
		t.Error("the page is still there")
	}
	w.put("content/types/lake.md", "---\ntitle: Lake\n---\nBack again.")
	w.shows(".text", "Back again.")
	w.wait(notice + ` === ""`)
	w.remove("content/types/lake.md")
	w.told("types/lake.md", "deleted")
	w.follow("home")
	w.wait(`location.pathname === "/"`)
}

func renamedPage(t *testing.T, program string) {
	w := write(t, program, water, "types/lake/")
	w.rename("content/types/lake.md", "content/types/sea.md")
	w.told("types/lake.md", "types/sea.md")
	w.follow("types/sea.md")
	w.wait(`location.pathname === "/types/sea/"`)
	w.shows(".text", "A lake is larger.")
	w.edit("content/types/sea.md", "title: Lake", "title: Lake\nslug: ocean")
	w.told("types/sea.md", "address")
	w.follow("types/ocean/")
	w.wait(`location.pathname === "/types/ocean/"`)
}

func draftedPage(t *testing.T, program string) {
	w := write(t, program, water, "types/lake/")
	w.edit("content/types/lake.md", "weight: 3", "weight: 3\ndraft: true")
	w.told("types/lake.md", "draft")
	w.edit("content/types/lake.md", "draft: true", "draft: false")
	w.shows(".text", "A lake is larger.")
	w.load("types/")
	w.expectToStay()
	w.shows("main", "Lake")
	w.edit("content/types/lake.md", "draft: false", "draft: true")
	w.wait(`!document.querySelector("main").textContent.includes("Lake")`)
	w.stayed()
}

func anotherPage(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.edit("content/types/pool.md", "A pool is large.", "A pool is very large.")
	w.told("types/pool.md was saved")
	w.stays()
	w.follow("types/pool.md")
	w.wait(`location.pathname === "/types/pool/"`)
	w.shows(".text", "very large")
}

func startedAgain(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	port := ask[string](w.tab, "location.port")
	w.stop()
	w.told("stopped")
	w.edit(waterPage, "Cool water wakes", "Cool water refreshes")
	w.start(program, "-p", port)
	w.shows("#cool + p", "Cool water refreshes")
	w.wait(notice + ` === ""`)
}

// barText is what the bar shows, closed parts too.
const barText = `((e) => e ? e.shadowRoot.textContent.replace(/\s+/g, " ") : "")(document.querySelector("aftercare-bar"))`

func (w *writer) barHas(words ...string) {
	w.Helper()
	for _, word := range words {
		w.wait(fmt.Sprintf("%s.includes(%q)", barText, word))
	}
}

// facts is a page with everything that the bar can tell.
const facts = `---
title: Lake
draft: true
nextReview: 2001-02-03
sources: [AA, BB]
---
A lake is larger [@AA]. This is the one sentence of the page that is longer than any other here.

## Shore

See [the water](water.md).
`

const sourcesFile = `sources:
  - {id: AA, authors: Ada, year: "1843", title: Notes, url: "https://guide.example/a"}
  - {id: BB, authors: Bea, year: "1900", title: More, url: "https://guide.example/b"}
`

func barTells(t *testing.T, program string) {
	w := write(t, program, water+"-- content/sources.yaml --\n"+sourcesFile, "types/lake/", "-D")
	w.put("content/types/lake.md", facts)
	w.barHas("content/types/lake.md:1", "draft", "review due: 2001-02-03", "longest sentence 15", "1 source, 1 not cited", "Ada, 1843, Notes", "Bea, 1900, More")
	w.edit(waterPage, "Cool water wakes.", "Cool water wakes, as in [the lake](lake.md).")
	w.barHas("1 link here", "Water content/types/water.md:14", "nothing is wrong")
	w.edit("content/types/lake.md", "water.md", "waters.md")
	w.barHas("1 error, all here")
	w.edit(waterPage, "pic.png", "pics.png")
	w.barHas("2 errors; here: 1 error")
	w.panelHas("On this page", "Elsewhere")
	w.stayed()
}

// click on a block, as a person does, at its middle.
func (w *writer) clickBlock(selector string, alt bool) {
	w.Helper()
	ask[any](w.tab, fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, altKey: %t})); 0`, selector, alt))
}

func editorAtTheBlock(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	const source = `document.querySelector("aftercare-bar").shadowRoot.querySelector(".source")`
	w.barHas(waterPage + ":1")
	w.clickBlock("#cool", false)
	w.barHas(waterPage + ":12")
	w.clickBlock("#still + p", false)
	w.barHas(waterPage + ":24")
	if ask[bool](w.tab, source+".matches('a')") {
		t.Error("there is a link although no editor is named")
	}
	w.edit("content/site.yaml", "title: Baths", "title: Baths\neditor: vscode")
	want := "vscode://file" + filepath.ToSlash(filepath.Join(w.dir, waterPage)) + ":24:1"
	w.wait(fmt.Sprintf("%s.href === %q", source, want))
	w.stays()
}

func barFolds(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.barHas("words")
	for _, v := range []view{desk, phone} {
		w.look(v)
		w.wait(`(b => b.left >= 0 && b.right <= innerWidth && b.bottom <= innerHeight)(document.querySelector("aftercare-bar").shadowRoot.querySelector(".fold").getBoundingClientRect())`)
	}
	w.look(desk)
	ask[any](w.tab, `document.querySelector("aftercare-bar").shadowRoot.querySelector(".fold").click(); 0`)
	w.wait("!" + barText + `.includes("words")`)
	w.load("types/pool/")
	w.barHas("Show the preview bar")
	if kept := ask[string](w.tab, "JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])"); kept != `[0,1,""]` {
		t.Errorf("the browser keeps %s", kept)
	}
	ask[any](w.tab, `document.querySelector("aftercare-bar").shadowRoot.querySelector(".fold").click(); 0`)
	w.barHas("words")
}

// inside is the page in the frame.
const inside = `document.querySelector("iframe").contentDocument`

func looksAndWidths(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.barHas("phone", "tablet", "desk", "light", "dark", "print", "scripts off")
	ground := func() string {
		t.Helper()
		w.wait(inside + `?.readyState === "complete" && !!` + inside + `.querySelector("h1")`)
		return ask[string](w.tab, `getComputedStyle(`+inside+`.documentElement).getPropertyValue("--paper")`)
	}
	colours := map[string]string{}
	for _, as := range []string{"light", "dark", "print"} {
		w.load("_aftercare/look?path=/types/water/&as=" + as + "&width=phone")
		colours[as] = ground()
	}
	if colours["light"] == colours["dark"] || colours["light"] == colours["print"] || colours["dark"] == colours["print"] {
		t.Errorf("the looks have the grounds %v", colours)
	}
	w.load("_aftercare/look?path=/types/water/&as=dark&width=phone")
	if dark := ground(); ask[float64](w.tab, `document.querySelector("iframe").getBoundingClientRect().width`) != 390 || dark != colours["dark"] {
		t.Errorf("the phone is %v wide and %s", ask[float64](w.tab, `document.querySelector("iframe").getBoundingClientRect().width`), dark)
	}
	w.barHas(waterPage)
	w.edit(waterPage, "Cool water wakes", "Cool water refreshes")
	w.wait(inside + `.querySelector("#cool + p").textContent.includes("refreshes")`)
	// A link inside stays in the look, and the bar follows.
	ask[any](w.tab, inside+`.querySelector("#warm + p a").click(); 0`)
	w.barHas("content/types/pool.md")
	w.wait(inside + `.location.pathname === "/_aftercare/as/dark/types/pool/"`)
	if now := ground(); now != colours["dark"] {
		t.Errorf("behind a link it is %s", now)
	}
}

func scriptsOff(t *testing.T, program string) {
	w := write(t, program, water, "_aftercare/look?path=/types/pool/&scripts=off")
	w.wait(inside + `?.querySelector(".text")?.textContent.includes("A pool is large.") === true`)
	w.edit("content/types/pool.md", "A pool is large.", "A pool is very large.")
	w.wait(inside + `.querySelector(".text").textContent.includes("very large")`)
	if ask[bool](w.tab, `!!`+inside+`.querySelector("quick-leave [role=status]")`) {
		t.Error("scripts have run")
	}
	w.stayed()
}

func sourcesGone(t *testing.T, program string) {
	w := write(t, program, water, "types/water/")
	w.rename("content", "away")
	w.panelHas("there is no folder content")
	w.shows("#cool + p", "Cool water wakes.")
	w.rename("away", "content")
	w.panelGoes()
	w.edit(waterPage, "Cool water wakes", "Cool water refreshes")
	w.shows("#cool + p", "refreshes")
	w.stayed()
}
