package qa

import (
	"maps"
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

// askedTable lists further words for what a question asks for, in the same form. They hold no office and head no parallel
// lists, so that they count in the wording of a question only.
var askedTable = map[Type]string{
	Country: `| nationalities governments |  | الدولتان الدولتين حكومات`,
	Thing: `| | | شروط أعراض وعود مصادر خطوات مطالب بنود نقاط أهداف تدابير مزايا فوائد مخاطر سلع بضائع لغات مهام جوائز أفلام مشاريع برامج مجالات
		قطاعات ملفات قضايا مواضيع عناصر أنواع أقسام مراحل معايير حقوق عوامل`,
	Place: `hospital stadium arena hotel museum suburb neighbourhood neighborhood depot hometown birthplace headquarters |
		hospitals stadiums arenas hotels museums suburbs neighbourhoods neighborhoods depots |
		مستشفى ملعب استاد متحف فندق بلدة منطقه | مستشفيات ملاعب متاحف فنادق بلدات مناطق`,
	Person: `worker winner candidate champion councillor councilor senator lawmaker politician official officer employee teacher
		judge lawyer prosecutor pilot astronaut boss captain striker goalkeeper runner-up suspect whistleblower activist expert
		researcher composer poet novelist painter musician commander soldier ambassador envoy successor predecessor nominee
		chairwoman spokesperson owner hero victim swimmer boxer runner rider driver surgeon nurse husband wife |
		workers winners candidates champions councillors councilors senators lawmakers politicians officials officers employees
		teachers judges lawyers prosecutors pilots astronauts captains strikers goalkeepers suspects activists experts
		researchers composers poets novelists painters musicians commanders soldiers ambassadors envoys nominees owners
		heroes victims swimmers boxers runners riders drivers nurses finalists laureates |
		فائز مرشح بطل نائب مسؤول قاض محام طيار رائد سفير مبعوث خليفة شاعر روائي رسام ملحن موسيقار ضابط مخرج مخرجة مطرب
		مطربة وزيرة رئيسة مديرة كاتبة فنانة ممثلة لاعبة لاعبه متسابق عداء |
		فائزون فائزين مرشحون مرشحين أبطال نواب مسؤولون مسؤولين قضاة محامون طيارون سفراء شعراء روائيون مخرجون مخرجين مطربين
		لعيبة اللعيبة متسابقون متسابقين عدائين مديرين ممثلين ضباط`,
	Organisation: `union airline firm federation charity broadcaster publisher manufacturer supplier operator sponsor lender
		authority contractor retailer carmaker | unions airlines firms federations charities broadcasters publishers manufacturers
		suppliers operators sponsors lenders authorities contractors retailers carmakers organisers organizers groups |
		نقابة جمعية منتخب مصرف راع راعي جهة اتحاد محكمة | نقابات جمعيات منتخبات مصارف رعاة جهات اتحادات محاكم`,
	Date: `deadline birthday weekday | deadlines | موعد ميعاد | مواعيد`,
	Number: `magnitude toll turnout attendance capacity margin majority coverage depth weight width altitude frequency voltage
		circumference diameter elevation accuracy unemployment inflation quota dose dosage | magnitudes margins doses |
		حصيلة عمق وزن سعة هامش فارق إقبال كثافة | حصائل`,
	Amount: `payment payout fare bonus bounty ransom rent turnover earnings costs damages compensation donation loan pension | payments fares bonuses earnings donations loans |
		غرامة مكافأة أجرة إيجار تعويض قرض منحة فاتورة مرتب | غرامات مكافآت قروض منح تعويضات`,
}

// measureTable lists nouns that ask for a measure wherever they stand among keywords.
var measureTable = words(`magnitude turnout attendance margin coverage population unemployment inflation percentage altitude depth price cost
	budget salary wage revenue salaries prices costs toll`)

// nouns is nounTable by folded word.
var nouns = sync.OnceValue(func() map[string]noun { return nounsOf(nounTable) })

// asked is nounTable and askedTable by folded word; of a word in both, the first counts.
var asked = sync.OnceValue(func() map[string]noun {
	table := nounsOf(askedTable)
	maps.Copy(table, nouns())
	return table
})

func nounsOf(list map[Type]string) map[string]noun {
	table := map[string]noun{}
	for kind, words := range list {
		for i, part := range strings.Split(words, "|") {
			for word := range strings.FieldsSeq(part) {
				table[analysis.Fold(word)] = noun{kind, i%2 == 1}
			}
		}
	}
	return table
}

// lookupNoun finds a folded word, for Arabic also without its article or a one-letter prefix.
func lookupNoun(fold string) (noun, bool) { return nounIn(nouns(), fold) }

// askedNoun finds a folded word of a question in the same way, among the words of askedTable too; of Arabic also the dual.
func askedNoun(fold string) (noun, bool) {
	n, ok := nounIn(asked(), fold)
	if ok || len(fold) < 2*5 {
		return n, ok
	}
	for _, ending := range [][2]string{{"تان", "ه"}, {"تين", "ه"}, {"ان", ""}, {"ين", ""}} {
		if stem, cut := strings.CutSuffix(fold, ending[0]); cut {
			if n, ok := nounIn(asked(), stem+ending[1]); ok && !n.plural {
				return noun{n.kind, true}, true
			}
		}
	}
	return noun{}, false
}

func nounIn(table map[string]noun, fold string) (noun, bool) {
	for _, form := range bareForms(fold) {
		if n, ok := table[form]; ok {
			return n, true
		}
	}
	return noun{}, false
}

// proclitics are written together with the Arabic word behind them: conjunctions, prepositions, the article.
var proclitics = []string{"ال", "وال", "بال", "فال", "كال", "لل", "و", "ب", "ل", "ف", "ك"}

// bareForms returns a folded word and, for Arabic, what remains without a conjunction, a preposition and the article.
func bareForms(fold string) []string {
	forms := []string{fold}
	for _, prefix := range proclitics {
		if rest, ok := strings.CutPrefix(fold, prefix); ok && len(rest) >= 2*3 {
			forms = append(forms, rest)
		}
	}
	return forms
}
