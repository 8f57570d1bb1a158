package encoder

import "fmt"

// Kernels names those that this processor can run, the fastest first.
func Kernels() []string {
	var names []string
	for _, k := range kernels() {
		names = append(names, k.name)
	}
	return names
}

func choose(name string) (kernel, error) {
	all := kernels()
	if name == "" {
		return all[0], nil
	}
	for _, k := range all {
		if k.name == name {
			return k, nil
		}
	}
	return kernel{}, fmt.Errorf("encoder: no kernel %q on this processor, which has %v", name, Kernels())
}
