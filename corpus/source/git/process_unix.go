//go:build unix

package git

import (
	"os/exec"
	"syscall"
)

// apart puts git and what it starts into a process group of their own. When its context ends, all of them are asked to
// stop, so that they take their locks away.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}

// killAll ends what is left of git and of what it has started.
func killAll(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) } // none left is what we want
