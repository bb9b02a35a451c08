package browser

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// A writer has a guide in a folder, the program that previews it, and one page
// of it open in the browser.
type writer struct {
	*tab
	dir      string
	process  *exec.Cmd // nil while it does not run
	terminal *terminal
}

// terminal holds what a program has written so far.
type terminal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

func (t *terminal) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// buildProgram makes the program that a writer runs.
func buildProgram(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "aftercare")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/aftercare").CombinedOutput(); err != nil {
		t.Fatalf("build the program: %v\n%s", err, out)
	}
	return program
}

// write opens a page of a guide, a text archive, in the preview.
func write(t *testing.T, program, guide, page string, flags ...string) *writer {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(guide)).Files {
		save(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
	}
	save(t, filepath.Join(dir, "content/types/pic.png"), []byte(picture(t, 40, color.Black)))
	return preview(t, program, dir, page, flags...)
}

var localAddress = regexp.MustCompile(`http://localhost:\d+/`)

// preview starts the program in a folder and opens a page. Nothing that the
// preview shows later may load that page again, unless a test says that it may.
func preview(t *testing.T, program, dir, page string, flags ...string) *writer {
	t.Helper()
	w := &writer{tab: blank(t, &published{}, desk), dir: dir, terminal: &terminal{}}
	w.start(program, append(flags, "-p", "0")...)
	t.Cleanup(func() { w.stop() })
	w.load(page)
	w.expectToStay()
	return w
}

// start runs the program and waits until it says where the preview is.
func (w *writer) start(program string, flags ...string) {
	w.Helper()
	w.terminal.text.Reset()
	w.process = exec.Command(program, append([]string{"serve", "-s", w.dir}, flags...)...)
	w.process.Stdout, w.process.Stderr = w.terminal, w.terminal
	w.must(w.process.Start())
	var base string
	for deadline := time.Now().Add(loadTime); base == ""; base = localAddress.FindString(w.terminal.String()) {
		if time.Now().After(deadline) {
			w.Fatalf("the preview does not say where it is:\n%s", w.terminal)
		}
		time.Sleep(5 * time.Millisecond)
	}
	w.host = &host{base: base}
}

// stop ends the program as Ctrl+C does.
func (w *writer) stop() {
	w.Helper()
	if w.process == nil {
		return
	}
	w.must(w.process.Process.Signal(os.Interrupt))
	if err := w.process.Wait(); err != nil {
		w.Errorf("the preview ended with %v:\n%s", err, w.terminal)
	}
	w.process = nil
}

// expectToStay marks the page at hand; see stays.
func (w *writer) expectToStay() {
	w.Helper()
	ask[any](w.tab, "window.stayed = true; 0")
}

// put saves a file of the guide as an editor does.
func (w *writer) put(name, text string) {
	w.Helper()
	save(w, filepath.Join(w.dir, filepath.FromSlash(name)), []byte(text))
}

// edit replaces the one place where a file has old.
func (w *writer) edit(name, old, text string) {
	w.Helper()
	data, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	w.must(err)
	if n := strings.Count(string(data), old); n != 1 {
		w.Fatalf("%s has %q %d times", name, old, n)
	}
	w.put(name, strings.Replace(string(data), old, text, 1))
}

func (w *writer) remove(name string) {
	w.Helper()
	w.must(os.Remove(filepath.Join(w.dir, filepath.FromSlash(name))))
}

func (w *writer) rename(from, to string) {
	w.Helper()
	w.must(os.Rename(filepath.Join(w.dir, filepath.FromSlash(from)), filepath.Join(w.dir, filepath.FromSlash(to))))
}

// save writes a file beside its place and puts it there whole.
func save(t testing.TB, name string, data []byte) {
	t.Helper()
	err := errors.Join(
		os.MkdirAll(filepath.Dir(name), 0o777),
		os.WriteFile(name+"~", data, 0o666),
		os.Rename(name+"~", name),
	)
	if err != nil {
		t.Fatal(err)
	}
}

// stays ends a test whose page must not have been loaded again, and has nothing
// to complain of.
func (w *writer) stays() {
	w.Helper()
	w.stayed()
	w.quiet()
}

func (w *writer) stayed() {
	w.Helper()
	if !ask[bool](w.tab, "window.stayed === true") {
		w.Error("the page was loaded again")
	}
}

// quiet wants nothing on the console.
func (w *writer) quiet() {
	w.Helper()
	if said := w.said(); len(said) > 0 {
		w.Errorf("the console says\n%s", strings.Join(said, "\n"))
	}
}

// text is what an element shows, with single spaces.
func (w *writer) text(selector string) string {
	w.Helper()
	return ask[string](w.tab, fmt.Sprintf(`document.querySelector(%q)?.textContent.trim().replace(/\s+/g, " ") ?? "nothing"`, selector))
}

// shows waits until an element's text has want in it.
func (w *writer) shows(selector, want string) {
	w.Helper()
	w.wait(fmt.Sprintf(`document.querySelector(%q)?.textContent.replace(/\s+/g, " ").includes(%q)`, selector, want))
}

// copyFolder puts a copy of a folder into a new one.
func copyFolder(t *testing.T, dir, name, from string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(from)); err != nil && !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
}
