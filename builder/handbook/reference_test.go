package handbook_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"html/template"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aftercare/builder/layout"
)

var update = flag.Bool("update", false, "write the generated pages of the handbook anew")

// Everything that a template may use stands in the handbook, in the words of
// the code. What a page gives is found by reflection, so that no field can be
// forgotten.
func TestTemplateReference(t *testing.T) {
	r := reference{t: t, packages: map[string]*doc.Package{}, seen: map[reflect.Type]bool{}}
	r.heading()
	r.functions()
	r.describe(reflect.TypeFor[*layout.Page]())
	golden(t, "content/reference/templates.md", r.String())
}

// golden compares a generated page with the one that is kept, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the code says; write it anew: go test ./builder/handbook -run %s -update", file, t.Name())
	}
}

// reference writes the page about templates.
type reference struct {
	strings.Builder
	t        *testing.T
	packages map[string]*doc.Package
	seen     map[reflect.Type]bool
	waiting  []reflect.Type
}

func (r *reference) heading() {
	r.WriteString(`---
title: Templates
description: Every field and function that a layout may use.
weight: 40
---
Layouts are [templates of Go](https://pkg.go.dev/text/template), made safe for HTML. A layout is handed a [page](#page); what follows a dot is a field of it. [Layouts](../layouts/layouts.md) shows how they are used.
`)
}

// functions writes what can be called by name. Each stands in the code with a
// comment.
func (r *reference) functions() {
	r.WriteString("\n## Functions {#functions}\n\nThose of Go (`and`, `or`, `not`, `eq`, `ne`, `lt`, `gt`, `len`, `index`, `print`, `printf`), and:\n\n| call | result |\n|---|---|\n")
	found := 0
	for _, file := range []string{"../layout/funcs.go", "../layout/layout.go"} {
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			r.t.Fatal(err)
		}
		comments := ast.NewCommentMap(fset, tree, tree.Comments)
		ast.Inspect(tree, func(n ast.Node) bool {
			list, ok := n.(*ast.CompositeLit)
			if !ok || !isFuncMap(list.Type) {
				return true
			}
			for _, item := range list.Elts {
				name := strings.Trim(item.(*ast.KeyValueExpr).Key.(*ast.BasicLit).Value, `"`)
				text := ""
				for _, group := range comments[item] {
					text += group.Text()
				}
				call, about, ok := strings.Cut(line(text), ": ")
				if !ok || !strings.HasPrefix(call, name) {
					r.t.Errorf("%s: %s wants a comment: how it is called, a colon, and what comes of it", file, name)
				}
				fmt.Fprintf(r, "| `%s` | %s |\n", call, cell(about))
				found++
			}
			return false
		})
	}
	if found < 10 {
		r.t.Errorf("only %d functions were found", found)
	}
}

func isFuncMap(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "FuncMap"
}

// describe writes a type and then those that it leads to.
func (r *reference) describe(first reflect.Type) {
	r.want(first)
	for len(r.waiting) > 0 {
		next := r.waiting[0]
		r.waiting = r.waiting[1:]
		r.structure(next)
	}
}

// want puts a type of ours on the list, unless it stands there.
func (r *reference) want(t reflect.Type) {
	for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice}, t.Kind()) {
		t = t.Elem()
	}
	if t.Kind() == reflect.Map {
		r.want(t.Elem())
	}
	if t.Kind() != reflect.Struct || !strings.HasPrefix(t.PkgPath(), "aftercare/") || r.seen[t] || t.Name() == "Position" {
		return
	}
	r.seen[t] = true
	r.waiting = append(r.waiting, t)
}

// row is a line of a table.
type row struct{ names, kind, about string }

func (r *reference) structure(t reflect.Type) {
	about := r.typeDoc(t)
	fmt.Fprintf(r, "\n## %s {#%s}\n\n%s\n\n| field | is | meaning |\n|---|---|---|\n", t.Name(), anchor(t), prose(about.Doc))
	for _, row := range append(r.fields(t, about), r.methods(t)...) {
		fmt.Fprintf(r, "| %s | %s | %s |\n", row.names, row.kind, cell(row.text()))
	}
}

// fields are the exported fields; one without a comment shares that of the one
// before.
func (r *reference) fields(t reflect.Type, about *doc.Type) []row {
	var rows []row
	spec := about.Decl.Specs[0].(*ast.TypeSpec).Type.(*ast.StructType)
	for _, f := range spec.Fields.List {
		text := line(f.Doc.Text() + f.Comment.Text())
		for i, name := range f.Names {
			field, _ := t.FieldByName(name.Name)
			if !name.IsExported() || field.Type.Name() == "Position" {
				continue
			}
			r.want(field.Type)
			if text == "" && len(rows) > 0 || i > 0 {
				last := &rows[len(rows)-1]
				last.names += ", `." + name.Name + "`"
				if kind := r.kind(field.Type); kind != last.kind {
					last.kind += ", " + kind
				}
				continue
			}
			if text == "" {
				r.t.Errorf("%s.%s has no comment", t.Name(), name.Name)
			}
			rows = append(rows, row{"`." + name.Name + "`", r.kind(field.Type), text})
		}
		if len(f.Names) == 0 {
			embedded, _ := t.FieldByName(lastWord(f.Type))
			r.want(embedded.Type)
			rows = append(rows, row{"all fields of", r.kind(embedded.Type), ""})
		}
	}
	return rows
}

func lastWord(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return lastWord(e.X)
	case *ast.SelectorExpr:
		return e.Sel.Name
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// methods are those that a template may call, by name.
func (r *reference) methods(t reflect.Type) []row {
	var rows []row
	docs := map[string]*doc.Func{}
	for _, f := range r.typeDoc(t).Methods {
		docs[f.Name] = f
	}
	all := reflect.PointerTo(t)
	for i := range all.NumMethod() {
		m := all.Method(i)
		f := docs[m.Name]
		if f == nil || !callable(m.Type) {
			continue // of an embedded type, or not for templates
		}
		r.want(m.Type.Out(0))
		call := "." + m.Name
		for _, p := range f.Decl.Type.Params.List {
			for _, name := range p.Names {
				call += " " + strings.ToUpper(name.Name)
			}
		}
		if f.Doc == "" {
			r.t.Errorf("%s.%s has no comment", t.Name(), m.Name)
		}
		rows = append(rows, row{"`" + call + "`", r.kind(m.Type.Out(0)), line(f.Doc)})
	}
	return rows
}

// callable reports whether templates can call a method: it returns a value, or
// a value and an error.
func callable(t reflect.Type) bool {
	return t.NumOut() == 1 || t.NumOut() == 2 && t.Out(1) == reflect.TypeFor[error]()
}

func (r *reference) typeDoc(t reflect.Type) *doc.Type {
	folder := strings.TrimPrefix(t.PkgPath(), "aftercare/builder/")
	if r.packages[folder] == nil {
		r.packages[folder] = parseDocs(r.t, folder)
	}
	for _, d := range r.packages[folder].Types {
		if d.Name == t.Name() {
			return d
		}
	}
	r.t.Fatalf("%s is not documented", t)
	return nil
}

func parseDocs(t *testing.T, folder string) *doc.Package {
	t.Helper()
	fset := token.NewFileSet()
	entries, err := os.ReadDir("../" + folder)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(fset, "../"+folder+"/"+e.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, tree)
	}
	p, err := doc.NewFromFiles(fset, files, "aftercare/builder/"+folder)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// kind says in words what a value is.
func (r *reference) kind(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "date"
	case reflect.TypeFor[template.HTML](), reflect.TypeFor[template.HTMLAttr]():
		return "HTML"
	case reflect.TypeFor[template.URL]():
		return "address"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Int:
		return "number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "list of " + r.kind(t.Elem())
	case reflect.Map:
		return "map of " + r.kind(t.Elem())
	case reflect.Pointer:
		return r.kind(t.Elem())
	case reflect.Struct:
		if r.seen[t] {
			return fmt.Sprintf("[%s](#%s)", t.Name(), anchor(t))
		}
	}
	return "any"
}

func anchor(t reflect.Type) string { return strings.ToLower(t.Name()) }

// line is a comment as one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

var (
	mention = regexp.MustCompile(`\[([\w.]+)\]`)
	subject = regexp.MustCompile(`^[A-Z]\w* (?:is|are|reports|returns) (\w)`)
)

// prose is a comment as Markdown.
func prose(text string) string { return mention.ReplaceAllString(line(text), "`$1`") }

// text is the comment, without the name where that stands beside it.
func (r row) text() string {
	if strings.Contains(r.names, ",") {
		return r.about
	}
	return subject.ReplaceAllStringFunc(r.about, func(begin string) string { return strings.ToUpper(begin[len(begin)-1:]) })
}
