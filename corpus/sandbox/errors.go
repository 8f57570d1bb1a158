package sandbox

import (
	"errors"

	"github.com/dalil-bot/dalil/corpus/internal/extract"
)

// kinds are the errors that are known by errors.Is on both sides of the pipe, by the names that they have on it.
func kinds() map[string]error {
	return map[string]error{
		"ErrNotText":   extract.ErrNotText,
		"ErrEmpty":     extract.ErrEmpty,
		"ErrEncrypted": extract.ErrEncrypted,
		"ErrDamaged":   extract.ErrDamaged,
		"ErrSeveral":   extract.ErrSeveral,
		"ErrLimit":     extract.ErrLimit,
		"ErrMemory":    ErrMemory,
		"ErrCrash":     ErrCrash,
	}
}

// A report is an error on the pipe: what it says and which of kinds it is; or the part of a file that it is about, with one
// report in Parts; or the errors that it was joined of.
type report struct {
	Text  string             `json:",omitempty"`
	Kinds []string           `json:",omitempty"`
	Part  *extract.PartError `json:",omitempty"` // without its Err
	Parts []*report          `json:",omitempty"`
}

// reported makes a report of an error, nil of none.
func reported(err error) *report {
	if err == nil {
		return nil
	}
	if part, ok := err.(*extract.PartError); ok {
		return &report{Part: &extract.PartError{File: part.File, Part: part.Part}, Parts: []*report{reported(part.Err)}}
	}
	if parts := joinedOf(err); len(parts) > 0 {
		r := &report{}
		for _, part := range parts {
			r.Parts = append(r.Parts, reported(part))
		}
		return r
	}
	r := &report{Text: err.Error()}
	for name, kind := range kinds() {
		if errors.Is(err, kind) {
			r.Kinds = append(r.Kinds, name)
		}
	}
	return r
}

// joinedOf returns the errors that errors.Join made err of. A message with several causes in it is none of those.
func joinedOf(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		if parts := joined.Unwrap(); len(parts) > 0 && err.Error() == errors.Join(parts...).Error() {
			return parts
		}
	}
	return nil
}

// err makes an error of a report, nil of none.
func (r *report) err() error {
	if r == nil {
		return nil
	}
	if r.Part != nil && len(r.Parts) == 1 {
		return &extract.PartError{File: r.Part.File, Part: r.Part.Part, Err: r.Parts[0].err()}
	}
	if len(r.Parts) > 0 {
		var parts []error
		for _, part := range r.Parts {
			parts = append(parts, part.err())
		}
		return errors.Join(parts...)
	}
	e := &remoteError{text: r.Text}
	for _, name := range r.Kinds {
		if kind := kinds()[name]; kind != nil {
			e.kinds = append(e.kinds, kind)
		}
	}
	return e
}

// A remoteError is an error that arose in a child.
type remoteError struct {
	text  string
	kinds []error
}

func (e *remoteError) Error() string   { return e.text }
func (e *remoteError) Unwrap() []error { return e.kinds }
