package reply

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
)

// TestWordingsAreWhole looks at every text of every language: none is missing, none names a value that another language does
// not name, and no table lacks a key that English has.
func TestWordingsAreWhole(t *testing.T) {
	want := texts(reflect.ValueOf(english), "")
	for _, w := range wordings[1:] {
		got := texts(reflect.ValueOf(*w), "")
		for path, text := range want {
			other, ok := got[path]
			switch {
			case !ok || strings.TrimSpace(other) == "" && text != "":
				t.Errorf("%s: %s is missing: %q", w.locale, path, text)
			case fmt.Sprint(holes(text)) != fmt.Sprint(holes(other)):
				t.Errorf("%s: %s names %v, want %v", w.locale, path, holes(other), holes(text))
			}
			delete(got, path)
		}
		for path, text := range got {
			t.Errorf("%s: %s is not in English: %q", w.locale, path, text)
		}
	}
}

// texts collects the texts of a wording by their path, of counted ones the form that all languages have.
func texts(v reflect.Value, path string) map[string]string {
	out := map[string]string{}
	add := func(more map[string]string) {
		maps.Copy(out, more)
	}
	switch v.Kind() {
	case reflect.String:
		out[path] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "locale" {
				add(texts(v.Field(i), path+"."+name))
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			add(texts(v.MapIndex(k), path+"["+k.String()+"]"))
		}
	case reflect.Array:
		if v.Type() == reflect.TypeFor[counted]() {
			out[path+" counted"] = v.Index(int(other)).String()
			break
		}
		for i := range v.Len() {
			add(texts(v.Index(i), path+number(i)))
		}
	}
	return out
}

var hole = regexp.MustCompile(`\{[a-z]+\}`)

func holes(text string) map[string]bool {
	out := map[string]bool{}
	for _, h := range hole.FindAllString(text, -1) {
		out[h] = true
	}
	return out
}

func TestFor(t *testing.T) {
	for locale, want := range map[string]string{"ar": "ar", "ar-EG": "ar", "AR": "ar", "en-GB": "en", "fr": "en", "": "en"} {
		if got := For(locale).Locale(); got != want {
			t.Errorf("For(%q) is %q, want %q", locale, got, want)
		}
	}
}

func TestCounts(t *testing.T) {
	en, ar := For("en"), For("ar")
	tests := []struct {
		n      int
		en, ar string
	}{
		{0, "0 sources agree", "لا مصدر"},
		{1, "1 source", "مصدر واحد"},
		{2, "2 sources agree", "مصدران متفقان"},
		{3, "3 sources agree", "3 مصادر متفقة"},
		{10, "10 sources agree", "10 مصادر متفقة"},
		{11, "11 sources agree", "11 مصدراً متفقاً"},
		{99, "99 sources agree", "99 مصدراً متفقاً"},
		{100, "100 sources agree", "100 مصدر متفقة"},
		{102, "102 sources agree", "102 مصدر متفقة"},
		{103, "103 sources agree", "103 مصادر متفقة"},
		{111, "111 sources agree", "111 مصدراً متفقاً"},
	}
	for _, test := range tests {
		if got := en.count(en.sources, test.n); got != test.en {
			t.Errorf("%d in English: %q, want %q", test.n, got, test.en)
		}
		if got := ar.count(ar.sources, test.n); got != test.ar {
			t.Errorf("%d in Arabic: %q, want %q", test.n, got, test.ar)
		}
	}
	for n, want := range map[time.Duration]string{0: "ثانية واحدة", 2 * time.Second: "ثانيتين", 2100 * time.Millisecond: "3 ثوانٍ", time.Minute: "60 ثانية"} {
		if got := ar.Notice(Notice{Code: RateLimited, Wait: n}).Text; !strings.Contains(got, want) {
			t.Errorf("%v: %q lacks %q", n, got, want)
		}
	}
}

func TestConfidence(t *testing.T) {
	w := For("en")
	for p, want := range map[float64]string{0: "unsure", 0.49: "unsure", 0.5: "likely", 0.74: "likely", 0.75: "sure", 1: "sure"} {
		if got := w.confidence(p); got != want {
			t.Errorf("%v is %q, want %q", p, got, want)
		}
	}
}

// TestNotices fills every sentence with hostile values: all holes are filled, and the values are inert.
func TestNotices(t *testing.T) {
	var all strings.Builder
	for _, w := range wordings {
		for _, code := range sortedCodes(w) {
			p := w.Notice(Notice{
				Code: code, Wait: 1500 * time.Millisecond, Ref: "k3`x", Name: "**a** @everyone \u202ez", Detail: strings.Repeat("<@1> ", 900),
				Limit: 8, Channel: "42", Who: "43",
			})
			checkPost(t, p)
			if hole.MatchString(p.Text) || !p.Private || strings.Contains(p.Text, "@everyone") && !strings.Contains(p.Text, `\@everyone`) {
				t.Errorf("%s: %q", code, p.Text)
			}
			q := w.Notice(Notice{Code: code, Wait: time.Second, Ref: "k3x", Name: "handbook.pdf", Detail: "txt, md", Limit: 8, Channel: "42", Who: "43"})
			fmt.Fprintf(&all, "%s: %s\n", code, q.Text)
		}
		all.WriteString("\n")
	}
	if got := For("en").Notice(Notice{Code: "no such code", Ref: "r"}).Text; !strings.Contains(got, "`r`") {
		t.Errorf("an unknown code says %q", got)
	}
	goldenText(t, all.String())
}

func sortedCodes(w *Wording) []Code {
	var out []Code
	for line := range strings.FieldsSeq(allCodes) {
		if _, ok := w.notices[Code(line)]; ok {
			out = append(out, Code(line))
		}
	}
	if len(out) != len(w.notices) {
		panic("allCodes is not all codes")
	}
	return out
}

// allCodes is the order in which the golden file has them.
const allCodes = `rate-limited server-limited busy not-here not-here-manager commands-only not-allowed managers-only only-in-server not-yours
	too-old no-documents no-documents-manager empty-question no-collection bad-date bad-period no-such-answer failed timed-out shared cannot-share only-alone
	thanks thanks-reason told already-told cannot-tell forgotten nothing-to-forget mention-me needs-content
	file-too-large file-kind file-unreadable no-file page-unreadable no-fetching added removed no-document saved channel-on channel-empty channel-off bad-limit direct-on direct-off direct-full direct-none direct-unknown cannot-write direct-closed ask-usage
	stopping taken-back taken-away`

func TestDates(t *testing.T) {
	day := time.Date(2013, time.November, 2, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		locale string
		date   corpus.Date
		want   string
	}{
		{"en", corpus.Date{Day: day, Origin: corpus.DateByline}, "2 November 2013"},
		{"ar", corpus.Date{Day: day, Origin: corpus.DateMeta}, "2 نوفمبر 2013"},
		{"en", corpus.Date{Day: day, Origin: corpus.DateFile}, "saved 2 November 2013"},
		{"en", corpus.Date{}, ""},
	}
	for _, test := range tests {
		if got := For(test.locale).day(test.date); got != test.want {
			t.Errorf("%v in %s: %q, want %q", test.date, test.locale, got, test.want)
		}
	}
}

// commandName is Discord's rule for the names of commands and options.
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// TestCommands holds the commands to Discord's rules, in each language.
func TestCommands(t *testing.T) {
	for _, c := range Commands() {
		if c.Kind == discord.Slash {
			checkOption(t, c.Name, discord.OptionSpec{
				Name: c.Name, Names: c.Names, Description: c.Description, Descriptions: c.Descriptions, Options: c.Options,
			})
			continue
		}
		if n := length(c.Name); n == 0 || n > 32 || length(c.Names["ar"]) == 0 || length(c.Names["ar"]) > 32 || c.Description != "" {
			t.Errorf("menu %+v", c)
		}
	}
	if _, err := discord.CommandHash(Commands()); err != nil {
		t.Error(err)
	}
	for _, w := range wordings {
		if len(w.commands) != len(english.commands) {
			t.Errorf("%s has %d texts of commands, want %d", w.locale, len(w.commands), len(english.commands))
		}
	}
}

func checkOption(t *testing.T, path string, o discord.OptionSpec) {
	t.Helper()
	for _, locale := range []string{"", "en-US", "en-GB", "ar"} {
		name, about := o.Names[locale], o.Descriptions[locale]
		if locale == "" {
			name, about = o.Name, o.Description
		}
		if !commandName.MatchString(name) || strings.ToLower(name) != name {
			t.Errorf("%s: name %q in %q", path, name, locale)
		}
		if n := length(about); n < 1 || n > 100 {
			t.Errorf("%s: description %q in %q", path, about, locale)
		}
	}
	siblings := map[string]bool{}
	optional := false
	for _, sub := range o.Options {
		for _, name := range []string{sub.Names["en-US"], sub.Names["ar"]} {
			if siblings[name] {
				t.Errorf("%s: the name %q twice", path, name)
			}
			siblings[name] = true
		}
		if sub.Required && optional {
			t.Errorf("%s: required after optional", path)
		}
		optional = optional || !sub.Required
		checkOption(t, path+" "+sub.Name, sub)
	}
	for _, c := range o.Choices {
		if c.Name == "" || c.Names["ar"] == "" || length(c.Name) > 100 {
			t.Errorf("%s: choice %+v", path, c)
		}
	}
}

func TestIDs(t *testing.T) {
	long := ID{Action: ActContext, Answer: strings.Repeat("a", maxAnswer), Arg: strings.Repeat("9", maxArg)}
	for _, id := range []ID{{Action: ActGood, Answer: "k3x"}, {Action: ActSources, Arg: "-1"}, long} {
		s := id.Encode()
		got, err := Decode(s)
		if err != nil || got != id || len(s) > discord.MaxCustomID {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "d1", "d1:c:a", "d1:c:a:b:c", "d2:c:a:b", "d1:zz:a:b", "d1::a:b", "d1:c:a b:", "d1:c:é:", "d1:y:a:", long.Encode() + "9"} {
		if id, err := Decode(s); err == nil {
			t.Errorf("%q decodes to %+v", s, id)
		}
	}
	for _, arg := range []string{"x", "-1", "1.", "1.-2", "01", "1.2.3", "+1", "99999999999999999999"} {
		if v, err := ParseView(arg); err == nil {
			t.Errorf("view %q reads as %+v", arg, v)
		}
	}
}

func BenchmarkAnswer(b *testing.B) {
	a := list()
	for b.Loop() {
		For("ar").Answer(a, Options{ID: "a1", Asked: a.Question, Repeat: true})
	}
}
