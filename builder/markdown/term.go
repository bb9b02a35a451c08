package markdown

import (
	"aftercare/builder/markdown/escape"
	"aftercare/builder/markdown/terms"
)

func termIndex(list []Term) *terms.Index {
	forms := make([][]string, len(list))
	for i, t := range list {
		for _, form := range t.Forms {
			forms[i] = append(forms[i], string(escape.Append(nil, form)))
		}
	}
	return terms.New(forms)
}

// markTerms puts slots around terms that are new in this document, in the text
// written since start.
func (r *renderer) markTerms(start int) {
	r.p.terms.Each(r.out[start:], func(term, from, to int) {
		if r.termSeen[term] {
			return
		}
		r.termSeen[term] = true
		r.doc.Slots = append(r.doc.Slots, Slot{SlotTerm, start + from, start + to, len(r.doc.Terms)})
		r.doc.Terms = append(r.doc.Terms, r.p.options.Terms[term].ID)
	})
}

func appendTerm(dst []byte, id string, text []byte, r Resolver) []byte {
	href, ok := r.Term(id)
	if !ok {
		return append(dst, text...)
	}
	dst = append(dst, `<a class="term" href="`...)
	dst = append(escape.AppendURL(dst, href), `">`...)
	return append(append(dst, text...), "</a>"...)
}
