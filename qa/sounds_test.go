package qa

import (
	"testing"

	"github.com/dalil-bot/dalil/corpus"
)

// TestSounds holds that names which no lexicon has are found in the other script, and that other words are not taken for them.
func TestSounds(t *testing.T) {
	for _, test := range []struct {
		lang, document, text string
		want                 string // what stands for the first unit that sounds like something, "" for nothing
	}{
		{"en", "قال تاديسي ووركو إن الموسم يبدأ في آذار.", "When does the season of Worku begin?", "ووركو"},
		{"en", "وصلت الناقلة إلى كالديرا صباح الأحد.", "When did the tanker reach Caldera?", "كالديرا"},
		{"en", "وقال الوزير إن بلمونت غرقت.", "Where did the Belmont sink?", "بلمونت"},
		{"ar", "The tanker Belmont was built by Drazic and his sons.", "من بنى الناقلة بلمونت؟", "Belmont"},
		{"en", "استقال مدير الطرق صباح الأحد.", "When did Tariq resign?", ""},
		{"en", "استقال الملك صباح الأحد.", "When did Malik resign?", ""},
		{"en", "اتصل الوزير بووركو هاتفياً.", "Who called Worku?", "بووركو"},
		{"en", "أُقيم السلام بين الطرفين.", "Where does Salem live?", ""},
	} {
		lib := among(t, map[string]string{"a.txt": test.document})
		doc, err := lib.Document(t.Context(), "c", "a.txt")
		if err != nil {
			t.Fatal(err)
		}
		in := newInquiry(Question{Text: test.text, Collections: []string{"c"}}, test.lang)
		r := New(lib, Options{}).hold(in, corpus.Hit{Doc: doc})
		got := ""
		for i, m := range r.match {
			if m.unit >= 0 && m.strength == soundStrength {
				got = r.text.Tokens[i].Of(r.text.Source)
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
	}
}
