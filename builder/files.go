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

// readme is a note to the guide's writers.
const readme = "content/README.md"

var dataFiles = []string{
	site.SettingsFile, site.SourcesFile, site.ServicesFile, site.VocabularyFile,
	sheet.QuestionsFile, sheet.NumbersFile, readme,
}

// publishedExts are the kinds of files that may accompany a page.
var publishedExts = []string{
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
	case slices.Contains(publishedExts, ext):
		return filePublished
	}
	return fileUnknown
}

// dataFile returns the data file with this name, ignoring case, or "".
func dataFile(name string) string {
	if i := slices.IndexFunc(dataFiles, func(data string) bool { return strings.EqualFold(data, name) }); i >= 0 {
		return dataFiles[i]
	}
	return ""
}

func isTranslatedQuestions(name string) bool {
	return strings.HasPrefix(name, strings.TrimSuffix(sheet.QuestionsFile, "md")) && strings.HasSuffix(name, ".md")
}

// privateExts are the kinds of files that nobody means to publish: keys,
// configuration with secrets, source maps, databases.
var privateExts = []string{".pem", ".key", ".p12", ".pfx", ".env", ".map", ".sqlite", ".db", ".kdbx", ".sql", ".log", ".bash_history"}

// isCertificate reports whether a PEM file is free of private keys.
// Certificates are public: servers show them to everybody.
func isCertificate(f *source.File) bool {
	if !strings.EqualFold(path.Ext(f.Path), ".pem") {
		return false
	}
	text, err := f.Read()
	return err == nil && bytes.Contains(text, []byte("-----BEGIN ")) && !bytes.Contains(text, []byte("PRIVATE KEY"))
}

func isPrivate(name string) bool {
	name = strings.ToLower(name)
	return slices.Contains(privateExts, path.Ext(name)) || strings.HasPrefix(name, "id_rsa") || strings.HasPrefix(name, "id_ed25519")
}
