// Package chromium starts the browser of tests and measurements: without a
// window, with a profile of its own, asking nobody for anything by itself.
//
// Most tests only need Chromium's engine. Where chromium-headless-shell is
// installed they run in it: the same engine in the same version without the rest
// of the browser, such as its toolbar, which takes more CPU than most pages do.
// CHROMIUM in the environment names another program; [Browser] asks for the
// browser that people use.
//
//	var browser chromium.Shared
//
//	func TestMain(m *testing.M) { browser.Main(m) }
//
//	func TestPage(t *testing.T) {
//		tab, cancel := chromedp.NewContext(browser.Context(t))
//		...
//	}
package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// Browser makes Start start the whole browser. It keeps pages in memory for Back,
// which the engine alone does not.
var Browser = chromedp.ExecPath("chromium")

// program is the path of the program that most tests run in.
func program() (string, error) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium-headless-shell", "chromium"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errors.New("no chromium here: sudo apt-get install --no-install-recommends chromium")
}

// Start starts Chromium. Stop ends it and removes its profile.
func Start(ctx context.Context, more ...chromedp.ExecAllocatorOption) (browser context.Context, stop func() error, err error) {
	path, err := program()
	if err != nil {
		return nil, nil, err
	}
	profile, err := os.MkdirTemp("", "aftercare-chromium-")
	if err != nil {
		return nil, nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // in a container, as root
		chromedp.DisableGPU,
		chromedp.UserDataDir(profile),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(ctx, append(options, more...)...)
	browser, stopBrowser := chromedp.NewContext(allocator)
	stop = func() error {
		stopBrowser()
		stopAllocator()
		return os.RemoveAll(profile)
	}
	if err := chromedp.Do(browser); err != nil {
		return nil, nil, errors.Join(fmt.Errorf("start Chromium: %w", err), stop())
	}
	return browser, stop, nil
}

// A Shared is the one browser of a test process, for a package variable of its
// tests.
type Shared struct {
	once    sync.Once
	browser context.Context
	stop    func() error
	err     error
}

// Context returns the browser, which the first call starts and Main ends.
func (s *Shared) Context(t testing.TB) context.Context {
	t.Helper()
	s.once.Do(func() { s.browser, s.stop, s.err = Start(context.Background()) })
	if s.err != nil {
		t.Fatal(s.err)
	}
	return s.browser
}

// Main runs the tests of a package, and exits.
func (s *Shared) Main(m *testing.M) {
	code := m.Run()
	if s.stop != nil {
		if err := s.stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}
