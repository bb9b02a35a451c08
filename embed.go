// Package aftercare embeds the layouts, so that the program alone can build a
// guide. Files on disk win over these one by one.
package aftercare

import "embed"

//go:embed all:layouts
var Layouts embed.FS
