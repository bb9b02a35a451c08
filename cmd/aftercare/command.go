package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"aftercare/builder/diag"
)

// command is one command of the program.
type command struct {
	name, short string
	aliases     []string
	usage       string // the arguments, "" for none
	about       string
	examples    []string
	flags       func(*flagSet) action // adds flags and returns what to run after parsing
}

func (c *command) names() []string { return append([]string{c.name}, c.aliases...) }

type action func(ctx context.Context, p *program, args []string) error

func commandTable() []*command {
	return []*command{buildCommand(), serveCommand(), checkCommand(), newCommand(), layoutCommand(), listCommand(), cleanCommand(), handbookCommand(), versionCommand(), completionCommand()}
}

// flagSet is a flag.FlagSet whose flags can have several names, such as -b,
// --base-url and --baseURL.
type flagSet struct {
	*flag.FlagSet
	groups []flagGroup
	run    action // uses the parsed flags
}

func (c *command) flagSet() *flagSet {
	f := &flagSet{FlagSet: flag.NewFlagSet(c.name, flag.ContinueOnError)}
	f.SetOutput(io.Discard)
	f.run = c.flags(f)
	return f
}

type flagGroup struct {
	names    []string
	argument string
	about    string
}

// register adds a flag with several names, such as "b base-url baseURL".
func (f *flagSet) register(names, argument, about string, add func(name string)) {
	list := strings.Fields(names)
	for _, name := range list {
		add(name)
	}
	f.groups = append(f.groups, flagGroup{list, argument, about})
}

func (f *flagSet) bool(to *bool, names, about string) {
	f.register(names, "", about, func(n string) { f.BoolVar(to, n, *to, "") })
}

func (f *flagSet) string(to *string, names, argument, about string) {
	f.register(names, argument, about, func(n string) { f.StringVar(to, n, *to, "") })
}

func (f *flagSet) each(names, argument, about string, set func(string) error) {
	f.register(names, argument, about, func(n string) { f.Func(n, "", set) })
}

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

func allDashed(names []string) []string {
	names = slices.Clone(names)
	for i, n := range names {
		names[i] = dashed(n)
	}
	return names
}

// start parses flags, which may be before, between and after arguments, and runs
// the command.
func (c *command) start(ctx context.Context, p *program, args []string) error {
	f := c.flagSet()
	var rest []string
	for {
		if err := f.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				c.help(p.stdout)
				return nil
			}
			return f.explain(err)
		}
		if f.NArg() == 0 {
			break
		}
		rest, args = append(rest, f.Arg(0)), f.Args()[1:]
	}
	if c.usage == "" && len(rest) > 0 {
		return usageError{fmt.Sprintf("%s takes no argument %q", c.name, rest[0]), fmt.Sprintf("aftercare help %s", c.name)}
	}
	return f.run(ctx, p, rest)
}

// explain rewords errors of package flag and suggests the flag that was meant. It
// parses their texts, because the package has no error types.
func (f *flagSet) explain(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); ok {
		name = strings.TrimPrefix(name, "-")
		known := slices.DeleteFunc(f.names(), func(n string) bool { return len(n) == 1 })
		hint := fmt.Sprintf("aftercare help %s lists the flags", f.Name())
		if best, ok := diag.Nearest(name, known); ok {
			hint = fmt.Sprintf("did you mean --%s?", best)
		}
		return usageError{fmt.Sprintf("%s has no flag %s", f.Name(), dashed(name)), hint}
	}
	if rest, ok := strings.CutPrefix(err.Error(), "invalid value "); ok {
		value, rest, _ := strings.Cut(rest, " for flag -")
		flag, problem, _ := strings.Cut(rest, ": ")
		if strings.HasPrefix(problem, "wants ") {
			return usageError{fmt.Sprintf("%s %s, not %s", dashed(flag), problem, value), ""}
		}
		return usageError{fmt.Sprintf("%s %s: %s", dashed(flag), value, problem), ""}
	}
	return usageError{strings.ReplaceAll(err.Error(), "flag needs an argument: -", "this flag needs a value: -"), ""}
}

func (f *flagSet) names() (names []string) {
	for _, g := range f.groups {
		names = append(names, g.names...)
	}
	return names
}

func (c *command) help(w io.Writer) {
	f := c.flagSet()
	fmt.Fprintf(w, "%s\n\nUsage: aftercare %s%s\n", c.about, c.name, spaced("[flags] "+c.usage))
	if len(c.aliases) > 0 {
		fmt.Fprintf(w, "Also:  %s\n", strings.Join(c.aliases, ", "))
	}
	if len(f.groups) > 0 {
		fmt.Fprint(w, "\nFlags:\n")
	}
	for _, g := range f.groups {
		fmt.Fprintf(w, "  %-32s %s\n", strings.Join(allDashed(g.names), ", ")+spaced(g.argument), g.about)
	}
	if len(c.examples) > 0 {
		fmt.Fprintf(w, "\nExamples:\n  %s\n", strings.Join(c.examples, "\n  "))
	}
}

func spaced(s string) string {
	if s = strings.TrimSpace(s); s != "" {
		return " " + s
	}
	return ""
}

func (p *program) help(commands []*command, args []string) error {
	if len(args) > 0 {
		c := find(commands, args[0])
		if c == nil {
			return noCommand(commands, args[0])
		}
		c.help(p.stdout)
		return nil
	}
	fmt.Fprint(p.stdout, "aftercare builds, previews and checks a guide written in Markdown.\n\nUsage: aftercare [command] [flags]\n\nCommands:\n")
	for _, c := range commands {
		fmt.Fprintf(p.stdout, "  %-16s %s\n", strings.Join(c.names(), ", "), c.short)
	}
	fmt.Fprint(p.stdout, `
Without a command, aftercare builds. aftercare help COMMAND explains one.
Exit codes: 0 fine, 1 mistakes in the guide, 2 wrong usage or a failure of the machine.

Examples:
  aftercare serve            preview at http://localhost:1313/ while you write
  aftercare build            publish to the folder public
  aftercare check            list every mistake
  aftercare new article topics/warm-drinks
  aftercare handbook         how everything is done; works offline
`)
	return nil
}
