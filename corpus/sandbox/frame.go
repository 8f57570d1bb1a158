package sandbox

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/dalil-bot/dalil/corpus"
	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

// What goes over the pipes is frames: a byte that says of what kind, the lengths of head and body as 32 bits each, big end
// first, the head as JSON, and the body, which is a file's bytes or a document's text and far longer than the head. A child
// begins with a greeting; then each request is answered by any number of documents and one end.
const (
	greetingFrame = 'G' // head: protocol
	requestFrame  = 'R' // head: request, body: the file
	documentFrame = 'D' // head: found, body: the text
	endFrame      = 'E' // head: ending
)

// protocol tells a child of another version, which can happen where a program is replaced while it runs.
const protocol = "dalil reads files 1"

// errProtocol is the cause where a side does not say what it should.
var errProtocol = errors.New("it does not speak the protocol")

// maxFrame bounds what a side takes from the other, so that a wrong length is an error and not all memory.
const maxFrame = 1 << 30

// A request asks for a file to be read.
type request struct {
	Name  string
	Hints extract.Hints
	data  []byte
}

// A found document has its text in the frame's body.
type found struct {
	Sub string
	Doc corpus.Document
}

// An ending says how the reading of a file ended, with Error nil where all is well. Last says that the child ends too.
type ending struct {
	Error *report `json:",omitempty"`
	Last  bool    `json:",omitempty"`
}

// A frame is one message before its head is understood.
type frame struct {
	kind       byte
	head, body []byte
}

// A pipe writes and reads frames. Neither side may be used by two goroutines at once.
type pipe struct {
	r *bufio.Reader
	w *bufio.Writer
}

func newPipe(r io.Reader, w io.Writer) *pipe {
	return &pipe{bufio.NewReaderSize(r, 64<<10), bufio.NewWriterSize(w, 64<<10)}
}

// write sends a frame.
func (p *pipe) write(kind byte, head any, body string) error {
	h, err := json.Marshal(head)
	if err != nil {
		return err
	}
	if len(h) > maxFrame || len(body) > maxFrame {
		return fmt.Errorf("%w: a message of %d bytes", ErrMemory, len(h)+len(body))
	}
	lengths := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(h)))
	lengths = binary.BigEndian.AppendUint32(lengths, uint32(len(body)))
	_, e1 := p.w.Write(lengths)
	_, e2 := p.w.Write(h)
	_, e3 := p.w.WriteString(body)
	return errors.Join(e1, e2, e3, p.w.Flush())
}

// read receives a frame. io.EOF means that the other side ended between two.
func (p *pipe) read() (frame, error) {
	var lengths [9]byte
	if _, err := io.ReadFull(p.r, lengths[:]); err != nil {
		return frame{}, err
	}
	head, err := p.part(lengths[1:5])
	if err != nil {
		return frame{}, err
	}
	body, err := p.part(lengths[5:9])
	if err != nil {
		return frame{}, err
	}
	return frame{lengths[0], head, body}, nil
}

// part reads as many bytes as a length says. Memory grows with what arrives and not with the length.
func (p *pipe) part(length []byte) ([]byte, error) {
	n := int64(binary.BigEndian.Uint32(length))
	if n > maxFrame {
		return nil, fmt.Errorf("%w: a message of %d bytes", errProtocol, n)
	}
	if n <= 1<<20 {
		b := make([]byte, n)
		_, err := io.ReadFull(p.r, b)
		return b, noEOF(err)
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, p.r, n); err != nil {
		return nil, noEOF(err)
	}
	return b.Bytes(), nil
}

// noEOF marks an end within a frame as one that was not to be.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// understand reads the head of a frame of the kind that is due.
func understand(f frame, kind byte, head any) error {
	if f.kind != kind {
		return fmt.Errorf("%w: a message of kind %q where %q is due", errProtocol, f.kind, kind)
	}
	if err := json.Unmarshal(f.head, head); err != nil {
		return fmt.Errorf("%w: %w", errProtocol, err)
	}
	return nil
}
