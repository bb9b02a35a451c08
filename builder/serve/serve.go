// Package serve is the HTTP side of the preview: it serves a [Revision] of the
// guide from memory and tells the browser when there is a newer one. The owner
// of a [Server] gives it what to show; requests only read:
//
//	server := serve.New(serve.Options{Hosts: []string{"localhost:1313"}})
//	go server.Serve(ctx, listener)
//	version := server.Show(serve.Revision{Files: snapshot, Found: mistakes})
//	server.Report(version, found) // once it has been checked
//
// Any other site that is open in the writer's browser is assumed to be hostile;
// guard.go says what is refused.
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

// Options configure a Server. Only Hosts is required.
type Options struct {
	// Hosts are the hosts, with port, that requests may name, such as
	// "localhost:1313". Include ":80", although browsers leave it out.
	Hosts []string
	// Sources returns the text of a source file for code frames.
	Sources diag.Sources
	// EditorURL returns an address that opens the writer's editor, or "".
	EditorURL func(diag.Position) string
	// Outdated, if set, reports whether an error of Files.Open only means that a
	// source has been saved since. Such a request waits for the next revision.
	Outdated func(error) bool
}

// Server serves the current revision. It is safe for concurrent use.
type Server struct {
	opts  Options
	token string // secret of this run

	mu    sync.RWMutex
	state state
	newer chan struct{}     // closed when state is replaced
	good  map[string][]byte // the last version of each page without a mistake
}

// state is what is shown now. It is replaced, never modified.
type state struct {
	Revision // without Files until the first Show
	version  int
	found    findings
	report   int        // number of updates; 0 until the first Show or Fail
	failure  diag.List  // why what is shown is out of date, nil if it is not
	log      [][]Change // of the last versions, this one included
}

// New returns a Server. Requests wait for the first Show or Fail.
func New(opts Options) *Server {
	return &Server{opts: opts, token: rand.Text(), newer: make(chan struct{}), good: make(map[string][]byte)}
}

// update replaces the state and wakes everyone who waits for a newer one, unless
// change returns false.
func (s *Server) update(change func(*state) bool) state {
	s.mu.Lock()
	defer s.mu.Unlock()
	if change(&s.state) {
		s.state.report++
		close(s.newer)
		s.newer = make(chan struct{})
	}
	return s.state
}

// Show replaces the revision, notifies every browser, and returns its version.
func (s *Server) Show(r Revision) (version int) {
	return s.update(func(st *state) bool {
		log := append(slices.Clip(st.log), r.Changes)
		log = log[max(0, len(log)-maxLog):]
		*st = state{Revision: r, version: st.version + 1, found: st.found.next(r.Found, r.Changes), report: st.report, log: log}
		return true
	}).version
}

// Report publishes everything that a check has found in a version. It is ignored
// if that version is no longer shown, or after Fail.
func (s *Server) Report(version int, found diag.List) {
	s.update(func(st *state) bool {
		if st.version != version || st.failure != nil {
			return false
		}
		st.found = st.found.reported(found)
		return true
	})
}

// Fail explains, until the next Show, why what is shown is out of date.
func (s *Server) Fail(found diag.List) {
	s.update(func(st *state) bool {
		st.found = findings{all: found, known: found, done: true}
		st.failure = found
		return true
	})
}

// current returns the state and a channel that is closed when it is replaced.
func (s *Server) current() (state, <-chan struct{}) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state, s.newer
}

// wait returns the first state that is wanted, or false if ctx is done before.
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

// ready returns the state, waiting for the first one at the start.
func (s *Server) ready(ctx context.Context) (state, bool) {
	return s.wait(ctx, func(st state) bool { return st.report > 0 })
}

// patience is how long a request waits for the revision that follows a save.
const patience = 2 * time.Second

// newerThan returns the state once version is no longer shown or after patience.
func (s *Server) newerThan(ctx context.Context, version int) state {
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
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the event streams
		// OPTIONS * would bypass the guard.
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0), // broken connections interest nobody
	}
	stopped := make(chan error, 1) // buffered, so that shutting down never blocks
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
