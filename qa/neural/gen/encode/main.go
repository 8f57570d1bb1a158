// Command encode lends the encoder to another program, such as the comparison with other engines in ../../compare.
//
//	go run ./qa/neural/gen/encode -weights FILE [-kernel NAME]
//
// It reads requests, a JSON object a line, and answers each with one. Pairs of a question and a passage are cut into pieces
// as the reader lays them out, with how many of them stand before the passage; a passage longer than the model sees is cut
// off:
//
//	{"pairs": [["QUESTION", "PASSAGE"], …]}
//	{"pieces": [[0, …], …], "before": [9, …]}
//
// Sequences of pieces are encoded, to "read" or to "embed", as a batch; runs says how often, and ms is what each run took
// here, without the way of the request and the answer. A result has what encoder.Job says: the heads over tokens, the
// other heads, the mean.
//
//	{"encode": [[0, …], …], "task": "read", "threads": 2, "runs": 3}
//	{"kernel": "vnni", "ms": [21.3, 20.9, 21.0], "results": [{"tokens": […], "pooled": […]}, …]}
//
// What cannot be done is answered with {"error": "…"}.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/dalil-bot/dalil/qa/neural/encoder"
	"github.com/dalil-bot/dalil/qa/neural/token"
	"github.com/dalil-bot/dalil/qa/neural/weights"
)

func main() {
	path := flag.String("weights", "", "weights `file`")
	kernel := flag.String("kernel", "", "arithmetic, the fastest one where none is named")
	flag.Parse()
	if err := run(*path, *kernel); err != nil {
		fmt.Fprintln(os.Stderr, "encode:", err)
		os.Exit(1)
	}
}

func run(path, kernel string) error {
	data, release, err := weights.Map(path)
	if err != nil {
		return err
	}
	defer func() { _ = release() }() // the process ends here
	s, err := newServer(data, kernel)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return s.serve(os.Stdin, os.Stdout)
}

type request struct {
	Pairs   [][2]string `json:"pairs"`
	Encode  [][]int32   `json:"encode"`
	Task    string      `json:"task"`
	Threads int         `json:"threads"`
	Runs    int         `json:"runs"`
}

type answer struct {
	Pieces       [][]int32 `json:"pieces,omitempty"`
	Before       []int     `json:"before,omitempty"`
	Kernel       string    `json:"kernel,omitempty"`
	Milliseconds []float64 `json:"ms,omitempty"`
	Results      []result  `json:"results,omitempty"`
	Error        string    `json:"error,omitempty"`
}

type result struct {
	Tokens []float32 `json:"tokens,omitempty"`
	Pooled []float32 `json:"pooled,omitempty"`
	Mean   []float32 `json:"mean,omitempty"`
}

// A server has the model and an encoder for each number of threads that was asked for.
type server struct {
	model     *weights.Model
	kernel    string
	tokenizer *token.Tokenizer
	encoders  map[int]*encoder.Encoder
}

func newServer(data []byte, kernel string) (*server, error) {
	m, err := weights.Parse(data)
	if err != nil {
		return nil, err
	}
	t, err := token.New(m.Vocabulary)
	if err != nil {
		return nil, err
	}
	return &server{model: m, kernel: kernel, tokenizer: t, encoders: map[int]*encoder.Encoder{}}, nil
}

func (s *server) serve(in io.Reader, out io.Writer) error {
	requests := json.NewDecoder(in)
	buffered := bufio.NewWriter(out)
	answers := json.NewEncoder(buffered)
	for {
		var r request
		if err := requests.Decode(&r); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read a request: %w", err)
		}
		a, err := s.answer(r)
		if err != nil {
			a = answer{Error: err.Error()}
		}
		if err := answers.Encode(a); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if err := buffered.Flush(); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
	}
}

func (s *server) answer(r request) (answer, error) {
	if len(r.Pairs) > 0 {
		return s.cut(r.Pairs)
	}
	return s.encode(r)
}

// cut lays pairs out as neural.Model.Read does.
func (s *server) cut(pairs [][2]string) (answer, error) {
	var a answer
	var b token.Buffer
	meta := &s.model.Meta
	for i, pair := range pairs {
		if len(pair[0]) > token.MaxText || len(pair[1]) > token.MaxText {
			return a, fmt.Errorf("pair %d is longer than %d bytes", i, token.MaxText)
		}
		pieces := []int32{meta.Begin}
		question := s.tokenizer.Encode(&b, meta.QueryPrefix, pair[0])
		pieces = add(pieces, question[:min(len(question), maxQuestion, meta.Positions/4)])
		pieces = append(pieces, meta.End)
		if meta.DoubleEnd {
			pieces = append(pieces, meta.End)
		}
		a.Before = append(a.Before, len(pieces))
		passage := s.tokenizer.Encode(&b, meta.PassagePrefix, pair[1])
		pieces = add(pieces, passage[:min(len(passage), meta.Positions-len(pieces)-1)])
		a.Pieces = append(a.Pieces, append(pieces, meta.End))
	}
	return a, nil
}

// maxQuestion is the reader's.
const maxQuestion = 96

func add(pieces []int32, tokens []token.Token) []int32 {
	for _, t := range tokens {
		pieces = append(pieces, t.ID)
	}
	return pieces
}

func (s *server) encode(r request) (answer, error) {
	task, ok := map[string]encoder.Task{"read": encoder.Read, "embed": encoder.Embed}[r.Task]
	if !ok {
		return answer{}, fmt.Errorf("task %q is neither read nor embed", r.Task)
	}
	e, err := s.encoder(r.Threads)
	if err != nil {
		return answer{}, err
	}
	jobs := make([]encoder.Job, len(r.Encode))
	for i, pieces := range r.Encode {
		jobs[i].Pieces = pieces
	}
	a := answer{Kernel: e.Kernel()}
	for range max(r.Runs, 1) {
		start := time.Now()
		if err := e.Run(context.Background(), task, jobs); err != nil {
			return answer{}, err
		}
		a.Milliseconds = append(a.Milliseconds, float64(time.Since(start))/float64(time.Millisecond))
	}
	for i := range jobs {
		a.Results = append(a.Results, result{jobs[i].Tokens, jobs[i].Pooled, jobs[i].Mean})
	}
	return a, nil
}

func (s *server) encoder(threads int) (*encoder.Encoder, error) {
	if e := s.encoders[threads]; e != nil {
		return e, nil
	}
	e, err := encoder.New(s.model.Weights, encoder.Options{Kernel: s.kernel, Threads: threads})
	if err != nil {
		return nil, err
	}
	s.encoders[threads] = e
	return e, nil
}
