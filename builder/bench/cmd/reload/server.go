package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"aftercare/builder/bench/corpus"
	"aftercare/builder/bench/workshop"
)

// A kind is a server to measure: its command line, and how it tells browsers
// of changes.
type kind struct {
	name, folder string
	how          func(shop *workshop.Workshop, dir string, port int) (args []string, listen listener)
}

// A listener waits for messages on a server's reload channel and sends the
// time of each. page is what the server sent for the article.
type listener func(ctx context.Context, address string, page []byte, told chan<- time.Time) error

func ours(shop *workshop.Workshop, dir string, port int) ([]string, listener) {
	return []string{shop.Program("aftercare"), "serve", "-q", "-s", dir, "-p", strconv.Itoa(port)}, listenToEvents
}

func hugos(shop *workshop.Workshop, dir string, port int) ([]string, listener) {
	return []string{shop.Hugo, "server", "--quiet", "-s", dir, "--bind", "127.0.0.1", "-p", strconv.Itoa(port)}, listenToSocket
}

// server is one that runs, with what was measured of it.
type server struct {
	kind     kind
	process  *exec.Cmd
	cancel   context.CancelFunc
	address  string // of its root
	page     string // of the article that is edited
	file     string
	text     []byte // of the file as it was
	messages chan time.Time

	first       time.Duration
	told, shown []time.Duration
	missed      int // edits of which no message came
}

// patience is how long to wait for a server to start, or to notice an edit.
const patience = time.Minute

func start(ctx context.Context, shop *workshop.Workshop, k kind, dir string) (*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	args, listen := k.how(shop, dir, port)
	s := &server{
		kind: k, cancel: cancel, process: exec.CommandContext(ctx, args[0], args[1:]...), messages: make(chan time.Time, 64),
		address: fmt.Sprintf("http://localhost:%d/", port), file: filepath.Join(dir, "content", filepath.FromSlash(corpus.Name(0))),
	}
	s.page = s.address + corpus.Address(0) + "/"
	if s.text, err = os.ReadFile(s.file); err != nil {
		return nil, errors.Join(err, s.abandon())
	}
	began := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, errors.Join(err, s.abandon())
	}
	page, err := s.wait(ctx, func(page []byte) bool { return len(page) > 0 }, time.Millisecond*5)
	if err != nil {
		return nil, errors.Join(err, s.abandon())
	}
	s.first = time.Since(began)
	go func() {
		if err := listen(ctx, s.address, page, s.messages); err != nil && ctx.Err() == nil {
			fmt.Fprintf(os.Stderr, "reload: listen to %s: %v\n", k.name, err)
		}
	}()
	return s, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *server) stop() { _ = s.abandon() }

// abandon ends the process; that it was killed is no error.
func (s *server) abandon() error {
	s.cancel()
	if s.process.Process != nil {
		_ = s.process.Wait()
	}
	return nil
}

// wait asks for the page until it is as wanted.
func (s *server) wait(ctx context.Context, wanted func(page []byte) bool, pause time.Duration) ([]byte, error) {
	for until := time.Now().Add(patience); time.Now().Before(until) && ctx.Err() == nil; time.Sleep(pause) {
		if page, err := get(ctx, s.page); err == nil && wanted(page) {
			return page, nil
		}
	}
	return nil, errors.Join(errors.New("the page did not come in time"), ctx.Err())
}

func get(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	page, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = errors.New(response.Status)
	}
	return page, err
}

// edit saves the article with a new line and waits for the message and then,
// as a browser would, asks for the page until it has the line.
func (s *server) edit(ctx context.Context, number int, counted bool) error {
	for len(s.messages) > 0 {
		<-s.messages
	}
	mark := fmt.Sprintf("edit-number-%d-of-the-article", number)
	saved := time.Now()
	if err := os.WriteFile(s.file, append(bytes.Clone(s.text), "\n\n"+mark+"\n"...), 0o666); err != nil {
		return err
	}
	var told time.Duration
	select {
	case at := <-s.messages:
		told = at.Sub(saved)
	case <-time.After(5 * time.Second):
	case <-ctx.Done():
		return ctx.Err()
	}
	if _, err := s.wait(ctx, func(page []byte) bool { return bytes.Contains(page, []byte(mark)) }, time.Millisecond); err != nil {
		return err
	}
	if !counted {
		return nil
	}
	s.shown = append(s.shown, time.Since(saved))
	if told == 0 {
		s.missed++
	} else {
		s.told = append(s.told, told)
	}
	return nil
}

// previewToken finds the token of our preview in a page.
var previewToken = regexp.MustCompile(`src="(/[^"]*/)preview\.js" data-token="([^"]+)"`)
