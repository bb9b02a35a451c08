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
	var goldens []qrGolden
	for _, test := range []struct{ length, version int }{{40, 10}, {400, 13}, {700, 18}, {858, 20}, {1273, 25}} {
		text := "https://example.org/sheet/#s1." + strings.Repeat("abc-DEF_123", 120)
		goldens = append(goldens, drawQR(t, text[:test.length], test.version))
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

func drawQR(t *testing.T, text string, version int) qrGolden {
	t.Helper()
	plan, err := coding.NewPlan(coding.Version(version), coding.L, coding.Mask(0))
	if err != nil {
		t.Fatal(err)
	}
	code, err := plan.Encode(coding.String(text))
	if err != nil {
		t.Fatal(err)
	}
	g := qrGolden{Text: text, Version: version}
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
