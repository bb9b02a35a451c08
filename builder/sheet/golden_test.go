package sheet

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var guideFile = flag.String("guide", "", "write the guide's form to this file, for the tests of the browser's scripts")

// TestWriteGuide hands the guide's questions to the tests of the scripts, which
// read them as the page does.
func TestWriteGuide(t *testing.T) {
	data, err := json.Marshal(guide(t).Data())
	if err == nil && *guideFile != "" {
		err = os.WriteFile(*guideFile, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var update = flag.Bool("update", false, "write testdata/form.json anew")

// golden is what a file or link decodes to. The entries of a released version
// of the format stay for ever; the browser's tests read the same files.
type golden struct {
	Name   string          `json:"name"`
	Link   string          `json:"link"`
	Phrase string          `json:"phrase"`
	Text   string          `json:"text"`
	Base64 []byte          `json:"base64"`
	Error  string          `json:"error"`
	Sheet  json.RawMessage `json:"sheet"`
	Report Report          `json:"report"`
}

// small is the form that the golden files belong to.
func small(t testing.TB) *Form {
	t.Helper()
	register, diags := ParseRegister("numbers.yaml", read(t, "testdata/numbers.yaml"))
	f, more := Parse("questions.md", read(t, "testdata/questions.md"), 0, register)
	for _, d := range append(diags, more...) {
		t.Error(d)
	}
	return f
}

func goldens(t testing.TB, path string) []golden {
	t.Helper()
	var all []golden
	if err := json.Unmarshal(read(t, path), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestFormDataIsWhatTheBrowserTestsRead(t *testing.T) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", " ")
	e.SetEscapeHTML(false)
	if err := e.Encode(small(t).Data()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/form.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, "testdata/form.json")), b.String()); diff != "" {
		t.Errorf("run go test -update ./builder/sheet\n%s", diff)
	}
}

func TestLinksDecodeToTheirGoldens(t *testing.T) {
	f := small(t)
	for _, g := range goldens(t, "testdata/v1/links.json") {
		t.Run(g.Name, func(t *testing.T) {
			s, report, err := f.DecodeLink(g.Link, g.Phrase)
			checkGolden(t, f, g, s, report, err)
		})
	}
}

func TestFilesDecodeToTheirGoldens(t *testing.T) {
	f := small(t)
	for _, g := range goldens(t, "testdata/v1/files.json") {
		t.Run(g.Name, func(t *testing.T) {
			data := g.Base64
			if g.Text != "" {
				data = []byte(g.Text)
			}
			s, report, err := f.UnmarshalFile(data)
			checkGolden(t, f, g, s, report, err)
		})
	}
}

func checkGolden(t *testing.T, f *Form, g golden, s *Sheet, report Report, err error) {
	t.Helper()
	if g.Error != "" {
		if err == nil || err.Error() != g.Error {
			t.Fatalf("got error %v, want %s", err, g.Error)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	data, err := f.MarshalFile(s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(normal(t, g.Sheet), normal(t, data)); diff != "" {
		t.Errorf("sheet (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(g.Report, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
}

func normal(t *testing.T, data []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		t.Fatal(err)
	}
	return value
}
