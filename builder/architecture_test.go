package builder_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layer gives each package of ours a height; a package imports only lower
// ones. The order is that of the table in ARCHITECTURE.md.
var layer = map[string]int{
	"diag": 0, "pool": 0, "prose": 0, "rewrite": 0, "svg": 0, "watch": 0,
	"markdown/highlight": 0, "markdown/terms": 0, "markdown/leftover": 1, "markdown/syntax": 1,
	"publish": 1, "source": 1, "data": 1, "check/rules": 1, "check/finished": 1,
	"frontmatter": 2, "markdown": 2, "asset": 2, "serve": 2, "handbook": 2,
	"site":            3,
	"sheet":           3,
	"search":          4,
	"documents":       5,
	"layout":          6,
	"output":          7,
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
	"github.com/yuin/goldmark":            {"markdown", "markdown/syntax"},
	"github.com/alecthomas/chroma/v2":     {"markdown/highlight"},
	"github.com/fsnotify/fsnotify":        {"watch"},
	"github.com/evanw/esbuild":            {"asset"},
	"go.yaml.in/yaml/v4":                  {"data"},
	"github.com/pelletier/go-toml/v2":     {"data"},
	"golang.org/x/net":                    {"check", "check/finished", "rewrite"},
	"golang.org/x/sys":                    {"publish"},
	"golang.org/x/text":                   {"site", "search", "layout", "publish"},
	"github.com/blevesearch/snowballstem": {"search"},
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
	rim := []string{"cmd", "publish", "watch", "serve", "preview", "check/external"}
	for _, p := range packages(t) {
		from, ours := short(p.ImportPath)
		if !ours || slices.Contains(rim, from) || strings.HasPrefix(from, "bench") || from == "browser" {
			continue
		}
		for _, imported := range p.Imports {
			if slices.Contains([]string{"os", "os/exec", "net", "net/http", "log", "log/slog"}, imported) {
				t.Errorf("%s imports %q", p.ImportPath, imported)
			}
		}
	}
}

// There is no init, and no package-level variable is ever assigned to outside
// its declaration.
func TestNoMutablePackageState(t *testing.T) {
	for _, p := range packages(t) {
		if _, ours := short(p.ImportPath); !ours {
			continue
		}
		files := token.NewFileSet()
		vars := map[string]bool{}
		var trees []*ast.File
		for _, name := range p.GoFiles {
			tree, err := parser.ParseFile(files, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			trees = append(trees, tree)
			for _, d := range tree.Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
					t.Errorf("%s has an init", path.Join(p.ImportPath, name))
				}
				if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
					for _, spec := range g.Specs {
						for _, id := range spec.(*ast.ValueSpec).Names {
							vars[id.Name] = true
						}
					}
				}
			}
		}
		for _, tree := range trees {
			ast.Inspect(tree, func(n ast.Node) bool {
				a, ok := n.(*ast.AssignStmt)
				if !ok || a.Tok == token.DEFINE {
					return true
				}
				for _, left := range a.Lhs {
					if id, ok := left.(*ast.Ident); ok && vars[id.Name] && id.Obj != nil && id.Obj.Kind == ast.Var && isPackageLevel(tree, id) {
						t.Errorf("%s: package variable %s is assigned to", files.Position(id.Pos()), id.Name)
					}
				}
				return true
			})
		}
	}
}

// isPackageLevel reports whether an identifier means a variable of the file's
// package scope rather than a local one of the same name.
func isPackageLevel(tree *ast.File, id *ast.Ident) bool {
	return tree.Scope.Lookup(id.Name) == id.Obj
}

// The site is a file system that keeps the rules of io/fs.
func TestSiteIsAFileSystem(t *testing.T) {
	s := guide(t)
	files := 0
	err := fs.WalkDir(s, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !entry.IsDir() {
			files++
		}
		return nil
	})
	if err != nil || files != len(s.Names()) {
		t.Errorf("walked %d files of %d: %v", files, len(s.Names()), err)
	}
	for _, bad := range []string{"", "/", "../x", "types/", "a\\b"} {
		if _, err := s.Open(bad); err == nil {
			t.Errorf("%q can be opened", bad)
		}
	}
}
