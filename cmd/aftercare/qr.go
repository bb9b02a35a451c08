package main

import (
	"fmt"
	"io"

	"rsc.io/qr"
)

// printQR draws a QR code with half blocks, dark on light whatever the colours
// of the terminal. A text too long for a code is left out.
func printQR(w io.Writer, text string) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return
	}
	const margin = 2
	for y := -margin; y < code.Size+margin; y += 2 {
		fmt.Fprint(w, "\x1b[30;107m")
		for x := -margin; x < code.Size+margin; x++ {
			fmt.Fprint(w, halves[half(code.Black(x, y), code.Black(x, y+1))])
		}
		fmt.Fprint(w, "\x1b[0m\n")
	}
}

var halves = [4]string{" ", "▀", "▄", "█"}

func half(upper, lower bool) int {
	n := 0
	if upper {
		n |= 1
	}
	if lower {
		n |= 2
	}
	return n
}
