package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path"
	"strings"

	"aftercare/builder"
)

func handbookCommand() *command {
	return &command{
		name: "handbook", short: "read the handbook, or publish it",
		usage: "[build]",
		about: "Handbook shows the handbook of this version in the browser; it needs no network.\nhandbook build publishes it as plain files, such as beside a guide.",
		examples: []string{
			"aftercare handbook",
			"aftercare handbook build -d public/handbook -b https://example.org/guide/handbook/",
		},
		flags: func(f *flagSet) action {
			g := guideFlags{source: ".", dest: "handbook", format: "text", handbook: true}
			s := &serving{bind: "127.0.0.1", port: defaultPort}
			f.each("p port", "PORT", "the port to listen on (default 1313; another one if that is taken)", s.setPort)
			f.string(&g.dest, "d destination", "DIR", "the folder that handbook build publishes to (default: handbook)")
			f.string(&g.baseURL, "b base-url baseURL", "URL", "where that will be published")
			return func(ctx context.Context, p *program, args []string) error {
				switch {
				case len(args) == 0:
					s.guideFlags = g
					return s.read(ctx, p)
				case len(args) == 1 && args[0] == "build":
					return (&build{guideFlags: g}).run(ctx, p, nil)
				}
				return usageError{fmt.Sprintf("there is no handbook command %q", args[0]), "aftercare handbook shows it, aftercare handbook build publishes it"}
			}
		},
	}
}

// read serves the handbook as published until ctx is done.
func (s *serving) read(ctx context.Context, p *program) error {
	guide, err := s.open(p, false)
	if err != nil {
		return err
	}
	pages, err := guide.Snapshot()
	if err != nil {
		return err
	}
	listener, err := s.listen()
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Handbook at http://localhost:%d/ (Ctrl+C stops it)\n", listener.Addr().(*net.TCPAddr).Port)
	return serveFiles(ctx, listener, pages)
}

func serveFiles(ctx context.Context, listener net.Listener, files *builder.Snapshot) error {
	show := func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if files.Has(name + "/index.html") {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusMovedPermanently)
			return
		}
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		http.ServeFileFS(w, r, files, name)
	}
	server := &http.Server{Handler: http.HandlerFunc(show), BaseContext: func(net.Listener) context.Context { return ctx }}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // which ends Serve
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("show the handbook: %w", err)
	}
	return nil
}
