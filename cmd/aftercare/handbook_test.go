package main

import (
	"bufio"
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aftercare/builder/handbook"
)

// The handbook is shown from the program alone, and stops when it is told to.
func TestHandbookIsShown(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	said, stdout := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"handbook"}, stdout, io.Discard, func(string) string { return "" }) }()
	line, err := bufio.NewReader(said).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`http://localhost:\d+/`).FindString(line)
	for path, want := range map[string]string{"": "<h1>", "checks/link/": "link/dead-page", "begin/first-page/": "Your first page", "begin/first-page": "Your first page"} {
		response, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || response.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: %s, %v, without %q", path, response.Status, err, want)
		}
	}
	cancel()
	if got := <-code; got != exitFine {
		t.Errorf("it ended with %d", got)
	}
}

// Every command of the handbook does what it says: each page is gone through
// from top to bottom, in a folder of its own that holds a new guide, or nothing
// where the page begins with one. Blocks that need a server or an account say so
// in a line before them.
func TestHandbookCommands(t *testing.T) {
	layers, err := handbook.Layers()
	if err != nil {
		t.Fatal(err)
	}
	run, left := 0, 0
	err = fs.WalkDir(layers[0].FS, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		text, err := fs.ReadFile(layers[0].FS, name)
		if err != nil {
			return err
		}
		steps := stepsOf(string(text))
		for _, s := range steps {
			if s.reason == "" {
				run++
				continue
			}
			left++
			t.Logf("%s: not run, %s: %s", name, s.reason, strings.TrimSpace(s.text))
		}
		if len(steps) > 0 {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				follow := reader{T: t, dir: t.TempDir()}
				if !strings.HasPrefix(firstCommand(steps), "aftercare new guide") {
					follow.command("aftercare new guide my-guide")
					follow.dir = filepath.Join(follow.dir, "my-guide")
				}
				for _, s := range steps {
					follow.step(s)
				}
			})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if run < 20 || left > 30 {
		t.Errorf("%d blocks of commands are run and %d are not", run, left)
	}
}

// A command that stands anywhere else in the handbook, in the front page of the
// repository or in the help is one that there is, with flags that it has. Blocks
// of commands have to be such as the test above runs.
func TestCommandsInPassing(t *testing.T) {
	layers, err := handbook.Layers()
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{"README.md": string(readme)}
	for _, layer := range layers {
		err := fs.WalkDir(layer.FS, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || filepath.Ext(name) != ".md" {
				return err
			}
			text, err := fs.ReadFile(layer.FS, name)
			pages[name] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range commandTable() {
		pages["help "+c.name] = strings.Join(c.examples, "\n")
	}
	seen := 0
	for name, text := range pages {
		inBlocks := ""
		for _, s := range stepsOf(text) {
			inBlocks += s.text
		}
		for _, m := range mentioned.FindAllStringSubmatch(text, -1) {
			seen++
			inHelp := name == "reference/commands.md" || strings.HasPrefix(name, "help ")
			if strings.TrimLeft(m[1], " \t$>") == "" && !strings.Contains(inBlocks, m[0]) && !inHelp && name != "README.md" {
				t.Errorf("%s: %s stands in a block that is not run: begin it with ```sh", name, m[0])
			}
			if err := understood(t, m[2]); err != nil {
				t.Errorf("%s: %s: %v", name, m[0], err)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d commands were found", seen)
	}
}

// mentioned is a command at the beginning of a line, in a line of prose as code,
// or called by its path.
var mentioned = regexp.MustCompile("(?m)(^[ \t]*(?:[$>] )?|`|/cmd/|&& |<\\()aftercare +([a-z][^`\n)]*)")

// placeholder is what a usage or a host's own file fills in.
var placeholder = regexp.MustCompile(`\$\{\{.*?\}\}|\[flags\].*`)

// understood takes a command apart as the program does, without running it.
func understood(t *testing.T, line string) error {
	line, _, _ = strings.Cut(line, " #")
	line, _, _ = strings.Cut(line, " && ")
	line, _, _ = strings.Cut(line, " > ")
	words := strings.Fields(placeholder.ReplaceAllString(line, ""))
	if words[0] == "help" {
		return (&program{stdout: io.Discard}).help(commandTable(), words[1:])
	}
	c := find(commandTable(), words[0])
	if c == nil {
		return noCommand(commandTable(), words[0])
	}
	only := *c
	only.flags = func(f *flagSet) action {
		c.flags(f)
		return func(context.Context, *program, []string) error { return nil }
	}
	return only.start(t.Context(), &program{stdout: io.Discard, stderr: io.Discard}, words[1:])
}

// A step is a block of a page: commands, or the text of a file.
type step struct {
	file   string // which the text belongs into, "" for commands
	text   string
	reason string // why it is not run
}

var stepForm = regexp.MustCompile("(?ms)(?:^\\[//\\]: # \\(not run: ([^)]*)\\)\n\n|^[^\n]* In `([^`\n]+)`:\n\n)?^```(\\w+)\n(.*?)^```$")

// stepsOf returns the commands of a page, and the files that it gives in full:
// after a sentence that ends in "In `path`:".
func stepsOf(text string) []step {
	var steps []step
	for _, m := range stepForm.FindAllStringSubmatch(text, -1) {
		reason, file, language, block := m[1], m[2], m[3], m[4]
		if language == "sh" || file != "" {
			steps = append(steps, step{file, block, reason})
		}
	}
	return steps
}

func firstCommand(steps []step) string {
	for _, s := range steps {
		if s.reason == "" && s.file == "" {
			return s.text
		}
	}
	return ""
}

// A reader does what a page says, in one terminal.
type reader struct {
	*testing.T
	dir string
}

func (r *reader) step(s step) {
	switch {
	case s.reason != "":
	case s.file != "":
		file := filepath.Join(r.dir, filepath.FromSlash(s.file))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			r.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(s.text), 0o666); err != nil {
			r.Fatal(err)
		}
	default:
		for line := range strings.Lines(s.text) {
			r.command(strings.TrimSpace(line))
		}
	}
}

// shows are the commands that go on until they are stopped.
var shows = regexp.MustCompile(`^aftercare (serve|handbook)( -|$)`)

func (r *reader) command(line string) {
	if folder, ok := strings.CutPrefix(line, "cd "); ok {
		r.dir = filepath.Join(r.dir, folder)
		return
	}
	shell := exec.CommandContext(r.Context(), "sh", "-c", "exec "+line)
	shell.Dir = r.dir
	if !shows.MatchString(line) {
		if out, err := shell.CombinedOutput(); err != nil {
			r.Errorf("%s: %v\n%s", line, err, out)
		}
		return
	}
	out, err := shell.StdoutPipe()
	if err != nil {
		r.Fatal(err)
	}
	if err := shell.Start(); err != nil {
		r.Fatal(err)
	}
	said, shown := bufio.NewScanner(out), false
	for !shown && said.Scan() {
		shown = strings.Contains(said.Text(), "http://localhost:")
	}
	if !shown {
		r.Errorf("%s: it ended without showing anything", line)
	}
	_ = shell.Process.Kill()
	_ = shell.Wait() // it was killed
}
