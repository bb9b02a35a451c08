package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// guide is a folder with sources, and a watch on it.
type guide struct {
	*testing.T
	base   string
	events <-chan Event

	mu  sync.Mutex
	log []string
}

// patient is how long an event may take on a busy machine before a test
// fails; it is never waited for when all is well.
const patient = 10 * time.Second

func newGuide(t *testing.T, opt Options) *guide {
	t.Helper()
	g := &guide{T: t, base: t.TempDir()}
	g.put("content/a.md", "old")
	g.put("content/types/water.md", "old")
	g.put("layouts/page.html", "old")
	g.watch(opt)
	return g
}

func (g *guide) watch(opt Options) {
	g.Helper()
	opt.Log = func(message string) {
		g.mu.Lock()
		g.log = append(g.log, message)
		g.mu.Unlock()
	}
	ctx, cancel := context.WithCancel(context.Background())
	var err error
	g.events, err = Watch(ctx, []string{g.path("content"), g.path("layouts"), g.path("static"), g.path("aftercare.yaml")}, opt)
	if err != nil {
		g.Fatal(err)
	}
	g.Cleanup(func() {
		cancel()
		for range g.events { // closed when the watch is over
		}
	})
}

func (g *guide) path(name string) string { return filepath.Join(g.base, name) }

func (g *guide) do(err error) {
	g.Helper()
	if err != nil {
		g.Fatal(err)
	}
}

func (g *guide) put(name, text string) {
	g.Helper()
	g.do(os.MkdirAll(filepath.Dir(g.path(name)), 0o777))
	g.do(os.WriteFile(g.path(name), []byte(text), 0o666))
}

func (g *guide) rename(from, to string) {
	g.Helper()
	g.do(os.Rename(g.path(from), g.path(to)))
}

func (g *guide) remove(name string) {
	g.Helper()
	g.do(os.RemoveAll(g.path(name)))
}

// next waits for one event.
func (g *guide) next() Event {
	g.Helper()
	select {
	case e := <-g.events:
		return e
	case <-time.After(patient):
		g.Fatal("no event")
	}
	return Event{}
}

// sees receives events until the file has been as wanted when one came, as a
// builder would that reads it then. The text "" means that it is gone.
func (g *guide) sees(name, text string) {
	g.Helper()
	var seen []string
	for deadline := time.Now().Add(patient); time.Now().Before(deadline); {
		select {
		case e := <-g.events:
			got, _ := os.ReadFile(g.path(name))
			if string(got) == text {
				return
			}
			seen = append(seen, fmt.Sprintf("%v %q", e.Paths, got))
		case <-time.After(patient):
		}
	}
	g.Fatalf("no event with %s as %q, but %v", name, text, seen)
}

// settle lets pass what belongs to the changes so far: it makes one more and
// waits for its event.
func (g *guide) settle() {
	g.Helper()
	mark := fmt.Sprint("mark ", time.Now().UnixNano())
	g.put("content/mark.md", mark)
	g.sees("content/mark.md", mark)
	for {
		select {
		case <-g.events:
		case <-time.After(50 * ms):
			return
		}
	}
}

// manners are those of watching.
func manners(t *testing.T, test func(t *testing.T, opt Options)) {
	for name, opt := range map[string]Options{"events": {}, "polling": {Poll: true, interval: 10 * ms}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, opt)
		})
	}
}

func TestEveryWayOfSavingIsSeen(t *testing.T) {
	const file, text = "content/types/water.md", "---\ntitle: new\n---\nnew\n"
	ways := map[string]func(g *guide){
		"overwritten": func(g *guide) { g.put(file, text) },
		"to the same length and time": func(g *guide) {
			info, err := os.Stat(g.path(file))
			g.do(err)
			g.put(file, text[:3])
			g.do(os.Chtimes(g.path(file), info.ModTime(), info.ModTime()))
			g.put(file, text)
		},
		"emptied, written later": func(g *guide) {
			g.put(file, "")
			time.Sleep(5 * ms)
			g.put(file, text)
		},
		"emptied, written much later": func(g *guide) {
			g.put(file, "")
			time.Sleep(60 * ms)
			g.put(file, text)
		},
		"in pieces": func(g *guide) {
			f, err := os.Create(g.path(file))
			g.do(err)
			for _, piece := range strings.SplitAfter(text, "\n") {
				_, err := f.WriteString(piece)
				g.do(err)
				time.Sleep(3 * ms)
			}
			g.do(f.Close())
		},
		"by rename": func(g *guide) {
			g.put("content/types/water.md.tmp", text)
			g.rename("content/types/water.md.tmp", file)
		},
		"by rename of a dot file (GNOME)": func(g *guide) {
			g.put("content/types/.goutputstream-X1Y2", text)
			g.rename("content/types/.goutputstream-X1Y2", file)
		},
		"by rename from elsewhere": func(g *guide) {
			g.put("elsewhere/tmp", text)
			g.rename("elsewhere/tmp", file)
		},
		"Vim with backup": func(g *guide) {
			g.put("content/types/4913", "")
			g.remove("content/types/4913")
			g.put("content/types/.water.md.swp", "swap")
			g.rename(file, file+"~")
			g.put(file, text)
			g.remove(file + "~")
			g.remove("content/types/.water.md.swp")
		},
		"Emacs": func(g *guide) {
			g.put("content/types/#water.md#", "autosave")
			g.do(os.Symlink("sam@host.1:2", g.path("content/types/.#water.md")))
			g.rename(file, file+"~")
			g.put(file, text)
			g.remove("content/types/#water.md#")
			g.remove("content/types/.#water.md")
		},
		"JetBrains": func(g *guide) {
			g.put(file+"___jb_tmp___", text)
			g.rename(file, file+"___jb_old___")
			g.rename(file+"___jb_tmp___", file)
			g.remove(file + "___jb_old___")
		},
		"removed and made again": func(g *guide) {
			g.remove(file)
			time.Sleep(2 * ms)
			g.put(file, text)
		},
		"by hard link": func(g *guide) {
			g.put("elsewhere/new", text)
			g.remove(file)
			g.do(os.Link(g.path("elsewhere/new"), g.path(file)))
		},
		"through an open file": func(g *guide) {
			f, err := os.OpenFile(g.path(file), os.O_RDWR, 0)
			g.do(err)
			g.do(f.Truncate(0))
			_, err = f.WriteAt([]byte(text), 0)
			g.do(err)
			g.do(f.Sync())
			g.do(f.Close())
		},
	}
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			manners(t, func(t *testing.T, opt Options) {
				g := newGuide(t, opt)
				for range 2 { // the second save must be seen as well as the first
					g.put(file, "old")
					g.settle()
					way(g)
					g.sees(file, text)
				}
			})
		})
	}
}

func TestFoldersThatComeAndGo(t *testing.T) {
	steps := map[string]func(g *guide){
		"new nested folders": func(g *guide) {
			g.put("content/n/m/o/new.md", "1")
			g.sees("content/n/m/o/new.md", "1")
			g.put("content/n/m/o/new.md", "2")
			g.sees("content/n/m/o/new.md", "2")
			g.put("content/n/m/sibling.md", "3")
			g.sees("content/n/m/sibling.md", "3")
		},
		"folder moved in": func(g *guide) {
			g.put("elsewhere/n/m/new.md", "1")
			g.rename("elsewhere/n", "content/n")
			g.sees("content/n/m/new.md", "1")
			g.put("content/n/m/new.md", "2")
			g.sees("content/n/m/new.md", "2")
		},
		"folder renamed": func(g *guide) {
			g.put("content/types/deep/er/x.md", "1")
			g.sees("content/types/deep/er/x.md", "1")
			g.rename("content/types", "content/kinds")
			g.sees("content/types/water.md", "")
			g.put("content/kinds/water.md", "2")
			g.sees("content/kinds/water.md", "2")
			g.put("content/kinds/deep/er/new/y.md", "3")
			g.sees("content/kinds/deep/er/new/y.md", "3")
		},
		"folder renamed and made again": func(g *guide) {
			g.put("content/types/deep/x.md", "1")
			g.settle()
			g.rename("content/types", "content/kinds")
			g.put("content/types/deep/x.md", "2")
			g.settle()
			g.put("content/types/deep/x.md", "3")
			g.sees("content/types/deep/x.md", "3")
			g.put("content/kinds/deep/x.md", "4")
			g.sees("content/kinds/deep/x.md", "4")
		},
		"folder removed and made again": func(g *guide) {
			for i := range 3 {
				g.remove("content/types")
				g.sees("content/types/water.md", "")
				g.put("content/types/water.md", fmt.Sprint("again ", i))
				g.sees("content/types/water.md", fmt.Sprint("again ", i))
				g.put("content/types/water.md", fmt.Sprint("and again ", i))
				g.sees("content/types/water.md", fmt.Sprint("and again ", i))
			}
		},
		"folder moved away and back": func(g *guide) {
			g.rename("content/types", "types")
			g.sees("content/types/water.md", "")
			g.put("types/water.md", "meanwhile")
			g.rename("types", "content/types")
			g.sees("content/types/water.md", "meanwhile")
			g.put("content/types/water.md", "back")
			g.sees("content/types/water.md", "back")
		},
		"root removed and made again": func(g *guide) {
			g.remove("layouts")
			g.sees("layouts/page.html", "")
			g.put("layouts/page.html", "again")
			g.sees("layouts/page.html", "again")
			g.put("layouts/parts/x.html", "new")
			g.sees("layouts/parts/x.html", "new")
		},
		"root that was missing": func(g *guide) {
			g.put("static/img/a.svg", "1")
			g.sees("static/img/a.svg", "1")
			g.put("static/img/a.svg", "2")
			g.sees("static/img/a.svg", "2")
		},
		"root replaced by another": func(g *guide) {
			g.put("next/a.md", "next")
			g.rename("content", "before")
			g.rename("next", "content")
			g.sees("content/a.md", "next")
			g.put("content/a.md", "later")
			g.sees("content/a.md", "later")
		},
		"root that is a link": func(g *guide) {
			g.put("v1/x.txt", "1")
			g.put("v2/x.txt", "2")
			g.do(os.Symlink("v1", g.path("static")))
			g.sees("static/x.txt", "1")
			g.put("v1/x.txt", "changed")
			g.sees("static/x.txt", "changed")
			g.remove("static")
			g.do(os.Symlink("v2", g.path("static")))
			g.sees("static/x.txt", "2")
		},
		"root that is a file": func(g *guide) {
			for _, text := range []string{"1", "2"} {
				g.put("aftercare.yaml", text)
				g.sees("aftercare.yaml", text)
			}
			g.put("tmp", "3")
			g.rename("tmp", "aftercare.yaml")
			g.sees("aftercare.yaml", "3")
			g.remove("aftercare.yaml")
			g.sees("aftercare.yaml", "")
		},
		"file becomes folder": func(g *guide) {
			g.remove("content/a.md")
			g.put("content/a.md/index.md", "1")
			g.sees("content/a.md/index.md", "1")
			g.put("content/a.md/index.md", "2")
			g.sees("content/a.md/index.md", "2")
		},
	}
	for name, step := range steps {
		t.Run(name, func(t *testing.T) {
			manners(t, func(t *testing.T, opt Options) { step(newGuide(t, opt)) })
		})
	}
}

func TestPathsAreAHintAsGiven(t *testing.T) {
	t.Chdir(t.TempDir())
	g := &guide{T: t, base: "."}
	g.put("content/a.md", "old")
	g.watch(Options{})
	g.put("content/a.md", "new")
	if e := g.next(); !slices.Equal(e.Paths, []string{filepath.Join("content", "a.md")}) {
		t.Errorf("got %v", e.Paths)
	}
}

func TestWhatIsNoSourceIsIgnored(t *testing.T) {
	noise := map[string]func(g *guide){
		"mode":          func(g *guide) { g.do(os.Chmod(g.path("content/a.md"), 0o600)) },
		"backup":        func(g *guide) { g.put("content/a.md~", "x") },
		"swap file":     func(g *guide) { g.put("content/.a.md.swp", "x"); g.put("content/a.swp", "x") },
		"dot folder":    func(g *guide) { g.put("content/.obsidian/deep/workspace.json", "{}") },
		"Vim's trial":   func(g *guide) { g.put("content/4913", ""); g.remove("content/4913") },
		"Emacs":         func(g *guide) { g.put("content/#a.md#", "x") },
		"other folders": func(g *guide) { g.put("public/index.html", "x"); g.put(".public.aftercare/lock", "x"); g.put("x", "x") },
	}
	for name, make := range noise {
		t.Run(name, func(t *testing.T) {
			manners(t, func(t *testing.T, opt Options) {
				g := newGuide(t, opt)
				g.put("content/.obsidian/app.json", "{}")
				g.settle()
				make(g)
				time.Sleep(30 * ms)
				g.put("layouts/page.html", "new")
				if e := g.next(); !slices.Equal(e.Paths, []string{g.path("layouts/page.html")}) {
					t.Errorf("got %v", e.Paths)
				}
			})
		})
	}
}

// A checkout of another branch changes thousands of files, removes folders
// and makes others. It must be seen to its end, in few events, and leave the
// watch working everywhere.
func TestBranchSwitch(t *testing.T) {
	branch := func(g *guide, n int) {
		for i := range 2000 {
			if folder := fmt.Sprintf("content/section-%d", i%40); (i%40)%3 != n {
				g.put(fmt.Sprintf("%s/page-%d/index.md", folder, i), fmt.Sprint("branch ", n))
			}
		}
		for i := range 40 {
			if i%3 == n {
				g.remove(fmt.Sprintf("content/section-%d", i))
			}
		}
		g.put("content/last.md", fmt.Sprint("branch ", n))
	}
	g := newGuide(t, Options{})
	for n := range 2 {
		finished := make(chan bool)
		go func() { branch(g, n); close(finished) }()
		events := 0
		for over := false; !over; {
			select {
			case <-g.events:
				events++
				time.Sleep(20 * ms) // a build
			case <-finished:
				over = true
			}
		}
		g.settle()
		t.Logf("branch %d: %d events before its end", n, events)
	}
	for _, name := range []string{"content/section-0/page-0/index.md", "content/section-2/page-42/index.md", "content/section-0/new/x.md"} {
		g.put(name, "later")
		g.sees(name, "later")
	}
}

func TestOverflowMeansLookAtEverything(t *testing.T) {
	errs := make(chan error)
	opened := 0
	g := newGuide(t, Options{newNotifier: func() (*notifier, error) {
		opened++
		n, err := fsnotifier()
		if err == nil && opened == 1 {
			n.errors = errs
		}
		return n, err
	}})
	errs <- fsnotify.ErrEventOverflow
	if e := g.next(); e.Paths != nil {
		t.Errorf("got %v", e.Paths)
	}
	g.settle()
	g.put("content/types/water.md", "new")
	g.sees("content/types/water.md", "new")
	if opened != 2 || len(g.log) != 1 || !strings.Contains(g.log[0], "too many changes") {
		t.Errorf("%d notifiers, log %q", opened, g.log)
	}
}

func TestWithoutWatchesItPolls(t *testing.T) {
	limited := func(most int) func() (*notifier, error) {
		return func() (*notifier, error) {
			n, err := fsnotifier()
			if err != nil {
				return nil, err
			}
			add, left := n.add, most
			n.add = func(folder string) error {
				if left--; left < 0 {
					return syscall.ENOSPC
				}
				return add(folder)
			}
			return n, nil
		}
	}
	tests := map[string]func() (*notifier, error){
		"none at all":       func() (*notifier, error) { return nil, syscall.EMFILE },
		"too few at first":  limited(3),
		"too few later":     limited(6),
		"too few once more": limited(5),
	}
	for name, newNotifier := range tests {
		t.Run(name, func(t *testing.T) {
			g := newGuide(t, Options{newNotifier: newNotifier, interval: 10 * ms})
			g.put("content/n/m/o/p/new.md", "1")
			g.sees("content/n/m/o/p/new.md", "1")
			g.settle()
			for _, name := range []string{"content/n/m/o/p/new.md", "content/a.md", "layouts/page.html"} {
				g.put(name, "2")
				g.sees(name, "2")
			}
			g.mu.Lock()
			defer g.mu.Unlock()
			if len(g.log) != 1 || !strings.Contains(g.log[0], "checking every file") {
				t.Errorf("log %q", g.log)
			}
		})
	}
}

// Two saves within a tick of the file system's clock leave the same time.
func TestPollingTellsAgainOfWhatMayHaveBeenSavedTwice(t *testing.T) {
	g := &guide{T: t, base: t.TempDir()}
	now := time.Now()
	second := now.Truncate(time.Second)
	at := func(name string, written time.Time) {
		g.put(name, "text")
		g.do(os.Chtimes(g.path(name), written, written))
	}
	at("content/coarse.md", second)
	at("content/fine.md", second.Add(-ms))
	at("content/gone.md", second.Add(-time.Hour))
	p := &poller{watcher: &watcher{Options: Options{}.withDefaults(), roots: []root{{g.path("content"), "content"}}}}
	look := func(when time.Time, want ...string) {
		t.Helper()
		got := p.scan(when)
		for i := range got {
			got[i] = filepath.Base(got[i])
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("seen %v, want %v", got, want)
		}
	}
	look(second, "coarse.md", "fine.md", "gone.md")
	look(second.Add(5 * ms))
	at("content/coarse.md", second) // to the same length and time
	g.remove("content/gone.md")
	look(second.Add(100*ms), "fine.md", "gone.md")
	look(second.Add(3*time.Second), "coarse.md")
	look(second.Add(4 * time.Second))
	at("content/fine.md", second)
	g.do(os.Chmod(g.path("content/coarse.md"), 0o600))
	look(second.Add(time.Hour), "fine.md")
	g.put("content/next", "text")
	g.do(os.Chtimes(g.path("content/next"), second, second))
	look(second.Add(time.Hour), "next")
	g.rename("content/next", "content/coarse.md")
	look(second.Add(time.Hour), "coarse.md", "next")
}

func TestEndsWithItsContext(t *testing.T) {
	quiet := func(string) {}
	for name, opt := range map[string]Options{"events": {Log: quiet}, "polling": {Log: quiet, Poll: true}} {
		ctx, cancel := context.WithCancel(context.Background())
		events, err := Watch(ctx, []string{t.TempDir()}, opt)
		if err != nil {
			t.Fatal(err)
		}
		cancel()
		select {
		case _, open := <-events:
			if open {
				t.Errorf("%s: an event", name)
			}
		case <-time.After(patient):
			t.Errorf("%s: still open", name)
		}
	}
	if _, err := Watch(context.Background(), nil, Options{Log: quiet, newNotifier: func() (*notifier, error) { return nil, errors.New("none") }}); err != nil {
		t.Errorf("a watch without events: %v", err)
	}
}

// Whatever happens to folders, in whatever order and however fast, afterwards
// a save is seen in every one of them.
func TestAnyOperationsOnFolders(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			g := newGuide(t, Options{})
			random := rand.New(rand.NewPCG(seed, 0))
			for range 80 {
				g.meddle(random)
				if random.IntN(4) == 0 {
					time.Sleep(time.Duration(random.IntN(12)) * ms)
				}
			}
			g.settle()
			for _, folder := range g.folders() {
				name := filepath.Join(folder, "saved.md")
				g.put(name, "saved")
				g.sees(name, "saved")
			}
		})
	}
}

// meddle makes, moves or removes a folder, or saves a file. Some of it fails,
// as moving a folder into itself does.
func (g *guide) meddle(random *rand.Rand) {
	folders := g.folders()
	any := func() string { return folders[random.IntN(len(folders))] }
	inside := func() string { return filepath.Join(any(), string(rune('a'+random.IntN(4)))) }
	switch random.IntN(5) {
	case 0:
		os.MkdirAll(g.path(filepath.Join(inside(), "deep", "er")), 0o777)
	case 1:
		os.Rename(g.path(any()), g.path(inside()))
	case 2:
		os.Rename(g.path(inside()), g.path(inside()))
	case 3:
		os.RemoveAll(g.path(inside()))
	case 4:
		os.WriteFile(g.path(inside()+".md"), []byte("x"), 0o666)
	}
	os.MkdirAll(g.path("content"), 0o777)
}

// folders lists those below the roots.
func (g *guide) folders() (out []string) {
	for _, root := range []string{"content", "layouts"} {
		filepath.WalkDir(g.path(root), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				rel, _ := filepath.Rel(g.base, path)
				out = append(out, rel)
			}
			return nil
		})
	}
	return out
}

// A network drive takes a watch and then tells nothing of what other machines
// write, so no error would ever lead to polling.
func TestNetworkDriveIsPolledAndSaysSo(t *testing.T) {
	opened := false
	g := newGuide(t, Options{
		interval: 10 * ms, networkOf: func(string) string { return "NFS" },
		newNotifier: func() (*notifier, error) { opened = true; return fsnotifier() },
	})
	g.put("content/a.md", "2")
	g.sees("content/a.md", "2")
	g.mu.Lock()
	defer g.mu.Unlock()
	if opened || len(g.log) != 1 || !strings.Contains(g.log[0], "network drive (NFS)") {
		t.Errorf("asked for events: %v, log %q", opened, g.log)
	}
}

func TestNetworkOfAMissingFolderIsUnknown(t *testing.T) {
	if name := networkOf(filepath.Join(t.TempDir(), "missing")); name != "" {
		t.Errorf("what is not there lies on %s", name)
	}
}
