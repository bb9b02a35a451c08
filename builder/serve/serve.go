// Package serve is the HTTP side of the preview: it shows a [Revision] of the
// guide from memory and tells the browser when there is a new one. A [Server]
// is given what it shows by its owner; it builds nothing, and no request makes
// it do anything:
//
//	server := serve.New(serve.Options{Hosts: []string{"localhost:1313"}})
//	go server.Serve(ctx, listener)
//	version := server.Show(serve.Revision{Site: snapshot, Found: mistakes})
//	server.Report(version, found) // once it has been checked
//
// A page of another site that is open in the writer's browser is taken for
// hostile: see guard.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"aftercare/builder/diag"
)

// Options say how a guide is shown. Only Hosts is required.
type Options struct {
	// Hosts are the names under which the server may be addressed, with port,
	// such as "localhost:1313". A browser leaves ":80" out; name it all the
	// same.
	Hosts []string
	// Sources returns the text of a source file for code frames.
	Sources diag.Sources
	// EditorURL makes an address that opens a source file in the writer's
	// editor, or "".
	EditorURL func(diag.Position) string
	// Outdated, if set, reports whether an error of ReadFile means only that a
	// source was saved meanwhile. Such a request waits for the next snapshot.
	Outdated func(error) bool
}

// Server shows snapshots. It is safe for concurrent use.
type Server struct {
	opts  Options
	token string // of this run; other sites can't know it
	hub   *hub
	ready chan struct{} // closed when there is something to show or to say

	mu    sync.RWMutex
	once  sync.Once // for ready
	state state
	next  chan struct{}     // closed when there is a newer state
	good  map[string][]byte // pages as last made without a mistake
}

// state is what is shown now. It is replaced, never changed.
type state struct {
	Revision // without a Site until the first Show
	version  int
	found    findings
	report   int        // counts what found has been
	failure  diag.List  // why there is nothing newer, nil if there is
	log      [][]Change // of the last versions, up to this one
}

// New returns a Server that has nothing to show yet; requests wait for Show or
// Fail.
func New(opts Options) *Server {
	return &Server{opts: opts, token: rand.Text(), hub: newHub(), ready: make(chan struct{}), next: make(chan struct{}), good: make(map[string][]byte)}
}

// Show replaces what is shown, tells every browser, and returns the number of
// the version that is shown now.
func (s *Server) Show(r Revision) (version int) {
	s.mu.Lock()
	log := append(slices.Clip(s.state.log), r.Changes)
	log = log[max(0, len(log)-mostRemembered):]
	s.state = state{Revision: r, version: s.state.version + 1, found: s.state.found.next(r.Found, r.Changes), report: s.state.report + 1, log: log}
	version = s.state.version
	e := s.state.event("changed")
	close(s.next)
	s.next = make(chan struct{})
	s.mu.Unlock()
	s.once.Do(func() { close(s.ready) })
	s.hub.tell(e)
	return version
}

// Report brings all that a check has found in a version, if it is still shown
// and is what the sources say.
func (s *Server) Report(version int, found diag.List) {
	s.mu.Lock()
	current := s.state.version == version && s.state.failure == nil
	if current {
		s.state.found = s.state.found.reported(found)
		s.state.report++
	}
	e := s.state.event("diagnostics")
	s.mu.Unlock()
	if current {
		s.hub.tell(e)
	}
}

// Fail keeps what is shown and says why there is nothing newer, until there is.
func (s *Server) Fail(found diag.List) {
	s.mu.Lock()
	s.state.found = findings{all: found, known: found, done: true}
	s.state.failure = found
	s.state.report++
	e := s.state.event("diagnostics")
	close(s.next)
	s.next = make(chan struct{})
	s.mu.Unlock()
	s.once.Do(func() { close(s.ready) })
	s.hub.tell(e)
}

// now returns what is shown, waiting for it at the start.
func (s *Server) now(ctx context.Context) (state, bool) {
	select {
	case <-s.ready:
	case <-ctx.Done():
		return state{}, false
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state, true
}

// patience is how long a request waits for the snapshot that a save brings.
const patience = 2 * time.Second

// newer waits until there is a newer state than version, for a while.
func (s *Server) newer(ctx context.Context, version int) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	s.mu.RLock()
	next, now := s.next, s.state.version
	s.mu.RUnlock()
	if now != version {
		return
	}
	select {
	case <-next:
	case <-ctx.Done():
	}
}

// Limits on what a connection may take.
const (
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second // of the whole request; nobody sends a body
	writeTimeout  = 30 * time.Second
	idleTimeout   = 2 * time.Minute
	headerLimit   = 16 << 10 // bytes
	stopTimeout   = time.Second
)

// Serve answers requests until ctx is done.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       readTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    headerLimit,
		// OPTIONS * would be answered without asking the guard.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0), // of what connections suffer nobody needs to hear
	}
	stopped := make(chan error, 1) // so that stopping never waits for us
	stop := context.AfterFunc(ctx, func() { stopped <- s.stop(server) })
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}

func (s *Server) stop(server *http.Server) error {
	s.hub.close()
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
