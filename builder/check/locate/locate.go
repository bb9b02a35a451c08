// Package locate finds the places in source files that a message is to point
// at: a value in a data file ([Text]), or words of a page of which only the
// plain text is at hand ([Prose]):
//
//	at := locate.NewProse("content/a.md", src).At(doc.Prose[3], offset, len("should"))
package locate
