package rules_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aftercare/builder/check/rules"
	"aftercare/builder/diag"
)

// The registry and the program must name the same codes, with the same
// severity: a code that nobody explains, or an explanation of nothing, fails.
func TestRegisterIsComplete(t *testing.T) {
	given, literals := codesInSources(t)
	registry := rules.Load()
	for text, at := range literals {
		if _, ok := given[text]; !ok && slices.Contains(registry.Groups(), rules.Group(text)) && !isMediaType(text) {
			t.Errorf("%s: %q looks like a code, given in a way that this test does not see", at, text)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(given)) {
		rule, ok := registry.Get(code)
		if !ok {
			t.Errorf("%s is given by %s and not explained: write a text in this folder, and an archive builder/check/testdata/%s.txtar", code, given[code].at, code)
			continue
		}
		if s := given[code].severities; len(s) > 0 && !slices.Contains(s, rule.Severity) {
			t.Errorf("%s is explained as %s and given as %v by %s", code, rule.Severity, s, given[code].at)
		}
	}
	for _, rule := range registry.All() {
		if _, ok := given[rule.Code]; !ok {
			t.Errorf("%s is explained and never given", rule.Code)
		}
	}
}

func isMediaType(text string) bool {
	return slices.Contains([]string{"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp", "image/x-icon"}, text)
}

// use is where a code stands in the sources of the program, and the severities
// that it is given with there; none are known of a code in a variable.
type use struct {
	at         string
	severities []diag.Severity
}

// codesInSources collects every code that the program can give. A code is a
// piece of text of the form family/name, or family+"/name", where family is a
// constant of the package or, in builder/data, what its callers hand it. It
// also returns every text of that form, with its place.
func codesInSources(t *testing.T) (given map[string]use, literals map[string]string) {
	t.Helper()
	s := scanner{t: t, uses: make(map[string]use), literals: make(map[string]string), fileset: token.NewFileSet()}
	for _, folder := range []string{"../../../builder", "../../../cmd"} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.IsDir() && slices.Contains([]string{"testdata", "node_modules", "rules", "bench"}, entry.Name()):
				return filepath.SkipDir
			case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
				return s.parse(name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.scan()
	return s.uses, s.literals
}

type scanner struct {
	t        *testing.T
	fileset  *token.FileSet
	files    []*ast.File
	uses     map[string]use
	literals map[string]string
	parsed   []string // families handed to builder/data to be parsed
	decoded  []string // and to be decoded
}

func (s *scanner) parse(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(s.fileset, name, data, parser.SkipObjectResolution)
	s.files = append(s.files, file)
	return err
}

func (s *scanner) scan() {
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s.dataCall(f, n)
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); err == nil && codePattern.MatchString(text) {
					s.literals[text] = s.fileset.Position(n.Pos()).String()
				}
			}
			_, isImport := n.(*ast.ImportSpec)
			return !isImport
		})
	}
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool { return s.node(f, n) })
	}
}

// dataCall notes the family that a file hands to builder/data.
func (s *scanner) dataCall(f *ast.File, call *ast.CallExpr) {
	selector, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	if x, ok := selector.X.(*ast.Ident); !ok || x.Name != "data" {
		return
	}
	family := s.constants(f, call.Args[len(call.Args)-1])
	switch selector.Sel.Name {
	case "YAML", "TOML":
		s.parsed = append(s.parsed, family...)
	case "Decode": // what is decoded has been parsed
		s.parsed, s.decoded = append(s.parsed, family...), append(s.decoded, family...)
	}
}

var (
	codePattern   = regexp.MustCompile(`^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$`)
	namePattern   = regexp.MustCompile(`^/[a-z][a-z0-9-]*$`)
	prefixPattern = regexp.MustCompile(`^[a-z][a-z0-9-]*/$`)
)

func (s *scanner) node(f *ast.File, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.Field:
		return false
	case *ast.CallExpr:
		if code := codeArgument(n); code != nil {
			s.add(f, code, severityOf(n))
			for _, arg := range n.Args {
				ast.Inspect(arg, func(n ast.Node) bool { return s.node(f, n) })
			}
			return false
		}
	case *ast.CompositeLit:
		s.literal(f, n)
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if selector, ok := left.(*ast.SelectorExpr); ok && selector.Sel.Name == "Code" && i < len(n.Rhs) {
				s.add(f, n.Rhs[i], nil)
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if strings.HasPrefix(strings.ToLower(name.Name), "code") || strings.HasSuffix(name.Name, "Code") {
				if i < len(n.Values) {
					s.add(f, n.Values[i], nil)
				}
			}
		}
	}
	return true
}

// literal takes the code and the severity of diag.Diagnostic{…} and the like.
func (s *scanner) literal(f *ast.File, n *ast.CompositeLit) {
	var code ast.Expr
	var severities []diag.Severity
	for _, element := range n.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch key, _ := pair.Key.(*ast.Ident); {
		case key == nil:
		case key.Name == "Code":
			code = pair.Value
		case key.Name == "Severity" && named(pair.Value) != diag.Off:
			severities = []diag.Severity{named(pair.Value)}
		}
	}
	if code != nil {
		s.add(f, code, severities)
	}
}

// reporters are the functions whose first argument is a code, or whose second
// is one where the first is a severity.
var reporters = []string{"Errorf", "Warnf", "Advisef", "refuse", "report"}

func codeArgument(call *ast.CallExpr) ast.Expr {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	if !slices.Contains(reporters, name) || len(call.Args) < 2 {
		return nil
	}
	if name == "Errorf" {
		if f, ok := call.Fun.(*ast.SelectorExpr); ok {
			if x, ok := f.X.(*ast.Ident); ok && x.Name == "fmt" {
				return nil
			}
		}
	}
	if named(call.Args[0]) != diag.Off {
		return call.Args[1]
	}
	return call.Args[0]
}

// named is the severity that an expression such as diag.Error names, or Off.
func named(e ast.Expr) diag.Severity {
	if selector, ok := e.(*ast.SelectorExpr); ok {
		for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Advice} {
			if strings.EqualFold(selector.Sel.Name, s.String()) {
				return s
			}
		}
	}
	return diag.Off
}

func severityOf(call *ast.CallExpr) []diag.Severity {
	if f, ok := call.Fun.(*ast.SelectorExpr); ok {
		switch f.Sel.Name {
		case "Errorf":
			return []diag.Severity{diag.Error}
		case "Warnf":
			return []diag.Severity{diag.Warning}
		case "Advisef":
			return []diag.Severity{diag.Advice}
		case "report":
			if s := named(call.Args[0]); s != diag.Off {
				return []diag.Severity{s}
			}
		}
	}
	return nil
}

func (s *scanner) add(f *ast.File, code ast.Expr, severities []diag.Severity) {
	at := s.fileset.Position(code.Pos()).String()
	for _, text := range s.values(f, code) {
		if !codePattern.MatchString(text) {
			continue
		}
		u := s.uses[text]
		u.at = strings.TrimSpace(u.at + " " + at)
		u.severities = append(u.severities, severities...)
		s.uses[text] = u
	}
}

// values are the texts that an expression can stand for.
func (s *scanner) values(f *ast.File, e ast.Expr) []string {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD {
		return s.constants(f, e)
	}
	right := s.constants(f, sum.Y)
	left := s.constants(f, sum.X)
	if len(right) == 1 && namePattern.MatchString(right[0]) && len(left) == 0 {
		left = s.parsed // a family that is handed over
		if strings.HasSuffix(s.fileset.Position(e.Pos()).Filename, "decode.go") {
			left = s.decoded
		}
	}
	if len(left) == 1 && prefixPattern.MatchString(left[0]) && len(right) == 0 {
		right = []string{diag.Error.String(), diag.Warning.String()} // a severity
	}
	if len(left) == 0 || len(right) == 0 {
		s.t.Errorf("%s: the code is put together from pieces that nobody can find", s.fileset.Position(e.Pos()))
	}
	var all []string
	for _, l := range left {
		for _, r := range right {
			all = append(all, l+r)
		}
	}
	return all
}

// constants are the texts of a literal or of a constant of the same package.
func (s *scanner) constants(f *ast.File, e ast.Expr) []string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil {
			return []string{text}
		}
	case *ast.Ident:
		return s.constant(f, e)
	}
	return nil
}

// constant finds the constant of a name: in the same file first, then in the
// files of its folder.
func (s *scanner) constant(f *ast.File, name *ast.Ident) []string {
	here := filepath.Dir(s.fileset.Position(f.Pos()).Filename)
	files := []*ast.File{f}
	for _, other := range s.files {
		if other != f && filepath.Dir(s.fileset.Position(other.Pos()).Filename) == here {
			files = append(files, other)
		}
	}
	for _, file := range files {
		var best []string
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || (file == f && best != nil && spec.Pos() > name.Pos()) {
				return true
			}
			for i, id := range spec.Names {
				if id.Name == name.Name && i < len(spec.Values) {
					if text := s.constants(file, spec.Values[i]); text != nil {
						best = text
					}
				}
			}
			return true
		})
		if best != nil {
			return best
		}
	}
	return nil
}

// Every text is whole: one sentence, an explanation, two examples that differ.
func TestTexts(t *testing.T) {
	for _, rule := range rules.Load().All() {
		if !strings.HasSuffix(rule.Summary, ".") || len(rule.Summary) > 110 || strings.Count(rule.Summary, ". ") > 0 {
			t.Errorf("%s: the summary is not one sentence: %s", rule.Code, rule.Summary)
		}
		if rule.Text == "" || strings.TrimSpace(rule.Wrong) == "" || strings.TrimSpace(rule.Right) == "" || rule.Wrong == rule.Right {
			t.Errorf("%s lacks a text or examples", rule.Code)
		}
		if rule.Family == rules.Editorial && rule.Severity != diag.Advice {
			t.Errorf("%s gives advice and is given as %s", rule.Code, rule.Severity)
		}
	}
}

func TestSuggest(t *testing.T) {
	registry := rules.Load()
	for got, want := range map[string]string{
		"link/dead-pgae": "link/dead-page", "dead-page": "link/dead-page", "links/dead-page": "link/dead-page",
		"sytle": "style", "style/long-sentense": "style/long-sentence", "xyzzy": "",
	} {
		hint := "aftercare check --explain lists all checks"
		if want != "" {
			hint = fmt.Sprintf("did you mean %q?", want)
		}
		if got := registry.Hint(got); got != hint {
			t.Errorf("%s, want %s", got, hint)
		}
	}
}
