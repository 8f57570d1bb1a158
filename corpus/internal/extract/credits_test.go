package extract

import "testing"

func TestCredits(t *testing.T) {
	for _, test := range []struct {
		line string
		want bool
	}{
		{"(Reporting by Ada Thorn in Oslo; Editing by Ben Reed)", true},
		{"(Additional reporting by Ada Thorn, Ben Reed and Cleo Marsh in NAIROBI, Dan Fox in PARIS; Writing by Eve Hall)", true},
		{"(إعداد سامي حداد للنشرة العربية - تحرير ليلى عمر)", true},
		{"Reporting by the committee is due in May.", false},
		{"(The mill was closed in 1987)", false},
		{"(Editing by hand) is not allowed (see above)", false},
		{"(Reporting by Ada Thorn", false},
		{"", false},
	} {
		if got := isCredits(test.line); got != test.want {
			t.Errorf("%q: %t, want %t", test.line, got, test.want)
		}
	}
}
