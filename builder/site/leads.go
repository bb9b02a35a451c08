package site

import "aftercare/builder/diag"

// Lead is an entry of leads in content/words.yaml. It puts a page, given as a
// path below content, at the top of the search results for some phrases.
type Lead struct {
	To  string   `key:"to"`
	For []string `key:"for"`
	// Means is the page's own term, for phrases that are slang or euphemisms.
	Means string `key:"means"`

	Pos diag.Position
}

// Leads returns the leads to each page.
func (s *Site) Leads() map[*Page][]Lead {
	leads := make(map[*Page][]Lead)
	if s.Vocabulary != nil {
		for _, lead := range s.Vocabulary.Leads {
			if p := s.leadTo(lead).Page; p != nil {
				leads[p] = append(leads[p], lead)
			}
		}
	}
	return leads
}

func (s *Site) leadTo(lead Lead) Link { return s.Resolve(s.Home, "/"+lead.To) }

func (a *assembler) checkLeads() {
	if a.Vocabulary == nil {
		return
	}
	for _, lead := range a.Vocabulary.Leads {
		switch link := a.leadTo(lead); {
		case len(lead.For) == 0:
			a.diags.Errorf("vocabulary/dead-lead", lead.Pos, "no phrase leads to %q", lead.To).WithHint("list what people type under for:")
		case link.Page == nil:
			a.diags.Errorf("vocabulary/dead-lead", lead.Pos, "the search leads to %q, which is no page that is published", lead.To).WithHint("%s", link.Hint(""))
		}
	}
}
