//go:build unix

package sandbox

import (
	"os/exec"
	"syscall"
)

// apart gives a child a process group of its own: a key that interrupts this program is not for the child to act on, and
// what the child started ends with it.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killAll kills a child and all that it started.
func killAll(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // none left is what we want
