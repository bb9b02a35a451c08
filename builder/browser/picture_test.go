package browser

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"

	"github.com/chromedp/cdproto/page"
)

// picture is what the view shows.
func (t *tab) picture() image.Image {
	t.Helper()
	shot := call(t, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng})
	img, err := png.Decode(bytes.NewReader(shot.Data))
	t.must(err)
	return img
}

// differing counts the pixels that have a contrast of 3:1 at least between two
// pictures of one size (WCAG 2.2, 2.4.13).
func differing(a, b image.Image) int {
	n := 0
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			one, two := a.At(x, y), b.At(x, y)
			if one != two && contrast(one, two) >= ringContrast {
				n++
			}
		}
	}
	return n
}

// contrast is the contrast of two colours after WCAG 2.2.
func contrast(a, b color.Color) float64 {
	high, low := luminance(a), luminance(b)
	if high < low {
		high, low = low, high
	}
	return (high + .05) / (low + .05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= .04045 {
			return s / 12.92
		}
		return math.Pow((s+.055)/1.055, 2.4)
	}
	return .2126*linear(r) + .7152*linear(g) + .0722*linear(b)
}
