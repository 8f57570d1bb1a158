package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, id string
		want        bool
	}{
		{"*.md", "a.md", true},
		{"*.md", "deep/er/a.md", true},
		{"*.md", "a.md.txt", false},
		{"drafts", "drafts/a.txt", true},
		{"drafts", "2024/drafts/a.txt", true},
		{"drafts/", "2024/drafts/a.txt", true},
		{"drafts", "drafts.txt", false},
		{"/drafts", "drafts/a.txt", true},
		{"/drafts", "2024/drafts/a.txt", false},
		{"2024/*.txt", "2024/a.txt", true},
		{"2024/*.txt", "2024/03/a.txt", false},
		{"2024/**/*.txt", "2024/a.txt", true},
		{"2024/**/*.txt", "2024/03/04/a.txt", true},
		{"2024/**/*.txt", "2025/a.txt", false},
		{"**/minutes", "a/minutes/b.txt", true},
		{"2024/03", "2024/03/04/a.txt", true},
		{"2024/03", "2024", false},
		{"[ab].txt", "b.txt", true},
		{"تقارير/*", "تقارير/مارس.txt", true},
	} {
		if got := matches(test.pattern, test.id); got != test.want {
			t.Errorf("matches(%q, %q) = %v", test.pattern, test.id, got)
		}
	}
}

func TestCheckPattern(t *testing.T) {
	for pattern, ok := range map[string]bool{"*.md": true, "a/**/b": true, "[a": false, "a/[": false, "": false, "/": false} {
		if err := CheckPattern(pattern); (err == nil) != ok {
			t.Errorf("CheckPattern(%q) = %v", pattern, err)
		}
	}
}

func TestOnlyAndExcept(t *testing.T) {
	root := tree(t, map[string]string{
		"a.txt": "a", "b.md": "b", "drafts/c.md": "c", "2024/d.md": "d", "2024/drafts/e.md": "e", "2024/f.txt": "f", "README": "words",
	})
	for _, test := range []struct {
		name string
		opts Options
		want []string
	}{
		{"only", Options{Only: []string{"*.md"}}, []string{"2024/d.md", "2024/drafts/e.md", "b.md", "drafts/c.md"}},
		{"except", Options{Except: []string{"drafts", "a.*"}}, []string{"2024/d.md", "2024/f.txt", "README", "b.md"}},
		{"both", Options{Only: []string{"2024/**"}, Except: []string{"*.txt"}}, []string{"2024/d.md", "2024/drafts/e.md"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, l := list(t, root, test.opts)
			if diff := cmp.Diff(test.want, ids(l)); diff != "" {
				t.Error(diff)
			}
			if l.Skipped > 0 {
				t.Errorf("%d files count as of unknown formats", l.Skipped)
			}
		})
	}
}
