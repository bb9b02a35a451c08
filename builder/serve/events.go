package serve

import (
	"crypto/subtle"
	"embed"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"aftercare/builder/diag"
)

//go:embed preview.js morph.js preview.css
var files embed.FS

// own serves one of the preview's own files.
func own(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		data, err := files.ReadFile(name)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data)
	}
}

// event is what the browser is told.
type event struct {
	Kind    string `json:"kind"`
	Version int    `json:"version"`
}

// hub hands events to every open page. A page that does not read is dropped
// when its buffer is full; its browser connects again.
type hub struct {
	mu      sync.Mutex
	clients map[chan event]bool
	closed  bool
}

// clientBuffer is how many events may wait for a slow page.
const clientBuffer = 8

func newHub() *hub { return &hub{clients: make(map[chan event]bool)} }

func (h *hub) join() chan event {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan event, clientBuffer)
	if h.closed {
		close(c)
		return c
	}
	h.clients[c] = true
	return c
}

func (h *hub) leave(c chan event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.clients[c] {
		delete(h.clients, c)
		close(c)
	}
}

func (h *hub) tell(e event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case c <- e:
		default:
			delete(h.clients, c)
			close(c)
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for c := range h.clients {
		delete(h.clients, c)
		close(c)
	}
}

// authorised compares the token of this run, which other sites can't know.
func (s *Server) authorised(w http.ResponseWriter, r *http.Request) bool {
	if subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("token")), []byte(s.token)) == 1 {
		return true
	}
	http.Error(w, "this address wants the token of this preview", http.StatusForbidden)
	return false
}

// heartbeat keeps connections from being taken for dead, and finds the dead.
const heartbeat = 20 * time.Second

// writeTimeout drops a page that has stopped reading.
const writeTimeout = 10 * time.Second

// events is the reload channel, as server-sent events (HTML Living Standard).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if !s.authorised(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	client := s.hub.join()
	defer s.hub.leave(client)
	control := http.NewResponseController(w)
	send := func(e event) bool {
		text, err := json.Marshal(e)
		if err != nil {
			return false
		}
		if err := control.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
			return false
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
			return false
		}
		return control.Flush() == nil
	}
	if !send(event{Kind: "hello", Version: s.now().version}) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case e, open := <-client:
			if !open || !send(e) {
				return
			}
		case <-beat.C:
			if !send(event{Kind: "beat", Version: s.now().version}) {
				return
			}
		case <-r.Context().Done():
			return
		}
	}
}

// shown is a diagnostic as the panel shows it.
type shown struct {
	diag.Diagnostic
	Frame  string `json:"frame,omitempty"`
	Editor string `json:"editor,omitempty"`
}

// diagnostics answers with what is wrong now.
func (s *Server) diagnostics(w http.ResponseWriter, r *http.Request) {
	if !s.authorised(w, r) {
		return
	}
	list := []shown{}
	for _, d := range s.now().diags {
		entry := shown{Diagnostic: d, Frame: diag.Frame(d.Pos, s.opts.Sources)}
		if s.opts.EditorURL != nil {
			entry.Editor = s.opts.EditorURL(d.Pos)
		}
		list = append(list, entry)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(list)
}
