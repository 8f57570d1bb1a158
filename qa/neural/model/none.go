//go:build noweights

package model

const data = ""

func bytes() []byte { return nil }
