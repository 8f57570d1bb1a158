package extract

import "strings"

// barredSet makes a set of phrases parted by bars.
func barredSet(list string) map[string]bool {
	m := map[string]bool{}
	for f := range strings.SplitSeq(list, "|") {
		m[oneLine(f)] = true
	}
	return m
}

// Labels as wholeLabel writes them.
var (
	captionLabels = barredSet(`photo | photos | photograph | photographs | picture | pictures | pictured | image | images | image caption | photo caption |
		caption | file photo | file picture | photo credit | picture credit | image credit | credit | credits | photo by | video | watch | listen |
		image source | photo gallery | gallery | in pictures | bild | foto | fotos | bildunterschrift | légende | crédit photo | photo d'archives |
		foto de archivo | фото | видео |
		صورة | الصورة | صور | الصور | تصوير | عدسة | تعليق الصورة | مصدر الصورة | صورة أرشيفية | الصورة من | فيديو | بالفيديو | شاهد | بالصور | كاميرا`)

	noteLabels = barredSet(`tags | tag | topics | topic | filed under | keywords | our standards | disclaimer | share | share this | share via | follow us |
		share this article | newsletter | read the original | first published | categories |
		وسوم | الوسوم | كلمات مفتاحية | الكلمات المفتاحية | كلمات دلالية | الكلمات الدلالية | تاغات | إخلاء مسؤولية | تنويه | شارك | شارك الخبر |
		شارك المقال | مشاركة | شاركها | تابعونا | تابعنا | النشرة البريدية | رابط مختصر | الرابط المختصر`)

	relatedLabels = barredSet(`related | related stories | related articles | related news | related content | related coverage | related topics |
		related links | more on this story | more on this topic | more on this subject | more on this | most viewed | most read | most popular |
		most shared | most watched | most commented | trending | trending now | top stories | latest news | latest stories | recommended |
		recommended for you | read next | read more | also read | read also | you may also like | you might also like | more stories | more news |
		editor's picks | editors' picks | don't miss | in case you missed it | what to read next | up next | also in the news | also in news |
		around the web | from our archive | other stories | see also in news |
		mehr zum thema | lesen sie auch | meistgelesen | lire aussi | à lire aussi | sur le même sujet | les plus lus | lea también | te puede interesar |
		читайте также |
		موضوعات متعلقة | مواضيع متعلقة | موضوعات ذات صلة | مواضيع ذات صلة | أخبار متعلقة | أخبار ذات صلة | مقالات ذات صلة | مقالات متعلقة |
		مواد ذات صلة | روابط ذات صلة | محتوى ذو صلة | اقرأ أيضا | إقرأ أيضا | اقرا ايضا | أقرأ أيضا | اقرأ المزيد | طالع أيضا | شاهد أيضا | الأكثر قراءة |
		الأكثر مشاهدة | الأكثر تعليقا | الأكثر تداولا | أحدث الأخبار | آخر الأخبار | أهم الأخبار | قد يعجبك أيضا | قد يهمك | قد يهمك أيضا | اخترنا لك |
		من الأرشيف | المزيد من الأخبار | ذات صلة`)

	correctionLabels = barredSet(`correction | corrections | clarification | editor's note | editors' note | amendment | update | note |
		تصحيح | استدراك | توضيح | تنويه | ملاحظة | ملاحظة من المحرر`)

	sectionNames = barredSet(`news | breaking news | home | world | world news | international | national | local | regional | region | africa | asia |
		europe | americas | middle east | uk | us | usa | politics | business | economy | finance | markets | money | trade | energy | companies | industry |
		technology | tech | science | environment | climate | health | education | culture | arts | art | books | film | films | music | theatre |
		television | tv | media | entertainment | lifestyle | life | style | fashion | food | travel | sport | sports | football | soccer | cricket |
		tennis | transfers | rugby | opinion | comment | analysis | editorial | letters | features | feature | interview | investigation | crime |
		courts | law | religion | society | weather | property | cars | motoring | obituaries | video | live | latest | exclusive |
		أخبار | الأخبار | عاجل | الرئيسية | سياسة | السياسة | اقتصاد | الاقتصاد | أعمال | مال | المال | أسواق | رياضة | الرياضة | كرة القدم | ثقافة | الثقافة |
		فنون | الفنون | فن | أدب | كتب | سينما | مسرح | محليات | محلي | محلية | عربي | دولي | عربي ودولي | العالم | عالم | الوطن العربي | الشرق الأوسط |
		منوعات | صحة | الصحة | علوم | تكنولوجيا | تقنية | بيئة | تعليم | مجتمع | المجتمع | حوادث | رأي | الرأي | مقالات | تحقيقات | تقارير | حوارات |
		سياحة | سفر | طاقة | فيديو | حصري | عرب | آراء | أوروبا | أفريقيا | آسيا`)
)

// amended begin a line that says that the report was changed.
var amended = []string{
	"this article was amended ", "this article was corrected ", "this article was updated ", "this article has been ", "this story was corrected ",
	"this story was updated ", "this story has been ", "this report was corrected ", "this report has been ", "تم تعديل هذا الخبر", "جرى تعديل هذا الخبر", "جرى تصحيح هذا الخبر",
}

// versions are how a correction speaks of the report that it belongs to.
var versions = []string{
	"earlier version", "previous version", "original version", "first version", "this article", "this story", "this report",
	"نسخة سابقة", "النسخة السابقة", "نسخة أولى", "هذا الخبر", "هذا التقرير", "هذا المقال", "هذه المادة",
}

var (
	// invites begin a line that asks readers to do something, of which one of media must then be part.
	invites = set(`subscribe sign get download follow join register click tap enter receive download
		اشترك اشتركوا للاشتراك تابع تابعوا تابعنا تابعونا لمتابعة انضم انضموا للانضمام حمل حملوا لتحميل لمزيد للمزيد اضغط انقر سجل`)
	media = set(`newsletter newsletters briefing app inbox e-mail email telegram whatsapp facebook twitter instagram mastodon linkedin youtube tiktok
		bluesky alerts notifications podcast
		نشرة النشرة نشرتنا تطبيق التطبيق تطبيقنا قناتنا القناة واتساب تلغرام تليغرام تيليغرام تويتر فيسبوك إنستغرام انستغرام يوتيوب هنا بريدك صفحتنا حسابنا
		حساباتنا منصة`)
)
