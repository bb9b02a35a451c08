//go:build linux || darwin

package publish

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// The test binary starts itself again in one of these roles, to be killed, to
// run with less rights or with less room.
func TestMain(m *testing.M) {
	dest := os.Getenv("PUBLISH_DEST")
	switch role := os.Getenv("PUBLISH_ROLE"); role {
	case "":
		os.Exit(m.Run())
	case "alternate":
		alternate(dest)
	case "exit at step":
		exitAtStep(dest)
	case "publish once":
		publishOnce(dest)
	}
}

// itself prepares another run of this test binary, in a role.
func itself(t *testing.T, role, dest string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), append(env, "PUBLISH_ROLE="+role, "PUBLISH_DEST="+dest)...)
	return cmd
}

// version returns one of two sites of which most files are the same, some
// differ, some are in one alone, and some are a file in one and a folder in
// the other. Each file names its version, so that a mixture can be told.
func version(v int) site {
	s := site{"shape/" + []string{"x", "x/y/z"}[v]: mark(v), fmt.Sprintf("only-%d/index.html", v): mark(v)}
	for i := range 40 {
		s[fmt.Sprintf("same/%d/index.html", i)] = mark(2)
		s[fmt.Sprintf("page/%d/index.html", i)] = mark(v)
	}
	return s
}

func mark(v int) string { return strings.Repeat(fmt.Sprintf("version %d\n", v), 500) + "end\n" }

// alternate publishes the two versions in turns until it is killed.
func alternate(dest string) {
	for i := 0; ; i++ {
		if _, err := Publish(context.Background(), version(i%2), Options{unsynced: true, Dest: dest}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(i)
	}
}

// expectWhole holds that the destination is one version, complete, beside the
// foreign file, and returns which.
func expectWhole(t *testing.T, dest string) int {
	t.Helper()
	got := contents(t, dest)
	if got["mine.txt"] != "mine" {
		t.Error("the foreign file is gone")
	}
	delete(got, "mine.txt")
	for v := range 2 {
		if maps.Equal(got, version(v)) {
			return v
		}
	}
	for name, text := range got {
		if len(text) < 20 {
			t.Logf("%s is %d bytes long", name, len(text))
		}
	}
	t.Fatalf("a mixture: %d files", len(got))
	return 0
}

func TestKilledAtAnyMomentTheSiteIsWhole(t *testing.T) {
	dest := destination(t)
	put(t, filepath.Join(dest, "mine.txt"), "mine")
	publish(t, dest, version(0))

	stop := make(chan struct{})
	var reads, bad atomic.Int64
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() { readUntil(stop, dest, &reads, &bad) })
	}
	for round := range 10 {
		cmd := itself(t, "alternate", dest)
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(15*time.Millisecond + rand.N(150*time.Millisecond))
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("it was not killed: %v", err)
		}
		v := expectWhole(t, dest)
		if round%3 == 0 {
			publish(t, dest, version(1-v))
			if got := expectWhole(t, dest); got != 1-v {
				t.Fatalf("round %d: the next build was without effect", round)
			}
			expectTidy(t, dest)
		}
	}
	close(stop)
	readers.Wait()
	if reads.Load() == 0 || bad.Load() > 0 {
		t.Errorf("%d of %d reads found a page torn or missing", bad.Load(), reads.Load())
	}
}

// readUntil reads pages that are in both versions.
func readUntil(stop chan struct{}, dest string, reads, bad *atomic.Int64) {
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		default:
		}
		kind := []string{"same", "page"}[i%2]
		text, err := os.ReadFile(filepath.Join(dest, kind, strconv.Itoa(i%40), "index.html"))
		if got := string(text); err != nil || got != mark(0) && got != mark(1) && got != mark(2) {
			bad.Add(1)
		}
		reads.Add(1)
		time.Sleep(100 * time.Microsecond)
	}
}

// small returns a version with few files, so that every step of publishing it
// can be tried. The shapes are those of version.
func small(v int) site {
	return site{
		"same/index.html":                "same",
		"page/index.html":                mark(v),
		"style.css":                      mark(v),
		fmt.Sprintf("only-%d.html", v):   mark(v),
		"s/" + []string{"x", "x/y/z"}[v]: mark(v),
	}
}

// exitAtStep publishes small(1) and dies before the step of that number.
func exitAtStep(dest string) {
	at, _ := strconv.Atoi(os.Getenv("PUBLISH_STEP"))
	var n atomic.Int64
	opt := faulty(dest, os.Getenv("PUBLISH_MODE"))
	inner := opt.step
	opt.step = func(name string) error {
		if n.Add(1) == int64(at) {
			os.Exit(9)
		}
		if name == "exchange" { // somebody saves a file at the last moment
			if err := os.WriteFile(filepath.Join(dest, "late.txt"), []byte("late"), 0o666); err != nil {
				return err
			}
		}
		return inner(name)
	}
	next := small(1)
	if os.Getenv("PUBLISH_MODE") == "spelled" {
		next = spelled(1)
	}
	if _, err := Publish(context.Background(), next, opt); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// faulty returns options under which the exchange is possible ("exchange"),
// impossible ("in place"), or the destination is on another device, as a mount
// point would be ("mount"), or folders in it are mount points ("mounts").
func faulty(dest, mode string) Options {
	return Options{unsynced: true, Dest: dest, step: func(name string) error {
		switch op, _, _ := strings.Cut(name, " "); {
		case mode == "in place" && op == "exchange":
			return syscall.EBUSY
		case mode == "mount" && (op == "link" || op == "probe"), mode == "mounts" && (op == "link" || op == "place"):
			return syscall.EXDEV
		}
		return nil
	}}
}

func TestKilledBeforeAnyStepTheNextBuildRecovers(t *testing.T) {
	for _, mode := range []string{"exchange", "in place", "mount", "mounts", "first"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			for step := 1; ; step++ {
				dest := destination(t)
				if mode != "first" {
					publish(t, dest, small(1))
					put(t, filepath.Join(dest, "mine.txt"), "mine")
					publish(t, dest, small(0))
				}
				cmd := itself(t, "exit at step", dest, "PUBLISH_STEP="+strconv.Itoa(step), "PUBLISH_MODE="+mode)
				out, err := cmd.CombinedOutput()
				if err == nil {
					if step < 5 {
						t.Errorf("only %d steps", step-1)
					}
					return
				}
				if cmd.ProcessState.ExitCode() != 9 {
					t.Fatalf("step %d: %v: %s", step, err, out)
				}
				expectOldOrNew(t, step, mode, dest)
				want := small(0)
				if mode != "first" {
					want["mine.txt"] = "mine"
				}
				for _, at := range []string{"*", "*/next"} {
					if saved, _ := filepath.Glob(filepath.Join(filepath.Dir(dest), at, "late.txt")); len(saved) > 0 {
						want["late.txt"] = "late"
					}
				}
				publish(t, dest, small(0))
				expect(t, dest, want)
				expectTidy(t, dest)
			}
		})
	}
}

func expectOldOrNew(t *testing.T, step int, mode, dest string) {
	t.Helper()
	if _, err := os.Stat(dest); mode == "first" && err != nil {
		return
	}
	got := contents(t, dest)
	if mode != "first" && got["mine.txt"] != "mine" {
		t.Errorf("step %d: the foreign file is gone", step)
	}
	delete(got, "mine.txt")
	delete(got, "late.txt")
	switch mode {
	case "exchange", "first":
		if !maps.Equal(got, small(0)) && !maps.Equal(got, small(1)) {
			t.Errorf("step %d: a mixture", step)
		}
	default: // a mixture is allowed, a torn page is not
		for name, text := range got {
			free := strings.HasPrefix(filepath.Base(name), temporary) || strings.HasSuffix(name, "/")
			if !free && text != mark(0) && text != mark(1) && text != "same" {
				t.Errorf("step %d: %s is torn", step, name)
			}
		}
	}
}

func TestFailureOfAnyStep(t *testing.T) {
	disk := errors.New("disk on fire")
	for _, mode := range []string{"exchange", "in place", "mount", "mounts"} {
		t.Run(mode, func(t *testing.T) {
			for step := int64(1); ; step++ {
				dest := destination(t)
				publish(t, dest, small(1))
				put(t, filepath.Join(dest, "mine.txt"), "mine")
				publish(t, dest, small(0))

				var n atomic.Int64
				opt := faulty(dest, mode)
				inner := opt.step
				opt.step = func(name string) error {
					if n.Add(1) == step {
						return disk
					}
					return inner(name)
				}
				sum, err := Publish(context.Background(), small(1), opt)
				if err == nil && n.Load() < step {
					return
				}
				if err != nil && !errors.Is(err, disk) {
					t.Fatalf("step %d: %v", step, err)
				}
				expectOldOrNew(t, int(step), mode, dest)
				if err != nil && !sum.Exchanged && sum.InPlace == "" {
					want := small(0)
					want["mine.txt"] = "mine"
					expect(t, dest, want)
				}
				publish(t, dest, small(1))
				want := small(1)
				want["mine.txt"] = "mine"
				expect(t, dest, want)
				expectTidy(t, dest)
			}
		})
	}
}

func TestWhereFoldersCanNotBeExchanged(t *testing.T) {
	for mode, reason := range map[string]string{"in place": "busy", "mount": "cross-device", "mounts": "cross-device"} {
		dest := destination(t)
		publish(t, dest, small(0))
		put(t, filepath.Join(dest, "mine.txt"), "mine")
		for v := range 3 {
			sum, err := Publish(context.Background(), small((v+1)%2), faulty(dest, mode))
			if err != nil {
				t.Fatal(err)
			}
			if sum.Exchanged || !strings.Contains(sum.InPlace, reason) {
				t.Errorf("%s: exchanged %v, in place because %q", mode, sum.Exchanged, sum.InPlace)
			}
			want := small((v + 1) % 2)
			want["mine.txt"] = "mine"
			expect(t, dest, want)
			expectTidy(t, dest)
			if again := publish(t, dest, small((v+1)%2)); again.Unchanged != len(want)-1 {
				t.Errorf("%s: the manifest does not fit what was placed: %+v", mode, again)
			}
		}
	}
}

func TestInPlaceAssetsComeFirstAndDeletionsLast(t *testing.T) {
	dest := destination(t)
	publish(t, dest, site{"old.css": "1", "old.html": "1"})
	var steps []string
	opt := Options{unsynced: true, Dest: dest, InPlace: true, step: func(name string) error {
		if op, _, _ := strings.Cut(name, " "); op == "place" || op == "take" {
			steps = append(steps, name)
		}
		return nil
	}}
	next := site{"index.html": "2", "a/index.html": "2", "a/b/index.html": "2", "new.css": "2"}
	if _, err := Publish(context.Background(), next, opt); err != nil {
		t.Fatal(err)
	}
	want := "place new.css, place a/b/index.html, place a/index.html, place index.html, take away old.css, take away old.html"
	if got := strings.Join(steps, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestEverythingIsSyncedBeforeTheExchange(t *testing.T) {
	dest := destination(t)
	publish(t, dest, small(0))
	var steps []string
	opt := Options{Dest: dest, step: func(name string) error {
		op, _, _ := strings.Cut(name, " ")
		if len(steps) == 0 || steps[len(steps)-1] != op {
			steps = append(steps, op)
		}
		return nil
	}}
	if _, err := Publish(context.Background(), small(1), opt); err != nil {
		t.Fatal(err)
	}
	want := "write link save sync exchange rescue save"
	if got := strings.Join(steps, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestManyBuildsAtOnce(t *testing.T) {
	dest := destination(t)
	errs := make(chan error)
	for i := range 8 {
		go func() {
			_, err := Publish(context.Background(), version(i%2), Options{unsynced: true, Dest: dest, lockWait: time.Minute})
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	expectTidy(t, dest)
	put(t, filepath.Join(dest, "mine.txt"), "mine")
	expectWhole(t, dest)
}

// spelled returns a site with names that the other one spells in another way.
func spelled(v int) site {
	pick := func(a, b string) string { return []string{a, b}[v] }
	return site{
		pick("Photo.JPG", "photo.jpg"):                 "same",
		pick("same.PNG", "Same.png"):                   mark(v),
		"types/" + pick("Water.html", "water.html"):    mark(v),
		"types/" + pick("ÄRGER.txt", "ärger.txt"):      "same",
		"shape/index.html":                             mark(v),
		"Was":                                          mark(v),
		"index.html":                                   mark(v),
		pick("only-old/file.txt", "only-new/file.txt"): mark(v),
	}
}
