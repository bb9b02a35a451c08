package sheet

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Sheet is a filled-in sheet. Its people answer the same questions.
type Sheet struct {
	Solo   bool
	People []Person
	Custom []Custom
}

// Person is one person's answers by the ids of questions and own items.
type Person struct {
	Name    string
	Answers map[string]Answer
}

// Custom is a question of the reader's own, answered as a rated one.
type Custom struct {
	ID    string `json:"id"` // own-1 … own-60
	Label string `json:"label"`
}

// Answer is what one person says to one question. Which fields are used
// depends on the question's type.
type Answer struct {
	Want     string    `json:"want,omitempty"`
	Give     string    `json:"give,omitempty"`
	When     []string  `json:"when,omitempty"`
	Picks    []string  `json:"picks,omitempty"`
	How      string    `json:"how,omitempty"`
	Text     string    `json:"text,omitempty"`
	Slots    []Slot    `json:"slots,omitempty"`
	Contacts []Contact `json:"contacts,omitempty"`
	Private  *bool     `json:"private,omitempty"` // nil: as the question has it
}

// Slot is a check-in.
type Slot struct {
	Slot string `json:"slot"`
	By   string `json:"by,omitempty"`
	At   string `json:"at,omitempty"`
	Who  string `json:"who,omitempty"`
	Else string `json:"else,omitempty"`
}

// Contact is somebody who could help, and how to reach them.
type Contact struct {
	Who string `json:"who"`
	How string `json:"how"`
}

// Report counts the parts that were not understood and left out, or too long
// and cut.
type Report struct {
	Lost int `json:"lost"`
}

// Refusal is why a file or link is no sheet that can be read. Its text is a
// code, for which layouts have words.
type Refusal string

// Error returns the code.
func (r Refusal) Error() string { return string(r) }

// The refusals.
const (
	TooBig      Refusal = "too-big"
	NotASheet   Refusal = "not-a-sheet"
	Newer       Refusal = "newer"        // a later version of the format
	Damaged     Refusal = "damaged"      // the checksum does not fit, or it inflates beyond the limit
	OtherForm   Refusal = "other-form"   // of another guide
	NoAnswers   Refusal = "no-answers"   // a sheet without people
	Locked      Refusal = "locked"       // a pass phrase is needed
	WrongPhrase Refusal = "wrong-phrase" // or damaged behind its checksum
)

// Version is the version of the format of files and links. Readers of earlier
// versions stay for ever; see migrate.
const Version = 1

const (
	fileFormat  = "aftercare-sheet"
	maxPeople   = 6
	maxCustom   = 60
	maxContacts = 6
	maxFile     = 256 << 10
)

type file struct {
	Format  string       `json:"format"`
	Version int          `json:"version"`
	Form    fileForm     `json:"form"`
	Lang    string       `json:"lang"`
	Solo    bool         `json:"solo,omitempty"`
	People  []filePerson `json:"people"`
	Custom  []Custom     `json:"custom"`
}

type fileForm struct {
	ID  string `json:"id"`
	Rev int    `json:"rev"`
}

type filePerson struct {
	Name    string            `json:"name"`
	Answers map[string]Answer `json:"answers"`
}

// MarshalFile writes a sheet as a file that people can read.
func (f *Form) MarshalFile(s *Sheet) ([]byte, error) {
	out := file{
		Format: fileFormat, Version: Version, Form: fileForm{f.ID, f.Revision}, Lang: f.Lang,
		Solo: s.Solo, Custom: append([]Custom{}, s.Custom...),
	}
	for _, p := range s.People {
		out.People = append(out.People, filePerson(p))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(out)
	return b.Bytes(), err
}

// UnmarshalFile reads a file. The error is a Refusal; what a sheet holds beside
// what the form knows is counted in the report.
func (f *Form) UnmarshalFile(data []byte) (*Sheet, Report, error) {
	if len(data) > maxFile {
		return nil, Report{}, TooBig
	}
	var value map[string]any
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) || json.Unmarshal(data, &value) != nil || value["format"] != fileFormat {
		return nil, Report{}, NotASheet
	}
	version, _ := value["version"].(float64)
	if version > Version && version == float64(int64(version)) {
		return nil, Report{}, Newer
	}
	people, ok := value["people"].([]any)
	if version != Version || !ok {
		return nil, Report{}, NotASheet
	}
	r := &reader{form: f, sheet: &Sheet{}}
	r.sheet.Solo, _ = value["solo"].(bool)
	r.custom(value["custom"])
	for _, raw := range people {
		if person, ok := raw.(map[string]any); ok && len(r.sheet.People) < maxPeople {
			r.person(person)
		} else {
			r.Lost++
		}
	}
	return r.finish()
}

// reader copies what is understood into a sheet and counts the rest.
type reader struct {
	form  *Form
	sheet *Sheet
	Report
}

func (r *reader) finish() (*Sheet, Report, error) {
	if len(r.sheet.People) == 0 {
		return nil, Report{}, NoAnswers
	}
	return r.sheet, r.Report, nil
}

func (r *reader) custom(value any) {
	list, _ := value.([]any)
	for _, raw := range list {
		item, _ := raw.(map[string]any)
		id, _ := item["id"].(string)
		label, _ := item["label"].(string)
		if !r.addCustom(Custom{id, r.line(label, maxOwn)}) {
			r.Lost++
		}
	}
}

func (r *reader) addCustom(c Custom) bool {
	if ownNumber(c.ID) == 0 || c.Label == "" || r.ownQuestion(c.ID) != nil {
		return false
	}
	r.sheet.Custom = append(r.sheet.Custom, c)
	return true
}

// ownNumber returns the number in the id of an own item, or 0.
func ownNumber(id string) int {
	digits, ok := strings.CutPrefix(id, "own-")
	if !ok || len(digits) > 2 || strings.HasPrefix(digits, "0") {
		return 0
	}
	n := 0
	for _, c := range digits {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	if n > maxCustom {
		return 0
	}
	return n
}

func (r *reader) ownQuestion(id string) *Question {
	for _, c := range r.sheet.Custom {
		if c.ID == id {
			return &Question{ID: c.ID, Type: Rate, Label: c.Label, When: true}
		}
	}
	return nil
}

func (r *reader) question(id string) *Question {
	if q := r.ownQuestion(id); q != nil {
		return q
	}
	return r.form.Question(id)
}

func (r *reader) newPerson(name string) *Person {
	r.sheet.People = append(r.sheet.People, Person{
		Name: r.line(name, maxName), Answers: map[string]Answer{},
	})
	return &r.sheet.People[len(r.sheet.People)-1]
}

func (r *reader) person(raw map[string]any) {
	name, _ := raw["name"].(string)
	p := r.newPerson(name)
	answers, _ := raw["answers"].(map[string]any)
	for id, answer := range answers {
		r.put(p, r.question(id), answer)
	}
}

// put adds an answer, if there is its question and anything of it is understood.
func (r *reader) put(p *Person, q *Question, raw any) {
	if q == nil {
		r.Lost++
	} else if a, ok := r.answer(q, raw); ok {
		p.Answers[q.ID] = a
	}
}
