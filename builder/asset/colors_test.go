package asset

import (
	"math"
	"os"
	"testing"
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
