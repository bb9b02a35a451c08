package main

import "context"

func serveCommand() *command {
	return &command{name: "serve", aliases: []string{"server"}, short: "preview the guide while you write", about: "x", flags: func(f *flagSet) action {
		return func(context.Context, *program, []string) error { return usageError{"not yet", ""} }
	}}
}
