// Package aftercare embeds the layouts and static files, so that the program
// alone can build a guide. Files on disk win over these.
package aftercare

import "embed"

//go:embed all:layouts
var Layouts embed.FS

//go:embed all:static
var Static embed.FS
