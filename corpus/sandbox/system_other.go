//go:build !unix

package sandbox

import (
	"os/exec"
)

// apart does nothing: this system has no process groups that could be ended.
func apart(*exec.Cmd) {}

// killAll kills a child. What it started ends when its pipes do.
func killAll(cmd *exec.Cmd) { _ = cmd.Process.Kill() } // one that has ended is what we want
