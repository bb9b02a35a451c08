package sheet

import "strings"

// scriptWords are the keys of the words that scripts put together, in the order
// of layouts/scripts/sheet/words.js; all other words stand in the page. They are
// below "sheet." if they stand in a page as well, else below "sheet.js.".
var scriptWords = []string{
	"where", "can-give", "one-page", "by-step", "private", "person", "undone", "cleared", "removed", "added", "saved", "unsaved",
	"forgotten", "forget-sure", "stale", "draft", "continue", "discard", "copied",
	"select", "change", "nothing", "up", "down", "out", "moved", "order", "held",
	"length", "long", "weak", "no-lock", "no-qr", "qr", "counts", "unread",
	"dropped", "open-it", "beside", "replace", "instead", "hand", "handed", "leave-it",
	"came", "look", "full", "folded", "show", "take-away", "alone", "when.any",
	"safety", "respect", "needs", "offers", "talk", "check-ins", "sides", "agreed",
	"possible", "optional", "leave-out", "ask", "plan-b", "talk-kind", "agree",
	"settle", "now", "print-talk", "rest", "err.too-big", "err.not-a-sheet", "err.newer",
	"err.damaged", "err.unsafe", "err.other-form", "err.no-answers", "err.wrong-phrase",
	"err.no-crypto", "err.no-inflate", "card.must", "card.never", "card.first", "card.words",
	"card.signals", "card.safety", "card.checkin", "card.ladder", "card.ready", "card.contact", "plan",
	"whose", "mine-first", "mine-too", "link-making", "link-old",
	"alone.plan", "alone.safety", "alone.want.dont", "alone.card.never", "alone.card.first", "alone.card.words", "alone.card.checkin",
}

// ScriptWords lists the keys of the words that the script needs, in its order.
func (b *Blank) ScriptWords() []string {
	keys := make([]string, len(scriptWords))
	for i, key := range scriptWords {
		keys[i] = "sheet.js." + key
		if strings.HasPrefix(key, "card.") || key == "plan" {
			keys[i] = "sheet." + key
		}
	}
	return keys
}
