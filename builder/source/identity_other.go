//go:build !unix

package source

import "io/fs"

type systemIdentity struct{}

func systemIdentify(fs.FileInfo) systemIdentity { return systemIdentity{} }
