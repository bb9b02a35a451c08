package sheet

// FormData is what belongs to the whole form.
type FormData struct {
	ID       string            `json:"id"`
	Revision int               `json:"rev"`
	Lang     string            `json:"lang"`
	Prompts  map[string]string `json:"prompts"`
	Starts   []*Start          `json:"starts"`
}

// Head is what the page holds beside its fields, for JSON: what no reader sees
// there.
type Head struct {
	FormData
	More map[string]MoreData `json:"more"`
}

// MoreData is what the browser needs to know of a question and no reader sees
// on the page of the form.
type MoreData struct {
	Theme string            `json:"theme,omitempty"`
	Badly bool              `json:"badly,omitempty"`
	PlanB bool              `json:"planB,omitempty"`
	Says  map[string]string `json:"says,omitempty"`
}

func (f *Form) data() FormData {
	return FormData{ID: f.ID, Revision: f.Revision, Lang: f.Lang, Prompts: f.Prompts, Starts: f.Starts}
}

// Head returns what the page holds beside its fields.
func (f *Form) Head() Head {
	h := Head{FormData: f.data(), More: map[string]MoreData{}}
	for _, q := range f.Questions() {
		if m := q.more(); m.Theme != "" || m.Badly || m.PlanB || len(m.Says) > 0 {
			h.More[q.ID] = m
		}
	}
	return h
}

func (q *Question) more() MoreData {
	return MoreData{Theme: q.Theme, Badly: q.Badly, PlanB: q.PlanB, Says: q.Says}
}
