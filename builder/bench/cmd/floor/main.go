// Command floor does the least that a builder of Markdown sites has to do: find the
// files, read them, convert them to HTML with a common Go parser and highlighter, put
// a page around the text and write it. It checks no links, lists no pages, has no
// settings, and publishes file by file. Whatever another builder costs beyond that is
// the price of its features.
//
//	floor -in content -out public [-until read|parse|render|page]
//
// With -until it stops after that step of each page, to show what each costs; only
// page writes files.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

func main() {
	log.SetFlags(0)
	f := floor{markdown: newMarkdown(), page: template.Must(template.New("page").Parse(pageTemplate))}
	until := flag.String("until", "page", "the last step: "+strings.Join(steps, ", "))
	flag.StringVar(&f.in, "in", "content", "folder of Markdown files")
	flag.StringVar(&f.out, "out", "public", "folder to write to")
	flag.Parse()
	if f.last = slices.Index(steps, *until); f.last < 0 {
		log.Fatalf("floor: there is no step %q", *until)
	}
	if err := f.build(); err != nil {
		log.Fatal("floor: ", err)
	}
}

// steps are the steps of making a page, in order.
var steps = []string{"read", "parse", "render", "page"}

const (
	stepRead = iota
	stepParse
	stepRender
)

// floor is one run.
type floor struct {
	in, out  string
	last     int
	markdown goldmark.Markdown
	page     *template.Template
	names    []string // of the pages, without .md
}

func (f *floor) build() error {
	if err := f.find(); err != nil {
		return err
	}
	var next atomic.Int64
	var running sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for worker := range errs {
		running.Go(func() {
			var w work
			for i := int(next.Add(1)) - 1; i < len(f.names) && errs[worker] == nil; i = int(next.Add(1)) - 1 {
				errs[worker] = f.make(&w, i)
			}
		})
	}
	running.Wait()
	return errors.Join(errs...)
}

// find lists the articles. The floor makes no sections and no home page.
func (f *floor) find() error {
	return fs.WalkDir(os.DirFS(f.in), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".md") || entry.Name() == "_index.md" {
			return err
		}
		f.names = append(f.names, strings.TrimSuffix(name, ".md"))
		return nil
	})
}

// work holds the buffers of one goroutine.
type work struct{ source, body, page bytes.Buffer }

// make makes one page.
func (f *floor) make(w *work, i int) error {
	if err := w.read(filepath.Join(f.in, filepath.FromSlash(f.names[i])+".md")); err != nil || f.last == stepRead {
		return err
	}
	front, body := split(w.source.Bytes())
	document := f.markdown.Parser().Parse(text.NewReader(body))
	if f.last == stepParse {
		return nil
	}
	w.body.Reset()
	if err := f.markdown.Renderer().Render(&w.body, body, document); err != nil || f.last == stepRender {
		return err
	}
	w.page.Reset()
	if err := f.page.Execute(&w.page, f.view(i, front, document, body, w.body.String())); err != nil {
		return err
	}
	dir := filepath.Join(f.out, filepath.FromSlash(f.names[i]))
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), w.page.Bytes(), 0o666)
}

func (w *work) read(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	w.source.Reset()
	_, err = w.source.ReadFrom(file)
	return err
}

// split separates the front matter from the body. It does not parse it: values are
// found by their keys.
func split(source []byte) (front, body []byte) {
	rest, ok := bytes.CutPrefix(source, []byte("---\n"))
	if !ok {
		return nil, source
	}
	front, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		return nil, source
	}
	return front, body
}

func value(front []byte, key string) string {
	_, after, _ := bytes.Cut(front, []byte(key+": "))
	line, _, _ := bytes.Cut(after, []byte("\n"))
	return strings.Trim(string(line), `"`)
}

// view is what the page template sees.
type view struct {
	Title, Description, Section string
	Contents                    []heading
	Content                     template.HTML
	Before, After               string // addresses of the neighbours
}

type heading struct{ ID, Text string }

func (f *floor) view(i int, front []byte, document ast.Node, body []byte, content string) view {
	v := view{Title: value(front, "title"), Description: value(front, "description"), Content: template.HTML(content)}
	v.Section, _, _ = strings.Cut(f.names[i], "/")
	for n := document.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			id, _ := h.AttributeString("id")
			v.Contents = append(v.Contents, heading{fmt.Sprintf("%s", id), string(h.Lines().Value(body))})
		}
	}
	if i > 0 {
		v.Before = f.names[i-1]
	}
	if i+1 < len(f.names) {
		v.After = f.names[i+1]
	}
	return v
}
