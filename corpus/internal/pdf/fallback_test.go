package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus"
)

// mute is a file whose font does not tell which characters it draws.
const mute = `%PDF-1.4
1 0 obj<</Pages 2 0 R>>endobj
2 0 obj<</Kids[3 0 R]/Count 1/MediaBox[0 0 200 100]>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 46>>stream
BT /F 10 Tf 20 50 Td <00010002000300040005> Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</DW 500>>]>>endobj
trailer<</Root 1 0 R>>`

// tool writes a program that stands in for pdftotext: it reads its input, as that does, and then runs a script.
func tool(t *testing.T, script string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	path := filepath.Join(t.TempDir(), "pdftotext")
	if err := os.WriteFile(path, fmt.Appendf(nil, "#!/bin/sh\ncat >/dev/null\n%s\n", script), 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFallback asks pdftotext where characters are lost, and only there.
func TestFallback(t *testing.T) {
	const boxes = `cat <<'END'
  <page width="200" height="100">
          <word xMin="20" yMin="40" xMax="40" yMax="53">Salt</word>
          <word xMin="44" yMin="40" xMax="64" yMax="53">road</word>
  </page>
END`
	for _, tt := range []struct {
		name, script string
		data         []byte
		reader       string
		err          error
	}{
		{"characters lost", boxes, []byte(mute), pdftotext, nil},
		{"nothing lost", boxes, testFile(t, "note.pdf"), builtin, nil},
		{"it fails too", "echo no such thing >&2; exit 1", []byte(mute), "", ErrUnreadable},
		{"it has nothing", "exit 0", []byte(mute), "", ErrUnreadable},
		{"damaged", boxes, testFile(t, "truncated.pdf"), pdftotext, nil},
		{"password", boxes, testFile(t, "password.pdf"), "", ErrEncrypted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := Read(context.Background(), tt.data, Options{Pdftotext: tool(t, tt.script)})
			if !errors.Is(err, tt.err) || d.Reader != tt.reader {
				t.Fatalf("reader %q, %v", d.Reader, err)
			}
			if tt.reader == pdftotext {
				if diff := cmp.Diff([]Block{{Text: "Salt road", Kind: corpus.Paragraph, Page: 1}}, d.Blocks); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	if _, err := Read(context.Background(), []byte(mute), Options{}); !errors.Is(err, ErrUnreadable) {
		t.Errorf("without pdftotext: %v", err)
	}
}
