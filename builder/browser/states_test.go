package browser

import (
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
)

// A state is what can happen to a writer's desk while a page is open: sources
// that vanish, browsers and machines that sleep, answers that are lost.
type state struct {
	// happens makes the state, and passes ends it. While it lasts, the page has
	// the text that shown tells, and what is wrong is told as told says in the
	// panel, the bar and the terminal alike; "" is that nothing is wrong, and
	// unseen that nobody can look.
	happens, passes func(*writer)
	shown           string
	told            string
}

// unseen is a state in which nothing is shown anywhere.
const unseen = "unseen"

const steady = "Cool water wakes."

// TestTableOfStates holds what is shown, found and said to the same snapshot
// while something is gone, asleep or late, and after it has come back.
func TestTableOfStates(t *testing.T) {
	inAudit(t)
	program := buildProgram(t)
	stopped := func(w *writer) { w.must(w.process.Process.Signal(syscall.SIGSTOP)) }
	goesOn := func(w *writer) { w.must(w.process.Process.Signal(syscall.SIGCONT)) }
	lifecycle := func(s page.SetWebLifecycleStateState) func(*writer) {
		return func(w *writer) { call(w.tab, page.SetWebLifecycleState, page.SetWebLifecycleStateParams{State: s}) }
	}
	for name, s := range map[string]state{
		"content is gone": {
			func(w *writer) { w.rename("content", "away") }, func(w *writer) { w.rename("away", "content") },
			steady, "there is no folder content",
		},
		"content is a file": {
			func(w *writer) { w.rename("content", "away"); w.put("content", "x") },
			func(w *writer) { w.remove("content"); w.rename("away", "content") },
			steady, "content",
		},
		"content is empty": {
			func(w *writer) {
				w.rename("content", "away")
				w.must(os.Mkdir(filepath.Join(w.dir, "content"), 0o777))
			},
			func(w *writer) { w.remove("content"); w.rename("away", "content") },
			steady, "content",
		},
		"settings are gone": {
			func(w *writer) { w.rename("content/site.yaml", "away") }, func(w *writer) { w.rename("away", "content/site.yaml") },
			steady, "",
		},
		"settings can't be read": {
			func(w *writer) { w.edit("content/site.yaml", "title: Baths", "title: [") },
			func(w *writer) { w.edit("content/site.yaml", "title: [", "title: Baths") },
			steady, "content/site.yaml:",
		},
		"a section that the menu names is gone": {
			func(w *writer) { w.edit("content/site.yaml", "types/_index.md", "kinds/_index.md") },
			func(w *writer) { w.edit("content/site.yaml", "kinds/_index.md", "types/_index.md") },
			steady, "content/site.yaml:",
		},
		"layouts are gone": {
			func(w *writer) { w.rename("layouts", "away") }, func(w *writer) { w.rename("away", "layouts") },
			steady, "",
		},
		"a layout is broken": {
			func(w *writer) { w.edit("layouts/_partials/breadcrumbs.html", "Ours", "{{ .Nothing }}") },
			func(w *writer) { w.edit("layouts/_partials/breadcrumbs.html", "{{ .Nothing }}", "Ours") },
			steady, "layouts/_partials/breadcrumbs.html",
		},
		"a merge is not finished": {
			func(w *writer) { w.edit(waterPage, steady, "<<<<<<< HEAD\n"+steady+"\n=======\nx\n>>>>>>> other") },
			func(w *writer) { w.edit(waterPage, "<<<<<<< HEAD\n"+steady+"\n=======\nx\n>>>>>>> other", steady) },
			steady, "a merge was not finished",
		},
		"the link leads to another guide": {
			func(w *writer) { w.leadTo("other") }, func(w *writer) { w.leadTo("one") },
			"Another guide.", "",
		},
		"the link leads nowhere": {
			func(w *writer) { w.leadTo("nowhere") }, func(w *writer) { w.leadTo("one") },
			steady, "there is no folder content",
		},
		"the tab is asleep": {
			func(w *writer) {
				lifecycle(page.SetWebLifecycleStateStateFrozen)(w)
				w.edit(waterPage, "Cool water wakes.", "Asleep. [x](gone.md)")
				w.terminalHas("gone.md")
				w.edit(waterPage, "Asleep. [x](gone.md)", steady)
			},
			lifecycle(page.SetWebLifecycleStateStateActive), "", unseen,
		},
		"the machine is asleep": {
			func(w *writer) {
				stopped(w)
				w.edit(waterPage, "Still water waits.", "Lunch.")
				w.edit("content/types/lake.md", "A lake is larger.", "[x](gone.md)")
				w.remove("content/types/pool.md")
			},
			func(w *writer) {
				goesOn(w)
				w.panelHas("gone.md", "pool.md")
				w.shows("#still + p", "Lunch.")
				w.agrees("2 errors")
				w.put("content/types/pool.md", "---\ntitle: Pool\n---\nAgain.\n")
				w.edit("content/types/lake.md", "[x](gone.md)", "A lake.")
			}, "", unseen,
		},
		"an answer is lost": {
			func(w *writer) {
				ask[any](w.tab, `{ const real = fetch; let n = 2; window.fetch = (...a) => n-- > 0 ? Promise.reject(new Error("lost")) : (window.fetch = real)(...a) } 0`)
				w.edit(waterPage, steady, "Cool. [x](gone.md)")
			},
			func(w *writer) { w.edit(waterPage, "Cool. [x](gone.md)", steady) },
			"Cool.", "content/types/gone.md",
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := openDesk(t, program)
			second := w.second("types/lake/")
			s.happens(w)
			if s.told != unseen {
				w.shows("#cool + p", s.shown)
				w.tells(s.told)
				second.agreesWith(w)
			}
			s.passes(w)
			w.edit(waterPage, "Cool water wakes", "Cool water refreshes")
			w.shows("#cool + p", "refreshes")
			w.tells("")
			second.agreesWith(w)
		})
	}
}

// openDesk opens a page of a guide that is reached through a link above its
// root, with a layout of its own.
func openDesk(t *testing.T, program string) *writer {
	t.Helper()
	above := t.TempDir()
	root := &writer{tab: &tab{TB: t}, dir: above}
	for _, guide := range []string{"one", "other"} {
		text := water
		if guide == "other" {
			text = strings.Replace(water, steady, "Another guide. "+steady, 1)
		}
		for _, part := range strings.Split(text, "-- content/")[1:] {
			name, text, _ := strings.Cut(part, " --\n")
			root.put(guide+"/content/"+name, text)
		}
		root.put(guide+"/content/types/pic.png", picture(t, 40, color.Black))
		root.put(guide+"/layouts/_partials/breadcrumbs.html", "<nav>Ours</nav>")
	}
	root.must(os.Symlink("one", filepath.Join(above, "link")))
	w := preview(t, program, filepath.Join(above, "link"), "types/water/")
	w.tells("")
	return w
}

// leadTo has the link above the guide's root lead to another folder at once.
func (w *writer) leadTo(guide string) {
	w.Helper()
	w.must(os.Symlink(guide, w.dir+"~"))
	w.must(os.Rename(w.dir+"~", w.dir))
}

// second opens another page of the same preview in a tab of its own.
func (w *writer) second(path string) *writer {
	w.Helper()
	other := &writer{tab: newTab(w.TB, w.host, desk), dir: w.dir, terminal: w.terminal}
	other.load(path)
	return other
}

// terminalHas waits until the terminal has said something.
func (w *writer) terminalHas(want string) {
	w.Helper()
	for deadline := time.Now().Add(loadTime); !strings.Contains(w.terminal.String(), want); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.Fatalf("the terminal never says %q:\n%s", want, w.terminal)
		}
	}
}

// lastSaid is what the terminal has said last, of what is wrong.
func (w *writer) lastSaid() string {
	text := w.terminal.String()
	if i := strings.LastIndex(strings.TrimSpace(text), " pages; "); i >= 0 {
		if after := text[i+len(" pages; "):]; strings.Count(after, "\n") <= 2 && !strings.Contains(after, "error[") {
			line, _, _ := strings.Cut(after, "\n")
			return line
		}
	}
	return text
}

// tells waits until panel, bar and terminal tell of a mistake, or all of none.
func (w *writer) tells(mistake string) {
	w.Helper()
	if mistake == "" {
		w.panelGoes()
		w.agrees("nothing is wrong")
		return
	}
	w.panelHas(mistake)
	w.terminalHas(mistake)
}

// agrees waits until the terminal and the bar count the same.
func (w *writer) agrees(summary string) {
	w.Helper()
	w.barHas(summary)
	for deadline := time.Now().Add(loadTime); w.lastSaid() != summary; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.Fatalf("the terminal never says %q:\n%s", summary, w.terminal)
		}
	}
}

// agreesWith waits until two tabs tell the same of the guide as a whole.
func (w *writer) agreesWith(other *writer) {
	w.Helper()
	const all = `document.querySelector("aftercare-panel")?.shadowRoot.querySelector("summary")?.textContent ?? ""`
	for deadline := time.Now().Add(loadTime); ask[string](w.tab, all) != ask[string](other.tab, all); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.Fatalf("one tab says %q, the other %q", ask[string](w.tab, all), ask[string](other.tab, all))
		}
	}
}
