// Package browser holds nothing but tests: it opens the finished guide in a
// real Chromium and looks at what a reader gets. The guide is made from the
// sources of this repository and served from memory on 127.0.0.1, with the
// headers that its own _headers file asks for.
//
// A [published] is a guide that can be served, a [tab] is one page of it opened in
// one way (width, theme, with scripts or without), and [probe.js] measures
// from inside the page. By default one page of each kind is looked at; with
// AUDIT=1 in the environment every page is. Tools that are not Chromium
// (Lighthouse, vnu, html-validate) run with the build tag audit.
//
// [probe.js]: testdata/probe.js
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"aftercare/builder/bench/chromium"

	"github.com/chromedp/chromedp"
)

// install is what a person has to type where a program is missing.
const install = "sudo apt-get install --no-install-recommends chromium fonts-dejavu-core poppler-utils brotli"

// fixtures are shared by all tests. TestMain sets them before the first test
// and nothing changes them afterwards.
type fixtures struct {
	// chromium is the context of the one browser; tabs are its children. It has no
	// back/forward cache: Back loads a page again.
	chromium context.Context
	// caching is another browser, started when it is first asked for, that has a
	// back/forward cache: Back may show a page as it was left.
	caching func() (context.Context, error)
	// guide is the guide of this repository, small the one in testdata, which
	// has what the guide has not: Arabic, German and an old address.
	guide, small *published
}

var shared fixtures

// inAudit leaves a test to the audit: a state that few readers meet, and that
// no other test needs to have seen.
func inAudit(t *testing.T) {
	if testing.Short() {
		t.Skip("in the audit")
	}
}

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	for _, program := range []string{"chromium", "pdftoppm", "pdftotext", "brotli"} {
		if _, err := exec.LookPath(program); err != nil {
			return 1, fmt.Errorf("these tests need %s:\n\t%s", program, install)
		}
	}
	if _, err := os.Stat(axeFile); err != nil {
		return 1, fmt.Errorf("these tests need axe-core:\n\tcd builder/browser && npm ci")
	}
	if shared.guide, err = publish(siteAddress, "../.."); err != nil {
		return 1, err
	}
	if shared.small, err = publish(siteAddress, "testdata/guide", "../.."); err != nil {
		return 1, err
	}
	ctx, stop, err := chromium.Start(context.Background(), chromedp.Flag("disable-back-forward-cache", true))
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, stop()) }()
	shared.chromium = ctx
	stopCaching := func() error { return nil }
	defer func() { err = errors.Join(err, stopCaching()) }()
	shared.caching = sync.OnceValues(func() (ctx context.Context, err error) {
		ctx, stopCaching, err = chromium.Start(context.Background(), chromium.Browser)
		return ctx, err
	})
	return m.Run(), nil
}
