package builder

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"aftercare/builder/sheet"
	"aftercare/builder/site"
	"aftercare/builder/source"
)

// fileKind says what becomes of a file below content.
type fileKind int

const (
	fileUnknown fileKind = iota
	filePage
	fileData
	filePublished
)

// readme is for those who write the guide.
const readme = "content/README.md"

// dataFiles are read by the builder and never published.
var dataFiles = []string{
	site.SettingsFile, site.SourcesFile, site.ServicesFile, site.VocabularyFile,
	sheet.QuestionsFile, sheet.NumbersFile, readme,
}

// published are the kinds of files that may stand beside a page.
var published = []string{
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".txt", ".csv", ".ics", ".epub",
	".mp3", ".ogg", ".opus", ".m4a", ".mp4", ".webm", ".vtt", ".docx", ".odt",
}

func classify(name string) fileKind {
	ext := strings.ToLower(path.Ext(name))
	data := dataFile(name)
	switch {
	case data == name, data == readme, isTranslatedQuestions(name):
		return fileData
	case data != "":
		return fileUnknown
	case ext == ".md":
		return filePage
	case slices.Contains(published, ext):
		return filePublished
	}
	return fileUnknown
}

// dataFile is the file of data that has a name but for small and large letters,
// "" if none has.
func dataFile(name string) string {
	if i := slices.IndexFunc(dataFiles, func(data string) bool { return strings.EqualFold(data, name) }); i >= 0 {
		return dataFiles[i]
	}
	return ""
}

func isTranslatedQuestions(name string) bool {
	return strings.HasPrefix(name, strings.TrimSuffix(sheet.QuestionsFile, "md")) && strings.HasSuffix(name, ".md")
}

// private are names that are never published by mistake: keys, configuration
// with secrets, source maps, databases.
var private = []string{".pem", ".key", ".p12", ".pfx", ".env", ".map", ".sqlite", ".db", ".kdbx", ".sql", ".log", ".bash_history"}

// isCertificate reports whether a file in PEM holds no private key, as what
// servers show to everybody does not.
func isCertificate(f *source.File) bool {
	if !strings.EqualFold(path.Ext(f.Path), ".pem") {
		return false
	}
	text, err := f.Read()
	return err == nil && bytes.Contains(text, []byte("-----BEGIN ")) && !bytes.Contains(text, []byte("PRIVATE KEY"))
}

func isPrivate(name string) bool {
	name = strings.ToLower(name)
	return slices.Contains(private, path.Ext(name)) || strings.HasPrefix(name, "id_rsa") || strings.HasPrefix(name, "id_ed25519")
}
