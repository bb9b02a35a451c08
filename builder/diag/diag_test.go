package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

const text = "---\ntitle: Water\ndescripton: Warm, cool, still or moving water.\n---\n"

func sources(string) ([]byte, bool) { return []byte(text), true }

func sample() List {
	var l List
	l.Errorf("front-matter/unknown-key", Position{File: "content/water.md", Line: 3, Col: 1, EndCol: 11}, "unknown key %q", "descripton").
		DidYouMean("descripton", []string{"title", "description"})
	l.Warnf("link/x", Position{File: "content/a, b: c.md", Line: 1, Col: 1}, "50 %% of\nit").WithNote(Position{File: "content/water.md", Line: 2}, "first here")
	l.Advisef("style/y", Position{File: "content/water.md"}, "long")
	return l
}

func TestText(t *testing.T) {
	var b strings.Builder
	if err := WriteText(&b, sample(), sources, Style{}); err != nil {
		t.Fatal(err)
	}
	const want = `content/water.md:3:1: error[front-matter/unknown-key]: unknown key "descripton"
  3 | descripton: Warm, cool, still or moving water.
    | ^^^^^^^^^^
  hint: did you mean "description"?
content/a, b: c.md:1:1: warning[link/x]: 50 % of␊it
  1 | ---
    | ^^^
  note: content/water.md:2: first here
content/water.md: advice[style/y]: long
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestFramesOfLongAndWideLines(t *testing.T) {
	long := strings.Repeat("wörter ", 100) + "HERE" + strings.Repeat(" mehr", 100)
	at := strings.Index(long, "HERE") + 1
	frame := Frame(Position{File: "a", Line: 1, Col: at, EndCol: at + 4}, func(string) ([]byte, bool) { return []byte(long), true })
	lines := strings.Split(frame, "\n")
	if len([]rune(lines[0])) > 140 || !strings.Contains(lines[0], "HERE") {
		t.Fatalf("frame %q", frame)
	}
	head := []rune(strings.SplitN(lines[0], "| ", 2)[1])
	marks := []rune(strings.SplitN(lines[1], "| ", 2)[1])
	start := strings.IndexRune(string(marks), '^')
	if got := string(head[start : start+4]); got != "HERE" || strings.Count(lines[1], "^") != 4 {
		t.Errorf("the marker points at %q:\n%s", got, frame)
	}
	for _, ends := range []string{"a\nb\nc", "a\r\nb\r\nc", "a\rb\rc"} {
		if got := Frame(Position{Line: 3, Col: 1}, func(string) ([]byte, bool) { return []byte(ends), true }); !strings.Contains(got, "3 | c\n") {
			t.Errorf("%q: frame %q", ends, got)
		}
	}
	if got := Frame(Position{Line: 9, Col: 1}, sources); got != "" {
		t.Errorf("a line that is not there: %q", got)
	}
}

func TestFormatsForMachines(t *testing.T) {
	var b strings.Builder
	if err := Write(&b, sample(), GitHub, nil, nil); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "::warning file=content/a%2C b%3A c.md,line=1,col=1,title=link/x::50 %25 of%0Ait\n") {
		t.Errorf("github: %s", b.String())
	}
	for _, f := range []Format{JSON, SARIF} {
		b.Reset()
		if err := Write(&b, sample(), f, nil, nil); err != nil {
			t.Fatal(err)
		}
		var v map[string]any
		if err := json.Unmarshal([]byte(b.String()), &v); err != nil {
			t.Errorf("%s: %v", f, err)
		}
		if f == JSON && (v["errors"] != 1.0 || v["warnings"] != 1.0 || len(v["diagnostics"].([]any)) != 3) {
			t.Errorf("json: %v", v)
		}
	}
	b.Reset()
	if err := Write(&b, nil, JSON, nil, nil); err != nil || !strings.Contains(b.String(), `"diagnostics": []`) {
		t.Errorf("an empty list: %v %s", err, b.String())
	}
}

func TestNearest(t *testing.T) {
	known := []string{"title", "description", "draft", "date", "weight"}
	for got, want := range map[string]string{
		"titel": "title", "descripton": "description", "drat": "draft", "Weigth": "weight", "dtae": "date", "colour": "", "": "", "x": "",
	} {
		if best, _ := Nearest(got, known); best != want {
			t.Errorf("%q: %q, want %q", got, best, want)
		}
	}
}

func TestSortDropsRepeatsAndApplyChangesSeverity(t *testing.T) {
	l := append(sample(), sample()...)
	l.Sort()
	if len(l) != 3 || l[0].Pos.File != "content/a, b: c.md" || l[1].Pos.Line != 0 {
		t.Errorf("%v", l)
	}
	changed := l.Apply(map[string]Severity{"link": Off, "style/y": Error})
	if len(changed) != 2 || changed.Count(Error) != 2 || l.Count(Error) != 1 {
		t.Errorf("%v", changed)
	}
}
