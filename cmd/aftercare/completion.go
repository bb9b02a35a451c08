package main

import (
	"context"
	"fmt"
	"strings"
)

func completionCommand() *command {
	return &command{
		name: "completion", short: "print a completion script for bash, zsh or fish",
		usage:    "bash|zsh|fish",
		about:    "Completion prints a script that lets the shell complete commands and flags.",
		examples: []string{"source <(aftercare completion bash)", "aftercare completion fish > ~/.config/fish/completions/aftercare.fish"},
		flags: func(*flagSet) action {
			return func(_ context.Context, p *program, args []string) error { return p.completion(args) }
		},
	}
}

var shells = []string{"bash", "zsh", "fish"}

func (p *program) completion(args []string) error {
	if len(args) != 1 {
		return usageError{"completion needs the name of a shell", "one of " + strings.Join(shells, ", ")}
	}
	commands := commandTable()
	switch args[0] {
	case "bash":
		fmt.Fprint(p.stdout, bashCompletion(commands))
	case "zsh":
		fmt.Fprint(p.stdout, "autoload -U +X bashcompinit && bashcompinit\n"+bashCompletion(commands))
	case "fish":
		fmt.Fprint(p.stdout, fishCompletion(commands))
	default:
		return unknown(fmt.Sprintf("no completion for %q", args[0]), args[0], shells, "one of "+strings.Join(shells, ", "))
	}
	return nil
}

func bashCompletion(commands []*command) string {
	var b strings.Builder
	b.WriteString("_aftercare() {\n  local words\n  case \"${COMP_WORDS[1]}\" in\n")
	for _, c := range commands {
		fmt.Fprintf(&b, "    %s) words=\"%s\" ;;\n", strings.Join(c.names(), "|"), strings.Join(allDashed(c.flagSet().names()), " "))
	}
	fmt.Fprintf(&b, `    *) words="%[1]s" ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="%[1]s"
  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _aftercare aftercare
`, strings.Join(commandNames(commands), " "))
	return b.String()
}

func fishCompletion(commands []*command) string {
	var b strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&b, "complete -c aftercare -n __fish_use_subcommand -a %s -d '%s'\n", c.name, c.short)
		for _, name := range c.flagSet().names() {
			if len(name) > 1 {
				fmt.Fprintf(&b, "complete -c aftercare -n '__fish_seen_subcommand_from %s' -l %s\n", c.name, name)
			}
		}
	}
	return b.String()
}
