package state

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"
)

// cut returns the beginning of a text that has at most that many bytes, ends at a whole rune and is valid UTF-8 without
// NUL, which SQLite's text may not hold.
func cut(text string, size int) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "")
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// set returns the values sorted, each once, without empty ones.
func set[T cmp.Ordered](values []T) []T {
	var zero T
	sorted := slices.Compact(slices.Sorted(slices.Values(values)))
	return slices.DeleteFunc(sorted, func(v T) bool { return v == zero })
}

// list returns the JSON array of values. Values are strings here, so that nothing can go wrong.
func list[T ~string](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	text, err := json.Marshal(values)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// unlist is the reverse of list; an empty array gives nil.
func unlist[T ~string](text string) ([]T, error) {
	var values []T
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return nil, nil
	}
	return values, nil
}
