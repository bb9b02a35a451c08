// Command aftercare builds, previews and checks a guide:
//
//	aftercare serve    # preview at http://localhost:1313/
//	aftercare check    # list every mistake
//	aftercare build    # publish to the folder public
//
// Each command is in a file of its own; command.go defines what a command is.
//
// Exit codes: 0 success, 1 mistakes in the guide, 2 wrong usage or a failure.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // for machines without the time zone database

	"aftercare/builder/diag"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
}

// The exit codes of the package comment.
const (
	exitFine     = 0
	exitMistakes = 1
	exitFailed   = 2
)

// errMistakes makes run exit with 1; the mistakes have been printed already.
var errMistakes = errors.New("the guide has mistakes")

type usageError struct{ message, hint string }

func (e usageError) Error() string { return e.message }

// run is the program as a function, for tests.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, getenv func(string) string) int {
	p := &program{stdout: stdout, stderr: stderr, getenv: getenv, style: diag.Style{Color: colored(stderr, getenv)}}
	err := p.dispatch(ctx, args)
	usage, misused := errors.AsType[usageError](err)
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errMistakes):
		return exitMistakes
	case misused:
		fmt.Fprintln(stderr, "aftercare:", diag.VisibleLines(usage.message))
		if usage.hint != "" {
			fmt.Fprintln(stderr, "  hint:", usage.hint)
		}
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "aftercare: stopped")
	default:
		fmt.Fprintln(stderr, "aftercare:", diag.VisibleLines(err.Error()))
	}
	return exitFailed
}

// colored reports whether to print colours on w (no-color.org).
func colored(w io.Writer, getenv func(string) string) bool {
	return getenv("NO_COLOR") == "" && getenv("TERM") != "dumb" && isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	if f, ok := w.(*os.File); ok {
		info, err := f.Stat()
		return err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return false
}

type program struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	style          diag.Style
}

// dispatch finds the command: the first argument that is not a flag, or build
// if there is none.
func (p *program) dispatch(ctx context.Context, args []string) error {
	commands := commandTable()
	if len(args) > 0 && (args[0] == "help" || args[0] == "-h" || args[0] == "--help") {
		return p.help(commands, args[1:])
	}
	if len(args) > 0 && args[0] == "--version" {
		args[0] = "version"
	}
	name := "build"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		name, args = args[0], args[1:]
	}
	c := find(commands, name)
	if c == nil {
		return noCommand(commands, name)
	}
	return c.start(ctx, p, args)
}

func noCommand(commands []*command, name string) error {
	return unknown(fmt.Sprintf("there is no command %q", name), name, commandNames(commands), "aftercare help lists the commands")
}

// unknown returns the error for an unknown word. Its hint is the most similar
// known one or, without one, hint.
func unknown(message, word string, known []string, hint string) error {
	if best, ok := diag.Nearest(word, known); ok {
		hint = fmt.Sprintf("did you mean %q?", best)
	}
	return usageError{message, hint}
}

func find(commands []*command, name string) *command {
	for _, c := range commands {
		if slices.Contains(c.names(), name) {
			return c
		}
	}
	return nil
}

func commandNames(commands []*command) (names []string) {
	for _, c := range commands {
		names = append(names, c.names()...)
	}
	return names
}
