//go:build !linux

package watch

// networkOf is known on Linux only; elsewhere there is Options.Poll.
func networkOf(string) string { return "" }
