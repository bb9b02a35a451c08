//go:build !linux

package watch

// networkOf detects network drives on Linux only; elsewhere, use Options.Poll.
func networkOf(string) string { return "" }
