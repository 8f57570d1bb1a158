//go:build !unix

package git

import "os/exec"

// apart does nothing: there are no process groups. A context that ends kills git alone.
func apart(*exec.Cmd) {}

// killAll ends git.
func killAll(cmd *exec.Cmd) { _ = cmd.Process.Kill() } // one that has ended is what we want
