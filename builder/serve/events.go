package serve

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"time"
)

// event is what the browser is told: which version is shown, and which report
// of what is wrong goes with it. A page that has others asks, whatever the kind,
// so that nothing is lost with an event or with the answer to a question.
type event struct {
	Kind    string `json:"kind"`
	Version int    `json:"version"`
	Report  int    `json:"report"`
}

func (st state) event(kind string) event { return event{kind, st.version, st.report} }

// hub hands events to every open page. A page that is slow finds one event
// for all that it has missed, so nothing piles up for it; one that has stopped
// reading is dropped when a write to it takes too long (see stall).
type hub struct {
	mu      sync.Mutex
	clients map[chan event]bool
	closed  bool
}

func newHub() *hub { return &hub{clients: make(map[chan event]bool)} }

// join returns a channel with room for one event.
func (h *hub) join() chan event {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan event, 1)
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
	delete(h.clients, c)
}

func (h *hub) tell(e event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.clients {
		select {
		case missed := <-c:
			c <- missed.and(e)
		default:
			c <- e // nobody else sends, so there is room
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

// and joins two events into one that leads to the same page.
func (e event) and(later event) event {
	if e.Kind == "changed" {
		later.Kind = "changed"
	}
	return later
}

// authorised compares the token of this run, which other sites can't know.
func (s *Server) authorised(w http.ResponseWriter, r *http.Request) bool {
	if subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("token")), []byte(s.token)) == 1 {
		return true
	}
	http.Error(w, "this address wants the token of this preview", http.StatusForbidden)
	return false
}

const (
	// heartbeat keeps connections from being taken for dead, and finds the dead.
	heartbeat = 20 * time.Second
	// stall drops a page that has stopped reading.
	stall = 10 * time.Second
)

// events is the reload channel, as server-sent events (HTML Living Standard).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if !s.authorised(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // that of the request would end the channel
	client := s.hub.join()
	defer s.hub.leave(client)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	_, _ = io.WriteString(w, "retry: 500\n") // milliseconds; a failure shows in the next write
	for next := s.event("hello"); ; {
		if err := write(w, control, next); err != nil {
			return
		}
		select {
		case e, open := <-client:
			if !open {
				return
			}
			next = e
		case <-beat.C:
			next = s.event("beat")
		case <-r.Context().Done():
			return
		}
	}
}

func (s *Server) event(kind string) event {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.state.event(kind)
}

func write(w io.Writer, control *http.ResponseController, e event) error {
	text, err := json.Marshal(e)
	if err == nil {
		err = control.SetWriteDeadline(time.Now().Add(stall))
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "data: %s\n\n", text)
	}
	if err == nil {
		err = control.Flush()
	}
	return err
}
