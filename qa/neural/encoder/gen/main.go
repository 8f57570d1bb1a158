// Command gen writes the encoder's kernels in assembly: kernel_amd64.s for AVX-512 with VNNI and for AVX2 by means of
// avo, and kernel_arm64.s for NEON. It is a module of its own, so that avo is no dependency of Dalil's.
//
//	cd qa/neural/encoder/gen && go run . -out ../kernel_amd64.s -neon ../kernel_arm64.s
//
// What each function computes is said by the function of plain Go of the same name in reference.go.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/mmcloughlin/avo/build"
)

func main() {
	neon := flag.String("neon", "", "`file` for arm64")
	flag.Lookup("out").Usage = "`file` for amd64"
	build.ConstraintExpr("amd64")
	for panels := 1; panels <= 3; panels++ {
		multiplyVNNI(8, panels)
		product(wide, 8, panels)
	}
	multiplyAVX2(4)
	product(narrow, 4, 1)
	for _, v := range []vector{wide, narrow} {
		quantise(v)
		gelu(v)
		softmax(v)
		addNorm(v)
	}
	build.Generate()
	if *neon == "" {
		return
	}
	if err := os.WriteFile(*neon, []byte(neonKernels()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}
