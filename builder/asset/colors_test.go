package asset

import (
	"math"
	"os"
	"strings"
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

// What a guide chooses is a colour that there is, and can be read.
func TestColorsThatCannotBe(t *testing.T) {
	tokens := []byte(":root{--ink: #000;--paper: #fff;--soft: #767676;--edge: #949494;--surface: #fff;}")
	for _, tt := range []struct {
		chosen   map[string]string
		css, say string
	}{
		{nil, "", ""},
		{map[string]string{"ink": "#111", "soft": "#333333"}, "--ink:#111;--soft:#333333;", ""},
		{map[string]string{"inc": "#111"}, "", `settings/color inc: there is no colour "inc"; did you mean "ink"?`},
		{map[string]string{"ink": "black"}, "", `settings/color ink: "black" is not a colour; write six digits`},
		{map[string]string{"ink": "#1234"}, "", `settings/color ink: "#1234" is not a colour`},
		{map[string]string{"ink": "#111;}"}, "", `settings/color ink: "#111;}" is not a colour`},
		{map[string]string{"soft": "#777"}, "--soft:#777;", "settings/contrast soft: soft #777 on paper #fff has a contrast of 4.48:1; readers need 4.5:1"},
		{map[string]string{"paper": "#fafafa"}, "--paper:#fafafa;", "settings/contrast paper: soft #767676 on paper #fafafa"},
		{map[string]string{"edge": "#969696"}, "--edge:#969696;", "settings/contrast edge: edge #969696 on paper #fff has a contrast of 2.96:1; readers need 3:1"},
	} {
		at := func(name string) diag.Position { return diag.Position{File: name} }
		css, diags := Colors(tokens, Theme{tt.chosen, at}, Theme{})
		want := ""
		if tt.chosen != nil {
			want = "@media (prefers-color-scheme: light){:root{" + tt.css + "}}"
		}
		said := ""
		for _, d := range diags {
			said += d.Code + " " + d.Pos.File + ": " + d.Message + "; " + d.Hint
		}
		if string(css) != want || !strings.HasPrefix(said, tt.say) || (said == "") != (tt.say == "") {
			t.Errorf("%v: %s, %s", tt.chosen, css, said)
		}
	}
}
