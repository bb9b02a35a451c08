package main

import (
	"fmt"
	"io"

	"rsc.io/qr"
)

// printQR draws a QR code with half blocks. With colors it is dark on light in
// any terminal. It draws nothing for a text that is too long for a code.
func printQR(w io.Writer, text string, colors bool) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return
	}
	const margin = 2
	begin, end := "\x1b[30;107m", "\x1b[0m\n"
	if !colors {
		begin, end = "", "\n"
	}
	for y := -margin; y < code.Size+margin; y += 2 {
		fmt.Fprint(w, begin)
		for x := -margin; x < code.Size+margin; x++ {
			fmt.Fprint(w, halves[[2]bool{code.Black(x, y), code.Black(x, y+1)}])
		}
		fmt.Fprint(w, end)
	}
}

// halves are the characters for an upper and a lower half that may be black.
var halves = map[[2]bool]string{{false, false}: " ", {true, false}: "▀", {false, true}: "▄", {true, true}: "█"}
