package extract

import "testing"

func TestCounted(t *testing.T) {
	tests := []struct {
		n      int
		format string
		want   string
	}{
		{7, "decimal", "7"}, {7, "", "7"}, {7, "decimalZero", "07"}, {12, "decimalZero", "12"}, {3, "lowerLetter", "c"}, {28, "upperLetter", "BB"},
		{1000, "lowerLetter", "1000"}, {1994, "upperRoman", "MCMXCIV"}, {4, "lowerRoman", "iv"}, {5000, "upperRoman", "5000"}, {2, "arabicAlpha", "ب"},
		{3, "arabicAbjad", "ج"}, {0, "lowerLetter", "0"}, {1, "none", ""},
	}
	for _, tt := range tests {
		if got := counted(tt.n, tt.format); got != tt.want {
			t.Errorf("counted(%d, %q) = %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}
