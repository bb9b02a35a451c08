package browser

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A link that somebody sent is theirs: whoever opens it on an empty sheet does
// not become them, and can read it, answer and compare.
func TestSheetOfSomebodyElseStaysTheirs(t *testing.T) {
	t.Parallel()
	from := plan(t, desk)
	from.fill(robin)
	_, fragment, _ := strings.Cut(from.link(""), "#")

	to := plan(t, phone)
	to.load(sheetPath + "words/../#" + fragment)
	to.do(`document.querySelector(".preview .choices button").click()`)
	to.wait(`document.querySelector(".preview .counts").textContent.includes("Robin")`)
	if first := to.text(".preview .choices button"); first != besideMine {
		t.Errorf("the first choice is %q", first)
	}
	to.choose(besideMine)
	if name, got := ask[string](to.tab, `document.querySelector(".name").value`), to.answers(); name != "" || len(got) > 0 {
		t.Errorf("whoever opens the link is %q and answers %v", name, got)
	}
	if at := ask[string](to.tab, `document.activeElement.textContent`); at != "Open or compare" {
		t.Errorf("the focus is on %q", at)
	}
	if said := to.text(".view.compare .out"); strings.Contains(said, robin.words) {
		t.Errorf("not folded: %s", said)
	}
	to.do(`document.querySelector(".view.compare .out .button").click()`)
	if !ask[bool](to.tab, `document.activeElement.matches(".name") && document.activeElement.checkVisibility()`) {
		t.Error("who fills in theirs first is not asked for a name")
	}
	to.tick(".sheet-bar [data-view=compare]")
	to.press(keyTab, false) // by keys alone
	to.press(keyTab, false)
	to.press(keyEnter, false)
	if said := to.text(".view.compare .out"); !strings.Contains(said, "Robin") || !strings.Contains(said, robin.words) || strings.Contains(said, "Person 1") {
		t.Errorf("Robin’s sheet cannot be read: %s", said)
	}
	to.fill(ife)
	to.tick(".sheet-bar [data-view=check]", ".sheet-bar [data-view=compare]")
	if said := to.text(".view.compare .out"); !strings.Contains(said, "Agreed for now by Ife") {
		t.Errorf("not compared: %s", said)
	}
	to.expect(ife, true)
	from.expect(robin, true)
}

// Only who has answered has agreed to anything; the day is written in words.
func TestSheetComparesThoseWhoAnswered(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	p.tick("[data-do=add-person]", "[data-do=add-person]", ".persons button:nth-child(2)")
	p.fill(robin)
	p.tick(".sheet-bar [data-view=compare]")
	if said := p.text(".view.compare .out"); !strings.Contains(said, "answers of two") || strings.Contains(said, "Agreed") {
		t.Errorf("one of three has answered: %s", said)
	}
	p.tick(".sheet-bar [data-view=write]", ".persons button:nth-child(3)")
	p.tick("#q-drink .give [value=happy]")
	p.tick(".sheet-bar [data-view=check]", ".sheet-bar [data-view=compare]")
	said := p.text(".view.compare .out > .sheet-plan")
	day := time.Now().Format("2 January 2006")
	if other := time.Now().Format("January 2, 2006"); !strings.Contains(said, "by Robin and Person 3 on "+day) && !strings.Contains(said, "by Robin and Person 3 on "+other) {
		t.Errorf("two of three have answered: %s", said)
	}

	// A sheet with a name alone can be opened, and is nobody to compare with.
	only := plan(t, phone)
	only.write(".name", "Ife")
	only.paste(func() string { p := plan(t, phone); p.write(".name", "Noor"); return p.link("") }())
	only.choose(besideMine)
	only.tick(".sheet-bar [data-view=check]", ".sheet-bar [data-view=compare]")
	if said := only.text(".view.compare .out"); !strings.Contains(said, "answers of two") || !strings.Contains(said, "Noor") {
		t.Errorf("nobody has answered: %s", said)
	}
}

// What the page says of itself is said once, on the first step of a phone.
func TestSheetIntroducesItselfOnce(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	shown := func() int {
		return ask[int](p.tab, `[...document.querySelectorAll(".opening > .note, .sheet-page > .text")].filter((e) => e.checkVisibility()).length`)
	}
	if n := shown(); n != 2 {
		t.Errorf("%d of 2 parts on the first step", n)
	}
	for _, act := range []string{"[data-do=next]", ".sheet-bar [data-view=check]", ".sheet-bar [data-view=share]", ".sheet-bar [data-view=compare]"} {
		if p.tick(act); shown() != 0 {
			t.Errorf("still there after %s", act)
		}
	}
	p.tick(".sheet-bar [data-view=write]", "[data-do=back]")
	if n := shown(); n != 2 {
		t.Errorf("%d of 2 parts after going back", n)
	}
	if ask[bool](p.tab, `!document.querySelector("sheet-planner").paged`) {
		t.Error("a phone has steps")
	}
}

// A draft that is continued after a link was opened keeps whoever came by it.
func TestSheetKeepsWhoCameWhenADraftIsContinued(t *testing.T) {
	t.Parallel()
	from := plan(t, desk)
	from.fill(ife)
	link := from.link("")
	mine := plan(t, desk)
	mine.fill(robin)
	mine.tick(".keep [value=device]")
	mine.visit("/nobody/wrote/this/")
	mine.load(sheetPath)
	mine.paste(link)
	mine.choose(besideMine)
	mine.do(`document.querySelector(".offer button").click()`)
	mine.tick(".sheet-bar [data-view=write]")
	mine.expect(robin, true)
	if n := ask[int](mine.tab, `document.querySelector("sheet-planner").s.others.length`); n != 1 {
		t.Errorf("%d others", n)
	}
}

// Forget leaves nothing of what was looked at, in no view.
func TestSheetForgetsWhatWasLookedAt(t *testing.T) {
	t.Parallel()
	p := plan(t, desk)
	p.fill(robin)
	for _, v := range []string{"check", "share", "compare", "check", "write"} {
		p.tick(".sheet-bar [data-view=" + v + "]")
	}
	p.do("window.confirm = () => true")
	p.tick("[data-do=forget]")
	left := ask[[]string](p.tab, leftOver)
	slices.Sort(left)
	none(t, "left", left)
}

// Who fills the sheet in for themselves alone is asked nothing about a partner:
// not in the questions, not when checking, not on the card or in a message.
func TestSheetForOneAloneSpeaksToOne(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	together := regexp.MustCompile(`(?i)\b(we|us|our|together|their|theirs|partner|each other|either of you|remind me|can give|please don’t|ask again|anyone can|who (starts to|begins|goes|says|fetches|comes|brings))\b`)
	p.tick(".solos [value=solo]")
	p.do(`document.querySelectorAll("details").forEach((d) => { d.open = true }); document.querySelector("[data-do=paged]").click()`)
	says := func(where, selector string) {
		t.Helper()
		if text := p.text(selector); len(text) < 100 {
			t.Errorf("%s says only %q", where, text)
		} else if m := together.FindAllString(text, -1); len(m) > 0 {
			i := together.FindStringIndex(text)[0]
			t.Errorf("%s: %q, first in %q", where, m, text[max(0, i-60):min(len(text), i+60)])
		}
	}
	for _, depth := range []string{"quick", "usual", "everything"} {
		p.tick(".depths [value=" + depth + "]")
		p.do(`document.querySelectorAll("details").forEach((d) => { d.open = true })`)
		says(depth, ".sheet")
	}
	p.do(`for (const q of document.querySelectorAll(".sheet .q:not([hidden])")) q.querySelector(".want [value=dont], .picks label:not([data-alone]) input, .unranked button:not([data-alone])")?.click()`)
	p.tick(".sheet-bar [data-view=check]")
	says("check", ".view.check")
	p.tick(".sheet-bar [data-view=share]")
	if text := ask[string](p.tab, `document.querySelector("#sheet-text").value`); together.MatchString(text) || !strings.Contains(text, "Not for me") {
		t.Errorf("the message: %s", text)
	}
	if ask[bool](p.tab, `document.querySelector(".sheet-bar [data-view=give]").checkVisibility()`) {
		t.Error("asked what to give")
	}
	// And back: everything is as it was.
	p.tick(".sheet-bar [data-view=write]", `.solos [value=""]`)
	if text := p.text("#q-hold-me legend"); text != "Being held" {
		t.Errorf("together again, a question is called %q", text)
	}
	if n := ask[int](p.tab, `document.querySelectorAll("#q-hold-me .want [value=dont], #q-first [value=held]").length`); n != 2 || !strings.Contains(p.text("#q-hold-me .want"), "Please don’t") || !strings.Contains(p.text("#q-first .picks"), "To be held") {
		t.Errorf("together again: %s, %s", p.text("#q-hold-me .want"), p.text("#q-first .picks"))
	}
}

// What is asked next is said before it is asked: giving is the other way round.
func TestSheetSaysWhenItTurnsToGiving(t *testing.T) {
	t.Parallel()
	p := plan(t, phone)
	for range 12 {
		p.tick("[data-do=next]")
		if ask[string](p.tab, `document.querySelector("sheet-planner").dataset.view`) == "give" {
			break
		}
	}
	if at := ask[string](p.tab, `document.activeElement.textContent`); at != "What I can give" || !strings.Contains(p.text(".give-view"), "somebody else") {
		t.Errorf("the focus is on %q", at)
	}
	p.tick("[data-do=back]")
	if ask[bool](p.tab, `document.querySelector(".give-view").checkVisibility()`) {
		t.Error("still said when asked what one wants")
	}
}
