package sheet

import "slices"

// scriptWords are the keys, below "sheet.", of the words that scripts put
// together; all other words stand in the page.
var scriptWords = []string{
	"js.where", "js.can-give", "js.one-page", "js.by-step", "js.private", "js.person", "js.undone", "js.cleared", "js.removed", "js.added", "js.saved", "js.unsaved",
	"js.forgotten", "js.forget-sure", "js.stale", "js.draft", "js.continue", "js.discard", "js.copied",
	"js.select", "js.change", "js.nothing", "js.up", "js.down", "js.out", "js.moved", "js.order", "js.held",
	"js.length", "js.long", "js.weak", "js.no-lock", "js.no-qr", "js.qr", "js.counts", "js.unread",
	"js.dropped", "js.open-it", "js.beside", "js.replace", "js.instead", "js.hand", "js.handed", "js.leave-it",
	"js.came", "js.look", "js.full", "js.folded", "js.show", "js.take-away", "js.alone", "js.when.any",
	"js.safety", "js.respect", "js.needs", "js.offers", "js.talk", "js.check-ins", "js.sides", "js.agreed",
	"js.possible", "js.optional", "js.leave-out", "js.ask", "js.plan-b", "js.by", "js.talk-kind", "js.agree",
	"js.settle", "js.now", "js.print-talk", "js.rest", "js.err.too-big", "js.err.not-a-sheet", "js.err.newer",
	"js.err.damaged", "js.err.unsafe", "js.err.other-form", "js.err.no-answers", "js.err.wrong-phrase",
	"js.err.no-crypto", "js.err.no-inflate", "card.must", "card.never", "card.first", "card.words",
	"card.signals", "card.safety", "card.checkin", "card.ladder", "card.ready", "card.contact", "plan",
}

// ScriptWords lists the keys of the words that the script needs.
func (b *Blank) ScriptWords() []string { return slices.Clone(scriptWords) }
