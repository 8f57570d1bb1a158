package corpus

import "testing"

func TestVisible(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"white space", " a\n\t b ", "a b"},
		{"directions", "a\u202eb\u2066c\u200f", "abc"},
		{"controls and invalid bytes", "a\x1b[0m\x00b\xff", "a[0mb"},
		{"blank letters", "a\u3164\u2800\u034fb", "ab"},
		{"a joiner of Persian stays", "می\u200cشود", "می\u200cشود"},
		{"nothing to see", "\u200b\ufeff", ""},
	} {
		if got := Visible(test.in); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}
