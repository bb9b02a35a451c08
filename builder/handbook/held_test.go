package handbook_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aftercare"
	"aftercare/builder/asset"
	"aftercare/builder/diag"
	"aftercare/builder/frontmatter"
	"aftercare/builder/site"
)

// Every setting is explained, with its type and default, and with an example
// that the program takes.
func TestSettingsReference(t *testing.T) {
	settings, _ := site.ParseSettings(nil)
	holdKeys(t, "settings.md", reflect.ValueOf(settings).Elem(), func(example string) diag.List {
		_, found := site.ParseSettings([]byte(example))
		return found
	})
}

// Every key of the front matter is explained likewise.
func TestFrontMatterReference(t *testing.T) {
	var matter frontmatter.Matter
	holdKeys(t, "front-matter.md", reflect.ValueOf(matter), func(example string) diag.List {
		_, _, found := frontmatter.Parse("example.md", []byte("---\n"+example+"---\n"))
		return found
	})
}

// explained matches the explanation of a key: a heading with an id, a line with type
// and default, a text, and an example.
var explained = regexp.MustCompile("(?s)#+ (\\w+) \\{#([\\w-]+)\\}\n\n\\*([^*]+)\\*\n\n(?:[^#\n][^\n]*\n\n)+?```yaml\n(.*?)```\n")

// holdKeys compares the keys that a page explains with the fields of a struct that
// has the defaults.
func holdKeys(t *testing.T, page string, defaults reflect.Value, parse func(example string) diag.List) {
	t.Helper()
	text, err := os.ReadFile("content/reference/" + page)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for i := range defaults.NumField() {
		if key := defaults.Type().Field(i).Tag.Get("key"); key != "" {
			want[key] = kindOf(defaults.Field(i))
		}
	}
	if headings := strings.Count(string(text), " {#"); headings != len(want) {
		t.Errorf("%s has %d headings with an id for %d keys", page, headings, len(want))
	}
	for _, m := range explained.FindAllStringSubmatch(string(text), -1) {
		key, id, kind, example := m[1], m[2], m[3], m[4]
		switch {
		case want[key] == "":
			t.Errorf("%s explains %s, which is no key, or does so twice", page, key)
		case kind != want[key]:
			t.Errorf("%s says of %s %q; the code says %q", page, key, kind, want[key])
		case id != strings.ToLower(key) && id != strings.ToLower(key)+"-key": // where the layouts have the id
			t.Errorf("%s: the id of %s is %s", page, key, id)
		case !strings.HasPrefix(example, key+":"):
			t.Errorf("%s: the example of %s does not begin with it", page, key)
		}
		for _, d := range parse(example) {
			t.Errorf("%s: the example of %s: %s", page, key, d.Error())
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("%s does not explain %s", page, key)
	}
}

// kindOf describes a field's type in words, with its default unless that is empty.
func kindOf(v reflect.Value) string {
	kind := map[reflect.Kind]string{
		reflect.String: "text", reflect.Bool: "true or false", reflect.Int: "number", reflect.Slice: "list", reflect.Map: "map", reflect.Struct: "group",
	}[v.Kind()]
	if v.Type() == reflect.TypeFor[time.Time]() {
		kind = "date"
	}
	always := slices.Contains([]reflect.Kind{reflect.Bool, reflect.Int}, v.Kind())
	if always || v.Kind() == reflect.String && v.String() != "" {
		kind += fmt.Sprintf(", default %v", v.Interface())
	}
	return kind
}

// The data files are explained with every key, and with examples that the
// program takes.
func TestDataFiles(t *testing.T) {
	for page, file := range map[string]struct {
		types []reflect.Type
		parse func([]byte) diag.List
	}{
		"write/sources.md": {
			[]reflect.Type{reflect.TypeFor[site.Reference]()},
			func(text []byte) diag.List { _, found := site.ParseReferences(text); return found },
		},
		"write/services.md": {
			[]reflect.Type{reflect.TypeFor[site.Country](), reflect.TypeFor[site.Service]()},
			func(text []byte) diag.List { _, found := site.ParseServices(text); return found },
		},
		"check/writing.md": {
			[]reflect.Type{reflect.TypeFor[site.Vocabulary](), reflect.TypeFor[site.Lead](), reflect.TypeFor[site.Sign]()},
			func(text []byte) diag.List { _, found := site.ParseVocabulary(text); return found },
		},
	} {
		text, err := os.ReadFile("content/" + page)
		if err != nil {
			t.Fatal(err)
		}
		for _, data := range file.types {
			for i := range data.NumField() {
				key := data.Field(i).Tag.Get("key")
				if key != "" && !regexp.MustCompile("(?m)`"+key+"`|^[ -]*"+key+":").Match(text) {
					t.Errorf("%s says nothing of %s of a %s", page, key, data.Name())
				}
			}
		}
		examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1)
		example := []byte(examples[len(examples)-1][1])
		for _, d := range file.parse(example) {
			t.Errorf("%s: the example: %s", page, d.Error())
		}
	}
}

// What the program's layouts take from params is explained.
func TestParams(t *testing.T) {
	page, err := os.ReadFile("content/layouts/look.md")
	if err != nil {
		t.Fatal(err)
	}
	param := regexp.MustCompile(`\.Param "(\w+)"`)
	found := 0
	err = fs.WalkDir(aftercare.Layouts, "layouts", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		text, err := fs.ReadFile(aftercare.Layouts, name)
		for _, m := range param.FindAllStringSubmatch(string(text), -1) {
			found++
			if !regexp.MustCompile("`" + m[1] + "[`:]").Match(page) {
				t.Errorf("%s asks for %s under params, which the handbook does not explain", name, m[1])
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Errorf("%d uses of params: %v", found, err)
	}
}

// Every colour that the settings can change is named.
func TestColors(t *testing.T) {
	page, err := os.ReadFile("content/layouts/look.md")
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := fs.ReadFile(aftercare.Layouts, "layouts/"+asset.TokenStyle)
	if err != nil {
		t.Fatal(err)
	}
	colors := regexp.MustCompile(`--([a-z0-9-]+): #`).FindAllStringSubmatch(string(tokens), -1)
	for _, m := range colors {
		if !strings.Contains(string(page), "`"+m[1]+"`") {
			t.Errorf("the handbook does not name the colour %s", m[1])
		}
	}
	if len(colors) < 20 {
		t.Errorf("only %d colours", len(colors))
	}
}

// Every class and attribute of a question is explained.
func TestSheetFormat(t *testing.T) {
	page, err := os.ReadFile("content/reference/sheet-format.md")
	if err != nil {
		t.Fatal(err)
	}
	for file, name := range map[string]string{"form.go": "types", "parse.go": "attributeNames"} {
		source, err := os.ReadFile("../sheet/" + file)
		if err != nil {
			t.Fatal(err)
		}
		list := regexp.MustCompile(`var ` + name + ` = \[\]string\{([^}]*)\}`).FindSubmatch(source)
		if list == nil {
			t.Fatalf("%s has no list %s", file, name)
		}
		for word := range strings.SplitSeq(string(list[1]), ", ") {
			if word = strings.Trim(word, `"`); !regexp.MustCompile("`\\.?" + word + "[`=]").Match(page) {
				t.Errorf("the sheet's format says nothing of %s", word)
			}
		}
	}
}

// The front page of the repository stays short and leads to what is there.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines > 120 {
		t.Errorf("README.md has %d lines", lines)
	}
	links := regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(string(text), -1)
	for _, m := range links {
		if _, err := os.Stat("../../" + m[1]); err != nil {
			t.Errorf("README.md leads to %s: %v", m[1], err)
		}
	}
	if len(links) < 10 {
		t.Errorf("README.md has %d links to files", len(links))
	}
}
