package serve

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// event tells the browser which version is shown and which report belongs to it.
// A page that knows older ones asks for the newer, whatever the kind of event,
// so a lost event or answer does no harm. A slow page gets one event for all
// that it has missed; one that has stopped reading is disconnected (see stall).
type event struct {
	Kind    string `json:"kind"`
	Version int    `json:"version"`
	Report  int    `json:"report"`
}

func (st state) event(kind string) event { return event{kind, st.version, st.report} }

// authorised refuses requests without the token, which other sites can't know.
func (s *Server) authorised(w http.ResponseWriter, r *http.Request) bool {
	if subtle.ConstantTimeCompare([]byte(r.URL.Query().Get("token")), []byte(s.token)) == 1 {
		return true
	}
	http.Error(w, "this address needs the token of this preview", http.StatusForbidden)
	return false
}

const (
	// heartbeat is the pause between events that keep a connection open and
	// detect a dead one.
	heartbeat = 20 * time.Second
	// stall is how long a write to a page may take before it is disconnected.
	stall = 10 * time.Second
)

// events streams server-sent events (HTML Living Standard) until the page goes.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	if !s.authorised(w, r) {
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if r.Method == http.MethodHead {
		return
	}
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{}) // the request's deadline would end the stream
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	_, _ = io.WriteString(w, "retry: 500\n") // milliseconds; the next write reports an error
	for kind, sent := "hello", 0; ; {
		now, newer := s.current()
		if kind == "diagnostics" && now.version != sent {
			kind = "changed"
		}
		if err := write(w, control, now.event(kind)); err != nil {
			return
		}
		sent = now.version
		select {
		case <-newer:
			kind = "diagnostics"
		case <-beat.C:
			kind = "beat"
		case <-r.Context().Done():
			return
		}
	}
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
