package sheet

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"rsc.io/qr/coding"
)

// qrGolden is a QR code as an independent encoder draws it: one line of 0 and
// 1 for each row, with mask 0. The browser's qr.js has to draw the same.
type qrGolden struct {
	Text    string   `json:"text"`
	Version int      `json:"version"`
	Rows    []string `json:"rows"`
}

func TestQRCodesAreThoseOfAnIndependentEncoder(t *testing.T) {
	tests := []struct {
		bytes, digits string
		version       int
	}{
		{"https://example.org/sheet/#s1.abc-DEF", "", 10},
		{"x#s1d.", strings.Repeat("1", 200), 10},
		{"https://example.org/sheet/#s1p." + strings.Repeat("abc-DEF_", 44), "", 15},
		{"https://example.org/sheet/#s1d.", strings.Repeat("14142135623", 35), 10},
		{"https://example.org/sheet/#s1d.", strings.Repeat("9876543210", 125), 18},
		{"https://example.org/sheet/#s1d.", strings.Repeat("0123456789", 229), 25},
	}
	var goldens []qrGolden
	for _, test := range tests {
		goldens = append(goldens, drawQR(t, test.bytes, test.digits, test.version))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	if err := e.Encode(goldens); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/qr.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, "testdata/qr.json")), b.String()); diff != "" {
		t.Errorf("run go test -update ./builder/sheet\n%s", diff)
	}
}

func drawQR(t *testing.T, text, digits string, version int) qrGolden {
	t.Helper()
	plan, err := coding.NewPlan(coding.Version(version), coding.M, coding.Mask(0))
	if err != nil {
		t.Fatal(err)
	}
	var parts []coding.Encoding
	if text != "" {
		parts = append(parts, coding.String(text))
	}
	if digits != "" {
		parts = append(parts, coding.Num(digits))
	}
	code, err := plan.Encode(parts...)
	if err != nil {
		t.Fatal(err)
	}
	g := qrGolden{Text: text + digits, Version: version}
	for y := range code.Size {
		row := make([]byte, code.Size)
		for x := range row {
			row[x] = '0'
			if code.Black(x, y) {
				row[x] = '1'
			}
		}
		g.Rows = append(g.Rows, string(row))
	}
	return g
}
