package serve

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// event is what the browser is told: which version is shown, and which report
// of what is wrong goes with it. A page that has others asks, whatever the kind,
// so that nothing is lost with an event or with the answer to a question. A page
// that is slow finds one event for all that it has missed; one that has stopped
// reading is dropped when a write to it takes too long (see stall).
type event struct {
	Kind    string `json:"kind"`
	Version int    `json:"version"`
	Report  int    `json:"report"`
}

func (st state) event(kind string) event { return event{kind, st.version, st.report} }

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
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	_, _ = io.WriteString(w, "retry: 500\n") // milliseconds; a failure shows in the next write
	for kind, told := "hello", 0; ; {
		now, newer := s.current()
		if kind == "diagnostics" && now.version != told {
			kind = "changed"
		}
		if err := write(w, control, now.event(kind)); err != nil {
			return
		}
		told = now.version
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
