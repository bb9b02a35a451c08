package builder_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer gives each package of ours a height; a package imports only lower
// ones. The order is that of the table in ARCHITECTURE.md.
var layer = map[string]int{
	"diag": 0, "pool": 0, "prose": 0, "rewrite": 0, "svg": 0,
	"markdown/escape": 0, "markdown/highlight": 0, "markdown/shortcode": 0, "markdown/terms": 0, "markdown/leftover": 1, "markdown/syntax": 1, "source/folder": 0,
	"publish": 1, "source": 1, "data": 1, "check/rules": 1, "check/finished": 1,
	"frontmatter": 2, "markdown": 2, "asset": 2, "serve": 2, "handbook": 2, "watch": 2,
	"site":            3,
	"sheet":           3,
	"search":          4,
	"documents":       5,
	"layout":          6,
	"output":          7,
	"precompress":     8,
	"check/locate":    7,
	"check/advice":    8,
	"check/allowance": 8,
	"check":           9,
	"":                10, // builder itself
	"check/external":  10,
	"preview":         11,
}

// owner says which package of ours may import a module; every other import of
// it is a mistake. Tests may import what they need.
var owner = map[string][]string{
	"github.com/yuin/goldmark":            {"markdown", "markdown/escape", "markdown/syntax"},
	"github.com/alecthomas/chroma/v2":     {"markdown/highlight"},
	"github.com/fsnotify/fsnotify":        {"watch"},
	"github.com/evanw/esbuild":            {"asset"},
	"go.yaml.in/yaml/v4":                  {"data"},
	"github.com/pelletier/go-toml/v2":     {"data"},
	"golang.org/x/net":                    {"check", "check/finished", "rewrite"},
	"golang.org/x/sys":                    {"publish"},
	"golang.org/x/text":                   {"site", "search", "layout", "publish"},
	"github.com/blevesearch/snowballstem": {"search"},
	"github.com/andybalholm/brotli":       {"precompress"},
	"rsc.io/qr":                           {"cmd"},
}

type goPackage struct {
	ImportPath, Dir string
	Imports         []string
	GoFiles         []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Dir,Imports,GoFiles", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// short is the name of a package below builder, "cmd" for the program.
func short(importPath string) (string, bool) {
	switch {
	case importPath == "aftercare/builder":
		return "", true
	case strings.HasPrefix(importPath, "aftercare/builder/"):
		return strings.TrimPrefix(importPath, "aftercare/builder/"), true
	}
	return "cmd", importPath == "aftercare/cmd/aftercare"
}

// Arrows between packages go one way, and a dependency has one door.
func TestArrowsGoOneWay(t *testing.T) {
	for _, p := range packages(t) {
		from, ours := short(p.ImportPath)
		if !ours || strings.HasPrefix(from, "bench") || from == "browser" {
			continue
		}
		height, known := layer[from]
		if !known && from != "cmd" {
			t.Errorf("%s has no place in the layers", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if to, ours := short(imported); ours && from != "cmd" && layer[to] >= height {
				t.Errorf("%s imports %s, which is not below it", p.ImportPath, imported)
			}
			for module, owners := range owner {
				if (imported == module || strings.HasPrefix(imported, module+"/")) && !slices.Contains(owners, from) {
					t.Errorf("%s imports %s, which belongs to %v", p.ImportPath, imported, owners)
				}
			}
		}
	}
}

// The file system, the clock and the network are touched at the rim alone.
func TestEffectsStayAtTheRim(t *testing.T) {
	rim := []string{"cmd", "publish", "watch", "serve", "preview", "check/external", "source/folder"}
	for _, p := range packages(t) {
		from, ours := short(p.ImportPath)
		if !ours || slices.Contains(rim, from) || strings.HasPrefix(from, "bench") || from == "browser" {
			continue
		}
		for _, imported := range p.Imports {
			if from == "check/finished" && imported == "net/http" {
				continue // for DetectContentType, a function of bytes
			}
			if slices.Contains([]string{"os", "os/exec", "net", "net/http", "log", "log/slog"}, imported) {
				t.Errorf("%s imports %q", p.ImportPath, imported)
			}
		}
	}
}

// There is no init, and no package-level variable is ever assigned to outside
// its declaration, be it whole, a field or an element, nor has its address taken.
func TestNoMutablePackageState(t *testing.T) {
	files := token.NewFileSet()
	config := types.Config{Error: func(error) {}} // imports stay unknown
	for _, p := range packages(t) {
		if _, ours := short(p.ImportPath); !ours {
			continue
		}
		var trees []*ast.File
		for _, name := range p.GoFiles {
			tree, err := parser.ParseFile(files, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			trees = append(trees, tree)
		}
		for _, complaint := range mutableState(config, files, trees) {
			t.Error(complaint)
		}
	}
}

// mutableState finds what TestNoMutablePackageState forbids in one package.
// Names are resolved by the type checker. What it can't import, because nothing
// is looked up outside the package, has no types, and package variables have
// theirs all the same.
func mutableState(config types.Config, files *token.FileSet, trees []*ast.File) (complaints []string) {
	info := types.Info{Uses: make(map[*ast.Ident]types.Object)}
	pkg, _ := config.Check("checked", files, trees, &info)
	complain := func(n ast.Node, what string) {
		complaints = append(complaints, fmt.Sprintf("%s: %s", files.Position(n.Pos()), what))
	}
	changed := func(e ast.Expr) {
		if id := root(e); id != nil {
			if v, ok := info.Uses[id].(*types.Var); ok && v.Parent() == pkg.Scope() {
				complain(e, "package variable "+id.Name+" is changed")
			}
		}
	}
	for _, tree := range trees {
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && n.Name.Name == "init" {
					complain(n, "there is an init")
				}
			case *ast.AssignStmt:
				if n.Tok != token.DEFINE {
					for _, left := range n.Lhs {
						changed(left)
					}
				}
			case *ast.IncDecStmt:
				changed(n.X)
			case *ast.RangeStmt:
				if n.Tok == token.ASSIGN {
					changed(n.Key)
					changed(n.Value)
				}
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					changed(n.X)
				}
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy") {
					changed(n.Args[0])
				}
			}
			return true
		})
	}
	return complaints
}

// root is the variable that an expression is, or is a part of.
func root(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return nil
		}
	}
}

// The rule bites, whichever file of a package a variable is declared in.
func TestMutableStateIsFound(t *testing.T) {
	for _, tt := range []struct {
		change string
		want   int
	}{
		{"v = 1", 1}, {"v++", 1}, {"m[1] = 2", 1}, {"delete(m, 1)", 1}, {"s.f = 1", 1}, {"p := &v; _ = p", 1}, {"for v = range 3 {}", 1},
		{"v := 1; v = 2; _ = v", 0}, {"m := m; _ = m", 0}, {"s := s; s.f = 1", 0}, {"_ = v + m[1]", 0}, {"var x struct{ v int }; x.v = 1", 0},
	} {
		files := token.NewFileSet()
		var trees []*ast.File
		for i, text := range []string{"package p; var v int; var m = map[int]int{}; var s struct{ f int }", "package p; func f() { " + tt.change + " }"} {
			tree, err := parser.ParseFile(files, strconv.Itoa(i)+".go", text, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			trees = append(trees, tree)
		}
		if got := mutableState(types.Config{Error: func(error) {}}, files, trees); len(got) != tt.want {
			t.Errorf("%s: %v, want %d", tt.change, got, tt.want)
		}
	}
}
