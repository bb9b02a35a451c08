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
var files embed.FS // read only

// asset answers with one of the preview's own files.
func (s *Server) asset(w http.ResponseWriter, r *http.Request, name string) {
	data, err := files.ReadFile("script/" + name)
	if err != nil {
		http.Error(w, "there is no such file", http.StatusNotFound)
		return
	}
	send(w, r, data, contentType(name), http.StatusOK)
}

// Change is a source file in which a revision differs from the one before.
type Change struct {
	// Kind is saved, new, deleted or moved; From is the former name of a file
	// that has moved.
	Kind string `json:"kind"`
	File string `json:"file"`
	From string `json:"from,omitempty"`
	// Title and Href are those of the page made from it, if there is one; Copy is
	// the address of a file that is published as it is.
	Title string `json:"title,omitempty"`
	Href  string `json:"href,omitempty"`
	Copy  string `json:"copy,omitempty"`
}

// mostRemembered is how many versions back a page can ask what has changed.
const mostRemembered = 50

// changesSince are those after a version, the last of each file, sorted.
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

// news answers with what has changed since a version and what is known of the
// page at a path.
func (s *Server) news(w http.ResponseWriter, r *http.Request) {
	now, ok := s.asked(w, r)
	if !ok {
		return
	}
	query := r.URL.Query()
	since, err := strconv.Atoi(query.Get("since"))
	if err != nil {
		since = now.version
	}
	answer := struct {
		Version int      `json:"version"`
		Changes []Change `json:"changes"`
		Page    *Page    `json:"page"`
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

type shown struct {
	diag.Diagnostic
	Frame  string      `json:"frame,omitempty"`
	Editor string      `json:"editor,omitempty"`
	Notes  []shownNote `json:"notes,omitempty"` // in place of the diagnostic's
}

type shownNote struct {
	diag.Note
	Editor string `json:"editor,omitempty"`
}

// mostShown bounds what a page is told: nobody reads more at once.
const mostShown = 200

// diagnostics answers with what is wrong now: with the source of the page that
// asks, and elsewhere; the gravest first.
func (s *Server) diagnostics(w http.ResponseWriter, r *http.Request) {
	now, ok := s.asked(w, r)
	if !ok {
		return
	}
	file := path.Clean(r.URL.Query().Get("file"))
	answer := struct {
		All       string  `json:"all"`    // how much is wrong with the guide
		OnPage    string  `json:"onPage"` // and with this page
		Here      []shown `json:"here"`
		Elsewhere []shown `json:"elsewhere"`
		Checking  bool    `json:"checking,omitempty"` // more may be found
	}{All: now.found.all.Summary(), Here: []shown{}, Elsewhere: []shown{}, Checking: !now.found.done}
	var onPage diag.List
	if !fromThisMachine(r) {
		sendJSON(w, r, answer)
		return
	}
	gravest := slices.Clone(now.found.all)
	slices.SortStableFunc(gravest, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	for _, d := range gravest {
		list := &answer.Elsewhere
		if d.Pos.File == file {
			list, onPage = &answer.Here, append(onPage, d)
		}
		if len(*list) < mostShown {
			*list = append(*list, s.shown(d))
		}
	}
	answer.OnPage = onPage.Summary()
	sendJSON(w, r, answer)
}

func (s *Server) shown(d diag.Diagnostic) shown {
	entry := shown{Diagnostic: d, Frame: diag.Frame(d.Pos, s.opts.Sources), Editor: s.editor(d.Pos)}
	for _, n := range d.Notes {
		entry.Notes = append(entry.Notes, shownNote{n, s.editor(n.Pos)})
	}
	return entry
}

func (s *Server) editor(pos diag.Position) string {
	if s.opts.EditorURL == nil {
		return ""
	}
	return s.opts.EditorURL(pos)
}

// asked returns what is shown now to a request that may know more than pages.
func (s *Server) asked(w http.ResponseWriter, r *http.Request) (state, bool) {
	if !s.authorised(w, r) {
		return state{}, false
	}
	return s.now(r.Context())
}

func sendJSON(w http.ResponseWriter, r *http.Request, answer any) {
	data, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, data, "application/json", http.StatusOK)
}
