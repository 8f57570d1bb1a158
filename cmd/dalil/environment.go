package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// An environment is the variables of a process by name.
type environment map[string]string

// newEnvironment reads variables in the form NAME=value; the last of equal names counts.
func newEnvironment(variables []string) environment {
	env := make(environment, len(variables))
	for _, v := range variables {
		if name, value, ok := strings.Cut(v, "="); ok {
			env[name] = value
		}
	}
	return env
}

// lookup returns a variable that is set; an empty one counts as not set.
func (env environment) lookup(name string) (string, bool) {
	value := env[name]
	return value, value != ""
}

// unknown returns the variables that begin with DALIL_ and mean nothing, sorted.
func (env environment) unknown() []string {
	known := []string{"DALIL_CONFIG"}
	for _, s := range new(config).settings() {
		known = append(known, s.variable())
	}
	var names []string
	for name := range env {
		if strings.HasPrefix(name, "DALIL_") && !slices.Contains(known, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// configFile returns the configuration file to read, and whether somebody named it, so that it has to exist.
func (env environment) configFile(flag string) (path string, named bool) {
	if flag != "" {
		return flag, true
	}
	if path, ok := env.lookup("DALIL_CONFIG"); ok {
		return path, true
	}
	if dir := env.userFolder("XDG_CONFIG_HOME", ".config"); dir != "" {
		return filepath.Join(dir, "config.yaml"), false
	}
	return "", false
}

// dataFolder returns where the index is when nothing says so.
func (env environment) dataFolder() string {
	if dir := env.userFolder("XDG_DATA_HOME", filepath.Join(".local", "share")); dir != "" {
		return dir
	}
	return filepath.Join(os.TempDir(), "dalil") // no home at all, as in some containers
}

// userFolder returns our folder below the one that the XDG base directory specification gives to xdg, or that the
// operating system has for all such things; "" where the user has no home.
func (env environment) userFolder(xdg, below string) string {
	if dir := env[xdg]; filepath.IsAbs(dir) {
		return filepath.Join(dir, "dalil")
	}
	home := env["HOME"]
	switch runtime.GOOS {
	case "windows":
		if dir := env["LocalAppData"]; dir != "" {
			return filepath.Join(dir, "dalil")
		}
		home = env["USERPROFILE"]
	case "darwin":
		below = filepath.Join("Library", "Application Support")
	}
	if home == "" {
		return ""
	}
	return filepath.Join(home, below, "dalil")
}
