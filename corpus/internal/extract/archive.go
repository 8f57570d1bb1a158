package extract

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// Archives hold files that are read as if they stood in a folder: those whose extension is known, and those without one
// that begin like text. Others, and what systems and editors leave beside documents, are passed over in silence.

// Known reports whether a file of that name in an archive is looked into: it has an extension of a format that can be read,
// in whatever case.
func Known(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml",
		".pdf", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf", ".epub",
		".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".odp", ".otp",
		".xlsx", ".xlsm", ".xltx", ".xltm", ".ods", ".ots", ".csv", ".tsv", ".json", ".jsonl", ".ndjson",
		".eml", ".mht", ".mhtml", ".mbox", ".zip", ".tar", ".tgz", ".tbz2", ".gz", ".bz2",
		".doc", ".xls", ".ppt", ".msg", ".xlsb": // refused, with what to do about it
		return true
	}
	return false
}

// passedOver reports whether a file in an archive is no document.
func passedOver(name string, head []byte) bool {
	for dir := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(dir, ".") || strings.HasPrefix(dir, "~$") || strings.HasSuffix(dir, "~") || dir == "__MACOSX" {
			return true
		}
	}
	if Known(name) {
		return false
	}
	if ext := path.Ext(name); ext != "" && len(ext) < 8 && !strings.ContainsAny(ext, " \t") {
		return true
	}
	head = head[:min(len(head), 512)]
	for range utf8.UTFMax - 1 { // the last rune may be cut
		if len(head) > 0 && !utf8.Valid(head) {
			head = head[:len(head)-1]
		}
	}
	return len(head) == 0 || !utf8.Valid(head) || bytes.IndexByte(head, 0) >= 0
}

// entryName makes a slash-separated path below the archive of the name of an entry.
func entryName(name string) string {
	if !utf8.ValidString(name) {
		if text, err := decodeUnchecked([]byte(name), ""); err == nil {
			name = text
		}
	}
	name = path.Clean("/" + strings.ReplaceAll(tidy(name), `\`, "/"))
	return strings.TrimPrefix(name, "/")
}

// zipArchive is a ZIP file of files.
type zipArchive struct{}

func (zipArchive) read(ctx context.Context, w *walk, p part) error {
	z, err := openZip(p.data)
	if err != nil {
		return err
	}
	if len(z.File) > w.limits.Parts {
		return tooMuch("%d files in one archive, the limit is %d", len(z.File), w.limits.Parts)
	}
	for _, f := range z.File {
		if err := w.zipEntry(ctx, p, f); err != nil {
			return err
		}
	}
	return nil
}

// zipEntry reads one file of an archive.
func (w *walk) zipEntry(ctx context.Context, p part, f *zip.File) error {
	name := entryName(f.Name)
	if f.FileInfo().IsDir() || name == "" || passedOver(name, []byte("text")) { // so far by the name alone
		return nil
	}
	data, err := unzip(f, w.limits, p.hints.spent)
	if err != nil {
		if *p.hints.spent > w.limits.Total {
			return err // nothing after it could be read either
		}
		return w.note(ctx, path.Join(p.sub, name), err)
	}
	return w.entry(ctx, name, p.within(name, data, f.Modified))
}

// entry reads a file of an archive, whose path is given, unless it is no document.
func (w *walk) entry(ctx context.Context, name string, p part) error {
	if passedOver(name, p.data) {
		return nil
	}
	return w.inner(ctx, p)
}

// tarArchive is a tar file.
type tarArchive struct{}

func (tarArchive) read(ctx context.Context, w *walk, p part) error {
	return w.tar(ctx, p, bytes.NewReader(p.data))
}

// tar reads the files of a tar stream.
func (w *walk) tar(ctx context.Context, p part, r io.Reader) error {
	t := tar.NewReader(r)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return unpackError(err)
		case n >= w.limits.Parts:
			return tooMuch("more than %d files in one archive", w.limits.Parts)
		}
		name := entryName(h.Name)
		if h.Typeflag != tar.TypeReg || name == "" || passedOver(name, []byte("text")) {
			continue
		}
		if h.Size > w.limits.Part {
			err = w.note(ctx, path.Join(p.sub, name), tooMuch("%s, the limit is %s", mebibytes(h.Size), mebibytes(w.limits.Part)))
		} else {
			var data []byte
			if data, err = io.ReadAll(t); err != nil {
				return unpackError(err)
			}
			err = w.entry(ctx, name, p.within(name, data, h.ModTime))
		}
		if err != nil {
			return err
		}
	}
}

// isTar reports whether bytes begin like a tar file: with its mark, or with the right sum of an old header.
func isTar(data []byte) bool {
	if len(data) < 512 {
		return false
	}
	if bytes.HasPrefix(data[257:], []byte("ustar")) {
		return true
	}
	sum, said := 0, 0
	for i, c := range data[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int(c)
	}
	field := strings.Trim(string(data[148:156]), " \x00")
	if _, err := fmt.Sscanf(field, "%o", &said); err != nil {
		return false
	}
	return said == sum && data[0] != 0
}

// packedFile is one file, or a tar file, that is packed as a whole.
type packedFile struct {
	open func(r io.Reader) (io.Reader, error)
	ends []string // of the name, which the file in it goes without
}

func gzipped() packedFile {
	return packedFile{open: func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }, ends: []string{".gz", ".tgz"}}
}

func bzipped() packedFile {
	return packedFile{open: func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }, ends: []string{".bz2", ".tbz2"}}
}

func (f packedFile) read(ctx context.Context, w *walk, p part) error {
	r, err := f.open(bytes.NewReader(p.data))
	if err != nil {
		return unpackError(err)
	}
	limits := w.limits
	limits.Part = limits.Total // a tar file may be as large as all that is in it
	packed := &meter{r: r, packed: int64(len(p.data)), limits: limits, spent: p.hints.spent}
	head := bufio.NewReaderSize(packed, 512)
	if begin, err := head.Peek(512); err == nil && isTar(begin) {
		return w.tar(ctx, p, head)
	} else if err != nil && !errors.Is(err, io.EOF) {
		return unpackError(err)
	}
	packed.limits = w.limits
	data, err := io.ReadAll(head)
	if err != nil {
		return unpackError(err)
	}
	q := p
	q.data, q.depth = data, p.depth+1
	q.hints.ContentType = ""
	for _, end := range f.ends {
		q.name = strings.TrimSuffix(q.name, end)
	}
	return w.file(ctx, q)
}
