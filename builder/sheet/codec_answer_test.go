package sheet

import "slices"

// answer copies what is understood of an answer and counts the parts that are
// not. It is model.readAnswer of the browser.
func (r *reader) answer(q *Question, raw any) (Answer, bool) {
	fields, ok := raw.(map[string]any)
	if !ok {
		r.Lost++
		return Answer{}, false
	}
	var a Answer
	rated := q.Type == Rate
	r.take(fields, "want", rated, func(v any) bool { a.Want = oneOf(q.Wants(), v); return a.Want != "" })
	r.take(fields, "give", rated, func(v any) bool { a.Give = oneOf(gives, v); return a.Give != "" })
	r.take(fields, "when", rated && q.When, func(v any) bool { a.When = someOf(times, v, false); return len(a.When) > 0 })
	r.take(fields, "picks", len(q.Options) > 0 && q.Type != Slots, func(v any) bool { a.Picks = readPicks(q, v); return len(a.Picks) > 0 })
	words, key := &a.How, "how"
	if q.inWords() {
		words, key = &a.Text, "text"
	}
	r.take(fields, key, q.Type != Slots && q.Type != Contacts, func(v any) bool {
		text, _ := v.(string)
		*words = r.text(text, maxText)
		return *words != ""
	})
	r.take(fields, "slots", q.Type == Slots, func(v any) bool { a.Slots = r.slots(q, v); return len(a.Slots) > 0 })
	r.take(fields, "contacts", q.Type == Contacts, func(v any) bool { a.Contacts = r.contacts(v); return len(a.Contacts) > 0 })
	if private, ok := fields["private"].(bool); ok && private != q.Private {
		a.Private = &private
	}
	return a, !a.empty()
}

func (a Answer) empty() bool {
	return a.Want == "" && a.Give == "" && a.How == "" && a.Text == "" &&
		len(a.When)+len(a.Picks)+len(a.Slots)+len(a.Contacts) == 0
}

func (r *reader) take(fields map[string]any, key string, fits bool, read func(any) bool) {
	switch v := fields[key]; v {
	case nil, "", false, 0.0: // nothing
	default:
		if !fits || !read(v) {
			r.Lost++
		}
	}
}

func oneOf(known []string, v any) string {
	id, _ := v.(string)
	if slices.Contains(known, id) {
		return id
	}
	return ""
}

// someOf returns the known values of a list without repeats, in the known
// order unless the order counts.
func someOf(known []string, v any, ordered bool) []string {
	list, _ := v.([]any)
	var given []string
	for _, item := range list {
		if id, ok := item.(string); ok && slices.Contains(known, id) && !slices.Contains(given, id) {
			given = append(given, id)
		}
	}
	if !ordered {
		slices.SortFunc(given, func(a, b string) int { return slices.Index(known, a) - slices.Index(known, b) })
	}
	return given
}

func readPicks(q *Question, v any) []string {
	picks := someOf(q.optionIDs(), v, q.Type == Rank)
	if q.Type == Choice {
		return picks[:min(len(picks), 1)]
	}
	return picks
}

func (r *reader) slots(q *Question, v any) []Slot {
	list, _ := v.([]any)
	var slots []Slot
	for _, id := range q.optionIDs() {
		i := slices.IndexFunc(list, func(raw any) bool {
			fields, _ := raw.(map[string]any)
			return fields["slot"] == id
		})
		if i < 0 {
			continue
		}
		raw := list[i].(map[string]any)
		at, _ := raw["at"].(string)
		otherwise, _ := raw["else"].(string)
		s := Slot{Slot: id, By: oneOf(means, raw["by"]), At: r.line(at, maxName), Who: oneOf(whose, raw["who"]), Else: r.line(otherwise, maxCell)}
		if s != (Slot{Slot: id}) {
			slots = append(slots, s)
		}
	}
	return slots
}

func (r *reader) contacts(v any) []Contact {
	list, _ := v.([]any)
	var contacts []Contact
	for _, raw := range list[:min(len(list), maxContacts)] {
		fields, _ := raw.(map[string]any)
		who, _ := fields["who"].(string)
		how, _ := fields["how"].(string)
		if c := (Contact{r.line(who, maxName), r.line(how, maxCell)}); c != (Contact{}) {
			contacts = append(contacts, c)
		}
	}
	return contacts
}
