package extract

import "testing"

// TestGuessedSteady checks that the same bytes are taken for the same encoding each time, also where several would do.
func TestGuessedSteady(t *testing.T) {
	for _, data := range []string{"\xc7\xe1\xcf", "caf\xe9", "\xd5\xd6 \xd7", "\x80\x81\xfe", "a\xb0b \xc4\xd6", "\xe1\xe2 \xe3\xe4\xe5 tml>"} {
		first, err := decodeUnchecked([]byte(data), "")
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			if again, _ := decodeUnchecked([]byte(data), ""); again != first {
				t.Fatalf("%q is %q and %q", data, first, again)
			}
		}
	}
}
