package qa

import (
	"strings"
	"sync"

	"github.com/dalil-bot/dalil/corpus/analysis"
)

// A noun is what is known of a word that a question may ask for.
type noun struct {
	kind   Type
	plural bool // several things are asked for
}

// nounTable lists words that name a type of answer, English and Arabic, as the singular and (behind a bar) the plural.
// A word that is missing asks for a Thing, which any span may answer, so the table stays short.
var nounTable = map[Type]string{
	Country: `country nation nationality | countries nations | دولة بلد جنسية | دول بلدان الدولتان الدولتين البلدان البلدين`,
	Place: `city town village place location continent region area river island sea ocean street district province county capital
		state lake mountain planet venue site port airport | cities towns villages places locations continents regions areas
		rivers islands seas oceans streets districts provinces counties capitals states lakes mountains planets venues sites
		ports airports | مدينة قرية مكان موقع قارة منطقة نهر جزيرة بحر محيط شارع حي محافظة ولاية عاصمة بحيرة جبل كوكب ميناء
		مطار مقر إقليم | مدن قرى أماكن مواقع قارات مناطق أنهار جزر بحار شوارع أحياء محافظات ولايات عواصم بحيرات جبال موانئ أقاليم`,
	Person: `person man woman president minister king queen emperor author writer artist actor actress singer player scientist
		leader director chairman chief founder inventor architect general prince pope bishop governor mayor ceo coach
		journalist professor spokesman spokeswoman | people men women presidents ministers kings queens emperors authors
		writers artists actors actresses singers players scientists leaders directors founders inventors architects generals
		princes popes bishops governors mayors coaches journalists professors | شخص رجل امرأة رئيس وزير ملك ملكة إمبراطور
		مؤلف كاتب فنان ممثل مغني لاعب عالم قائد مدير مؤسس مخترع مهندس جنرال أمير بابا حاكم عمدة مدرب صحفي أستاذ متحدث |
		أشخاص رجال نساء رؤساء وزراء ملوك مؤلفون كتاب فنانون ممثلون لاعبون لاعبين علماء قادة مدراء مؤسسون مهندسون أمراء حكام`,
	Organisation: `company organisation organization party university agency team bank ministry council church school
		institution club band corporation newspaper group body | companies organisations organizations parties universities
		agencies teams banks ministries councils churches schools institutions clubs bands corporations newspapers bodies |
		شركة منظمة حزب جامعة وكالة فريق بنك وزارة مجلس كنيسة مدرسة مؤسسة ناد نادي صحيفة هيئة جماعة |
		شركات منظمات أحزاب جامعات وكالات فرق بنوك وزارات مجالس كنائس مدارس مؤسسات أندية صحف هيئات جماعات`,
	Date: `year date day month century decade era season | years dates days months centuries decades |
		عام سنة تاريخ يوم شهر قرن عقد موسم | أعوام سنوات تواريخ أيام شهور أشهر قرون عقود`,
	Number: `number percentage percent proportion rate population age height length distance size temperature score speed
		ratio share | numbers percentages rates | عدد نسبة معدل رقم عمر ارتفاع طول مسافة مساحة درجة سرعة حصة سكان | أعداد نسب أرقام`,
	Amount: `price cost budget salary wage fee revenue profit money sum amount value trade fine tax income debt |
		prices costs fees revenues profits | سعر ثمن تكلفة كلفة ميزانية راتب رسوم إيرادات أرباح مبلغ قيمة تجارة دين ضريبة دخل | أسعار تكاليف مبالغ`,
	Duration: `duration period | | مدة فترة | مدد`,
	Reason:   `reason cause motive | reasons causes motives | سبب دافع علة | أسباب دوافع`,
}

// nouns is nounTable by folded word.
var nouns = sync.OnceValue(func() map[string]noun {
	table := map[string]noun{}
	for kind, words := range nounTable {
		for i, part := range strings.Split(words, "|") {
			for word := range strings.FieldsSeq(part) {
				table[analysis.Fold(word)] = noun{kind, i%2 == 1}
			}
		}
	}
	return table
})

// lookupNoun finds a folded word, for Arabic also without its article or a one-letter prefix.
func lookupNoun(fold string) (noun, bool) {
	for _, form := range bareForms(fold) {
		if n, ok := nouns()[form]; ok {
			return n, true
		}
	}
	return noun{}, false
}

// bareForms returns a folded word and, for Arabic, what remains without a conjunction, a preposition and the article.
func bareForms(fold string) []string {
	forms := []string{fold}
	for _, prefix := range []string{"ال", "وال", "بال", "فال", "كال", "لل", "و", "ب", "ل", "ف", "ك"} {
		if rest, ok := strings.CutPrefix(fold, prefix); ok && len(rest) >= 2*3 {
			forms = append(forms, rest)
		}
	}
	return forms
}
