//go:build audit

package browser

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// tools is where the programs of make audit are.
const tools = "audit/node_modules/"

// lighthouseTries is how often a page is measured at most; the best counts,
// because other work on the machine only ever makes a page look slower.
const lighthouseTries = 3

// What Lighthouse has to say of a page on a simulated slow phone.
const (
	largestPaint = 1000 // ms
	blocked      = 50   // ms
)

// TestLighthouse measures the pages that readers come in by.
func TestLighthouse(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String() + "/"
	guide, err := publish(base, "../..") // so that canonical addresses are those of the pages
	if err != nil {
		t.Fatal(err)
	}
	// This one gives a page a process of its own, and Lighthouse counts the
	// start of it as the page's. Readers who come from another site have that
	// start behind them, header or not.
	for i, rule := range guide.headers {
		guide.headers[i].headers = slices.DeleteFunc(rule.headers, func(h [2]string) bool { return h[0] == "Cross-Origin-Opener-Policy" })
	}
	paths := []string{"", "types/words/", "types/", "faq/", "all/", "sheet/", "404.html"}
	// Compressed beforehand, so that no answer waits for it.
	var names []string
	for _, name := range guide.names {
		folder, isIndex := strings.CutSuffix(name, "index.html")
		if strings.HasPrefix(name, "assets/") || slices.Contains(paths, folder) && isIndex || slices.Contains(paths, name) {
			names = append(names, name)
		}
	}
	if err := guide.compress(names...); err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: guide, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	for _, path := range paths {
		t.Run("/"+path, func(t *testing.T) { // so that one can be measured alone
			listed := path != "404.html" // which a host serves with a status that keeps it out of lists
			for n := range elements(guide.page("/"+path), "meta") {
				listed = listed && !strings.Contains(attribute(n, "content"), "noindex")
			}
			var faults []string
			for range lighthouseTries {
				r, err := lighthouse(t, base+path)
				if err != nil { // it may lose the thread of a busy browser
					faults = []string{err.Error()}
					continue
				}
				t.Log(r)
				if faults = r.faults(listed); len(faults) == 0 {
					break
				}
			}
			for _, fault := range faults {
				t.Error(fault)
			}
		})
	}
}

// lighthouseReport is what we read of Lighthouse's JSON.
type lighthouseReport struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct{ ID string }
	}
	Audits map[string]struct {
		Score        *float64
		Title        string
		NumericValue float64
	}
}

func (r lighthouseReport) String() string {
	score := func(name string) int { return int(r.Categories[name].Score*100 + .5) }
	return fmt.Sprintf("performance %d, accessibility %d, best practices %d, SEO %d; LCP %.0f ms, CLS %.3f, TBT %.0f ms",
		score("performance"), score("accessibility"), score("best-practices"), score("seo"),
		r.Audits["largest-contentful-paint"].NumericValue, r.Audits["cumulative-layout-shift"].NumericValue,
		r.Audits["total-blocking-time"].NumericValue)
}

// faults lists what is not as it has to be; listed says that search engines
// may list the page.
func (r lighthouseReport) faults(listed bool) (faults []string) {
	for name, category := range r.Categories {
		switch {
		case category.Score == 1 || name == "seo" && !listed:
		case name == "performance":
			faults = append(faults, fmt.Sprintf("%s %.0f", name, category.Score*100))
		default:
			for _, ref := range category.AuditRefs {
				// It asks for robots.txt from inside the page, and the page of
				// the sheet may ask for nothing.
				if a := r.Audits[ref.ID]; a.Score != nil && *a.Score < 1 && ref.ID != "robots-txt" {
					faults = append(faults, fmt.Sprintf("%s %.0f: %s: %s", name, category.Score*100, ref.ID, a.Title))
				}
			}
		}
	}
	for name, most := range map[string]float64{"largest-contentful-paint": largestPaint, "cumulative-layout-shift": 0, "total-blocking-time": blocked} {
		if v := r.Audits[name].NumericValue; v > most {
			faults = append(faults, fmt.Sprintf("%s %.3f, not at most %.0f", name, v, most))
		}
	}
	return faults
}

// lighthouse measures one page once.
func lighthouse(t *testing.T, url string) (r lighthouseReport, err error) {
	t.Helper()
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		return r, err
	}
	out := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command("node", tools+"lighthouse/cli/index.js", url, "--quiet", "--output=json", "--output-path="+out,
		"--only-categories=performance,accessibility,best-practices,seo",
		"--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync")
	cmd.Env = append(os.Environ(), "CHROME_PATH="+chromium)
	if text, err := cmd.CombinedOutput(); err != nil {
		return r, fmt.Errorf("lighthouse: %w\n%s", err, text)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return r, fmt.Errorf("lighthouse: %w", err)
	}
	if err := json.Unmarshal(data, &r); err != nil || len(r.Categories) != 4 {
		return r, fmt.Errorf("lighthouse: no report of four categories: %w", err)
	}
	return r, nil
}

// write puts all pages of a guide into a folder.
func (p *published) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range p.names {
		if filepath.Ext(name) != ".html" {
			continue
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, p.files[name], 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestPagesAreValidHTML asks the checker of the W3C (vnu) about every page.
func TestPagesAreValidHTML(t *testing.T) {
	for name, p := range map[string]*published{"guide": shared.guide, "small": shared.small} {
		dir := p.write(t)
		// It exits with 1 when it has something to say, and says it on stderr.
		cmd := exec.Command("java", "-Xss8m", "-jar", tools+"vnu-jar/build/dist/vnu.jar", "--format", "json", "--skip-non-html", dir)
		var stderr strings.Builder
		cmd.Stderr = &stderr
		err := cmd.Run()
		var report struct {
			Messages []struct {
				Type, SubType, URL, Message string
				LastLine                    int
			}
		}
		if jsonErr := json.Unmarshal([]byte(stderr.String()), &report); jsonErr != nil {
			t.Fatalf("vnu: %v\n%s", err, stderr.String())
		}
		said := remarks{}
		for _, m := range report.Messages {
			// Of remarks only warnings count: on files without a host it cannot
			// tell what a policy of 'self' lets through.
			if m.Type == "info" && m.SubType != "warning" || strings.Contains(m.Message, "violates Content Security Policy") || isNews(m.Message) {
				continue
			}
			said.add(m.Message, fmt.Sprintf("%s:%d", strings.TrimPrefix(m.URL, "file:"+dir+"/"), m.LastLine))
		}
		none(t, name, said.list())
	}
}

// remarks are the places of each remark of a checker; the same one on a
// hundred pages is one fault of a layout.
type remarks map[string][]string

func (r remarks) add(remark, place string) { r[remark] = append(r[remark], place) }

func (r remarks) list() (lines []string) {
	for remark, places := range r {
		lines = append(lines, fmt.Sprintf("%d times, first in %s: %s", len(places), places[0], remark))
	}
	slices.Sort(lines)
	return lines
}

// isNews says that a remark is about CSS which the checker does not know yet and
// browsers without it pass over: fields that grow with their text, the mark of
// the place in a list of contents, and questions about a container.
func isNews(message string) bool {
	return slices.ContainsFunc([]string{"“field-sizing”", "“scroll-target-group”", "“:target-current”", "“@container”", "“container”"}, func(name string) bool {
		return strings.Contains(message, name)
	})
}

// TestPagesPassHTMLValidate asks a second checker, which also knows rules of
// good practice.
func TestPagesPassHTMLValidate(t *testing.T) {
	for name, p := range map[string]*published{"guide": shared.guide, "small": shared.small} {
		dir := p.write(t)
		out := run(t, "node", "audit/validate.mjs", dir)
		var report struct {
			Files int
			Found []struct {
				File, Rule, Message string
				Line                int
			}
		}
		if err := json.Unmarshal(out, &report); err != nil || report.Files == 0 {
			t.Fatalf("html-validate: %v\n%s", err, out)
		}
		said := remarks{}
		for _, m := range report.Found {
			said.add(m.Rule+": "+m.Message, fmt.Sprintf("%s:%d", m.File, m.Line))
		}
		none(t, name, said.list())
	}
}
