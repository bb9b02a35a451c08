package main

import (
	"context"
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call this very program as "aftercare".
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"aftercare": func() {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr, os.Getenv))
	}})
}

// TestScripts runs each text archive in testdata/script: files in, commands,
// files and diagnostics out.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/script", RequireExplicitExec: true, RequireUniqueNames: true})
}
