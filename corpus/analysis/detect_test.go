package analysis

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDetect(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", "", "??"},
		{"number", "2+2?", "??"},
		{"one Latin word", "Russia", "??"},
		{"one Arabic word", "روسيا", "ar"},
		{"english", "Which islands do both countries claim?", "en"},
		{"arabic with a latin name", "متى زار وزير الخارجية Sergei Lavrov طوكيو؟", "ar"},
		{"arabic with a persian name", "من هو السياسي گلبدین حکمتیار؟", "ar"},
		{"arabic about a persian city", "تقع مدينة گرگان بالقرب من بحر قزوین وتشتهر مصانع چالوس وپهلوی فيها بالسجاد", "ar"},
		{"arabic with a kurdish name", "تسمى المدينة بالكردية هەولێر وفيها قلعة قديمة", "ar"},
		{"arabic with an urdu name", "أعلنت جامعة ہندوستان کے في دلهي عن منح جديدة للطلبة", "ar"},
		{"arabic from a persian keyboard", "قال الوزیر إن المصنع الذی بنی فی القریة سیفتح أبوابه قبل نهایة الشهر", "ar"},
		{"persian from an arabic keyboard", "كتابخانه تازه شهر از فردا باز است و هر كس مي تواند پنج كتاب به خانه ببرد", "fa"},
		{"persian with an arabic country", "پایتخت الجزایر کجاست و چند نفر در آن زندگی می\u200cکنند؟", "fa"},
		{"persian with a kurdish name", "شهر هەولێر یکی از بزرگ\u200cترین شهرهای این کشور است و پارک\u200cهای زیادی دارد", "fa"},
		{"sorani", "پایتەختی ئەو وڵاتە کوێیە و چەند کەس لەوێ دەژین؟", "ckb"},
		{"persian", "رئیس جمهور ایران کیست و کجا زندگی می\u200cکند؟", "fa"},
		{"urdu", "جاپان کے وزیر خارجہ کون ہیں؟", "ur"},
		{"german", "Wer ist der Präsident von Russland?", "de"},
		{"french", "Qui est le président de la Russie ?", "fr"},
		{"spanish", "¿Quién es el presidente de Rusia?", "es"},
		{"portuguese", "Quem é o presidente do Brasil?", "pt"},
		{"italian", "Chi è il presidente della Russia?", "it"},
		{"dutch", "Wie is de president van Rusland?", "nl"},
		{"polish", "Kto jest prezydentem Rosji?", "pl"},
		{"romanian", "Cine este președintele Rusiei?", "ro"},
		{"turkish", "Rusya'nın başkenti neresidir?", "tr"},
		{"swedish", "Vem är Rysslands president?", "sv"},
		{"danish", "Hvem er præsident i Rusland?", "da"},
		{"norwegian", "Hva heter presidenten i Russland?", "no"},
		{"finnish", "Kuka on Venäjän presidentti?", "fi"},
		{"hungarian", "Ki Oroszország elnöke?", "hu"},
		{"czech", "Kdo je prezidentem Ruska?", "cs"},
		{"indonesian", "Siapa presiden Rusia yang sekarang?", "id"},
		{"two names", "Sergei Lavrov", "??"},
		{"vietnamese", "Ai là tổng thống của Nga?", "vi"},
		{"russian", "Кто президент России?", "ru"},
		{"ukrainian", "Хто є президентом України?", "uk"},
		{"greek", "Ποιος είναι ο πρόεδρος;", "el"},
		{"hebrew", "מי נשיא רוסיה?", "he"},
		{"hindi", "रूस के राष्ट्रपति कौन हैं?", "hi"},
		{"thai", "ใครเป็นประธานาธิบดี", "th"},
		{"chinese", "谁是俄罗斯总统？", "zh"},
		{"japanese", "日本の首相は誰ですか", "ja"},
		{"korean", "러시아의 대통령은 누구입니까?", "ko"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Detect(tc.text, "??"); got != tc.want {
				t.Errorf("Detect(%q) = %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

// TestDetectLong looks into texts that are longer than what Detect samples.
func TestDetectLong(t *testing.T) {
	english := "The mill by the river was closed for a year, and nobody in the village knew why. "
	arabic := "بقيت الطاحونة القديمة مغلقة سنة كاملة ولم يعرف أحد من أهل القرية السبب. "
	for _, tc := range []struct{ name, text, want string }{
		{"english after a french title", "Le moulin de la rivière\n" + strings.Repeat(english, 40), "en"},
		{"arabic with names", strings.Repeat(arabic, 20) + strings.Repeat("چالوس گرگان ", 5) + strings.Repeat(arabic, 20), "ar"},
		{"quotation at the beginning", strings.Repeat(english, 4) + strings.Repeat(arabic, 40), "ar"},
		{"list of names", strings.Repeat("Lorvan Teskil, Marodine Prust, Velkorin Dastrel; ", 40), "??"},
		{"numbers", strings.Repeat("17 + 4 = 21; ", 400), "??"},
		{"not UTF-8", strings.Repeat("\xd8", 5000), "??"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Detect(tc.text, "??"); got != tc.want {
				t.Errorf("Detect = %q, want %q", got, tc.want)
			}
		})
	}
}

// FuzzSample asks that a sample is no longer than allowed, keeps what is short, and cuts no character.
func FuzzSample(f *testing.F) {
	f.Add(englishText, 600)
	f.Add(arabicText, 301)
	f.Add(strings.Repeat("日本", 200), 100)
	f.Add("\xd8\xd8\xd8\xd8\xd8", 3)
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = max(n, 1)
		got := sample(text, n)
		if len(text) <= n && got != text || len(got) > n {
			t.Errorf("%d bytes of %d for %d", len(got), len(text), n)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("sample(%q, %d) = %q", text, n, got)
		}
	})
}

// TestDetectQuestions measures Detect on short questions of twelve languages, which are data that is not in the tree.
func TestDetectQuestions(t *testing.T) {
	right, total := map[string]int{}, map[string]int{}
	for _, q := range questions(t) {
		if !isShort(q.Lang, q.Question) {
			continue
		}
		total[q.Lang]++
		if got := Detect(q.Question, ""); got == q.Lang {
			right[q.Lang]++
		} else if testing.Verbose() {
			t.Logf("%s, not %s: %s", got, q.Lang, q.Question)
		}
	}
	all, correct := 0, 0
	for _, lang := range slices.Sorted(maps.Keys(total)) {
		t.Logf("%s %.3f of %d", lang, float64(right[lang])/float64(total[lang]), total[lang])
		all, correct = all+total[lang], correct+right[lang]
	}
	if accuracy := float64(correct) / float64(all); accuracy < 0.99 {
		t.Errorf("accuracy %.4f of %d questions, want 0.99", accuracy, all)
	} else {
		t.Logf("accuracy %.4f of %d questions", accuracy, all)
	}
}

type question struct {
	Question, Context, Lang string
}

// questions reads the questions that lie beside the module's tree on the machines that measure.
func questions(t testing.TB) []question {
	path := filepath.Join("..", "..", "..", "shared", "train", "xquad-half-12-languages.jsonl.gz")
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("no questions to measure on: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []question
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		out = append(out, q)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// isShort reports whether a question has five to ten words, or as many characters as those have where there are no spaces.
func isShort(lang, text string) bool {
	switch lang {
	case "zh":
		n := utf8.RuneCountInString(text)
		return 8 <= n && n <= 25
	case "th":
		n := utf8.RuneCountInString(text)
		return 20 <= n && n <= 60
	}
	words := 1
	for _, r := range text {
		if r == ' ' {
			words++
		}
	}
	return 5 <= words && words <= 10
}
