package browser

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// darkestText is the palest grey (0 black, 255 white) that printed text may
// have. Four of six peers print 133 to 157 from a dark theme.
const darkestText = 40

// TestPrintIsBlackOnWhiteFromTheDarkTheme prints as a reader does whose system
// is dark, and looks at the paper.
func TestPrintIsBlackOnWhiteFromTheDarkTheme(t *testing.T) {
	eachPage(t, func(t *testing.T, s sample) {
		// With scripts the sheet prints the reader's plan, which has tests of
		// its own; here it is the form that counts.
		tab := open(t, shared.guide, s.path, view{dark: true, noScript: s.kind == kindSheet})
		pdf := tab.print(chromedp.PaperA4)
		if grey := textGrey(t, pdf); grey > darkestText {
			t.Errorf("on paper most text is %d of 255, not at most %d", grey, darkestText)
		}
		printed := string(run(t, "pdftotext", pdf, "-"))
		for _, word := range []string{"Go to the text", "Menu", "Find", "Leave"} {
			if strings.Contains(printed, "\n"+word+"\n") {
				t.Errorf("prints %q", word)
			}
		}
		// A link to help is no help on paper: a number is.
		if !strings.Contains(fold(printed), "badly hurt? Call your emergency number. To talk: findahelpline.com (Many countries), 116 123") {
			t.Error("does not print who to call")
		}
		headings := make(map[string]bool)
		for h := range elements(shared.guide.page(s.path), "h1", "h2", "h3") {
			if words := fold(text(h)); len(words) > 1 { // a letter is in the list of letters too
				headings[words] = true
			}
		}
		for a := range elements(shared.guide.page(s.path), "a") {
			// A list of links is not printed, but for that of the whole guide; any
			// other link may end a page.
			if !within(a, "nav") || s.path == "/whole/" {
				delete(headings, fold(text(a)))
			}
		}
		for i, sheet := range strings.Split(strings.TrimRight(printed, "\f"), "\f") {
			lines := strings.Split(strings.TrimSpace(sheet), "\n")
			if last := fold(lines[len(lines)-1]); headings[last] {
				t.Errorf("page %d ends with the heading %q", i+1, last)
			}
		}
		screen := ask[[]string](tab, "probe.mainText()")
		tab.look(view{dark: true, print: true, noScript: s.kind == kindSheet, width: 794, height: 1123})
		paper := ask[[]string](tab, "probe.mainText()")
		var lost []string
		for _, words := range screen {
			if !slices.Contains(paper, words) {
				lost = append(lost, words)
			}
		}
		none(t, "not on paper", lost)
		none(t, "address not on paper", ask[[]string](tab, "probe.unprinted()"))
		palest := ask[struct {
			Grey int
			Name string
		}](tab, "probe.palest()")
		if palest.Grey > darkestText {
			t.Errorf("prints text of %d of 255: %s", palest.Grey, palest.Name)
		}
	})
}

// print makes a PDF of the page on paper of a size and returns its path.
func (t *tab) print(size chromedp.PaperSize) string {
	t.Helper()
	pdf, err := chromedp.Run(t.ctx, chromedp.PrintToPDF(chromedp.PDFPaper(size)))
	t.must(err)
	path := filepath.Join(t.TempDir(), "page.pdf")
	t.must(os.WriteFile(path, pdf, 0o600))
	return path
}

// textGrey is the most frequent grey below 225 on the upper half of the first
// page of a PDF, at 300 dots an inch; fewer dots would blur the strokes of letters.
func textGrey(t *testing.T, pdf string) int {
	t.Helper()
	out := strings.TrimSuffix(pdf, ".pdf")
	run(t, "pdftoppm", "-gray", "-r", "300", "-f", "1", "-l", "1", "-singlefile", "-x", "0", "-y", "0", "-W", "2480", "-H", "1754", pdf, out)
	data, err := os.ReadFile(out + ".pgm")
	if err != nil {
		t.Fatal(err)
	}
	img := decodePGM(t, data)
	var all [256]int
	for _, v := range img.Pix {
		all[v]++
	}
	if paper := slices.Index(all[:], slices.Max(all[:])); paper < 250 {
		t.Errorf("the paper is %d of 255", paper)
	}
	var counts [225]int
	most := 0
	for i, v := range img.Pix {
		if int(v) < len(counts) && !onRule(img, i) {
			counts[v]++
			if counts[v] > counts[most] {
				most = int(v)
			}
		}
	}
	if counts[most] == 0 {
		t.Error("the first page is empty")
	}
	return most
}

// ruleLength in dots is longer than any stroke of a letter at 300 dots an inch.
const ruleLength = 100

// onRule reports whether a pixel belongs to a drawn line or ground: to a row
// or column of one grey that no letter is big enough for.
func onRule(img *image.Gray, at int) bool {
	for _, step := range []int{1, img.Stride} {
		length := 1
		for i := at + step; i < len(img.Pix) && img.Pix[i] == img.Pix[at] && length < ruleLength; i += step {
			length++
		}
		for i := at - step; i >= 0 && img.Pix[i] == img.Pix[at] && length < ruleLength; i -= step {
			length++
		}
		if length >= ruleLength {
			return true
		}
	}
	return false
}

// decodePGM reads a binary grey picture (netpbm P5, 8 bits).
func decodePGM(t *testing.T, data []byte) *image.Gray {
	t.Helper()
	var width, height, white int
	if _, err := fmt.Sscanf(string(data[:min(len(data), 40)]), "P5\n%d %d\n%d", &width, &height, &white); err != nil || white != 255 {
		t.Fatalf("pdftoppm made no grey picture: %v", err)
	}
	return &image.Gray{Pix: data[len(data)-width*height:], Stride: width, Rect: image.Rect(0, 0, width, height)}
}
