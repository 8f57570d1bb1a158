package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// A bundle is a ZIP file that is one document: its parts are looked up by name.
type bundle struct {
	ctx    context.Context
	files  map[string]*zip.File
	limits Limits
	spent  *int64
}

// openBundle opens the parts of a document.
func openBundle(ctx context.Context, data []byte, h Hints) (*bundle, error) {
	z, err := openZip(data)
	if err != nil {
		return nil, err
	}
	limits := h.Limits.withDefaults()
	if len(z.File) > limits.Parts {
		return nil, tooMuch("%d parts in one document", len(z.File))
	}
	b := &bundle{ctx: ctx, files: make(map[string]*zip.File, len(z.File)), limits: limits, spent: h.spent}
	if b.spent == nil {
		b.spent = new(int64)
	}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if b.files[name] == nil {
			b.files[name] = f
		}
	}
	return b, nil
}

// openZip opens a ZIP file. Names that lead out of it do no harm, since nothing is written anywhere.
func openZip(data []byte) (*zip.Reader, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return z, nil
}

// has reports whether there is a part of that name, in whatever case.
func (b *bundle) has(name string) bool { return b.files[strings.ToLower(name)] != nil }

// bytes returns a part.
func (b *bundle) bytes(name string) ([]byte, error) {
	f := b.files[strings.ToLower(name)]
	if f == nil {
		return nil, fmt.Errorf("%w: %s is missing", ErrDamaged, name)
	}
	data, err := unzip(f, b.limits, b.spent)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

// xml hands a part to f as XML.
func (b *bundle) xml(name string, f func(x *xmlReader) error) error {
	part := b.files[strings.ToLower(name)]
	if part == nil {
		return fmt.Errorf("%w: %s is missing", ErrDamaged, name)
	}
	r, err := openPart(part, b.limits, b.spent)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	if err := f(newXML(r, b.ctx.Err)); err != nil {
		return fmt.Errorf("%s: %w", name, unpackError(err))
	}
	return nil
}

// optional is xml for a part that may be missing.
func (b *bundle) optional(name string, f func(x *xmlReader) error) error {
	if !b.has(name) {
		return nil
	}
	return b.xml(name, f)
}

// beside returns the name of a part that another one refers to.
func beside(name, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if strings.HasPrefix(target, "/") {
		return path.Clean(target[1:])
	}
	return path.Join(path.Dir(name), target)
}

// encryptedFlag is the bit of a ZIP entry that says so.
const encryptedFlag = 1

// openPart opens an entry of a ZIP file within the limits.
func openPart(f *zip.File, limits Limits, spent *int64) (io.ReadCloser, error) {
	if f.Flags&encryptedFlag != 0 {
		return nil, ErrEncrypted
	}
	if f.UncompressedSize64 > uint64(limits.Part) {
		return nil, tooMuch("%s unpacked, the limit is %s", mebibytes(int64(min(f.UncompressedSize64, 1<<62))), mebibytes(limits.Part))
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("%w: packed by method %d, which is not supported", ErrNotText, f.Method)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{&meter{r: r, packed: int64(min(f.CompressedSize64, 1<<62)), limits: limits, spent: spent}, r}, nil
}

// unzip returns the bytes of an entry.
func unzip(f *zip.File, limits Limits, spent *int64) ([]byte, error) {
	r, err := openPart(f, limits, spent)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return data, unpackError(err)
}

// unpackError says of an error of unpacking, other than ours, that the file is damaged.
func unpackError(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrLimit), errors.Is(err, ErrDamaged), errors.Is(err, ErrEncrypted), errors.Is(err, ErrNotText), errors.Is(err, ErrEmpty),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: it breaks off", ErrDamaged)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// A meter counts what is unpacked and stops at the limits.
type meter struct {
	r      io.Reader
	packed int64 // bytes that it is unpacked from
	limits Limits
	spent  *int64 // of the whole file
	n      int64
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	*m.spent += int64(n)
	switch {
	case m.n > m.limits.Part:
		return 0, tooMuch("more than %s unpacked", mebibytes(m.limits.Part))
	case m.n > ratioFrom && m.n/m.limits.Ratio > m.packed:
		return 0, tooMuch("packed more than %d times", m.limits.Ratio)
	case *m.spent > m.limits.Total:
		return 0, tooMuch("more than %s unpacked of the whole file", mebibytes(m.limits.Total))
	}
	return n, err
}
