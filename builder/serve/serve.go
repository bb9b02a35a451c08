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

	mu    sync.RWMutex
	state state
	newer chan struct{}     // closed when state is replaced
	good  map[string][]byte // pages as last made without a mistake
}

// state is what is shown now. It is replaced, never changed.
type state struct {
	Revision // without a Site until the first Show
	version  int
	found    findings
	report   int        // counts what found has been; 0 while there is nothing to show or say
	failure  diag.List  // why there is nothing newer, nil if there is
	log      [][]Change // of the last versions, up to this one
}

// New returns a Server that has nothing to show yet; requests wait for Show or
// Fail.
func New(opts Options) *Server {
	return &Server{opts: opts, token: rand.Text(), newer: make(chan struct{}), good: make(map[string][]byte)}
}

// replace changes what is shown or said, unless change returns false, and wakes
// all who wait for something newer.
func (s *Server) replace(change func(*state) bool) state {
	s.mu.Lock()
	defer s.mu.Unlock()
	if change(&s.state) {
		s.state.report++
		close(s.newer)
		s.newer = make(chan struct{})
	}
	return s.state
}

// Show replaces what is shown, tells every browser, and returns the number of
// the version that is shown now.
func (s *Server) Show(r Revision) (version int) {
	return s.replace(func(st *state) bool {
		log := append(slices.Clip(st.log), r.Changes)
		log = log[max(0, len(log)-mostRemembered):]
		*st = state{Revision: r, version: st.version + 1, found: st.found.next(r.Found, r.Changes), report: st.report, log: log}
		return true
	}).version
}

// Report brings all that a check has found in a version, if it is still shown
// and is what the sources say.
func (s *Server) Report(version int, found diag.List) {
	s.replace(func(st *state) bool {
		if st.version != version || st.failure != nil {
			return false
		}
		st.found = st.found.reported(found)
		return true
	})
}

// Fail keeps what is shown and says why there is nothing newer, until there is.
func (s *Server) Fail(found diag.List) {
	s.replace(func(st *state) bool {
		st.found = findings{all: found, known: found, done: true}
		st.failure = found
		return true
	})
}

// current returns what is shown, and what is closed when something else is.
func (s *Server) current() (state, <-chan struct{}) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state, s.newer
}

// wait returns what is shown once it is as wanted; false if ctx is done before.
func (s *Server) wait(ctx context.Context, wanted func(state) bool) (state, bool) {
	for {
		now, newer := s.current()
		if wanted(now) {
			return now, true
		}
		select {
		case <-newer:
		case <-ctx.Done():
			return now, false
		}
	}
}

// now returns what is shown, waiting for it at the start.
func (s *Server) now(ctx context.Context) (state, bool) {
	return s.wait(ctx, func(st state) bool { return st.report > 0 })
}

// patience is how long a request waits for the snapshot that a save brings.
const patience = 2 * time.Second

// after returns what is shown after a version, waiting for it for a while.
func (s *Server) after(ctx context.Context, version int) state {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	later, _ := s.wait(ctx, func(st state) bool { return st.version != version || st.failure != nil })
	return later
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
		BaseContext:       func(net.Listener) context.Context { return ctx }, // which ends the channels
		// OPTIONS * would be answered without asking the guard.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0), // of what connections suffer nobody needs to hear
	}
	stopped := make(chan error, 1) // so that stopping never waits for us
	stop := context.AfterFunc(ctx, func() { stopped <- shutDown(server) })
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return err
	}
	return <-stopped
}

func shutDown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	err := server.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
