package serve

import (
	"cmp"
	"embed"
	"encoding/json"
	"maps"
	"net/http"
	"path"
	"slices"
	"strconv"

	"aftercare/builder/diag"
)

//go:embed script/preview.js script/server.js script/follower.js script/morph.js script/match.js
//go:embed script/dom.js script/panel.js script/notice.js script/box.css script/bare.css
//go:embed script/watch.js script/line.js script/shared.js script/bar.js script/place.js script/frame.js script/frame.css
var scripts embed.FS // read only

// asset serves one of the preview's own scripts and styles.
func (s *Server) asset(w http.ResponseWriter, r *http.Request, name string) {
	data, err := scripts.ReadFile("script/" + name)
	if err != nil {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	send(w, r, data, contentType(name), http.StatusOK)
}

// Change is a source file that differs from the previous revision.
type Change struct {
	// Kind is saved, new, deleted or moved; From is a moved file's former name.
	Kind string `json:"kind"`
	File string `json:"file"`
	From string `json:"from,omitempty"`
	// Title and Href are those of the page made from it, if any. Copy is the
	// address of a file that is published unchanged.
	Title string `json:"title,omitempty"`
	Href  string `json:"href,omitempty"`
	Copy  string `json:"copy,omitempty"`
}

// maxLog is for how many versions the changes are kept.
const maxLog = 50

// changesSince returns the last change of each file after a version, sorted.
func (st state) changesSince(version int) []Change {
	last := map[string]Change{}
	for i, changes := range st.log {
		if st.version-len(st.log)+1+i > version {
			for _, c := range changes {
				last[c.File] = c
			}
		}
	}
	return slices.SortedFunc(maps.Values(last), func(a, b Change) int { return cmp.Compare(a.File, b.File) })
}

// news answers with the changes since a version and the PageInfo of a path.
func (s *Server) news(w http.ResponseWriter, r *http.Request) {
	now, ok := s.authorisedState(w, r)
	if !ok {
		return
	}
	query := r.URL.Query()
	since, err := strconv.Atoi(query.Get("since"))
	if err != nil {
		since = now.version
	}
	answer := struct {
		Version int       `json:"version"`
		Changes []Change  `json:"changes"`
		Page    *PageInfo `json:"page"`
	}{Version: now.version, Changes: []Change{}}
	for _, c := range now.changesSince(since) {
		if fromThisMachine(r) {
			answer.Changes = append(answer.Changes, c)
		} else if c.Copy != "" {
			answer.Changes = append(answer.Changes, Change{Copy: c.Copy})
		}
	}
	if now.Page != nil && fromThisMachine(r) {
		answer.Page = now.Page(fileName(query.Get("path")))
	}
	sendJSON(w, r, answer)
}

type entry struct {
	diag.Diagnostic
	Frame  string      `json:"frame,omitempty"`
	Editor string      `json:"editor,omitempty"`
	Notes  []noteEntry `json:"notes,omitempty"` // hides the diagnostic's
}

type noteEntry struct {
	diag.Note
	Editor string `json:"editor,omitempty"`
}

// maxShown bounds each list of diagnostics: nobody reads more at once.
const maxShown = 200

// diagnostics answers with what is wrong with the source of the asking page, and
// elsewhere, the most severe first.
func (s *Server) diagnostics(w http.ResponseWriter, r *http.Request) {
	now, ok := s.authorisedState(w, r)
	if !ok {
		return
	}
	file := path.Clean(r.URL.Query().Get("file"))
	answer := struct {
		All       string  `json:"all"`    // summary for the guide
		OnPage    string  `json:"onPage"` // summary for this page
		Here      []entry `json:"here"`
		Elsewhere []entry `json:"elsewhere"`
		Checking  bool    `json:"checking,omitempty"` // more may be found
	}{All: now.found.all.Summary(), Here: []entry{}, Elsewhere: []entry{}, Checking: !now.found.done}
	var onPage diag.List
	if !fromThisMachine(r) {
		sendJSON(w, r, answer)
		return
	}
	bySeverity := slices.Clone(now.found.all)
	slices.SortStableFunc(bySeverity, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, d := range bySeverity {
		list := &answer.Elsewhere
		if d.Pos.File == file {
			list, onPage = &answer.Here, append(onPage, d)
		}
		if len(*list) < maxShown {
			*list = append(*list, s.entry(d))
		}
	}
	answer.OnPage = onPage.Summary()
	sendJSON(w, r, answer)
}

func (s *Server) entry(d diag.Diagnostic) entry {
	e := entry{Diagnostic: d, Frame: diag.Frame(d.Pos, s.opts.Sources), Editor: s.editor(d.Pos)}
	for _, n := range d.Notes {
		e.Notes = append(e.Notes, noteEntry{n, s.editor(n.Pos)})
	}
	return e
}

func (s *Server) editor(pos diag.Position) string {
	if s.opts.EditorURL == nil {
		return ""
	}
	return s.opts.EditorURL(pos)
}

// authorisedState returns the state, or refuses a request without the token.
func (s *Server) authorisedState(w http.ResponseWriter, r *http.Request) (state, bool) {
	if !s.authorised(w, r) {
		return state{}, false
	}
	return s.ready(r.Context())
}

func sendJSON(w http.ResponseWriter, r *http.Request, answer any) {
	data, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, data, "application/json", http.StatusOK)
}
