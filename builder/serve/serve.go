// Package serve is the HTTP side of the preview: it shows a [Snapshot] of the
// guide from memory and tells the browser when there is a new one. A [Server]
// is given what it shows by its owner ([Server.Show]); it builds nothing, and
// no request makes it do anything.
//
// A page open in the writer's browser is taken for hostile: see guard.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"sync"
	"time"

	"aftercare/builder/diag"
)

// Snapshot is a site at one moment. ReadFile makes a file when it is asked for
// and is safe for concurrent use.
type Snapshot interface {
	Names() []string
	ReadFile(name string) ([]byte, error)
}

// Options say how a guide is shown.
type Options struct {
	// Hosts are the names under which the server may be addressed, with port,
	// such as "localhost:1313".
	Hosts []string
	// Sources returns the text of a source file for code frames.
	Sources diag.Sources
	// EditorURL makes an address that opens a source file in the writer's
	// editor, or "".
	EditorURL func(diag.Position) string
}

// Server shows snapshots. It is safe for concurrent use.
type Server struct {
	opts  Options
	token string
	hub   *hub

	mu      sync.RWMutex
	state   state
	made    chan struct{} // closed when there is something to show
	good    map[string][]byte
	version int
}

// state is what is shown now.
type state struct {
	site    Snapshot
	names   map[string]bool
	version int
	diags   diag.List
	checked bool
}

// New returns a Server that has nothing to show yet; requests wait for Show.
func New(opts Options) *Server {
	return &Server{opts: opts, token: rand.Text(), hub: newHub(), made: make(chan struct{}), good: make(map[string][]byte)}
}

// Show replaces what is shown and tells every browser. The diagnostics are
// those known already; Report adds what is found later.
func (s *Server) Show(site Snapshot, found diag.List) {
	names := make(map[string]bool, len(site.Names()))
	for _, n := range site.Names() {
		names[n] = true
	}
	s.mu.Lock()
	first := s.state.site == nil
	s.version++
	s.state = state{site: site, names: names, version: s.version, diags: found}
	s.mu.Unlock()
	if first {
		close(s.made)
	}
	s.hub.tell(event{Kind: "changed", Version: s.version})
}

// Report replaces the diagnostics of what is shown, if site is still it.
func (s *Server) Report(site Snapshot, found diag.List) {
	s.mu.Lock()
	current := s.state.site == site
	if current {
		s.state.diags, s.state.checked = found, true
	}
	s.mu.Unlock()
	if current {
		s.hub.tell(event{Kind: "diagnostics", Version: s.version})
	}
}

// Fail keeps what is shown and reports why there is nothing newer.
func (s *Server) Fail(found diag.List) {
	s.mu.Lock()
	s.state.diags, s.state.checked = found, true
	s.mu.Unlock()
	s.hub.tell(event{Kind: "diagnostics"})
}

func (s *Server) now() state {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state
}

// Limits on what a connection may take.
const (
	headerTimeout = 5 * time.Second
	idleTimeout   = 2 * time.Minute
	headerLimit   = 16 << 10 // bytes
	stopTimeout   = time.Second
)

// Serve answers requests until ctx is done.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout, MaxHeaderBytes: headerLimit}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		s.hub.close()
		soon, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		stopped <- server.Shutdown(soon)
	}()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	if err := <-stopped; err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
