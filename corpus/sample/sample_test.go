package sample

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"unicode/utf8"
)

// A golden is one line of questions.jsonl.
type golden struct {
	ID         string     `json:"id"`
	Lang       string     `json:"lang"`
	Question   string     `json:"question"`
	Answers    []string   `json:"answers"`
	List       [][]string `json:"list"`
	Answerable *bool      `json:"answerable"`
	Docs       []string   `json:"docs"`
}

func readGoldens(t *testing.T) []golden {
	t.Helper()
	var goldens []golden
	lines := bufio.NewScanner(bytes.NewReader(Questions()))
	for lines.Scan() {
		var g golden
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatalf("line %d: %v", len(goldens)+1, err)
		}
		goldens = append(goldens, g)
	}
	return goldens
}

func readArticles(t *testing.T) map[string]string {
	t.Helper()
	articles := make(map[string]string)
	entries, err := fs.ReadDir(Articles(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := fs.ReadFile(Articles(), e.Name())
		if err != nil {
			t.Fatal(err)
		}
		articles[e.Name()] = string(text)
	}
	return articles
}

func TestArticlesAreShortTexts(t *testing.T) {
	articles := readArticles(t)
	if len(articles) < 18 {
		t.Errorf("%d articles, want at least 18", len(articles))
	}
	for name, text := range articles {
		if n := len(strings.Fields(text)); n < 120 || n > 350 {
			t.Errorf("%s has %d words, want 120 to 350", name, n)
		}
		if !utf8.ValidString(text) {
			t.Errorf("%s is not UTF-8", name)
		}
	}
}

func TestQuestionsAreAnsweredByTheirDocuments(t *testing.T) {
	articles := readArticles(t)
	seen := make(map[string]bool)
	for _, g := range readGoldens(t) {
		if seen[g.ID] {
			t.Errorf("%s stands twice", g.ID)
		}
		seen[g.ID] = true
		groups := g.List
		if g.Answers != nil {
			groups = append(groups, g.Answers)
		}
		if refused := g.Answerable != nil && !*g.Answerable; refused != (len(groups) == 0) {
			t.Errorf("%s: answerable and the answers disagree", g.ID)
		}
		var text strings.Builder
		for _, name := range g.Docs {
			if articles[name] == "" {
				t.Errorf("%s names %s, which is no article", g.ID, name)
			}
			text.WriteString(articles[name])
		}
		for _, group := range groups {
			if !holdsAny(text.String(), group) && !isYesNo(group) {
				t.Errorf("%s: none of %q stands in %q", g.ID, group, g.Docs)
			}
		}
	}
}

func holdsAny(text string, answers []string) bool {
	for _, a := range answers {
		if strings.Contains(text, a) {
			return true
		}
	}
	return false
}

func isYesNo(answers []string) bool { return answers[0] == "yes" || answers[0] == "no" }
