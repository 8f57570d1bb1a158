package reply

import (
	"strings"

	"github.com/dalil-bot/dalil/qa"
)

// arabic addresses the reader in the masculine singular, as notices commonly do; digits are ASCII ones.
var arabic = Wording{
	locale: "ar", also: []string{"ar"}, right: true, comma: "، ",
	join: func(values []string) string { return strings.Join(values, " و") },
	form: arabicForm,
	months: [12]string{
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
		"يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
	},
	date: "{day} {month} {year}",

	sources: counted{
		zero: "لا مصدر", one: "مصدر واحد", two: "مصدران متفقان", few: "{n} مصادر متفقة", many: "{n} مصدراً متفقاً", other: "{n} مصدر متفقة",
	},
	says: counted{
		zero: "لا وثيقة تقول", one: "وثيقة واحدة تقول", two: "وثيقتان تقولان", few: "{n} وثائق تقول", many: "{n} وثيقة تقول", other: "{n} وثيقة تقول",
	},
	seconds: counted{
		zero: "لحظة", one: "ثانية واحدة", two: "ثانيتين", few: "{n} ثوانٍ", many: "{n} ثانية", other: "{n} ثانية",
	},

	sure: "مؤكد", likely: "مرجّح", unsure: "غير مؤكد",
	understood: "فُهم السؤال هكذا: {question}",
	disagree:   "{these} {answer}؛ {those} {other}",
	newer:      "، وهي أحدث",
	older:      "أحدث مصدر يعود إلى {date}، وقد تكون الأمور تغيّرت.",
	changed:    "تغيّرت الوثيقة منذ ذلك الحين",
	alsoIn:     "وكذلك في {names}",
	earlierIn:  "نسخة سابقة: {names}",
	part:       "الجزء {i} من {n}",
	shortened:  "مختصر",
	saved:      "حُفظت في {date}",

	notAnswer: "أقرب المقاطع – **ليست** إجابة:", alsoClose: "قريب من السؤال أيضاً", nothingMore: "لا توجد أدلة أخرى.",
	refusals: map[string]string{
		qa.ReasonEmptyQuestion: "ليس في هذا السؤال ما يمكن البحث عنه. اطرحه بكلمات أكثر.",
		qa.ReasonEmptyCorpus:   "لا توجد هنا وثائق للإجابة منها.",
		qa.ReasonNothingFound:  "لا تتحدث أي وثيقة عن هذا.",
		qa.ReasonNoCandidate:   "تتحدث الوثائق عن هذا، لكن لا تذكر أي منها المطلوب.",
		qa.ReasonUnsure:        "لا تذكر الوثائق هذا بوضوح يكفي للإجابة.",
		qa.ReasonUnverified:    "ما عُثر عليه لم يعد موجوداً في وثيقته. أعد السؤال بعد قليل.",
	},
	notes: map[string]string{
		qa.NoteCut:     "السؤال طويل جداً، ولم يُقرأ منه إلا أوله.",
		qa.NoteVectors: "لا يزال إعداد الوثائق جارياً: بُحث في بعضها بالكلمات فقط.",
		"":             "لم يكتمل: {code}",
	},

	context: "أظهر السياق", evidence: "أدلة أخرى", remove: "احذف", share: "شارك الجميع",
	tell: "أبلغ المشرفين", back: "رجوع", previous: "السابق", next: "التالي", before: "⬆ ما قبله", after: "⬇ ما بعده",
	moreTitle: "أدلة أخرى", page: "صفحة {i} من {n}", thisQuote: "الاقتباس {n}",
	quoteGone: "تغيّرت الوثيقة: لم تعد هذه الجملة موجودة فيها.",

	places: placeWords{
		page: "ص {n}", slide: "الشريحة {n}", row: "الصف {n}", sheetRow: "الصف {n} من {name}", chapter: "الفصل {n}: {name}", message: "الرسالة",
	},
	why: whyWords{
		title: "كيف نشأت هذه الإجابة", question: "السؤال:", notKept: "لم يُحفظ", kind: "المطلوب:", lang: "اللغة:",
		list: "قائمة", focus: "من نوع:", names: "أسماء فيه:", rule: "القاعدة", terms: "الألفاظ المبحوث عنها",
		passages: "المقاطع المقروءة", candidates: "القيم التي نُظر فيها", unknown: "لم يُحفظ عنها شيء آخر.",
		term: "{term} في {field}: {passages}، الوزن {idf}",
		passageCount: counted{
			zero: "لا مقطع", one: "مقطع واحد", two: "مقطعان", few: "{n} مقاطع", many: "{n} مقطعاً", other: "{n} مقطع",
		},
		support: "السند {n}",
		types: map[qa.Type]string{
			qa.Person: "شخص", qa.Place: "مكان", qa.Country: "دولة", qa.Organisation: "منظمة",
			qa.Date: "تاريخ", qa.Number: "عدد", qa.Amount: "مبلغ من المال", qa.Duration: "مدة",
			qa.Reason: "سبب", qa.Definition: "تعريف", qa.Polar: "نعم أو لا", qa.Choice: "أحد أمرين", qa.Thing: "شيء",
		},
	},
	pages: pageWords{
		searchTitle: "مقاطع فيها {words}", searchNothing: "لا يوجد مقطع فيه هذه الكلمات.",
		sourcesTitle: "ما هو معروف هنا", sourcesNone: "لا توجد وثائق يمكن سؤالها هنا.",
		collection: "{name} · {documents}", span: "{from} – {to}", updated: "قُرئت {when}",
		documents: counted{
			zero: "لا وثائق", one: "وثيقة واحدة", two: "وثيقتان", few: "{n} وثائق", many: "{n} وثيقة", other: "{n} وثيقة",
		},
		helpTitle: "اسأل الوثائق",
		help: "أجيب من وثائق هذا المكان وأعرض الجمل التي تقول ذلك حرفياً. وإن لم تذكره الوثائق قلت ذلك.\n" +
			"> **/ask** سؤال، ويمكن أن يبقى بيننا (private)\n" +
			"> **/search** مقاطع فيها كلمات معينة\n" +
			"> **/sources** ما هو معروف هنا\n" +
			"> **/why** كيف نشأت إجابة\n" +
			"> **/forget** يحذف محادثتنا وبياناتك\n" +
			"ويمكنك أيضاً أن تذكر اسمي في رسالة، أو ترد عليّ، أو تراسلني مباشرة، ثم تتابع السؤال: «وفي عام 2019؟»",
		starters: "مثلاً", placeholder: "اطرح أحد هذه الأسئلة",
	},
	managing: managingWords{
		statusTitle: "الحالة", gapsTitle: "أسئلة بلا إجابة جيدة", gapsNone: "لا يوجد شيء منها.",
		auditTitle: "ما فعله المشرفون", auditNone: "لا شيء بعد.",
		refused: "بلا إجابة", disliked: "👎", week: "أسبوع {date}", notKept: "(لم يُحفظ السؤال)",
		told: counted{
			one: "📣 شخص واحد يريد إجابة", two: "📣 شخصان يريدان إجابة", few: "📣 {n} أشخاص يريدون إجابة", many: "📣 {n} شخصاً يريدون إجابة",
			other: "📣 {n} شخص يريدون إجابة",
		},
		times:  counted{zero: "أبداً", one: "مرة واحدة", two: "مرتين", few: "{n} مرات", many: "{n} مرة", other: "{n} مرة"},
		synced: "الوثائق محدّثة: أُضيف {added}، وحُدّث {updated}، وحُذف {removed}، ولم يتغير {unchanged}.",
		unread: counted{
			zero: "قُرئت كلها.", one: "تعذّرت قراءة واحدة؛ من يشغّلني يرى السبب بالأمر `dalil sources`.", two: "تعذّرت قراءة اثنتين؛ من يشغّلني يرى السبب بالأمر `dalil sources`.",
			few: "تعذّرت قراءة {n}؛ من يشغّلني يرى السبب بالأمر `dalil sources`.", many: "تعذّرت قراءة {n}؛ من يشغّلني يرى السبب بالأمر `dalil sources`.",
			other: "تعذّرت قراءة {n}؛ من يشغّلني يرى السبب بالأمر `dalil sources`.",
		},
		yes: "نعم", no: "لا", none: "لا شيء", managers: "من يحق له إدارة الخادم",
		limits: "{user} أسئلة في الدقيقة لكل شخص، و{channel} في القناة، و{server} في الخادم كله",
		fields: map[Field]string{
			FieldUptime: "يعمل منذ", FieldDocuments: "الوثائق",
			FieldAnswers:  "الإجابات في 7 أيام",
			FieldRefusals: "بلا إجابة في 7 أيام", FieldGood: "👍 في 7 أيام", FieldBad: "👎 في 7 أيام", FieldChannels: "القنوات",
			FieldCollections: "المجموعات", FieldAskers: "من يسأل", FieldManagers: "من يشرف", FieldLimits: "الحدود",
			FieldLanguage: "اللغة", FieldMode: "متى أجيب", FieldDirect: "الرسائل المباشرة", FieldQuestions: "حفظ الأسئلة",
			FieldQueue: "في الانتظار", FieldContent: "قراءة الرسائل",
		},
	},
	forms: formWords{
		reasonTitle: "ما الخطأ فيها؟", reasonLabel: "ماذا كان ينبغي أن تقول؟", reasonHint: "يمكنك ترك هذا فارغاً.",
		aboutTitle: "اسأل عن هذا", aboutLabel: "سؤالك", aboutHint: "ماذا تريد أن تعرف؟",
	},
	notices:  arabicNotices,
	commands: arabicCommands,
}

// arabicForm is the plural rule of Arabic (CLDR): none, one, two, 3 to 10, 11 to 99, and round hundreds with what follows
// them up to 2; larger numbers go by their last two digits.
func arabicForm(n int) plural {
	switch r := n % 100; {
	case n == 0:
		return zero
	case n == 1:
		return one
	case n == 2:
		return two
	case r >= 3 && r <= 10:
		return few
	case r >= 11:
		return many
	}
	return other
}

var arabicNotices = map[Code]string{
	RateLimited:     "أنت تسأل أسرع مما يُسمح لي بالإجابة. حاول مجدداً بعد {seconds}.",
	ServerLimited:   "كثيرون يسألون هنا الآن. حاول مجدداً بعد {seconds}.",
	Busy:            "أسئلة كثيرة تنتظر هنا. اسأل مجدداً بعد دقيقة.",
	NotHere:         "لست مفعّلاً في هذه القناة. يمكن لمشرفيها تفعيلي.",
	NotHereManager:  "لست مفعّلاً في هذه القناة. يمكنك تفعيلي بالأمر `/dalil channels enable`.",
	CommandsOnly:    "في هذه القناة أجيب على الأوامر فقط: استعمل `/ask`.",
	NotAllowed:      "ليس لديك دور يسمح بالسؤال هنا.",
	ManagersOnly:    "هذا للمشرفين فقط.",
	OnlyInServer:    "هذا يعمل في الخوادم فقط.",
	NotYours:        "لا يحذف هذا إلا السائل والمشرفون.",
	TooOld:          "هذه الإجابة قديمة جداً ولم يعد محفوظاً عنها شيء. اسأل مجدداً.",
	NoDocsManager:   "لا توجد هنا وثائق يمكن سؤالها. اسمح بمجموعة عبر `/dalil collections allow` أو أضف ملفاً عبر `/dalil add`. ما لا يُعرض عليك يفهرسه ويمنحه من يشغّلني (`dalil index` و`discord.grants`).",
	NoDocuments:     "لا توجد وثائق يمكن سؤالها هنا. يضيفها المشرفون بالأمر `/dalil add`.",
	EmptyQuestion:   "لا يوجد سؤال في هذا. اكتب في بضع كلمات ما تريد معرفته.",
	NoCollection:    "لا توجد هنا مجموعة {name} يمكن سؤالها.",
	BadDate:         "{name} ليس تاريخاً. اكتب يوماً مثل 2019-05-24 أو 24 مايو 2019، أو شهراً مثل مايو 2019، أو سنة.",
	BadPeriod:       "المدة المذكورة تنتهي قبل أن تبدأ.",
	NoSuchAnswer:    "لا أعرف أي إجابة تقصد. استعمل `/why` حيث أجبت، أو رد على الإجابة.",
	Failed:          "حدث خطأ عندي. يجده المشرفون في السجل تحت {ref}.",
	TimedOut:        "استغرق هذا وقتاً طويلاً فأُوقف. يجده المشرفون في السجل تحت {ref}.",
	Shared:          "يراه الجميع الآن.",
	OnlyAlone:       "لا يحق لكل من في هذه القناة أن يقرأ ما يمكن سؤاله هنا. استخدم `/ask` مع `private:True` فلا يرى الإجابة أحد سواك.",
	CannotShare:     "لا يجوز لهذه القناة أن ترى الوثائق التي وراء هذه الإجابة.",
	Thanks:          "شكراً لك.",
	ThanksReason:    "شكراً لك. سيراه المشرفون.",
	Told:            "سُجّل هذا للمشرفين، ويرونه عبر `/dalil gaps`.",
	AlreadyTold:     "سبق أن أبلغت المشرفين بهذا.",
	CannotTell:      "لا يمكن إبلاغ أحد من هنا.",
	Forgotten:       "نُسيت محادثتنا وإجاباتك وأصواتك.",
	NothingToForget: "لم يكن هناك ما يُنسى.",
	MentionMe:       "للمتابعة في هذا الموضوع اذكر اسمي أو استعمل `/ask`.",
	NeedsContent:    "هذا يحتاج إلى إذن قراءة محتوى الرسائل (message content intent) وهو ليس لديّ. يفعّله من يشغّلني في بوابة مطوري Discord ثم في إعداداتي.",
	FileTooLarge:    "الملف {name} كبير جداً: الحد الأقصى {detail}.",
	FileKind:        "لا أستطيع قراءة {name}. أستطيع قراءة: {detail}.",
	FileUnreadable:  "الملف {name} ليس كما يدل اسمه أو هو تالف. لم أحتفظ به.",
	NoFile:          "لا يوجد ملف في هذا.",
	PageUnreadable:  "لم أستطع قراءة {name}. راجع العنوان، أو احفظ الصفحة وأضف الملف.",
	NoFetching:      "لا أجلب صفحات الويب. احفظ الصفحة وأضف الملف.",
	Added:           "أُضيف {name} ويمكن سؤاله الآن.",
	Removed:         "أُزيل {name} ولن تستعمله أي إجابة.",
	NoDocument:      "لا توجد هنا وثيقة {name}.",
	Saved:           "حُفظ.",
	ChannelOn:       "أجيب الآن في {channel}.",
	ChannelEmpty:    "صرت أجيب في {channel}، لكن لا وثائق هنا بعد. اسمح بمجموعة عبر `/dalil collections allow` أو أضف ملفاً عبر `/dalil add`. ما لا يُعرض عليك يفهرسه ويمنحه من يشغّلني (`dalil index` و`discord.grants`).",
	ChannelOff:      "أصمت الآن في {channel}.",
	BadLimit:        "هذا الحد غير ممكن: {detail}.",
	DirectOn:        "يمكنك الآن أن تسألني عن هذا الخادم في الرسائل المباشرة.",
	DirectOff:       "لن أقول شيئاً عن هذا الخادم في الرسائل المباشرة بعد الآن.",
	DirectFull:      "لا تزيد المجموعات التي يمكنك سؤالها في الرسائل المباشرة على {limit}. أوقف واحدة أولاً بالأمر `/dalil dm off`.",
	DirectNone:      "لا يوجد ما أجيب منه هنا. استعمل `/dalil dm on` في خادم تريد أن تسأل وثائقه.",
	DirectUnknown:   "لا يخبرني Discord الآن إن كنت لا تزال في الخوادم التي اخترتها. اسأل مجدداً بعد دقيقة.",
	CannotWrite:     "لا يُسمح لي بالكتابة في {channel}، فأخبرك هنا: يستطيع مشرفوها السماح بذلك. والأمر `/ask` يعمل هناك في هذه الأثناء.",
	DirectClosed:    "هذا الخادم لا يجيب في الرسائل المباشرة.",
	AskUsage:        "اكتب سؤالك بعد اسمي أو استعمل `/ask`.",
	Stopping:        "يجري إعادة تشغيلي. اسأل مجدداً بعد دقيقة.",
	TakenBack:       "سُحبت هذه الإجابة: ما اقتبسته لم يعد في مكانه. اسأل مجدداً لمعرفة ما فيه الآن.",
	TakenAway:       "سُحبت هذه الإجابة: لم يعد بإمكان كل من هنا قراءة ما اقتبسته.",
}
