package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"aftercare/builder/bench/measure"
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

// server is one that runs.
type server struct {
	kind     kind
	dir      string // of the guide
	process  *exec.Cmd
	cancel   context.CancelFunc
	address  string        // of its root
	first    time.Duration // from the start until the article came
	messages chan time.Time
}

// patience is how long to wait for a server to start, or to notice an edit.
const patience = time.Minute

// start starts a server, waits for its first page and listens to it.
func start(ctx context.Context, shop *workshop.Workshop, k kind, dir string) (*server, error) {
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	args, listen := k.how(shop, dir, port)
	s := &server{
		kind: k, dir: dir, cancel: cancel, process: exec.CommandContext(ctx, args[0], args[1:]...),
		messages: make(chan time.Time, 64), address: fmt.Sprintf("http://localhost:%d/", port),
	}
	began := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, errors.Join(err, s.abandon())
	}
	page, err := s.wait(ctx, article, func(page []byte) bool { return len(page) > 0 }, time.Millisecond*5)
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

// usage is what the server has used so far, nothing where that can't be known.
func (s *server) usage() measure.Usage {
	used, _ := measure.Running(s.process.Process.Pid)
	return used
}

// wait asks for a page until it is as wanted.
func (s *server) wait(ctx context.Context, page string, wanted func(page []byte) bool, pause time.Duration) ([]byte, error) {
	for until := time.Now().Add(patience); time.Now().Before(until) && ctx.Err() == nil; time.Sleep(pause) {
		if page, err := get(ctx, s.address+page); err == nil && wanted(page) {
			return page, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("/%s did not come in time", page), ctx.Err())
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

// previewToken finds the token of our preview in a page.
var previewToken = regexp.MustCompile(`src="(/[^"]*/)preview\.js" data-token="([^"]+)"`)
