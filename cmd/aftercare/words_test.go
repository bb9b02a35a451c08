package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"aftercare/builder/diag"
	"aftercare/builder/publish"
)

// told runs the program as it is run from a terminal without colours, and
// returns how it ended and what it said: what is for people stands behind a
// line ---.
func told(t *testing.T, args ...string) string {
	t.Helper()
	var out, err bytes.Buffer
	code := run(t.Context(), args, &out, &err, func(string) string { return "" })
	return fmt.Sprintf("%d\n%s---\n%s", code, out.String(), err.String())
}

// inGuide makes a folder of files, given as name and text in turns, the one that
// the test stands in.
func inGuide(t *testing.T, files ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for i := 0; i < len(files); i += 2 {
		name := filepath.FromSlash(files[i])
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// Wrong use ends with 2, and says what is meant and what to do.
func TestWrongUse(t *testing.T) {
	inGuide(t, "content/_index.md", "---\ntitle: T\n---\nText.\n", "content/sub/a.md", "---\ntitle: A\n---\nText.\n")
	for args, want := range map[string]string{
		"bild":                        `there is no command "bild"` + "\n  hint: did you mean \"build\"?\n",
		"xyzzy":                       `there is no command "xyzzy"` + "\n  hint: aftercare help lists the commands\n",
		"help xyzzy":                  `there is no command "xyzzy"` + "\n  hint: aftercare help lists the commands\n",
		"build x":                     `build takes no argument "x"` + "\n  hint: aftercare help build\n",
		"build --zzz":                 "build has no flag --zzz\n  hint: aftercare help build lists the flags\n",
		"build -z":                    "build has no flag -z\n  hint: aftercare help build lists the flags\n",
		"build --clock soon":          `--clock wants a date such as 2026-11-22, not "soon"` + "\n",
		"check --format xml":          `xml`,
		"check --severity link=loud":  `--severity "link=loud": `,
		"check --watch content":       "--watch checks the whole guide\n",
		"check --watch --external":    "--watch works only with --format text and without --external\n",
		"check --watch --format json": "--watch works only with --format text and without --external\n",
		"list drfats":                 `there is no list "drfats"` + "\n  hint: did you mean \"drafts\"?\n",
		"list xyzzy":                  `there is no list "xyzzy"` + "\n  hint: one of all, drafts, future, expired, due, stats, layouts\n",
		"new":                         "new needs a kind and a path\n  hint: aftercare new article topics/warm-drinks\n",
		"new article":                 "new needs a kind and a path\n",
		"new article a b":             "new needs a kind and a path\n",
		"new guide":                   "new needs a kind and a path\n  hint: aftercare new guide my-guide\n",
		"new numbers x":               "new needs a kind and a path\n",
		"new article a/":              `"a/" names no page`,
		"new article ../a":            `"../a" leads outside content` + "\n",
		"new question a/b":            "this guide has no sheet: it would be in content/sheet/questions.md and content/sheet/numbers.yaml\n",
		"new question a":              `"a" is not a section and an id`,
		"new question a/b/c":          `"a/b/c" is not a section and an id`,
		"new question a/":             `"a/" is not a section and an id`,
		"layout":                      "layout needs one name\n  hint: aftercare list layouts shows them\n",
		"layout a b":                  "layout needs one name\n",
		"layout -s sub page":          "there is no folder content in sub\n",
		"completion":                  "completion needs the name of a shell\n  hint: one of bash, zsh, fish\n",
		"completion bahs":             `no completion for "bahs"` + "\n  hint: did you mean \"bash\"?\n",
		"handbook print":              `there is no handbook command "print"`,
		"serve -p 65536":              `-p wants a number up to 65535, not "65536"` + "\n",
		"serve -p -1":                 "-p wants a number up to 65535",
		"serve --bind 192.0.2.1":      "--bind: this machine has no address 192.0.2.1\n  hint: leave --bind out",
		"clean -d content":            "",
		"build -d content":            "",
	} {
		if got := told(t, strings.Fields(args)...); !strings.HasPrefix(got, "2\n---\naftercare: ") || !strings.Contains(got, want) {
			t.Errorf("%s: %s\nwant %s", args, got, want)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	var said bytes.Buffer
	if code := run(ended, []string{"build"}, io.Discard, &said, func(string) string { return "" }); code != exitFailed || said.String() != "aftercare: stopped\n" {
		t.Errorf("a build that is stopped ends with %d: %s", code, said.String())
	}
}

// What a command says where all is well goes to standard output.
func TestCommandsSay(t *testing.T) {
	inGuide(t, "content/_index.md", "---\ntitle: T\n---\nText.\n", "content/a.md", "---\ntitle: \"A\\u001b[2J\"\nnextReview: 2026-12-01\n---\nSome words here. [home](_index.md)\n",
		"content/b.md", "---\ntitle: B\ndraft: true\n---\n", "content/c.md", "---\ntitle: C\ndate: 2027-01-01\n---\nText.\n", "content/s/_index.md", "---\ntitle: S\nnextReview: 2026-11-22\n---\n")
	const at = " --clock 2026-11-22"
	for _, tt := range []struct{ args, want string }{
		{"check -q" + at, "0\n---\n"},
		{"check" + at, "0\n4 pages checked, no errors\nleft out: 1 draft, 1 future\n---\n"},
		{"check content/a.md" + at, "0\nno mistakes found there\n---\n"},
		{"check -q content/a.md" + at, "0\n---\n"},
		{"list drafts" + at, "0\ncontent/b.md  draft    B\n---\n"},
		{"list future --format json" + at, "0\n[\n  {\n    \"path\": \"content/c.md\",\n    \"url\": \"/c/\",\n    \"title\": \"C\",\n    \"state\": \"future\"\n  }\n]\n---\n"},
		{"list expired --format json" + at, "0\n[]\n---\n"},
		{"list due" + at, "0\ncontent/s/_index.md  due  2026-11-22  S\n---\n"},
		{"list due --within 9 --format json" + at, "2026-12-01"},
		{"list due --within 8 --format json" + at, "\"path\": \"content/s/_index.md\""},
		{"list stats --format json" + at, "\"section\": \"all\",\n    \"pages\": 3"},
		{"list stats" + at, "section  pages  words  median grade"},
		{"version", "0\naftercare "},
		{"completion zsh", "0\nautoload -U +X bashcompinit && bashcompinit\n_aftercare() {"},
		{"completion bash", "serve|server) words=\"-s --source "},
		{"completion fish", "complete -c aftercare -n '__fish_seen_subcommand_from build' -l in-place\n"},
		{"help clean", "  -d DIR, --destination" + ""},
	} {
		got := told(t, strings.Fields(tt.args)...)
		if tt.args == "help clean" {
			if !strings.Contains(got, "Usage: aftercare clean [flags]\n") || strings.Contains(got, "Also:") {
				t.Errorf("%s: %s", tt.args, got)
			}
			continue
		}
		if exact := strings.HasSuffix(tt.want, "---\n"); exact && got != tt.want || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %q\nwant %q", tt.args, got, tt.want)
		}
	}
	if got := told(t, "list", "all"); strings.Contains(got, "\x1b") || strings.Contains(told(t, "list", "due", "--within", "8", "--clock", "2026-11-22"), "a.md") {
		t.Errorf("a title drives the terminal, or a review comes too soon:\n%q", got)
	}
	if got := told(t, "help", "serve"); !strings.Contains(got, "Also:  server\n") {
		t.Errorf("help: %s", got)
	}
}

// Every command is named by the completions, and by the help.
func TestCompletionNamesEverything(t *testing.T) {
	bash, fish, help := told(t, "completion", "bash"), told(t, "completion", "fish"), told(t, "help")
	for _, c := range commandTable() {
		for _, name := range c.names() {
			if !strings.Contains(bash, " "+name+"|") && !strings.Contains(bash, "|"+name+")") && !strings.Contains(bash, " "+name+")") || !strings.Contains(help, name) {
				t.Errorf("%s is missing", name)
			}
		}
		for _, flag := range c.flagSet().names() {
			if !strings.Contains(bash, dashed(flag)) || len(flag) > 1 && !strings.Contains(fish, "_from "+c.name+"' -l "+flag+"\n") {
				t.Errorf("%s has a flag %s that is not completed", c.name, flag)
			}
		}
	}
}

func TestPlurals(t *testing.T) {
	for n, want := range map[int]string{0: "0 files", 1: "1 file", 2: "2 files"} {
		if got := plural(n, "file", "files"); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

// Of files that are not ours, those that begin with a dot are not worth a line.
func TestForeignFilesAreTold(t *testing.T) {
	for names, want := range map[string]string{
		"": "", ".git a/.gitignore": "", ".git b.txt": "kept 1 file that this program did not write, such as b.txt\n", "b\x1b c": "kept 2 files that this program did not write, such as b␛\n",
	} {
		var out bytes.Buffer
		printKept(&program{stdout: &out}, strings.Fields(names))
		if out.String() != want {
			t.Errorf("%q: %q, want %q", names, out.String(), want)
		}
	}
}

// Of one code the first five places are shown, and the others counted, also those
// that are counted only.
func TestPlacesAreCounted(t *testing.T) {
	inGuide(t, "content/_index.md", "---\ntitle: T\n---\n"+strings.Repeat("[a](gone.md)\n\n", 60))
	got := told(t, "check")
	if n := strings.Count(got, "error[link/dead-page]"); n != placesShown || !strings.Contains(got, "… and 55 more of link/dead-page, 60 in all (--all shows them)\n") || !strings.HasPrefix(got, "1\n") {
		t.Errorf("%d places: %s", n, got)
	}
	if n := strings.Count(told(t, "check", "--all"), "error[link/dead-page]"); n != diag.MaxOfAKind+1 {
		t.Errorf("all are %d", n)
	}
}

// The guide is the folder that one stands in, or the nearest above.
func TestGuideIsFoundAbove(t *testing.T) {
	inGuide(t, "g/content/site.yaml", "", "g/content/a/b/x.md", "", "g/other/deep/x", "", "h/content/a/x.md", "", "h/b/x", "", "i/content/_index.md", "", "i/b/x", "")
	top, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		"g": ".", "g/content": "..", "g/content/a/b": "../../..", "g/other/deep": "../..", "h": ".", "h/content/a": "../..", "h/b": ".", "i/b": "..", ".": ".",
	} {
		t.Chdir(filepath.Join(top, filepath.FromSlash(dir)))
		g := &guideFlags{source: "."}
		if g.locate(); filepath.ToSlash(g.source) != want {
			t.Errorf("from %s: %s, want %s", dir, g.source, want)
		}
	}
	named := &guideFlags{source: "elsewhere"}
	if named.locate(); named.source != "elsewhere" {
		t.Errorf("a folder that was named became %s", named.source)
	}
}

// What stands in the way of a listener is told as what to do.
func TestRefusedListeners(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	asked := &serving{port: port, asked: true, bind: "127.0.0.1"}
	if _, err := asked.listen(); err == nil || err.Error() != fmt.Sprintf("port %d is taken", port) {
		t.Errorf("a port that is taken: %v", err)
	}
	next := &serving{port: port, bind: "127.0.0.1"}
	if l, err := next.listen(); err != nil {
		t.Errorf("nobody asked for it: %v", err)
	} else {
		if got := l.Addr().(*net.TCPAddr).Port; got <= port || got > port+19 {
			t.Errorf("instead of port %d it is %d", port, got)
		}
		l.Close()
	}
	for cause, want := range map[error]string{
		syscall.EADDRINUSE: "port 80 is taken", syscall.EADDRNOTAVAIL: "--bind: this machine has no address here", syscall.EACCES: "port 80 needs special rights",
		&net.DNSError{Name: "here"}: "--bind: this machine has no address here", errors.New("x"): "listen for browsers: x",
	} {
		if got := (&serving{port: 80, bind: "here"}).refused(fmt.Errorf("listen: %w", cause)); got.Error() != want && !strings.HasSuffix(want, "x") || !strings.HasPrefix(got.Error(), want[:9]) {
			t.Errorf("%v: %v, want %s", cause, got, want)
		}
	}
	for bind, want := range map[string]bool{"127.0.0.1": false, "::1": false, "localhost": false, "0.0.0.0": true, "192.0.2.1": true, "example": true} {
		if (&serving{bind: bind}).public() != want {
			t.Errorf("%s can be reached by others: %v", bind, !want)
		}
	}
	if hosts := (&serving{bind: "192.0.2.1"}).hosts(80); !strings.Contains(fmt.Sprint(hosts), "192.0.2.1:80") || strings.Contains(fmt.Sprint((&serving{bind: "0.0.0.0"}).hosts(80)), "0.0.0.0") {
		t.Errorf("hosts %v", hosts)
	}
}

// A QR code is dark on light whatever the terminal has, with an edge around it.
func TestQRCodes(t *testing.T) {
	var plain, colors, none bytes.Buffer
	printQR(&plain, "http://192.0.2.7:1313/", false)
	printQR(&colors, "http://192.0.2.7:1313/", true)
	printQR(&none, strings.Repeat("a", 5000), false)
	lines := strings.Split(strings.TrimSuffix(plain.String(), "\n"), "\n")
	if len(lines) < 13 || strings.Trim(lines[0], " ") != "" || !strings.HasPrefix(lines[1], "  █▀▀▀▀▀█ ") || none.Len() > 0 {
		t.Errorf("the code is\n%s", plain.String())
	}
	for _, line := range lines {
		if len([]rune(line)) != len([]rune(lines[0])) {
			t.Errorf("%q is not as wide as the others", line)
		}
	}
	if got := strings.NewReplacer("\x1b[30;107m", "", "\x1b[0m", "").Replace(colors.String()); got != plain.String() || strings.Count(colors.String(), "\x1b[30;107m") != len(lines) {
		t.Errorf("with colours it is\n%q", colors.String())
	}
}

// Colours are for terminals alone, and for those who want them.
func TestColors(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "x"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if isTerminal(file) || isTerminal(new(bytes.Buffer)) {
		t.Error("a file is a terminal")
	}
	if runtime.GOOS == "linux" {
		device, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		defer device.Close()
		for env, want := range map[string]bool{"": true, "NO_COLOR=1": false, "TERM=dumb": false, "TERM=xterm": true} {
			key, value, _ := strings.Cut(env, "=")
			get := func(name string) string { return map[string]string{key: value}[name] }
			if colored(device, get) != want {
				t.Errorf("with %q colours: %v", env, !want)
			}
		}
	}
}

// A copy of a layout tells which original it is of, and its state is told by that.
func TestStatesOfLayouts(t *testing.T) {
	name, original, err := shippedLayout("page")
	if err != nil || name != "page.html" {
		t.Fatal(name, err)
	}
	mark := string(copyMark(name, original))
	for own, want := range map[string]string{
		string(original):                  "the same as the program's",
		mark + "mine":                     "replaces the program's, which has not changed since the copy",
		"mine":                            "replaces the program's; not copied by this program, so its original version is unknown",
		"\n" + mark:                       "replaces the program's; not copied by this program, so its original version is unknown",
		string(copyMark(name, nil)) + "x": "replaces the program's, which HAS CHANGED since the copy",
	} {
		if got := layoutState(name, []byte(own)); got != want {
			t.Errorf("%.60q: %s, want %s", own, got, want)
		}
	}
	if got := layoutState("mine.html", original); got != "the guide's own" {
		t.Errorf("a layout of its own: %s", got)
	}
	for name, want := range map[string][2]string{"a.html": {"{{- /* ", " */ -}}\n"}, "a.css": {"/* ", " */\n"}, "a.js": {"/* ", " */\n"}, "a.ts": {"/* ", " */\n"}, "words/a.yaml": {"# ", "\n"}} {
		if got := string(copyMark(name, nil)); !strings.HasPrefix(got, want[0]+"copied from aftercare, original ") || !strings.HasSuffix(got, want[1]) {
			t.Errorf("%s: %q", name, got)
		}
	}
	for arg, want := range map[string]string{
		"layouts/page.html": "page.html", "footer": "_partials/footer.html", "styles/tokens.css": "styles/tokens.css", "words/fr.yaml": "words/fr.yaml", "./page": "page.html", "../page": "", "words/fr.txt": "", "fr.yaml": "", "words": "",
	} {
		if got, text, err := shippedLayout(arg); got != want || (err == nil) != (want != "") || (len(text) > 0) != (want != "") {
			t.Errorf("%s: %q, %v; want %q", arg, got, err, want)
		}
	}
}

// A tree that was made for another program is known by its settings, and its
// languages by the names of its folders.
func TestTreesOfOtherPrograms(t *testing.T) {
	for _, g := range generators {
		inGuide(t, g.file+"x", "", g.file, "")
		if got, ok := generatorOf("."); !ok || got.name != g.name {
			t.Errorf("%s: %+v, %v", g.file, got, ok)
		}
	}
	inGuide(t, "mdbook.toml", "", "src/a.md", "")
	if got, ok := generatorOf("."); ok {
		t.Errorf("taken for %+v", got)
	}
	for folders, want := range map[string]string{"en de pt-br": "[de en pt-br]", "en about": "[]", "": "[]", "eng": "[]", "zh-Hant": "[zh-Hant]"} {
		inGuide(t, "c/x.md", "")
		for _, name := range strings.Fields(folders) {
			if err := os.Mkdir(filepath.Join("c", name), 0o777); err != nil {
				t.Fatal(err)
			}
		}
		if got := fmt.Sprint(languageFolders("c")); got != want {
			t.Errorf("%s: %s, want %s", folders, got, want)
		}
	}
	at := func(file string, line, more int) diag.Diagnostic {
		return diag.Diagnostic{Code: "x/y", Pos: diag.Position{File: file, Line: line, Col: 1}, More: more, Message: `unknown keys "a", "b"`}
	}
	list := diag.List{at("a.md", 1, 0), at("a.md", 2, 3), at("b.md", 1, 0), at("c.md", 1, 0), at("d.md", 1, 0), at("e.md", 1, 0)}
	if got := places(list); got != "               a.md:1:1 b.md:1:1 c.md:1:1 … and 2 more files" || count(list) != 9 {
		t.Errorf("%d at %q", count(list), got)
	}
	if got := places(diag.List{at("a.md", 1, 0), at(strings.Repeat("b", 90), 1, 0), at("c.md", 1, 0)}); got != "               a.md:1:1 … and 2 more files" {
		t.Errorf("a long name: %q", got)
	}
	if got := remedy("front-matter/unknown-key", append(list, diag.Diagnostic{Message: `"c" "d" "e"`})); got != "put keys of your own under params: (a, b, c, d, …)" {
		t.Errorf("keys: %s", got)
	}
	if got := remedy("x/y", list) + remedy("link/dead-page", list); !strings.HasPrefix(got, `unknown keys "a", "b"link to the file`) {
		t.Errorf("instead: %s", got)
	}
	if lower, stay := relaxable(map[string]diag.List{"link/dead-page": {{Severity: diag.Error}}, "output/off-site": {{Severity: diag.Error}}, "style/spelling": {{Severity: diag.Advice}}}); fmt.Sprint(lower) != "[link/dead-page: warning]" || len(stay) != 1 {
		t.Errorf("meanwhile %v, and %v stay", lower, stay)
	}
}

// Where a folder has what build did not write, build says how to overwrite it.
func TestFilesInTheWayOfABuild(t *testing.T) {
	inGuide(t, "content/_index.md", "---\ntitle: T\n---\nText.\n", "public/index.html", "mine")
	if got := told(t, "build"); !strings.HasPrefix(got, "2\n") || !strings.Contains(got, "\n  hint: to overwrite them: aftercare build --replace\n") {
		t.Errorf("%s", got)
	}
	if got := told(t, "build", "--replace", "-v"); !strings.HasPrefix(got, "0\npublic: 2 pages, ") || !strings.Contains(got, "  + robots.txt\n") {
		t.Errorf("%s", got)
	}
	if names, err := publish.Published("public"); err != nil || len(names) == 0 {
		t.Errorf("published %v, %v", names, err)
	}
	if got := told(t, "clean"); !strings.HasPrefix(got, "0\npublic: ") || !strings.Contains(got, " files removed\n") {
		t.Errorf("%s", got)
	}
}
