// Package publish writes a site to a folder, completely or not at all:
//
//	summary, err := publish.Publish(ctx, files, publish.Options{Dest: "public"})
//
// [Publish] stages the [Files] in a folder beside the destination, in which
// everything unchanged is a hard link to the file already published, and
// exchanges the two folders in one step. Anyone who reads the destination, even
// after a crash, sees the complete old site or the complete new one. [Clean]
// removes the site again.
//
// Files in the destination that this package did not write are "foreign" and
// stay where they are. A manifest records the others. It is kept in the control
// folder beside the destination, ".public.aftercare" for "public":
//
//	lock      held while a build runs; released when its process ends
//	manifest  path, size, time and hash of every file that we published
//	plan      path of every file that next may contain
//	next      the stage; after the exchange, the old site
//
// Where folders can't be exchanged (a mount point, a file system without hard
// links, Windows), the files are renamed into place one by one, and the Summary
// says so. Everything that takes disk space is done before the first rename, so
// that a full disk leaves the old site as it was.
//
// If anything else has one of these names or is in these folders, Publish and
// Clean refuse to run. They remove nothing outside the destination that this
// package did not create.
//
// Except for missing parent folders, it writes only through [os.Root].
package publish

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"
)

// Files is a site to be published. Names returns paths in the sense of
// [fs.ValidPath]. Open is called once for each of them, by several goroutines.
// It must return an [io.Seeker], because a file that has to be written is read
// twice. A file that is Unused after all others have been opened is left out.
type Files interface {
	Names() []string
	Unused(name string) bool
	fs.FS
}

// Options say where a site goes. Only Dest is required.
type Options struct {
	// Dest is the folder to publish to. Missing folders are created. If it is a
	// symbolic link, its target is replaced and the link stays.
	Dest string
	// Sources are the folders that the site is made from. Dest must not be one of
	// them, contain one or be inside one.
	Sources []string
	// Verify, if set, is called after every file has been made and before any is
	// published. If it fails, the old site stays.
	Verify func() error
	// InPlace renames files into place one by one, for readers that keep the
	// folder itself open, such as a container that mounts it.
	InPlace bool
	// Replace overwrites foreign files that are in the way of a file of the site.
	// Without it, they make Publish fail with a [ConflictError].
	Replace bool

	// step, in tests, is called before every operation that can fail or be
	// interrupted, with its name, and may do either.
	step func(name string) error
	// unsynced, in tests, skips syncing: they kill processes, not machines.
	unsynced bool
	// lockWait, in tests, replaces the constant.
	lockWait time.Duration
}

// Summary says what [Publish] or [Clean] did. Names are sorted.
type Summary struct {
	Added, Changed, Removed []string
	Unchanged               int
	// Foreign lists what we did not write and left alone: files, and empty
	// folders with a trailing slash.
	Foreign []string
	// Exchanged is true if the new site replaced the old one, or appeared, in a
	// single step. It is false if nothing had to be written.
	Exchanged bool
	// InPlace, if not empty, is why files were renamed one by one instead.
	InPlace string
}

// Publish makes the destination contain exactly these files and the foreign ones
// that it already had. After an error the old site is untouched, with one
// exception: a Publish that is interrupted while it renames files one by one
// leaves a mixture, which the next one completes.
//
// The errors of this package are [*RefusedError], [*NameError],
// [*ConflictError] and [*LockedError].
func Publish(ctx context.Context, files Files, opt Options) (sum Summary, err error) {
	names := slices.Sorted(slices.Values(files.Names()))
	if bad := CheckNames(names); bad != nil {
		return Summary{}, &NameError{bad}
	}
	t, err := openTarget(ctx, opt, true)
	if err != nil {
		return Summary{}, err
	}
	defer t.close()

	p := &publication{target: t, opt: opt, files: files, site: make([]*file, len(names))}
	for i, name := range names {
		p.site[i] = &file{name: name}
	}
	if err := p.inspect(ctx); err != nil {
		return Summary{}, fmt.Errorf("inspect %s: %w", opt.Dest, err)
	}
	if err := p.publish(ctx); err != nil {
		p.abandon()
		return p.summary, fmt.Errorf("publish to %s: %w", opt.Dest, err)
	}
	return p.summary, nil
}

type publication struct {
	*target
	opt   Options
	files Files
	site  []*file // by name

	old     manifest // what we published last time
	dest    tree     // what the destination contains
	planned tree     // what it will contain, without FileInfo
	foreign tree     // the part of dest that is not ours
	removed []string // ours, but not in the new site
	// respelled maps files of dest to new names for the same; see findRespelled.
	respelled map[string]string
	summary   Summary

	mu         sync.Mutex // guards stage while files are made
	stage      *stage     // nil until something has to be written
	journalled bool       // we have saved a pending manifest
}

// file is a file of the new site.
type file struct {
	name string
	entry
	status status
	from   string // its staged copy, relative to root
}

type status uint8

const (
	unmade status = iota
	unchanged
	changed
	added
	conflicting // differs from a foreign file of the same name
)

// publish makes the files, verifies them, and publishes what has changed.
func (p *publication) publish(ctx context.Context) error {
	if err := p.make(ctx); err != nil {
		return err
	}
	if p.opt.Verify != nil {
		if err := p.opt.Verify(); err != nil {
			return err
		}
	}
	p.summarise()
	if p.nothingToDo() {
		return p.record()
	}
	return p.swap(ctx)
}

func (p *publication) nothingToDo() bool {
	s := &p.summary
	return p.exists && len(s.Added)+len(s.Changed)+len(s.Removed) == 0
}

func (p *publication) summarise() {
	s := &p.summary
	for _, f := range p.site {
		switch f.status {
		case added:
			s.Added = append(s.Added, f.name)
		case changed:
			s.Changed = append(s.Changed, f.name)
		default:
			s.Unchanged++
		}
	}
	s.Removed = p.removed
	s.Foreign = p.foreign.list()
}

// record saves the manifest of an unchanged site if it differs from the old one.
func (p *publication) record() error {
	now := p.manifest()
	if !p.old.pending && maps.Equal(now.files, p.old.files) {
		return nil
	}
	p.dropFolders() // left by a build that was killed
	return p.save(now)
}

func (p *publication) manifest() manifest {
	m := manifest{files: make(map[string]entry, len(p.site))}
	for _, f := range p.site {
		m.files[f.name] = f.entry
	}
	return m
}

// list returns the names of a tree's files and empty folders, sorted.
func (t tree) list() []string {
	var out []string
	full := map[string]bool{}
	for name := range t.files {
		out = append(out, name)
		markParents(full, name)
	}
	for name := range t.dirs {
		markParents(full, name)
	}
	for name := range t.dirs {
		if !full[name] {
			out = append(out, name+"/")
		}
	}
	slices.Sort(out)
	return out
}
