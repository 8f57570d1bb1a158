// Command gen writes the encoder's kernels in assembly: kernel_amd64.s for AVX-512 with VNNI or AMX and for AVX2 by means
// of avo, and kernel_arm64.s for NEON. It is a module of its own, so that avo is no dependency of Dalil's.
//
//	cd qa/neural/encoder/gen && go run . -out ../kernel_amd64.s -neon ../kernel_arm64.s
//
// What each function computes is said by the function of plain Go of the same name in reference.go.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"

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
	multiplyNarrow("multiplyAVX2", 4, false)
	multiplyNarrow("multiplyAVXVNNI", 4, true)
	product(narrow, 4, 1)
	for _, v := range []vector{wide, narrow} {
		quantise(v)
		gelu(v)
		softmax(v, v.width/4)
		addNorm(v)
	}
	turn()
	multiplyAMX()
	build.Generate()
	err := encode(flag.Lookup("out").Value.String())
	if err == nil && *neon != "" {
		err = os.WriteFile(*neon, []byte(neonKernels()), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

var narrowDot = regexp.MustCompile(`VPDPBUSD +Y(\d+), Y(\d+), Y(\d+)`)

// encode writes the instructions of a file that Go's assembler lacks as bytes.
func encode(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, encodeTiles(encodeDots(text)), 0o644)
}

// encodeDots writes the dot products of narrow registers as bytes: for their name Go's assembler gives the form that needs
// AVX-512.
func encodeDots(text []byte) []byte {
	return narrowDot.ReplaceAllFunc(text, func(line []byte) []byte {
		var r [3]byte // weights, bytes, sums
		for i, digits := range narrowDot.FindSubmatch(line)[1:] {
			n, err := strconv.ParseUint(string(digits), 10, 4)
			if err != nil {
				panic(err) // a register that only AVX-512 has
			}
			r[i] = byte(n)
		}
		// VEX.256.66.0F38.W0 50 /r, Intel's manual, volume 2
		return fmt.Appendf(nil, "BYTE $0xc4; BYTE $%#02x; BYTE $%#02x; BYTE $0x50; BYTE $%#02x // %s",
			0xe2^r[2]>>3<<7^r[0]>>3<<5, 0x05|^r[1]&15<<3, 0xc0|r[2]&7<<3|r[0]&7, line)
	})
}
