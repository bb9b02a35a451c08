package highlight

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestCodeColoursHaveContrast reads the style sheet as a browser would and
// checks every colour against its background (WCAG 2.2, 1.4.3: 4.5 to 1).
func TestCodeColoursHaveContrast(t *testing.T) {
	css := string(CSS())
	light, dark, ok := strings.Cut(css, "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("no dark style")
	}
	for name, sheet := range map[string]string{"light": light, "dark": dark} {
		backgrounds := regexp.MustCompile(`background: (#[0-9a-f]{6})`).FindAllStringSubmatch(sheet, -1)
		colours := regexp.MustCompile(`[^-]color: (#[0-9a-f]{6})`).FindAllStringSubmatch(sheet, -1)
		if len(backgrounds) != 2 || len(colours) != len(codeColours())+1 {
			t.Fatalf("%s: backgrounds %v, %d colours", name, backgrounds, len(colours))
		}
		for _, c := range colours {
			for _, background := range backgrounds {
				if ratio := contrast(t, c[1], background[1]); ratio < 4.5 {
					t.Errorf("%s: %s on %s is %.2f to 1", name, c[1], background[1], ratio)
				}
			}
		}
	}
}

// contrast returns the ratio defined in WCAG 2.2, "contrast ratio".
func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			sum += weight * c / 12.92
		} else {
			sum += weight * math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return sum
}
