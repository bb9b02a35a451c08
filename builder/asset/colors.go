package asset

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"aftercare/builder/diag"
)

// ColorStyle is the path by which layouts import the result of [Colors]. TokenStyle
// is the style whose colours it overrides.
const (
	ColorStyle = "styles/guide-colors.css"
	TokenStyle = "styles/tokens.css"
)

// dark starts the dark theme in a style.
const dark = "@media (prefers-color-scheme: dark)"

// pairs are colours shown on each other, with the minimum contrast of WCAG 2.2 AA:
// 4.5 for text (1.4.3), 3 for the edge of a control (1.4.11).
var pairs = []struct {
	front, ground string
	least         float64
}{
	{"ink", "paper", 4.5}, {"soft", "paper", 4.5}, {"accent", "paper", 4.5},
	{"ink", "surface", 4.5}, {"soft", "surface", 4.5}, {"accent", "surface", 4.5},
	{"ink", "sage-ground", 4.5}, {"sage", "sage-ground", 4.5},
	{"ink", "clay-ground", 4.5}, {"clay", "clay-ground", 4.5}, {"ink", "chosen", 4.5},
	{"edge", "paper", 3},
}

var (
	token = regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3,6})\s*;`)
	hex   = regexp.MustCompile(`^#([0-9a-fA-F]{3}){1,2}$`)
)

// Colors makes a style that overrides colours of tokens in the light and the dark
// theme. It is an error if the tokens have no such colour, or if a colour leaves text
// hard to tell from its background.
func Colors(tokens []byte, light, night Theme) (css []byte, diags diag.List) {
	usual, usualDark, _ := strings.Cut(string(tokens), dark)
	css = light.style(css, "@media (prefers-color-scheme: light)", usual, &diags) // or it would apply to the dark theme, too
	return night.style(css, dark, usualDark, &diags), diags
}

// Theme is the guide's own colours for the light or the dark theme, by name, and
// where each is set.
type Theme struct {
	Chosen map[string]string
	At     func(name string) diag.Position
}

func (t Theme) style(css []byte, media, usual string, diags *diag.List) []byte {
	if len(t.Chosen) == 0 {
		return css
	}
	colors := map[string]string{}
	for _, m := range token.FindAllStringSubmatch(usual, -1) {
		colors[m[1]] = m[2]
	}
	known := slices.Sorted(maps.Keys(colors))
	css = append(css, media+"{:root{"...)
	for _, name := range slices.Sorted(maps.Keys(t.Chosen)) {
		value := t.Chosen[name]
		switch {
		case colors[name] == "":
			diags.Errorf("settings/color", t.At(name), "there is no colour %q", name).DidYouMean(name, known)
		case !hex.MatchString(value):
			diags.Errorf("settings/color", t.At(name), "%q is not a colour", value).WithHint(`write six digits in quotes, such as "#0b5a8a"`)
		default:
			colors[name] = value
			css = fmt.Appendf(css, "--%s:%s;", name, value)
		}
	}
	t.contrast(colors, diags)
	return append(css, "}}"...)
}

// contrast reports pairs with a chosen colour that lack contrast.
func (t Theme) contrast(colors map[string]string, diags *diag.List) {
	for _, p := range pairs {
		name := p.front
		if t.Chosen[name] == "" {
			name = p.ground
		}
		front, ground := colors[p.front], colors[p.ground]
		if t.Chosen[name] == "" || front == "" || ground == "" {
			continue
		}
		if ratio := ratio(front, ground); ratio < p.least {
			diags.Errorf("settings/contrast", t.At(name), "%s %s on %s %s has a contrast of %.2f:1; readers need %g:1", p.front, front, p.ground, ground, ratio, p.least).
				WithHint("take a colour that differs more from its background, or set both")
		}
	}
}

// ratio is the contrast of two colours as WCAG 2.2 defines it.
func ratio(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(color string) float64 {
	digits := color[1:]
	if len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	n, _ := strconv.ParseUint(digits, 16, 32)
	linear := func(channel uint64) float64 {
		c := float64(channel&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}
