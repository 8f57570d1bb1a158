package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
	"github.com/spf13/pflag"
)

// A sourceList is the sources of the configuration, in the order of the file.
type sourceList []sourceSettings

// UnmarshalYAML reads sources: a mapping of names to what is said of each. Its errors are valueErrors.
func (l *sourceList) UnmarshalYAML(node ast.Node) error {
	*l = nil
	pairs, err := pairsOf(node, "sources")
	if err != nil {
		return err
	}
	for _, p := range pairs {
		s := sourceSettings{Name: p.key}
		path := "sources." + p.key
		if !sourceName(p.key) {
			return &valueError{p.at, path, errors.New("a name has no spaces, slashes or commas, and does not begin with a dash")}
		}
		if err := s.read(p.value, path, p.at); err != nil {
			return err
		}
		for _, other := range *l {
			if other.identity() == s.identity() && other.Collection == s.Collection {
				return &valueError{p.at, path, fmt.Errorf("is the same as %s", other.Name)}
			}
		}
		*l = append(*l, s)
	}
	return nil
}

// sourceName reports whether a source can be told from a path and from a flag by its name.
func sourceName(name string) bool {
	return name != "" && !strings.HasPrefix(name, "-") && !strings.HasPrefix(name, ".") && !strings.ContainsAny(name, " /\\,:\t\n")
}

// read reads one source.
func (s *sourceSettings) read(node ast.Node, path string, at *token.Position) error {
	pairs, err := pairsOf(node, path)
	if err == nil {
		pairs, err = flat(pairs, path)
	}
	if err != nil {
		return err
	}
	where := map[string]*token.Position{"": at}
	given := map[string]bool{}
	for _, p := range pairs {
		value := s.value(p.key)
		if value == nil {
			return &valueError{p.at, path, fmt.Errorf("unknown field %q", p.key)}
		}
		if err := set(value, p.value); err != nil {
			return &valueError{p.value.GetToken().Position, path + "." + p.key, err}
		}
		given[p.key], where[p.key] = true, p.at
	}
	if key, err := s.settle(given); err != nil {
		return &valueError{where[key], strings.TrimSuffix(path+"."+key, "."), err}
	}
	return nil
}

// flat puts the keys below columns beside the others, as columns.text and so on.
func flat(pairs []pair, path string) ([]pair, error) {
	var all []pair
	for _, p := range pairs {
		if p.key != "columns" {
			all = append(all, p)
			continue
		}
		below, err := pairsOf(p.value, path+".columns")
		if err != nil {
			return nil, err
		}
		for _, b := range below {
			all = append(all, pair{"columns." + b.key, b.at, b.value})
		}
	}
	return all, nil
}

// value returns what a key sets, nil for an unknown one.
func (s *sourceSettings) value(key string) pflag.Value {
	for _, k := range s.keys() {
		if k.name == key {
			return k.value
		}
	}
	return nil
}

// set sets a value to a scalar, or a list to a sequence of them.
func set(value pflag.Value, node ast.Node) error {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		s, err := scalar(node)
		if err != nil {
			return err
		}
		return value.Set(s)
	}
	names, ok := value.(*list)
	if !ok {
		return errNoScalar
	}
	*names = nil
	for _, n := range sequence.Values {
		s, err := scalar(n)
		if err != nil {
			return err
		}
		*names = append(*names, s)
	}
	return nil
}

var errNoScalar = errors.New("a value of this kind cannot stand here; see config.example.yaml")

// scalar returns what a scalar says.
func scalar(node ast.Node) (string, error) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.NullNode:
		return "", nil
	case ast.ScalarNode:
		return n.GetToken().Value, nil
	}
	return "", errNoScalar
}

// A pair is a key with its value.
type pair struct {
	key   string
	at    *token.Position
	value ast.Node
}

// pairsOf returns the pairs of a mapping; nothing at all is an empty one.
func pairsOf(node ast.Node, path string) ([]pair, error) {
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.NullNode:
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		return nil, &valueError{node.GetToken().Position, path, errNoScalar}
	}
	pairs := make([]pair, len(values))
	for i, v := range values {
		t := v.Key.GetToken()
		pairs[i] = pair{t.Value, t.Position, v.Value}
	}
	return pairs, nil
}
