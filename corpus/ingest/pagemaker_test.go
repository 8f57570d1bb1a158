package ingest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A pageMaker writes web pages as news sites and handbooks have them: scripts, menus, an article of 6 to 45 paragraphs with
// headings, lists and tables, teasers, comments, a footer. Two pages in three are English, the others Arabic. The same seed
// makes the same pages.
type pageMaker struct {
	rng   *rand.Rand
	b     strings.Builder
	words pageWords
}

// pageWords are those of a language: what sentences are made of, and what stands around articles.
type pageWords struct {
	lang, dir                           string
	subjects, verbs, objects, ends      []string
	names                               []string
	menu                                []string
	share, related, comments, copyright string
}

var pageLanguages = []pageWords{
	{
		lang: "en", dir: "ltr",
		subjects: strings.Split(`the harbour office|the city council|a team of engineers|the school board|the water authority|the night train|the oldest bakery|a group of farmers|the museum|the regional court|the ferry company|the new library|the weather service|the hospital|a small publisher|the fire brigade|the orchard keepers|the post office|the university|the repair workshop`, "|"),
		verbs:    strings.Split(`opened|has postponed|wants to repair|is measuring|voted against|bought|will replace|described|counted|promised to publish|closed|is looking for|rebuilt|lent out|has sold|inspected|refused to pay for|painted|photographed|insured`, "|"),
		objects:  strings.Split(`the bridge over the western canal|three wooden boats|a map of all the wells in the valley|the accounts of the last decade|the roof of the market hall|a collection of letters|the pumps below the station|twelve electric buses|the lease of the old mill|the evening timetable|the plans for a second tunnel|the seeds of an almost forgotten wheat|the lighthouse lamp|a report on noise|the fees for parking|the statue near the fountain|the cable to the islands|the rules for street musicians|the archive of the newspaper|a greenhouse with broken panes`, "|"),
		ends:     strings.Split(`before the winter begins|after a long debate|without asking the neighbours|for the first time since the flood|at a cost of %d million|in spite of %d complaints|together with %d volunteers|because the contract ends in %d|although nobody had expected it|on the advice of the auditors|within %d weeks|as the minutes of the meeting show|which took %d days|to the surprise of the mayor|and will say more in spring`, "|"),
		names:    strings.Split(`Maria Lindqvist|Omar Haddad|Kenji Watanabe|Rosa Delgado|Peter Novak|Amina Yusuf|Claire Fontaine|David Okafor|Elena Petrova|Thomas Berger`, "|"),
		menu:     strings.Split(`Home|News|Weather|Culture|Business|Sport|Archive|Contact us|Sign in|Newsletter|Search|Jobs`, "|"),
		share:    "Share this article", related: "Related articles", comments: "Comments", copyright: "All rights reserved",
	},
	{
		lang: "ar", dir: "rtl",
		subjects: strings.Split(`مكتب الميناء|مجلس المدينة|فريق من المهندسين|إدارة المدرسة|هيئة المياه|قطار الليل|أقدم مخبز في الحي|مجموعة من المزارعين|المتحف الوطني|محكمة المنطقة|شركة العبارات|المكتبة الجديدة|مصلحة الأرصاد|المستشفى الكبير|ناشر صغير|فرقة الإطفاء`, "|"),
		verbs:    strings.Split(`افتتح|أجّل|يريد إصلاح|يقيس|صوّت ضد|اشترى|سوف يستبدل|وصف|أحصى|وعد بنشر|أغلق|يبحث عن|أعاد بناء|باع|فحص|رفض دفع ثمن`, "|"),
		objects:  strings.Split(`الجسر فوق القناة الغربية|ثلاثة قوارب خشبية|خريطة لكل آبار الوادي|حسابات العقد الماضي|سقف السوق القديم|مجموعة من الرسائل|المضخات تحت المحطة|اثنتي عشرة حافلة كهربائية|عقد إيجار الطاحونة|جدول مواعيد المساء|خطط النفق الثاني|بذور قمح كاد الناس ينسونه|مصباح المنارة|تقريرا عن الضوضاء|رسوم وقوف السيارات|التمثال قرب النافورة`, "|"),
		ends:     strings.Split(`قبل بداية الشتاء|بعد نقاش طويل|من دون سؤال الجيران|لأول مرة منذ الفيضان|بتكلفة %d مليون|رغم %d شكوى|مع %d متطوعا|لأن العقد ينتهي في عام %d|مع أن أحدا لم يتوقع ذلك|بناء على نصيحة المدققين|خلال %d أسبوعا|كما يظهر محضر الجلسة`, "|"),
		names:    strings.Split(`سليم الخطيب|ليلى منصور|يوسف العمري|هدى شاهين|كريم بن صالح|نادية حمدان`, "|"),
		menu:     strings.Split(`الرئيسية|أخبار|طقس|ثقافة|اقتصاد|رياضة|أرشيف|اتصل بنا|تسجيل|النشرة البريدية|بحث`, "|"),
		share:    "شارك هذا المقال", related: "مقالات ذات صلة", comments: "التعليقات", copyright: "جميع الحقوق محفوظة",
	},
}

func newPageMaker(seed uint64) *pageMaker {
	m := &pageMaker{rng: rand.New(rand.NewPCG(seed, 11)), words: pageLanguages[0]}
	if seed%3 == 0 {
		m.words = pageLanguages[1]
	}
	return m
}

// page returns the copy of page n with a number: what copies differ in is a sentence at the end and the address of the page.
func page(n, copy int) string {
	m := newPageMaker(uint64(n))
	m.head(n, copy)
	m.menus()
	m.article(copy)
	m.around()
	m.b.WriteString("</body></html>\n")
	return m.b.String()
}

func (m *pageMaker) pick(from []string) string { return from[m.rng.IntN(len(from))] }

// coin makes up a word of the Latin or the Arabic script, so that texts have words of their own.
func (m *pageMaker) coin() string {
	heads, tails := []rune("bdfgklmnprstvz"), []rune("aeiou")
	if m.words.lang == "ar" {
		heads, tails = []rune("بتجدرزسشصطعفقكلمنهو"), []rune("اوي")
	}
	var b strings.Builder
	for range 2 + m.rng.IntN(3) {
		b.WriteRune(heads[m.rng.IntN(len(heads))])
		b.WriteRune(tails[m.rng.IntN(len(tails))])
	}
	return b.String()
}

func (m *pageMaker) sentence() string {
	parts := []string{m.pick(m.words.subjects), m.pick(m.words.verbs), m.pick(m.words.objects)}
	if m.rng.IntN(2) == 0 {
		parts = append(parts, m.coin(), m.coin())
	}
	end := m.pick(m.words.ends)
	if strings.Contains(end, "%d") {
		end = fmt.Sprintf(end, 2+m.rng.IntN(2000))
	}
	parts = append(parts, end)
	if m.rng.IntN(4) == 0 {
		parts = append([]string{m.pick(m.words.names) + ","}, parts...)
	}
	s := strings.Join(parts, " ")
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (m *pageMaker) paragraph() string {
	s := make([]string, 2+m.rng.IntN(4))
	for i := range s {
		s[i] = m.sentence()
	}
	return strings.Join(s, " ")
}

func (m *pageMaker) head(n, copy int) {
	w := &m.words
	title := m.pick(w.subjects) + " " + m.pick(w.verbs) + " " + m.pick(w.objects)
	day := fmt.Sprintf("20%02d-%02d-%02d", 5+m.rng.IntN(20), 1+m.rng.IntN(12), 1+m.rng.IntN(28))
	fmt.Fprintf(&m.b, "<!DOCTYPE html>\n<html lang=%q dir=%q><head><meta charset=\"utf-8\"><title>%s | The Canal Courier</title>\n", w.lang, w.dir, title)
	fmt.Fprintf(&m.b, "<meta property=\"og:title\" content=%q><meta name=\"author\" content=%q>\n", title, m.pick(w.names))
	fmt.Fprintf(&m.b, "<meta property=\"article:published_time\" content=\"%sT08:%02d:00Z\"><link rel=\"canonical\" href=\"https://courier.example/%d/%d\">\n", day, n%60, n, copy)
	fmt.Fprintf(&m.b, "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":%q,\"datePublished\":%q}</script>\n", title, day)
	for i := range 6 {
		fmt.Fprintf(&m.b, "<script>(function(w){w.queue%d=w.queue%d||[];%s})(window);</script>\n", i, i, strings.Repeat(fmt.Sprintf("w.queue%d.push(['slot',%d]);", i, n), 30))
	}
	fmt.Fprintf(&m.b, "<style>%s</style></head><body class=\"page page-%d\">\n", strings.Repeat(".teaser>a{color:#123;margin:0 4px}\n", 60), n)
	fmt.Fprintf(&m.b, "<h1 class=\"headline\">%s</h1><p class=\"byline\">%s</p>\n", title, m.pick(w.names))
}

func (m *pageMaker) menus() {
	for _, class := range []string{"main-nav", "sub-nav"} {
		fmt.Fprintf(&m.b, "<nav class=%q><ul>\n", class)
		for _, s := range m.words.menu {
			fmt.Fprintf(&m.b, "<li class=\"menu-item\"><a href=\"/%s/\"><span class=\"label\">%s</span></a></li>\n", class, s)
		}
		m.b.WriteString("</ul></nav>\n")
	}
}

func (m *pageMaker) article(copy int) {
	m.b.WriteString("<main><article class=\"story\"><div class=\"story-body\" itemprop=\"articleBody\">\n")
	for i := range 6 + m.rng.IntN(40) {
		switch {
		case i%7 == 6:
			fmt.Fprintf(&m.b, "<h2>%s</h2>\n", m.pick(m.words.objects))
		case i%11 == 10:
			m.table()
		case i%13 == 12:
			fmt.Fprintf(&m.b, "<ul><li>%s</li><li>%s</li><li>%s</li></ul>\n", m.sentence(), m.sentence(), m.sentence())
		}
		fmt.Fprintf(&m.b, "<p>%s <a href=\"/topic/%d\">%s</a></p>\n", m.paragraph(), i, m.sentence())
	}
	fmt.Fprintf(&m.b, "<p>%s %d.</p></div></article></main>\n", m.sentence(), copy)
}

func (m *pageMaker) table() {
	m.b.WriteString("<table class=\"figures\">\n")
	for range 5 {
		fmt.Fprintf(&m.b, "<tr><td>%s</td><td>%d</td><td>%d %%</td></tr>\n", m.pick(m.words.objects), m.rng.IntN(9000), m.rng.IntN(100))
	}
	m.b.WriteString("</table>\n")
}

func (m *pageMaker) around() {
	w := &m.words
	fmt.Fprintf(&m.b, "<div class=\"share\"><a href=\"#\">%s</a></div><aside class=\"related\"><h3>%s</h3>\n", w.share, w.related)
	for i := range 30 {
		fmt.Fprintf(&m.b, "<div class=\"teaser card\"><a href=\"/story/%d\"><img src=\"/img/%d.jpg\" alt=\"\"><h4>%s %s</h4></a></div>\n", i, i, m.pick(w.subjects), m.pick(w.verbs))
	}
	fmt.Fprintf(&m.b, "</aside><section id=\"comments\"><h3>%s</h3>\n", w.comments)
	for range m.rng.IntN(12) {
		fmt.Fprintf(&m.b, "<div class=\"comment\"><b>%s</b><p>%s</p></div>\n", m.pick(w.names), m.sentence())
	}
	fmt.Fprintf(&m.b, "</section><footer class=\"footer\"><p>© 2024 The Canal Courier. %s</p></footer>\n", w.copyright)
}
