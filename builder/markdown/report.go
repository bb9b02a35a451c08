package markdown

import "aftercare/builder/diag"

const (
	codeTooLarge        = "markdown/too-large"
	codeParserFailed    = "markdown/parser-failed"
	codeNotUTF8         = "markdown/not-utf8"
	codeDuplicateID     = "markdown/duplicate-id"
	codeUnknownCallout  = "markdown/unknown-callout"
	codeUnusedFootnote  = "markdown/unused-footnote"
	codeRawHTML         = "markdown/raw-html"
	codeBidi            = "markdown/bidi-control"
	codeBadCitation     = "markdown/bad-citation"
	codeBadAttribute    = "markdown/bad-attribute"
	codeDroppedText     = "markdown/dropped-text"
	codeAccidental      = "markdown/accidental-strikethrough"
	codeControl         = "markdown/control-character"
	codeUnknownLanguage = "markdown/unknown-language"
	codeBadLines        = "markdown/bad-lines"
	codeBadScheme       = "link/bad-scheme"
	codeExternalImage   = "image/external"
	codeNoAlt           = "image/no-alt"
)

// maxReports limits the diagnostics of one code in a document. Nobody fixes a hundred
// at once, and a megabyte of tags must not become a gigabyte of diagnostics.
const maxReports = 100

// report adds a diagnostic unless there are maxReports of its code.
func (r *renderer) report(s diag.Severity, code string, offset, length int, format string, args ...any) *diag.Diagnostic {
	if r.reported[code]++; r.reported[code] > maxReports {
		return &diag.Diagnostic{}
	}
	d := r.doc.Diagnostics.Errorf(code, r.span(offset, length), format, args...)
	d.Severity = s
	return d
}
