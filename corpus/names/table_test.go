package names

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// TestTable checks the embedded table line by line.
func TestTable(t *testing.T) {
	seen := make(map[string]bool)
	n := 0
	for line := range strings.Lines(countriesTSV) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 4 || types[f[3]] == "" || f[0] == "" || f[1] == "" {
			t.Errorf("line %q is not code, language, form and kind", line)
			continue
		}
		if seen[line] {
			t.Errorf("line %q stands twice", line)
		}
		seen[line] = true
		if len(analysis.Tokenize(f[2])) == 0 {
			t.Errorf("form %q has no tokens", f[2])
		}
	}
	if n != len(rows()) {
		t.Errorf("%d of %d lines loaded", len(rows()), n)
	}
}

// TestNamesFindThemselves looks for every country's displayed name in its language.
func TestNamesFindThemselves(t *testing.T) {
	// Those that need a context (see Find), hold a comma or are given names.
	elsewhere := set("@ML-ar @ML-fa @MU-fr @MU-pt @BQ-ru @UM-hi @VI-hi")
	for _, id := range Countries() {
		for lang, name := range places()[id].names {
			ms := Find(name, analysis.Tokenize(name), lang)
			if !elsewhere[id+"-"+lang] && !slices.ContainsFunc(ms, func(m Mention) bool { return m.ID == id && m.Kind == Country }) {
				t.Errorf("%s in %s: %q found %v", id, lang, name, found(name, ms))
			}
		}
	}
}

// TestArticles names the countries of five articles, English and Arabic, that are kept beside the module.
func TestArticles(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "articles")
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Skip("no articles at ", dir)
	}
	got := make(map[string]string)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		var ids []string
		for _, m := range Find(text, analysis.Tokenize(text), "") {
			if !slices.Contains(ids, m.ID) {
				ids = append(ids, m.ID)
			}
		}
		slices.Sort(ids)
		got[filepath.Base(file)[:3]] = strings.Join(ids, " ")
	}
	want := map[string]string{
		"000": "@AU @CN @JP @RU @SU @US",
		"001": "@CN @JP @KP @RU @US",
		"002": "@AU @CN @JP @RU @US",
		"003": "@CN @JP @RU @SU @US",
		"004": "@CN @JP @KP @RU @SU @US",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
