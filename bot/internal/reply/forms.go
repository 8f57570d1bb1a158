package reply

import (
	"github.com/dalil-bot/dalil/bot/internal/discord"
	"github.com/dalil-bot/dalil/corpus"
)

type formWords struct {
	reasonTitle, reasonLabel, reasonHint string
	aboutTitle, aboutLabel, aboutHint    string
}

// FieldText is the id of the one text field of every form.
const FieldText = "text"

// ReasonForm asks what was wrong with an answer. It may be sent empty.
func (w *Wording) ReasonForm(answer string) discord.Modal {
	return discord.Modal{
		ID: ID{Action: ActReason, Answer: answer}.Encode(), Title: w.forms.reasonTitle,
		Fields: []discord.Field{{
			ID: FieldText, Label: w.forms.reasonLabel, Placeholder: w.forms.reasonHint, Long: true, Optional: true, Max: 500,
		}},
	}
}

// AboutForm asks for the question about a message, filled in with a beginning such as the message's own text.
func (w *Wording) AboutForm(message discord.ID, beginning string) discord.Modal {
	clean := corpus.Visible(beginning)
	if length(clean) > 900 {
		clean, _ = cut(clean, 900)
	}
	return discord.Modal{
		ID: ID{Action: ActAbout, Answer: string(message)}.Encode(), Title: w.forms.aboutTitle,
		Fields: []discord.Field{{
			ID: FieldText, Label: w.forms.aboutLabel, Placeholder: w.forms.aboutHint, Value: clean, Long: true, Min: 1, Max: 1000,
		}},
	}
}
