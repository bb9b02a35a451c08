package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

func versionCommand() *command {
	return &command{
		name: "version", short: "print the version",
		about: "Version prints the version of the program and what it was built with.",
		flags: func(*flagSet) action {
			return func(_ context.Context, p *program, _ []string) error {
				fmt.Fprintf(p.stdout, "aftercare %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
				return nil
			}
		},
	}
}

// version returns the module version and the commit, as recorded by the Go tool.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	set := map[string]string{}
	for _, s := range info.Settings {
		set[s.Key] = s.Value
	}
	version := cmp.Or(strings.TrimPrefix(info.Main.Version, "(devel)"), "development")
	if commit := set["vcs.revision"]; commit != "" {
		day, _, _ := strings.Cut(set["vcs.time"], "T")
		version += fmt.Sprintf(", commit %.12s of %s", commit, day)
	}
	if set["vcs.modified"] == "true" {
		version += ", with changes"
	}
	return version
}
