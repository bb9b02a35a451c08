package sheet

// Data is what the browser needs to know of a form, for JSON. Hints and
// examples are left out: they stand in the page.
type Data struct {
	ID       string            `json:"id"`
	Revision int               `json:"rev"`
	Lang     string            `json:"lang"`
	Prompts  map[string]string `json:"prompts"`
	Starts   []StartData       `json:"starts"`
	Sections []SectionData     `json:"sections"`
}

// StartData is a starting point of Data; Answers are its Lines.
type StartData struct {
	Title   string `json:"title"`
	Note    string `json:"note"`
	Answers string `json:"answers"`
}

// SectionData is a section of Data.
type SectionData struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Questions []QuestionData `json:"questions"`
}

// QuestionData is a question of Data.
type QuestionData struct {
	ID      string            `json:"id"`
	Number  int               `json:"n"`
	Type    Type              `json:"type"`
	Label   string            `json:"label"`
	Alone   string            `json:"alone,omitempty"`
	Depth   Depth             `json:"mode"`
	When    bool              `json:"when,omitempty"`
	Private bool              `json:"private,omitempty"`
	Card    string            `json:"card,omitempty"`
	Options []OptionData      `json:"options,omitempty"`
	If      []ConditionData   `json:"if,omitempty"`
	Clash   []string          `json:"clash,omitempty"`
	Mutual  Mutual            `json:"mutual,omitempty"`
	Theme   string            `json:"theme,omitempty"`
	Badly   bool              `json:"badly,omitempty"`
	PlanB   bool              `json:"planB,omitempty"`
	Says    map[string]string `json:"says,omitempty"`
}

// OptionData is an option of Data.
type OptionData struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Number int    `json:"n"`
}

// ConditionData is a condition of Data.
type ConditionData struct {
	ID    string `json:"id"`
	Not   bool   `json:"not,omitempty"`
	Value string `json:"value"`
}

// Data returns what the browser needs to know of the form.
func (f *Form) Data() Data {
	d := Data{ID: f.ID, Revision: f.Revision, Lang: f.Lang, Prompts: f.Prompts, Starts: []StartData{}, Sections: []SectionData{}}
	for _, s := range f.Starts {
		d.Starts = append(d.Starts, StartData{s.Title, s.Note, s.Lines()})
	}
	for _, s := range f.Sections {
		section := SectionData{ID: s.ID, Title: s.Title, Questions: []QuestionData{}}
		for _, q := range s.Questions {
			if q.Asked() {
				section.Questions = append(section.Questions, q.data())
			}
		}
		d.Sections = append(d.Sections, section)
	}
	return d
}

func (q *Question) data() QuestionData {
	d := QuestionData{
		ID: q.ID, Number: q.Number, Type: q.Type, Label: q.Label, Alone: q.Alone,
		Depth: q.Depth, When: q.When, Private: q.Private, Card: q.Card, Clash: q.Clash, Mutual: q.Mutual,
		Theme: q.Theme, Badly: q.Badly, PlanB: q.PlanB, Says: q.Says,
	}
	for _, o := range q.Options {
		d.Options = append(d.Options, OptionData{o.ID, o.Label, o.Number})
	}
	for _, c := range q.If {
		d.If = append(d.If, ConditionData(c))
	}
	return d
}
