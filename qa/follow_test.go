package qa

import (
	"slices"
	"testing"
)

func TestFollow(t *testing.T) {
	countries := Turn{Question: "which countries have 2+2 with Japan?", Items: []string{"Russia", "Australia"}}
	treaty := Turn{Question: "Who signed the harbour treaty?", Items: []string{"Leila Haddad"}}
	arabic := Turn{Question: "من وقع معاهدة الميناء؟", Items: []string{"ليلى حداد"}}
	for _, test := range []struct {
		name string
		last Turn
		text string
		want string
		told []string
	}{
		{"another name", countries, "and with Australia?", "which countries have 2+2 with Australia?", nil},
		{"what about", countries, "What about India?", "which countries have 2+2 with India?", nil},
		{"more of the same", treaty, "who else?", "Who signed the harbour treaty?", []string{"Leila Haddad"}},
		{"pronoun", treaty, "When was that?", "When was that? signed harbour treaty Leila Haddad", nil},
		{"pronoun in Arabic", arabic, "متى كان ذلك؟", "متى كان ذلك؟ وقع معاهدة الميناء ليلى حداد", nil},
		{"nothing but a question word", treaty, "why?", "why? signed harbour treaty", nil},
		{"stands alone", treaty, "How much did the new pier cost?", "How much did the new pier cost?", nil},
		{"stands alone by its name", countries, "Where is Canberra?", "Where is Canberra?", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			q, told := follow(Question{Text: test.text, History: []Turn{test.last}})
			if q.Text != test.want || !slices.Equal(told, test.told) {
				t.Errorf("got %q, told %q; want %q, %q", q.Text, told, test.want, test.told)
			}
		})
	}
}
