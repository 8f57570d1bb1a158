package token_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dalil-bot/dalil/qa/neural/token"
)

// small is XLM-R's vocabulary cut down to what the sentences of testdata can be made of.
func small(t testing.TB) (*token.Tokenizer, token.Vocabulary) {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Pieces []string
		Scores []float32
		Rules  [][2]string
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	v := token.Vocabulary{Pieces: file.Pieces, Scores: file.Scores, Begin: 0, Pad: 1, End: 2, Unknown: 3}
	for _, r := range file.Rules {
		v.Rules = append(v.Rules, token.Rule{From: r[0], To: r[1]})
	}
	tokenizer, err := token.New(v)
	if err != nil {
		t.Fatal(err)
	}
	return tokenizer, v
}

type sentence struct {
	Text string
	IDs  []int32
}

func sentences(t testing.TB) []sentence {
	t.Helper()
	f, err := os.Open("testdata/sentences.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []sentence
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var s sentence
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// TestReference compares with what SentencePiece 0.2.3 gives for the same vocabulary and rules.
func TestReference(t *testing.T) {
	tokenizer, v := small(t)
	var b token.Buffer
	for _, s := range sentences(t) {
		got := []int32{}
		for _, tok := range tokenizer.Encode(&b, "", s.Text) {
			got = append(got, tok.ID)
		}
		if diff := cmp.Diff(s.IDs, got); diff != "" {
			t.Errorf("%q: %s\n%s", s.Text, names(v, got), diff)
		}
	}
}

func names(v token.Vocabulary, ids []int32) string {
	var out []string
	for _, id := range ids {
		out = append(out, v.Pieces[id])
	}
	return strings.Join(out, "|")
}

// TestPrefix: what goes before a text is cut as if it were its beginning, and has no place in it.
func TestPrefix(t *testing.T) {
	tokenizer, _ := small(t)
	var one, two token.Buffer
	for _, s := range sentences(t) {
		whole := tokenizer.Encode(&one, "", "the reports: "+s.Text)
		parts := tokenizer.Encode(&two, "the reports: ", s.Text)
		if strings.HasPrefix(s.Text, " \u0301") {
			continue // the blank and the accent are one character
		}
		if len(whole) != len(parts) {
			t.Fatalf("%q: %d tokens and %d", s.Text, len(whole), len(parts))
		}
		for i := range whole {
			start, end := max(int(whole[i].Start)-13, 0), max(int(whole[i].End)-13, 0)
			if whole[i].ID != parts[i].ID || start != int(parts[i].Start) || end != int(parts[i].End) {
				t.Errorf("%q: token %d is %v, alone %v", s.Text, i, parts[i], whole[i])
			}
		}
	}
}

// TestPlaces says where tokens stand in texts that are rewritten.
func TestPlaces(t *testing.T) {
	tokenizer, _ := small(t)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"plain", "on Sundays", []string{"on", "Sunday", "s"}},
		{"blanks belong to no token", "  on \t\n fog. ", []string{"on", "fog", "."}},
		{"a letter and its accent are one", "cafe\u0301 e", []string{"ca", "f", "e\u0301", "e"}},
		{"one character is several tokens", "on ﷺ", []string{"on", "ﷺ", "ﷺ", "ﷺ", "ﷺ"}},
		{"what is dropped stands in no token", "\x01on\x01", []string{"on"}},
		{"or inside one", "o\x01n", []string{"o\x01n"}},
		{"unknown characters on end", "𓀀𓀁 𓀂", []string{"", "𓀀𓀁", " ", "𓀂"}},
		{"nothing", " \x01 ", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, tok := range tokenizer.Encode(new(token.Buffer), "", test.text) {
				got = append(got, test.text[tok.Start:tok.End])
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzPlaces holds of every text: tokens come in order, begin and end between characters, and leave out nothing but
// white space and what the rules drop; and what stands at a token's place, alone, becomes the token's letters again.
func FuzzPlaces(f *testing.F) {
	tokenizer, v := small(f)
	for _, s := range sentences(f) {
		f.Add(s.Text, "the: ")
	}
	f.Add("\xff\xfee\xcc", "")
	f.Fuzz(func(t *testing.T, text, prefix string) {
		var b token.Buffer
		last, covered := int32(0), int32(0)
		for _, tok := range tokenizer.Encode(&b, prefix, text) {
			if tok.Start > tok.End || tok.End > int32(len(text)) || tok.Start < last || tok.End < covered {
				t.Fatalf("%q: %v after %d, %d", text, tok, last, covered)
			}
			if !boundary(text, int(tok.Start)) || !boundary(text, int(tok.End)) {
				t.Fatalf("%q: %v cuts a character", text, tok)
			}
			if tok.Start > covered {
				checkGap(t, tokenizer, text[covered:tok.Start])
			}
			last, covered = tok.Start, tok.End
			checkLetters(t, tokenizer, v, text, tok)
		}
		checkGap(t, tokenizer, text[covered:])
	})
}

func boundary(text string, i int) bool {
	return i == len(text) || utf8.RuneStart(text[i]) || !utf8.ValidString(text)
}

// checkGap looks at what lies between tokens.
func checkGap(t *testing.T, tokenizer *token.Tokenizer, gap string) {
	t.Helper()
	for _, tok := range tokenizer.Encode(new(token.Buffer), "", gap) {
		if rest := gap[tok.Start:tok.End]; strings.IndexFunc(rest, func(r rune) bool { return r != '▁' && !unicode.IsSpace(r) }) >= 0 {
			t.Fatalf("%q lies in no token", rest)
		}
	}
}

// checkLetters compares a token's piece with the pieces that its place gives.
func checkLetters(t *testing.T, tokenizer *token.Tokenizer, v token.Vocabulary, text string, tok token.Token) {
	t.Helper()
	want := strings.ReplaceAll(v.Pieces[tok.ID], "▁", "")
	if want == "" || tok.Start == tok.End || tok.Start == 0 {
		return // the first may have begun in the prefix
	}
	if got := tokenizer.Normalise(text[tok.Start:tok.End]); !strings.Contains(got, want) {
		t.Fatalf("%q: %q stands at %v, which is %q", text, want, tok, got)
	}
}

func BenchmarkEncode(b *testing.B) {
	tokenizer, _ := small(b)
	all := sentences(b)
	var buffer token.Buffer
	bytes := 0
	for _, s := range all {
		bytes += len(s.Text)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range all {
			tokenizer.Encode(&buffer, "", s.Text)
		}
	}
}
