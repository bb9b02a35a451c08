package asset

import (
	"math"
	"os"
	"testing"

	"aftercare/builder/diag"
)

func TestContrastIsThatOfWCAG(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000", "#ffffff", 21}, {"#767676", "#fff", 4.54}, {"#777777", "#fff", 4.48}, {"#ff0000", "#fff", 4}} {
		if got := ratio(c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// The pairs are those of the program's own tokens, and these keep to them.
func TestTokensHaveEveryPair(t *testing.T) {
	tokens, err := os.ReadFile("../../layouts/" + TokenStyle)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range token.FindAllStringSubmatch(string(tokens), -1) {
		known[m[1]] = true
	}
	for _, p := range pairs {
		if !known[p.front] || !known[p.ground] {
			t.Errorf("%s or %s is no colour of %s", p.front, p.ground, TokenStyle)
		}
	}
}

// A colour of one theme leaves the other as it is.
func TestColorsStayInTheirTheme(t *testing.T) {
	tokens := []byte(":root{--ink: #000;--paper: #fff;}" + dark + "{:root{--ink: #fff;--paper: #000;}}")
	at := func(string) diag.Position { return diag.Position{} }
	css, diags := Colors(tokens, Theme{map[string]string{"paper": "#eee"}, at}, Theme{map[string]string{"ink": "#ddd"}, at})
	want := "@media (prefers-color-scheme: light){:root{--paper:#eee;}}@media (prefers-color-scheme: dark){:root{--ink:#ddd;}}"
	if string(css) != want || diags != nil {
		t.Errorf("%s %v", css, diags)
	}
}
