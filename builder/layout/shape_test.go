package layout_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"aftercare"
)

// The limits of a template that is read in an editor beside its page.
const (
	mostLines  = 60
	mostLength = 120 // characters
	shared     = 3   // lines that three templates have are a partial
)

// givenID is an id that a layout gives, and not the content, without a colon.
var givenID = regexp.MustCompile(`\bid="[^":{]+(?:\{\{[^"]*)?"`)

// A line is broken within an action, {{ and }}, where a new line changes nothing.
func TestTemplatesAreShort(t *testing.T) {
	templates := 0
	in := make(map[string][]string) // templates, by the lines that they have
	err := fs.WalkDir(aftercare.Layouts, "layouts", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".html") {
			return err
		}
		templates++
		data, err := fs.ReadFile(aftercare.Layouts, name)
		if err != nil {
			return err
		}
		lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
		if len(lines) > mostLines {
			t.Errorf("%s has %d lines; %d are enough", name, len(lines), mostLines)
		}
		for i, line := range lines {
			if n := utf8.RuneCountInString(line); n > mostLength {
				t.Errorf("%s:%d has %d characters; %d are enough", name, i+1, n, mostLength)
			}
			if id := givenID.FindString(line); id != "" && !strings.Contains(name, "sheet/") {
				t.Errorf("%s:%d: a heading of a text could have the %s; put page: before it", name, i+1, id)
			}
			if piece := meaningful(lines[i:min(i+shared, len(lines))]); piece != "" && !slices.Contains(in[piece], name) {
				in[piece] = append(in[piece], name)
			}
		}
		return nil
	})
	if err != nil || templates < 50 {
		t.Fatalf("%d templates: %v", templates, err)
	}
	for piece, names := range in {
		if len(names) >= 3 {
			t.Errorf("%v have the same lines, which belong into a partial:\n%s", names, piece)
		}
	}
}

func TestStylesAreNarrow(t *testing.T) {
	styles := 0
	err := fs.WalkDir(aftercare.Layouts, "layouts", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".css") {
			return err
		}
		styles++
		data, err := fs.ReadFile(aftercare.Layouts, name)
		for i, line := range strings.Split(string(data), "\n") {
			if n := utf8.RuneCountInString(line); n > mostLength {
				t.Errorf("%s:%d has %d characters; %d are enough", name, i+1, n, mostLength)
			}
		}
		return err
	})
	if err != nil || styles < 10 {
		t.Fatalf("%d styles: %v", styles, err)
	}
}

// meaningful joins lines, unless there are too few, or one of them begins a block or does nothing
// but end what others began.
func meaningful(lines []string) string {
	var piece strings.Builder
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if strings.Trim(strings.ReplaceAll(line, "end", ""), "{}- ") == "" || strings.HasPrefix(line, "</") || strings.Contains(line, "{{- define ") {
			return ""
		}
		piece.WriteString(line + "\n")
	}
	if len(lines) < shared {
		return ""
	}
	return piece.String()
}
