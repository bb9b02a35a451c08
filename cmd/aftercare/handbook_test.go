package main

import (
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// The handbook is shown from the program alone, and stops when it is told to.
func TestHandbookIsShown(t *testing.T) {
	t.Chdir(t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	said, stdout := io.Pipe()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"handbook"}, stdout, io.Discard, func(string) string { return "" }) }()
	line := make([]byte, 200)
	n, err := said.Read(line)
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`http://localhost:\d+/`).FindString(string(line[:n]))
	for path, want := range map[string]string{"": "<h1>", "checks/link/": "link/dead-page", "begin/first-page/": "Your first page"} {
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
