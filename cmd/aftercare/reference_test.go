package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the generated page of the handbook anew")

// Every command and flag stands in the handbook as the help has it.
func TestCommandReference(t *testing.T) {
	const file = "../../builder/handbook/content/reference/commands.md"
	got := commandReference()
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
		t.Errorf("%s is not what the help says; write it anew: go test ./cmd/aftercare -run %s -update", file, t.Name())
	}
}

func commandReference() string {
	var b strings.Builder
	b.WriteString(`---
title: Commands
description: Every command with its flags and examples.
weight: 30
---
These are the texts that ` + "`aftercare help`" + ` prints. Flags may stand before and after arguments, with one dash or two.

The exit code is 0 when all is well, 1 when the guide has mistakes, and 2 for wrong usage or a failure of the machine.
`)
	for _, c := range commandTable() {
		f := c.flagSet()
		fmt.Fprintf(&b, "\n## %s {#%s}\n\n%s\n\n```text\naftercare %s%s\n```\n", c.name, c.name, strings.ReplaceAll(c.about, "\n", " "), c.name, spaced("[flags] "+c.usage))
		if c.aliases != nil {
			fmt.Fprintf(&b, "\nAlso: `%s`.\n", strings.Join(c.aliases, "`, `"))
		}
		if len(f.groups) > 0 {
			b.WriteString("\n| flag | meaning |\n|---|---|\n")
		}
		for _, g := range f.groups {
			names := make([]string, len(g.names))
			for i, n := range g.names {
				names[i] = "`" + strings.TrimSpace(dashed(n)+" "+g.argument) + "`"
			}
			fmt.Fprintf(&b, "| %s | %s |\n", strings.Join(names, ", "), strings.ReplaceAll(g.about, "|", `\|`))
		}
		if c.examples != nil {
			fmt.Fprintf(&b, "\n```text\n%s\n```\n", strings.Join(c.examples, "\n"))
		}
	}
	return b.String()
}
