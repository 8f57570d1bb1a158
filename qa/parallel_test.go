package qa

import (
	"strings"
	"testing"
)

// TestParallelLists: names and offices that stand in lists of one order belong together by their place in it.
func TestParallelLists(t *testing.T) {
	const (
		english = "Peru's Finance Minister Carla Romero, Trade Minister Juan Salazar and their Kenyan counterparts, Amina Odera and Peter Kimani, opened the bridge in Nairobi."
		single  = "Peru's Trade Minister Juan Salazar and his Kenyan counterpart Peter Kimani opened the bridge in Nairobi."
		plain   = "The finance and trade ministers of Kenya, Amina Odera and Peter Kimani, opened the bridge in Nairobi."
		opening = "After the first round of trade and budget talks, Peruvian Finance Minister Carla Romero and Trade Minister Juan Salazar agreed with Kenyan counterparts Amina Odera and Peter Kimani to meet again."
		guest   = "عقد وزير المالية البيروفي كارلوس روميرو ووزير التجارة خوان سالازار لقاء دام يوماً واحداً مع نظيريهما الكينيين أمينة أوديرا وبيتر كيماني في نيروبي."
		arabic  = "التقى وزير المالية البيروفي كارلوس روميرو ووزير التجارة خوان سالازار نظيريهما الكينيين أمينة أوديرا وبيتر كيماني في نيروبي."
	)
	for _, test := range []struct{ name, document, text, want string }{
		{"the second of the second list", english, "Who is the Kenyan trade minister?", "Kimani"},
		{"the first of the second list", english, "Who is the Kenyan finance minister?", "Odera"},
		{"the second of the first list", english, "Who is the Peruvian trade minister?", "Salazar"},
		{"the first of the first list", english, "Who is the finance minister of Peru?", "Romero"},
		{"one and his counterpart", single, "Who is the Kenyan trade minister?", "Kimani"},
		{"one and his counterpart, the one", single, "Who is the Peruvian trade minister?", "Salazar"},
		{"offices first", plain, "Who is the trade minister of Kenya?", "Kimani"},
		{"offices first, the other one", plain, "Who is the finance minister of Kenya?", "Odera"},
		{"a word of the office before the lists", opening, "Who is the Kenyan trade minister?", "Kimani"},
		{"a word of the office before the lists, the first list", opening, "Who is the Peruvian trade minister?", "Salazar"},
		{"Arabic, a word that begins like a conjunction", guest, "من هو وزير التجارة الكيني؟", "كيماني"},
		{"a particle in a name", "Finance Minister Carla Romero, Trade Minister Juan Salazar and their Kenyan counterparts, Amina al Odera and Peter Kimani, met.", "Who is the Kenyan finance minister?", "Odera"},
		{"asked in Arabic, of the English text", english, "من هو وزير التجارة الكيني؟", "Kimani"},
		{"Arabic, the second of the second list", arabic, "من هو وزير التجارة الكيني؟", "كيماني"},
		{"Arabic, the first of the second list", arabic, "من هو وزير المالية الكيني؟", "أوديرا"},
		{"Arabic, the second of the first list", arabic, "من هو وزير التجارة البيروفي؟", "سالازار"},
		{"Arabic, the first of the first list", arabic, "من هو وزير المالية البيروفي؟", "روميرو"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := mustAsk(t, among(t, map[string]string{"a.txt": test.document}), test.text, "c")
			if a.Kind != Single || !strings.Contains(a.Text, test.want) {
				t.Errorf("%s %q, want %s (%s)", a.Kind, a.Text, test.want, a.Why.Rule)
			}
		})
	}
}
